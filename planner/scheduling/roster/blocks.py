"""Who is busy when in a finished schedule, history included: what one more duty would meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner.domain.schedule import Schedule
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import ActivityRun, Run, ShiftRun, night_of


@dataclass(frozen=True)
class Block:
    """A duty of one person: work day, real minutes, and what it is; ``shift`` only for a shift."""

    what: str
    day: int
    start_minute: int
    end_minute: int
    shift: str = ""
    night: int | None = None

    @property
    def minutes(self) -> int:
        """Real elapsed minutes."""
        return self.end_minute - self.start_minute


def run_block(context: RosterContext, run: Run) -> Block:
    """A shift or an activity as somebody's duty."""
    timeline = context.timeline
    start, end = timeline.span(run.day, run.start_minute, run.end_minute)
    day = timeline.number(run.day)
    if not isinstance(run, ShiftRun):
        return Block(f"{run.code} on {run.day}", day, start, end)
    night = night_of(run.shift, run.day)
    number = None if night is None else timeline.number(night)
    return Block(f"{run.code} on {run.day}", day, start, end, run.code, number)


def session_block(
    context: RosterContext, participant: str, day: date, start: int, end: int
) -> Block:
    """A session as somebody's duty."""
    first, last = context.timeline.span(day, start, end)
    what = f"the session with {participant} on {day}"
    return Block(what, context.timeline.number(day), first, last)


def blocks_by_staff(context: RosterContext, schedule: Schedule) -> Mapping[str, list[Block]]:
    """All duties of each staff member, those before the schedule too."""
    found: dict[str, list[Block]] = {member.code: [] for member in context.programme.staff}
    for staff, duties in context.past_by_staff.items():
        found[staff] += [
            Block(
                f"a duty on {context.timeline.on(past.day)}",
                past.day,
                past.start_minute,
                past.end_minute,
                "" if past.shift is None else context.programme.shifts[past.shift].code,
                past.night,
            )
            for past in duties
            if past.day < 0
        ]
    for row in schedule.roster:
        shift = context.shift_by_code[row.shift]
        found[row.staff].append(run_block(context, ShiftRun(shift, row.day, 0)))
    for held in schedule.activities:
        activity = context.activity_by_code[held.activity]
        for staff in held.staff:
            found[staff].append(run_block(context, ActivityRun(activity, held.day)))
    for session in schedule.sessions:
        found[session.staff].append(
            session_block(
                context,
                session.participant,
                session.day,
                session.start_minute,
                session.end_minute,
            )
        )
    return found
