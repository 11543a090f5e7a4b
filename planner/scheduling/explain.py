"""Why somebody is not placed: the first rule that binds, the facts, and what would cure it.

Everything is computed: a reason by lifting one rule for one referral alone, a fact from the
tables, the placed referrals in her way by taking them out of the plan one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.participants import Referral, Service
from planner.domain.plan import Reason, Unplaced
from planner.domain.programme import Programme
from planner.domain.sentences import Sentence, joined, told
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
from planner.scheduling.wording import START_NOUN, listing, start_on
from solver.stays.problem import StaySolution

_MINOR = told(
    "The participant may not live in an adult residence, so no bed is planned: a person decides,"
    " by the agency's protocol for minors."
)
_RULE_WORDS = {
    Reason.WINDOW: told("her window and the days on which a service may start"),
    Reason.BED: told("the beds"),
    Reason.CONFLICT: told("the conflicts"),
    Reason.SPACING: told("the days between two admissions"),
    Reason.LENGTH: told("the length of her stay"),
    Reason.PROGRAM: told("the entry into the day program"),
    Reason.PLACES: told("the places of the day program"),
    Reason.WORKER: told("the primary workers"),
    Reason.MINUTES: told("the team's support minutes"),
}


@dataclass(frozen=True)
class Explanation:
    """What keeps one referral from being placed, all others withdrawn.

    ``reason`` is None where nothing does; ``possible`` is then her first possible placement.
    ``cures`` are the single rules whose lifting would let her be placed, in the order of MODEL.md.
    """

    reason: Reason | None
    cures: tuple[Reason, ...]
    sentences: tuple[Sentence, ...]
    possible: Found | None = None

    @property
    def text(self) -> Sentence:
        """The sentences as one text."""
        return joined(self.sentences)


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
            reason, text = Reason.OUTRANKED, joined(plan.sentences(referral))
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


def _possible_sentence(referral: Referral, found: Found) -> Sentence:
    noun, start = START_NOUN[referral.service], found.start
    if found.bed:
        return told(
            "With all other referrals withdrawn the first possible {noun} is on {start}"
            " in bed {bed}.",
            noun=noun,
            start=start,
            bed=found.bed,
        )
    return told(
        "With all other referrals withdrawn the first possible {noun} is on {start}.",
        noun=noun,
        start=start,
    )


class _Story:
    """The sentences about one referral that cannot be placed even alone."""

    def __init__(self, alone: Alone, found: dict[Reason, Found]) -> None:
        self._alone = alone
        self._found = found
        self._window = WindowFacts(alone)

    def sentences(self) -> Iterator[Sentence]:
        """The facts of each rule that binds, then the cures."""
        binding, possible = self._binding()
        for rule in sorted(binding, key=self._alone.rules.index):
            if rule is not Reason.WINDOW:
                yield from self._facts(rule, self._found.get(rule) or possible)
        if Reason.WINDOW in self._found or Reason.WINDOW in binding:
            yield from self._window.sentences()
        if self._found and possible and len(binding) > 1:
            words = listing(_RULE_WORDS[rule] for rule in binding)
            yield told("Within her window these stand in her way together: {rules}.", rules=words)
        if self._found:
            yield self._cure_sentence()
        elif binding and possible:
            yield self._several_sentence(binding, possible)
        else:
            yield told("Nothing short of another bed or program would let her in.")

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

    def _facts(self, rule: Reason, found: Found | None) -> Iterator[Sentence]:
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

    def _cure_sentence(self) -> Sentence:
        cures = [words for rule, found in self._found.items() for words in self._cures(rule, found)]
        if len(cures) == 1:
            return told("This alone would be enough: {cure}.", cure=cures[0])
        return told("Any one of these would be enough: {cures}.", cures=joined(cures, "; "))

    def _cures(self, rule: Reason, found: Found) -> Iterator[Sentence]:
        alone, start = self._alone, start_on(self._alone.referral.service, found.start)
        if rule is Reason.WINDOW:
            yield from self._window.cures()
        elif rule is Reason.BED:
            yield told(
                "another bed for her in house {house} ({start})", house=found.house, start=start
            )
        elif rule is Reason.CONFLICT:
            others = dict.fromkeys(stay.participant for stay in opposing_stays(alone))
            yield told("no conflict with {others} ({start})", others=listing(others), start=start)
        elif rule is Reason.SPACING:
            yield told("an admission nearer to another one ({start})", start=start)
        elif rule is Reason.LENGTH:
            yield length_cure(alone, found)
        elif rule is Reason.PROGRAM:
            yield program_cure(alone, found)
        elif rule is Reason.PLACES:
            yield told("more places in the day program ({start})", start=start)
        elif rule is Reason.WORKER:
            yield told("another worker who may support her and has room ({start})", start=start)
        else:
            yield told("more support minutes of the team ({start})", start=start)

    def _several_sentence(self, binding: tuple[Reason, ...], possible: Found) -> Sentence:
        return told(
            "No single change is enough. Together these stand in her way: {rules}; without them"
            " the first possible {noun} is on {start}.",
            rules=listing(_RULE_WORDS[rule] for rule in binding),
            noun=START_NOUN[self._alone.referral.service],
            start=possible.start,
        )
