"""The weeks as the law counts them."""

from datetime import date, timedelta

from planner.domain.programme import Programme


def legal_weeks(programme: Programme) -> list[tuple[date, date]]:
    """First day and end of each legal week that touches the schedule, in order."""
    back = (programme.schedule_start.weekday() - programme.labour.week_starts) % 7
    first = programme.schedule_start - timedelta(days=back)
    count = ((programme.schedule_end - first).days + 6) // 7
    starts = [first + timedelta(weeks=week) for week in range(count)]
    return [(start, start + timedelta(days=7)) for start in starts]
