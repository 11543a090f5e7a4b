"""What it would cost to fill a gap, in words: the terms that change, and the sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.schedule import GapKind, PlannedSession, Schedule
from planner.domain.sentences import Sentence, joined, told, told_of
from planner.scheduling.roster.candidates import Candidate, Level
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.costs import OVER_COVER, schedule_terms
from planner.scheduling.roster.past import shift_row
from planner.scheduling.wording import listing

_WORDS = {
    "uncovered": told("the shift"),
    "lead": told("the lead"),
    "unled": told("the activity"),
    "unmet": told("the session"),
    "relief": told("relief staff"),
    "overtime": told("overtime"),
    "under_contract": told("hours below contract"),
    "other_worker": told("another worker"),
    "preference": told("a preferred language or gender not met"),
    "requests": told("requests not met"),
    "night_spread": told("nights shared unevenly"),
    "weekend_spread": told("weekends shared unevenly"),
    "moved": told("published duties changed"),
    OVER_COVER: told("one person too many"),
}


@dataclass(frozen=True)
class Prices:
    """A finished schedule, asked what filling one gap would change in its cost."""

    context: RosterContext
    schedule: Schedule

    def sentences(
        self, kind: GapKind, what: str, day: date, count: int, candidates: Sequence[Candidate]
    ) -> list[Sentence]:
        """The first who could fill it, with the price; then the others."""
        first, *others = [c for c in candidates if c.level is Level.FREE]
        price = _priced(self._changes(kind, what, day, first))
        said = [
            told_of(
                count,
                "{code} could; that {price}.",
                "For each of the {n} by itself: {code} could; that {price}.",
                code=first.code,
                price=price,
            )
        ]
        if others:
            codes = listing(c.code for c in others)
            said.append(told("{codes} could too, at prices of their own.", codes=codes))
        return said

    def _changes(
        self, kind: GapKind, what: str, day: date, candidate: Candidate
    ) -> Mapping[str, int]:
        before = schedule_terms(self.context, self.schedule)
        after = schedule_terms(self.context, self._filled(kind, what, day, candidate))
        return {name: after[name] - before[name] for name in before if after[name] != before[name]}

    def _filled(self, kind: GapKind, what: str, day: date, candidate: Candidate) -> Schedule:
        schedule, staff = self.schedule, candidate.code
        if kind is GapKind.UNLED_ACTIVITY:
            activities = tuple(
                replace(row, staff=(*row.staff, staff))
                if (row.activity, row.day) == (what, day)
                else row
                for row in schedule.activities
            )
            return replace(schedule, activities=activities)
        if kind is GapKind.UNMET_SESSION:
            return replace(schedule, sessions=(*schedule.sessions, self._session(what, candidate)))
        roster = [
            row
            for row in schedule.roster
            if (row.staff, row.shift, row.day) != (candidate.place_of, what, day)
        ]
        row = shift_row(self.context, staff, what, day)
        return replace(schedule, roster=(*roster, row))

    def _session(self, participant: str, candidate: Candidate) -> PlannedSession:
        if candidate.duty is None:
            raise AssertionError("whoever could hold a session has a time for it")
        person = self.context.programme.participant_by_code[participant]
        start = candidate.start_minute
        end = start + self.context.served.session_minutes(person)
        return PlannedSession(participant, candidate.code, candidate.duty.on, start, end)


def _priced(changes: Mapping[str, int]) -> Sentence:
    """``saves 5 for the session, costs 15 for another worker: 10 more in all``."""
    saved = [
        told("saves {points} for {what}", points=-more, what=_WORDS[name])
        for name, more in changes.items()
        if more < 0
    ]
    paid = [
        told("costs {points} for {what}", points=more, what=_WORDS[name])
        for name, more in changes.items()
        if more > 0
    ]
    total = sum(changes.values())
    if total > 0:
        verdict = told("{points} more in all, which the plan did not pay", points=total)
    elif total == 0:
        verdict = told("no less in all, so the plan left it")
    else:
        verdict = told(
            "{points} less in all, which the search had not found when it ended", points=-total
        )
    parts = joined([*saved, *paid], ", ") if changes else told("changes no cost")
    return told("{changes}: {verdict}", changes=parts, verdict=verdict)
