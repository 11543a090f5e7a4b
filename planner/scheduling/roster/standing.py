"""The schedule that stands: every published duty and session, and the gaps that they leave."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import GapKind, PlannedActivity, PlannedSession, Schedule
from planner.domain.sentences import Sentence, told
from planner.scheduling.roster.candidates import Candidate, Level
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.gaps import find_gaps
from planner.scheduling.roster.occurrences import ActivityRun
from planner.scheduling.roster.past import activity_row, past_schedule, shift_row
from planner.scheduling.wording import listing


def standing_schedule(programme: Programme, stays: StayPlan) -> Schedule:
    """The published rows of the schedule's weeks for those whom the stay plan serves."""
    context = RosterContext(programme, stays)
    schedule = standing_duties(context)
    return replace(schedule, gaps=find_gaps(context, schedule, _who_could))


def standing_duties(context: RosterContext) -> Schedule:
    """The same without the gaps."""
    past = past_schedule(context)
    roster = [
        shift_row(context, row.staff, row.duty, row.day)
        for row in context.published.coming_roster
        if row.duty in context.shift_by_code
    ]
    return Schedule(
        roster=(*past.roster, *sorted(roster, key=lambda row: (row.start, row.shift, row.staff))),
        activities=(*past.activities, *_activities(context)),
        sessions=(
            *past.sessions,
            *(
                PlannedSession(
                    row.participant, row.staff, row.day, row.start_minute, row.end_minute, row.room
                )
                for row in context.published.coming_sessions
            ),
        ),
    )


def _activities(context: RosterContext) -> list[PlannedActivity]:
    """Every activity from the planning date on, led or not."""
    led: dict[tuple[str, object], list[str]] = {}
    for row in context.published.coming_roster:
        led.setdefault((row.duty, row.day), []).append(row.staff)
    return [
        activity_row(context.programme, run, tuple(led.get((run.code, run.day), ())))
        for run in context.runs
        if isinstance(run, ActivityRun)
    ]


def _who_could(
    kind: GapKind, _what: str, _day: date, _count: int, candidates: Sequence[Candidate]
) -> list[Sentence]:
    """No price: nothing was planned that could have left the gap for its cost."""
    free = [candidate.code for candidate in candidates if candidate.level is Level.FREE]
    if kind is GapKind.UNMET_SESSION:
        return [told("{codes} could hold it.", codes=listing(free))]
    return [told("{codes} could take it.", codes=listing(free))]
