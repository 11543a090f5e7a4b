"""Who is busy when in a finished schedule, history included: what one more duty would meet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planner.domain.clock import time_of_day
from planner.domain.schedule import Schedule
from planner.domain.sentences import told
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import ActivityRun, Run, ShiftRun, night_of
from planner.scheduling.wording import dated


@dataclass(frozen=True)
class Block:
    """A duty of one person: its code, work day and real minutes; ``shift`` only for a shift.

    A session has its ``time`` instead of a code.
    """

    code: str
    on: date
    day: int
    start_minute: int
    end_minute: int
    shift: str = ""
    night: int | None = None
    time: str = ""

    @property
    def minutes(self) -> int:
        """Real elapsed minutes."""
        return self.end_minute - self.start_minute

    @property
    def name(self) -> str:
        """``house_night``, ``session at 10:00``."""
        return told("session at {time}", time=self.time) if self.time else self.code

    @property
    def noun(self) -> str:
        """``house_night``, ``a session at 10:00``."""
        return told("a session at {time}", time=self.time) if self.time else self.code

    @property
    def definite(self) -> str:
        """``house_night``, ``the session at 10:00``."""
        return told("the session at {time}", time=self.time) if self.time else self.code

    @property
    def what(self) -> str:
        """``house_night of Fri 2027-02-19``."""
        day = dated(self.on)
        if self.time:
            return told("a session at {time} of {day}", time=self.time, day=day)
        return told("{duty} of {day}", duty=self.code, day=day)

    def overlaps(self, other: "Block") -> bool:
        """Whether the two share a minute."""
        return self.start_minute < other.end_minute and other.start_minute < self.end_minute


def run_block(context: RosterContext, run: Run) -> Block:
    """A shift or an activity as somebody's duty."""
    timeline = context.timeline
    start, end = timeline.span(run.day, run.start_minute, run.end_minute)
    day = timeline.number(run.day)
    if not isinstance(run, ShiftRun):
        return Block(run.code, run.day, day, start, end)
    night = night_of(run.shift, run.day)
    number = None if night is None else timeline.number(night)
    return Block(run.code, run.day, day, start, end, run.code, number)


def session_block(context: RosterContext, day: date, start: int, end: int) -> Block:
    """A session as somebody's duty, named by its time: with whom is told nowhere else."""
    first, last = context.timeline.span(day, start, end)
    number = context.timeline.number(day)
    return Block("", day, number, first, last, time=time_of_day(start))


def blocks_by_staff(context: RosterContext, schedule: Schedule) -> Mapping[str, list[Block]]:
    """All duties of each staff member, those before the schedule too."""
    found: dict[str, list[Block]] = {member.code: [] for member in context.programme.staff}
    for staff, block in (*_history(context), *_scheduled(context, schedule)):
        found[staff].append(block)
    return found


def _history(context: RosterContext) -> Iterator[tuple[str, Block]]:
    begin = context.programme.schedule_start
    for row in context.published.past_roster:
        if row.day < begin:
            yield row.staff, _duty_block(context, row.duty, row.day)
    for session in context.published.past_sessions:
        if session.day < begin:
            start, end = session.start_minute, session.end_minute
            yield session.staff, session_block(context, session.day, start, end)


def _scheduled(context: RosterContext, schedule: Schedule) -> Iterator[tuple[str, Block]]:
    for row in schedule.roster:
        yield row.staff, _duty_block(context, row.shift, row.day)
    for held in schedule.activities:
        for staff in held.staff:
            yield staff, _duty_block(context, held.activity, held.day)
    for session in schedule.sessions:
        start, end = session.start_minute, session.end_minute
        yield session.staff, session_block(context, session.day, start, end)


def _duty_block(context: RosterContext, code: str, day: date) -> Block:
    """A shift or an activity, by its code."""
    shift = context.shift_by_code.get(code)
    if shift is not None:
        return run_block(context, ShiftRun(shift, day, 0))
    return run_block(context, ActivityRun(context.activity_by_code[code], day))
