"""Sentences on what a schedule holds for one participant."""

from collections.abc import Iterator
from datetime import date

from planner.check.roster.calendar import ONE_WEEK, schedule_mondays
from planner.check.roster.demand import support_days
from planner.check.roster.reading import ScheduleReading
from planner.domain.schedule import GapKind, PlannedSession
from planner.services.plans.wishes import is_against_wish, is_other_worker, sessions_against_wishes
from planner.services.wording import counted, listed, short_day, time_range


def participant_in_schedule(reading: ScheduleReading, participant: str) -> Iterator[str]:
    """Her sessions week by week, and why some of them are not held."""
    for monday in schedule_mondays(reading.programme):
        held = sorted(
            (
                row
                for row in reading.held
                if row.participant == participant and monday <= row.day < monday + ONE_WEEK
            ),
            key=lambda row: (row.day, row.start_minute),
        )
        due = reading.demand.get((participant, monday), 0)
        if held or due:
            yield (
                f"In the week of {monday} {counted(due, 'session')} {'is' if due == 1 else 'are'}"
                f" due{_for_fewer_days(reading, monday)}:"
                f" {listed((_session(reading, row) for row in held), 'none is held')}."
            )
        yield from _unmet(reading, participant, monday)
    for line in sessions_against_wishes(reading, participant):
        yield f"Against a preference: {line}."


def _for_fewer_days(reading: ScheduleReading, monday: date) -> str:
    """A holiday makes fewer sessions due."""
    days = len(support_days(reading.programme, monday))
    is_short = days < len(set(reading.programme.support.weekdays))
    return f" ({counted(days, 'support day')})" if is_short else ""


def _session(reading: ScheduleReading, row: PlannedSession) -> str:
    room = f" in {row.room}" if row.room else ""
    remarks = ["not her primary worker"] if is_other_worker(reading, row) else []
    remarks += ["against a preference"] if is_against_wish(reading, row) else []
    remark = f" ({', '.join(remarks)})" if remarks else ""
    hours = time_range(row.start_minute, row.end_minute)
    return f"{short_day(row.day)} {hours} with {row.staff}{room}{remark}"


def _unmet(reading: ScheduleReading, participant: str, monday: date) -> Iterator[str]:
    for gap in reading.schedule.gaps:
        if (gap.kind, gap.what, gap.day) == (GapKind.UNMET_SESSION, participant, monday):
            verb = "is" if gap.count == 1 else "are"
            yield (
                f"{counted(gap.count, 'session')} of the week of {monday} {verb} not held"
                f" ({gap.reason}). {gap.explanation}"
            )
