"""What a schedule leaves uncovered, unled or unmet, each with its computed reason (gaps.csv)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.schedule import (
    Gap,
    GapKind,
    GapReason,
    PlannedSession,
    PlannedShift,
    Schedule,
)
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.costs import schedule_terms, unmet_sessions
from planner.scheduling.roster.obstacles import REASONS, Candidate, Level, Obstacles
from planner.scheduling.roster.occurrences import ActivityRun, ShiftRun
from planner.scheduling.roster.past import shift_row
from planner.scheduling.roster.people import most_people
from planner.scheduling.roster.wording import explanation


def find_gaps(context: RosterContext, schedule: Schedule) -> tuple[Gap, ...]:
    """One row for each kind, thing and date, in the order of the dates."""
    finder = _Finder(context, schedule, Obstacles(context, schedule))
    gaps = [*finder.shifts(), *finder.leads(), *finder.activities(), *finder.sessions()]
    return tuple(sorted(gaps, key=lambda gap: (gap.day, gap.kind, gap.what)))


@dataclass(frozen=True)
class _Finder:
    context: RosterContext
    schedule: Schedule
    obstacles: Obstacles

    def shifts(self) -> Iterator[Gap]:
        people = Counter((row.shift, row.day) for row in self.schedule.roster)
        for run in self._shift_runs():
            missing = run.wanted - people[run.code, run.day]
            if missing > 0:
                candidates = self.obstacles.to_run(run)
                yield self._gap(GapKind.UNCOVERED_SHIFT, run.code, run.day, missing, candidates)

    def leads(self) -> Iterator[Gap]:
        for run in self._shift_runs():
            if not run.leads_wanted:
                continue
            present = self._on(run)
            leads = [code for code in present if self._leads(code, run)]
            missing = run.leads_wanted - len(leads)
            if missing > 0:
                candidates = self._lead_candidates(run, present, leads)
                yield self._gap(GapKind.MISSING_LEAD, run.code, run.day, missing, candidates)

    def _lead_candidates(
        self, run: ShiftRun, present: Sequence[str], leads: Sequence[str]
    ) -> list[Candidate]:
        """On a full shift a lead takes the place of somebody who is not needed as one."""
        if len(present) < most_people(self.context, run):
            return self.obstacles.to_run(run, lead=True)
        replaceable = [
            code for code in present if code not in leads and not self._is_locked(code, run)
        ]
        rounds = [self.obstacles.to_run(run, code, lead=True) for code in replaceable]
        if not rounds:
            return [
                replace(c, level=min(c.level, Level.RULES), obstacles=("the shift is full",))
                if c.level is Level.FREE
                else c
                for c in self.obstacles.to_run(run, lead=True)
            ]
        return [max(options, key=lambda c: c.level) for options in zip(*rounds, strict=True)]

    def activities(self) -> Iterator[Gap]:
        led = {(row.activity, row.day): len(row.staff) for row in self.schedule.activities}
        for run in self.context.every_run:
            if isinstance(run, ActivityRun):
                missing = run.wanted - led.get((run.code, run.day), 0)
                if missing > 0:
                    candidates = self.obstacles.to_run(run)
                    kind = GapKind.UNLED_ACTIVITY
                    yield self._gap(kind, run.code, run.day, missing, candidates)

    def sessions(self) -> Iterator[Gap]:
        people = self.context.programme.participant_by_code
        for (participant, monday), missing in unmet_sessions(self.context, self.schedule).items():
            candidates = self.obstacles.to_session(people[participant], monday)
            yield self._gap(GapKind.UNMET_SESSION, participant, monday, missing, candidates)

    def _gap(
        self, kind: GapKind, what: str, day: date, count: int, candidates: Sequence[Candidate]
    ) -> Gap:
        level = max((c.level for c in candidates), default=Level.UNQUALIFIED)
        reason = REASONS[level]
        extra = ""
        if reason is GapReason.COST:
            extra = self._price(kind, what, day, next(c for c in candidates if c.level is level))
        text = explanation(kind, what, day, count, reason, candidates, extra)
        return Gap(kind, what, day, count, reason, text)

    def _price(self, kind: GapKind, what: str, day: date, candidate: Candidate) -> str:
        """What the schedule would cost more if she filled the gap."""
        before = schedule_terms(self.context, self.schedule)
        after = schedule_terms(self.context, self._filled(kind, what, day, candidate))
        changes = [
            f"{name} {after[name] - before[name]:+d}"
            for name in before
            if after[name] != before[name]
        ]
        more = sum(after.values()) - sum(before.values())
        return f"{candidate.member.code} could, for a cost of {more:+d} ({', '.join(changes)})"

    def _filled(self, kind: GapKind, what: str, day: date, candidate: Candidate) -> Schedule:
        schedule, staff = self.schedule, candidate.member.code
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
        day, start = self.context.timeline.on(candidate.duty.day), candidate.start_minute
        end = start + self.context.served.session_minutes(person)
        return PlannedSession(participant, candidate.member.code, day, start, end)

    def _shift_runs(self) -> Iterator[ShiftRun]:
        return (run for run in self.context.every_run if isinstance(run, ShiftRun))

    def _on(self, run: ShiftRun) -> list[str]:
        rows: Sequence[PlannedShift] = self.schedule.roster
        return [row.staff for row in rows if (row.shift, row.day) == (run.code, run.day)]

    def _leads(self, code: str, run: ShiftRun) -> bool:
        return self.context.team.can_lead(self.context.programme.staff_by_code[code], run)

    def _is_locked(self, code: str, run: ShiftRun) -> bool:
        return any(
            row.locked and (row.staff, row.duty, row.day) == (code, run.code, run.day)
            for row in self.context.published.coming_roster
        )
