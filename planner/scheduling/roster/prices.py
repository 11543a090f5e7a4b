"""What it would cost to fill a gap, in words: the terms that change, and the sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.schedule import GapKind, PlannedSession, Schedule
from planner.scheduling.roster.candidates import Candidate, Level
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.costs import OVER_COVER, schedule_terms
from planner.scheduling.roster.past import shift_row
from planner.scheduling.wording import listing

_WORDS = {
    "uncovered": "the shift",
    "lead": "the lead",
    "unled": "the activity",
    "unmet": "the session",
    "relief": "relief staff",
    "overtime": "overtime",
    "under_contract": "hours below contract",
    "other_worker": "another worker",
    "preference": "a preferred language or gender not met",
    "requests": "requests not met",
    "night_spread": "nights shared unevenly",
    "weekend_spread": "weekends shared unevenly",
    "moved": "published duties changed",
    OVER_COVER: "one person too many",
}


@dataclass(frozen=True)
class Prices:
    """A finished schedule, asked what filling one gap would change in its cost."""

    context: RosterContext
    schedule: Schedule

    def sentences(
        self, kind: GapKind, what: str, day: date, count: int, candidates: Sequence[Candidate]
    ) -> list[str]:
        """The first who could fill it, with the price; then the others."""
        first, *others = [c for c in candidates if c.level is Level.FREE]
        changes = self._changes(kind, what, day, first)
        who = f"{first.code} could"
        if count > 1:
            who = f"For each of the {count} by itself: {who}"
        said = [f"{who}; that {_priced(changes)}."]
        if others:
            said.append(f"{listing(c.code for c in others)} could too, at prices of their own.")
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


def _priced(changes: Mapping[str, int]) -> str:
    """``saves 5 for the session, costs 15 for another worker: 10 more in all``."""
    saved = [f"saves {-more} for {_WORDS[name]}" for name, more in changes.items() if more < 0]
    paid = [f"costs {more} for {_WORDS[name]}" for name, more in changes.items() if more > 0]
    total = sum(changes.values())
    if total > 0:
        verdict = f"{total} more in all, which the plan did not pay"
    elif total == 0:
        verdict = "no less in all, so the plan left it"
    else:
        verdict = f"{-total} less in all, which the search had not found when it ended"
    return f"{', '.join([*saved, *paid]) or 'changes no cost'}: {verdict}"
