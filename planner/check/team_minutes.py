"""Rule S11: the team has the minutes for all one-on-one sessions of a week."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from planner.check.reading import Reading
from planner.check.services import ServicePeriod
from planner.check.violations import Violation
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.domain.staffing import StaffMember

ONE_WEEK = timedelta(weeks=1)


def check_team_minutes(reading: Reading) -> Iterator[Violation]:
    """S11: ensures ``load(w) <= max(available(w), committed(w))`` in every Monday week."""
    load = weekly_load(reading.programme, reading.services)
    committed = weekly_load(reading.programme, reading.committed_services)
    for monday in sorted(load):
        available = available_minutes(reading.programme, monday)
        most = max(available, committed.get(monday, 0))
        if load[monday] > most:
            yield Violation(
                "S11",
                told(
                    "In the week of {monday} everybody in service needs {needed} minutes of"
                    " one-on-one support; the team has {available} and the commitments alone need"
                    " {committed}.",
                    monday=monday,
                    needed=load[monday],
                    available=available,
                    committed=committed.get(monday, 0),
                ),
            )


def weekly_load(programme: Programme, services: Iterable[ServicePeriod]) -> dict[date, int]:
    """Minutes by Monday; of several services of a participant the one with the most counts."""
    most: dict[date, dict[str, int]] = defaultdict(dict)
    for service in services:
        first = week_start(service.start)
        monday = first
        while monday < service.end:
            sessions = sessions_in_week(programme, (monday - first).days // 7)
            minutes = sessions * programme.support.session_minutes
            week = most[monday]
            week[service.participant] = max(week.get(service.participant, 0), minutes)
            monday += ONE_WEEK
    return {monday: sum(week.values()) for monday, week in most.items()}


def sessions_in_week(programme: Programme, week: int) -> int:
    """Sessions of the last phase begun by a service's ``week``, the first being 0."""
    begun = [phase for phase in programme.support.phases if phase.from_week <= week]
    return max(begun, key=lambda phase: phase.from_week).sessions_per_week if begun else 0


def week_start(day: date) -> date:
    """The Monday on or before ``day``."""
    return day - timedelta(days=day.weekday())


def available_minutes(programme: Programme, monday: date) -> int:
    """The support minutes of all staff in a week, a fifth less for each weekday touched."""
    return sum(
        member.support_minutes_per_week * (5 - absent_weekdays(programme, member, monday)) // 5
        for member in programme.staff
    )


def absent_weekdays(programme: Programme, member: StaffMember, monday: date) -> int:
    """Monday-to-Friday dates of the week with an absence touching 09:00-17:00."""
    absences = [absence for absence in programme.absences if absence.staff == member.code]
    count = 0
    for offset in range(5):
        day = monday + timedelta(days=offset)
        opens, closes = datetime.combine(day, time(9)), datetime.combine(day, time(17))
        count += any(absence.start < closes and absence.end > opens for absence in absences)
    return count
