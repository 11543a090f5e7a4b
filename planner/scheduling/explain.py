"""Why somebody is not placed: the first rule that binds, the facts, and what would cure it.

Everything is computed: a reason by lifting one rule for one referral alone, a fact from the
tables, the placed referrals in her way by taking them out of the plan one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.participants import Referral, Service
from planner.domain.plan import Reason, Unplaced
from planner.domain.programme import Programme
from planner.scheduling.alone import Alone, Found
from planner.scheduling.house_facts import (
    bed_sentences,
    conflict_sentences,
    opposing_stays,
    spacing_sentences,
)
from planner.scheduling.outranking import PlanBeside
from planner.scheduling.program_facts import (
    length_cure,
    length_sentences,
    places_sentences,
    program_cure,
    program_sentences,
)
from planner.scheduling.stays import StayTranslation
from planner.scheduling.team_facts import minutes_sentences, worker_sentences
from planner.scheduling.window_facts import WindowFacts
from planner.scheduling.wording import START_NOUN, listing
from solver.stays.problem import StaySolution

_MINOR = (
    "The participant may not live in an adult residence, so no bed is planned: a person decides,"
    " by the agency's protocol for minors."
)
_RULE_WORDS = {
    Reason.WINDOW: "her window and the days on which a service may start",
    Reason.BED: "the beds",
    Reason.CONFLICT: "the conflicts",
    Reason.SPACING: "the days between two admissions",
    Reason.LENGTH: "the length of her stay",
    Reason.PROGRAM: "the entry into the day program",
    Reason.PLACES: "the places of the day program",
    Reason.WORKER: "the primary workers",
    Reason.MINUTES: "the team's support minutes",
}


@dataclass(frozen=True)
class Explanation:
    """What keeps one referral from being placed, all others withdrawn.

    ``reason`` is None where nothing does; ``possible`` is then her first possible placement.
    ``cures`` are the single rules whose lifting would let her be placed, in the order of MODEL.md.
    """

    reason: Reason | None
    cures: tuple[Reason, ...]
    sentences: tuple[str, ...]
    possible: Found | None = None

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return " ".join(self.sentences)


def explain_unplaced(
    programme: Programme, translation: StayTranslation, solution: StaySolution
) -> tuple[Unplaced, ...]:
    """A row for each referral that the plan leaves out, and for each left to a person."""
    placed = {
        referral.participant
        for referral, placement in zip(translation.referrals, solution.placements, strict=True)
        if placement is not None
    }
    plan = PlanBeside(programme, translation, solution)
    rows = []
    for referral in programme.waiting_referrals:
        if referral.participant in placed:
            continue
        explanation = explain_referral(programme, referral)
        reason, text = explanation.reason, explanation.text
        if reason is None:
            reason, text = Reason.OUTRANKED, " ".join(plan.sentences(referral))
        rows.append(Unplaced(referral.participant, referral.service, reason, text))
    return tuple(rows)


def explain_referral(programme: Programme, referral: Referral) -> Explanation:
    """What keeps one referral from being placed even if every other one were withdrawn."""
    participant = programme.participant_by_code[referral.participant]
    if referral.service is Service.RESIDENTIAL and not participant.adult_residence_ok:
        return Explanation(Reason.MINOR_PROTOCOL, (), (_MINOR,))
    alone = Alone(programme, referral)
    possible = alone.first()
    if possible:
        return Explanation(None, (), (_possible_sentence(referral, possible),), possible)
    found = {rule: placement for rule in alone.rules if (placement := alone.first(rule))}
    reason = next(iter(found), Reason.SEVERAL)
    return Explanation(reason, tuple(found), tuple(_Story(alone, found).sentences()))


def _possible_sentence(referral: Referral, found: Found) -> str:
    noun = START_NOUN[referral.service]
    bed = f" in bed {found.bed}" if found.bed else ""
    return f"With all other referrals withdrawn the first possible {noun} is on {found.start}{bed}."


class _Story:
    """The sentences about one referral that cannot be placed even alone."""

    def __init__(self, alone: Alone, found: dict[Reason, Found]) -> None:
        self._alone = alone
        self._found = found
        self._window = WindowFacts(alone)

    def sentences(self) -> Iterator[str]:
        """The facts of each rule that binds, then the cures."""
        binding, possible = self._binding()
        for rule in sorted(binding, key=self._alone.rules.index):
            if rule is not Reason.WINDOW:
                yield from self._facts(rule, self._found.get(rule) or possible)
        if Reason.WINDOW in self._found or Reason.WINDOW in binding:
            yield from self._window.sentences()
        if self._found and possible and len(binding) > 1:
            words = listing(_RULE_WORDS[rule] for rule in binding)
            yield f"Within her window these stand in her way together: {words}."
        if self._found:
            yield self._cure_sentence()
        elif binding and possible:
            yield self._several_sentence(binding, possible)
        else:
            yield "Nothing short of another bed or program would let her in."

    def _binding(self) -> tuple[tuple[Reason, ...], Found | None]:
        """The rules to tell of: the cures, or what binds together where there is no other."""
        cures = tuple(rule for rule in self._found if rule is not Reason.WINDOW)
        if cures:
            return cures, None
        kept = {Reason.WINDOW} if self._found else set()
        together = self._alone.smallest_set([r for r in self._alone.rules if r not in kept])
        if together is None:
            return (), None
        return together, self._alone.first(*together)

    def _facts(self, rule: Reason, found: Found | None) -> Iterator[str]:
        alone = self._alone
        if rule is Reason.MINUTES:
            return minutes_sentences(alone, found) if found else iter(())
        return {
            Reason.BED: bed_sentences,
            Reason.CONFLICT: conflict_sentences,
            Reason.SPACING: spacing_sentences,
            Reason.LENGTH: length_sentences,
            Reason.PROGRAM: program_sentences,
            Reason.PLACES: places_sentences,
            Reason.WORKER: worker_sentences,
        }[rule](alone)

    def _cure_sentence(self) -> str:
        cures = [words for rule, found in self._found.items() for words in self._cures(rule, found)]
        if len(cures) == 1:
            return f"This alone would be enough: {cures[0]}."
        return f"Any one of these would be enough: {'; '.join(cures)}."

    def _cures(self, rule: Reason, found: Found) -> Iterator[str]:
        alone, start = self._alone, f"{START_NOUN[self._alone.referral.service]} on {found.start}"
        if rule is Reason.WINDOW:
            yield from self._window.cures()
        elif rule is Reason.BED:
            yield f"another bed for her in house {found.house} ({start})"
        elif rule is Reason.CONFLICT:
            others = dict.fromkeys(stay.participant for stay in opposing_stays(alone))
            yield f"no conflict with {listing(others)} ({start})"
        elif rule is Reason.SPACING:
            yield f"an admission nearer to another one ({start})"
        elif rule is Reason.LENGTH:
            yield length_cure(alone, found)
        elif rule is Reason.PROGRAM:
            yield program_cure(alone, found)
        elif rule is Reason.PLACES:
            yield f"more places in the day program ({start})"
        elif rule is Reason.WORKER:
            yield f"another worker who may support her and has room ({start})"
        else:
            yield f"more support minutes of the team ({start})"

    def _several_sentence(self, binding: tuple[Reason, ...], possible: Found) -> str:
        noun = START_NOUN[self._alone.referral.service]
        words = listing(_RULE_WORDS[rule] for rule in binding)
        return (
            f"No single change is enough. Together these stand in her way: {words}; without them"
            f" the first possible {noun} is on {possible.start}."
        )
