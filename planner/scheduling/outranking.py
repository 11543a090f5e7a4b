"""Who has what an unplaced referral could have had alone: found by taking them out of the plan."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from planner.domain.participants import Priority, Referral
from planner.domain.programme import Programme
from planner.domain.sentences import Sentence, told, told_of
from planner.scheduling.stays import StayTranslation
from planner.scheduling.wording import A_START, START_NOUN, count, listing
from solver.stays.greedy import Placer
from solver.stays.problem import Opening, Placement, StayProblem, StaySolution, placement_cost
from solver.stays.workers import settle_anchors

_PLENTY = 100_000
_PRIORITY = {
    Priority.ROUTINE: told("routine"),
    Priority.HIGH: told("high"),
    Priority.URGENT: told("urgent"),
}


@dataclass(frozen=True)
class PlanBeside:
    """A plan in which an unplaced referral finds no room."""

    programme: Programme
    translation: StayTranslation
    solution: StaySolution

    def sentences(self, referral: Referral) -> Iterator[Sentence]:
        """What she could have had alone, and who has it in this plan."""
        index = self.translation.referrals.index(referral)
        nobody = (None,) * len(self._problem.cases)
        alone = self._placer.earliest(index, nobody)
        if alone is None:
            raise AssertionError("whoever is outranked could be placed alone")
        noun = START_NOUN[referral.service]
        yield self._alone_sentence(index, alone, noun)
        beside = self._placer.earliest(index, self.solution.placements)
        cheapest = beside and self._placer.cheapest(index, self.solution.placements)
        if cheapest is None:
            yield from self._in_her_way(index, alone)
            yield told(
                "Beside the placed referrals no {noun} is possible within her window; her own"
                " priority is {priority}.",
                noun=noun,
                priority=_PRIORITY[referral.priority],
            )
        else:
            yield self._cost_sentence(index, cheapest, A_START[referral.service])

    @cached_property
    def _problem(self) -> StayProblem:
        return settle_anchors(self.translation.problem)

    @cached_property
    def _placer(self) -> Placer:
        return Placer(self._problem)

    def _alone_sentence(self, index: int, alone: Placement, noun: Sentence) -> Sentence:
        start, bed = self._date(alone.start_day), self._bed(index, alone)
        if not bed:
            return told("Alone, the first possible {noun} is on {start}.", noun=noun, start=start)
        return told(
            "Alone, the first possible {noun} is on {start} in bed {bed}.",
            noun=noun,
            start=start,
            bed=bed,
        )

    def _cost_sentence(self, index: int, cheapest: Placement, start_words: Sentence) -> Sentence:
        case = self._problem.cases[index]
        placed, unplaced = placement_cost(case, cheapest), case.unplaced_cost
        start = self._date(cheapest.start_day)
        if placed < unplaced:
            return told(
                "The search ended before it placed her: {a_start} on {start} beside the placed"
                " referrals is possible.",
                a_start=start_words,
                start=start,
            )
        return told(
            "Beside the placed referrals {a_start} on {start} is possible, but it costs {placed}"
            " and leaving her unplaced {unplaced}.",
            a_start=start_words,
            start=start,
            placed=count(placed, "point"),
            unplaced=count(unplaced, "point"),
        )

    def _in_her_way(self, index: int, alone: Placement) -> Iterator[Sentence]:
        """Those placed who rule out her first placement, each by herself or else together."""
        only = self._only(index, alone)
        placer = Placer(only)
        placed = self._placed_in_order()
        blockers = [j for j in placed if not self._fits(placer, index, [j])]
        if not blockers and not self._fits(placer, index, placed):
            blockers = placed
            for j in placed:
                fewer = [other for other in blockers if other != j]
                if not self._fits(placer, index, fewer):
                    blockers = fewer
        in_house = [(j, words) for j in blockers if (words := self._house_words(index, j, alone))]
        for _, words in in_house:
            yield words
        rest = [j for j in blockers if j not in {other for other, _ in in_house}]
        if rest:
            yield told_of(
                len(rest),
                "In this plan {others} has {what} that she would need.",
                "In this plan {others} have {what} that she would need.",
                others=listing(self._name(j) for j in rest),
                what=self._resource(only, index, rest),
            )

    def _placed_in_order(self) -> list[int]:
        """The placed cases by the day on which they start."""
        starts = sorted(
            (placement.start_day, j)
            for j, placement in enumerate(self.solution.placements)
            if placement is not None
        )
        return [j for _, j in starts]

    def _only(self, index: int, placement: Placement) -> StayProblem:
        """The problem in which she can have that one placement and no other."""
        case = self._problem.cases[index]
        opening = case.openings[placement.opening]
        start, end = placement.start_day, placement.end_day
        openings = tuple(
            replace(other, start_days=(), earliest_ends=(), latest_ends=())
            if k != placement.opening
            else Opening(opening.bed, (start,), (end,), (end,), opening.cost, opening.counts)
            for k, other in enumerate(case.openings)
        )
        entry = case.entry
        if entry and placement.entry_day is not None:
            entry = replace(entry, days=(placement.entry_day,))
        cases = list(self._problem.cases)
        cases[index] = replace(case, openings=openings, entry=entry)
        return replace(self._problem, cases=tuple(cases))

    def _fits(self, placer: Placer, index: int, others: Collection[int]) -> bool:
        placements = [
            placement if j in others else None
            for j, placement in enumerate(self.solution.placements)
        ]
        return placer.earliest(index, placements) is not None

    def _house_words(self, index: int, other: int, alone: Placement) -> Sentence | None:
        """How a planned stay rules hers out: by bed, by conflict or by the days between."""
        placement = self.solution.placements[other]
        bed, hers = self._bed(other, placement), self._bed(index, alone)
        if placement is None or not bed or not hers:
            return None
        start, end = self._date(placement.start_day), self._date(placement.end_day)
        house = self.programme.bed_by_code[hers].house
        turnover = self._problem.turnover_days
        apart = abs(placement.start_day - alone.start_day)
        meets = _overlap(placement, alone, 0)
        if bed == hers and _overlap(placement, alone, turnover):
            return self._held_words(bed, other, placement, 0 if meets else turnover)
        if self.programme.bed_by_code[bed].house != house:
            return None
        who = self._name(other)
        pair = (min(index, other), max(index, other))
        if pair in self._problem.conflicts and meets:
            return told(
                "In this plan {other}, in conflict with her, is in house {house} from {start}"
                " until {end}.",
                other=who,
                house=house,
                start=start,
                end=end,
            )
        if apart < self._problem.spacing_days:
            return told(
                "In this plan {other} is admitted to house {house} on {start}; admissions there"
                " are at least {days} apart.",
                other=who,
                house=house,
                start=start,
                days=count(self._problem.spacing_days, "day"),
            )
        return None

    def _held_words(self, bed: str, other: int, placement: Placement, turnover: int) -> Sentence:
        who = self._name(other)
        start, end = self._date(placement.start_day), self._date(placement.end_day)
        if not turnover:
            return told(
                "In this plan bed {bed} is {other}'s from {start} until {end}.",
                bed=bed,
                other=who,
                start=start,
                end=end,
            )
        return told(
            "In this plan bed {bed} is {other}'s from {start} until {end} with {nights} of"
            " turnover.",
            bed=bed,
            other=who,
            start=start,
            end=end,
            nights=count(turnover, "night"),
        )

    def _resource(self, only: StayProblem, index: int, blockers: Collection[int]) -> str:
        """What the others take of the programme: places, minutes, or her worker."""
        plenty = (_PLENTY,)
        lifts = {
            told("the place in the day program"): replace(only, places_free=plenty),
            told("the support minutes"): replace(only, minutes_free=plenty),
            told("the room in a caseload"): replace(
                only, caseload_free=(plenty,) * len(only.caseload_free)
            ),
        }
        enough = [w for w, lifted in lifts.items() if self._fits(Placer(lifted), index, blockers)]
        return listing(enough or lifts)

    def _name(self, case: int) -> Sentence:
        referral = self.translation.referrals[case]
        return told(
            "{participant} ({priority})",
            participant=referral.participant,
            priority=_PRIORITY[referral.priority],
        )

    def _bed(self, case: int, placement: Placement | None) -> str:
        if placement is None:
            return ""
        bed = self._problem.cases[case].openings[placement.opening].bed
        return "" if bed is None else self.translation.bed_codes[bed]

    def _date(self, number: int) -> date:
        return self.translation.days.on(number)


def _overlap(one: Placement, other: Placement, gap: int) -> bool:
    return one.start_day < other.end_day + gap and other.start_day < one.end_day + gap
