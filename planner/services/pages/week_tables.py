"""The tables of the week page: a row for each person, shift, activity or participant."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from planner.domain.clock import elapsed_minutes
from planner.domain.programme import Programme
from planner.services.pages.week_days import Day, Days
from planner.services.pages.week_people import WeekAbsence
from planner.services.pages.week_rows import WeekDuty, WeekSession, at_minute

_Key = tuple[str, date]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Cell:
    """A day of a row; ``missing`` people of a shift or an activity."""

    day: Day
    duties: tuple[WeekDuty, ...] = ()
    sessions: tuple[WeekSession, ...] = ()
    absences: tuple[WeekAbsence, ...] = ()
    missing: int = 0


@dataclass(frozen=True)
class Row:
    """A row; ``hours`` are the minutes of each legal week, empty where they are not shown.

    ``unmet`` are the sessions that a participant lacks in the week.
    """

    code: str
    title: str
    cells: tuple[Cell, ...]
    hours: tuple[int, ...] = ()
    weekly_hours: float | None = None
    unmet: int = 0


@dataclass(frozen=True)
class MonthDay:
    """A day of the month view; ``missing`` by shift or activity, those who are away included."""

    day: Day
    duties: tuple[WeekDuty, ...]
    sessions: int
    absences: tuple[WeekAbsence, ...]
    missing: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Sources:
    """What the tables are made of; ``own_staff`` sees the hours of herself alone."""

    programme: Programme
    duties: tuple[WeekDuty, ...]
    sessions: tuple[WeekSession, ...]
    absences: tuple[WeekAbsence, ...]
    missing: Mapping[_Key, int]
    unmet: Mapping[_Key, int]
    legal_weeks: tuple[tuple[date, date], ...]
    own_staff: str | None

    @cached_property
    def duties_by_staff(self) -> Mapping[_Key, tuple[WeekDuty, ...]]:
        """By person and day."""
        return _grouped(self.duties, lambda duty: (duty.staff, duty.day))

    @cached_property
    def duties_by_code(self) -> Mapping[_Key, tuple[WeekDuty, ...]]:
        """By shift or activity and day."""
        return _grouped(self.duties, lambda duty: (duty.code, duty.day))

    @cached_property
    def sessions_by_staff(self) -> Mapping[_Key, tuple[WeekSession, ...]]:
        """By person and day."""
        return _grouped(self.sessions, lambda row: (row.staff, row.day))

    @cached_property
    def sessions_by_participant(self) -> Mapping[_Key, tuple[WeekSession, ...]]:
        """By participant and day."""
        return _grouped(self.sessions, lambda row: (row.participant, row.day))

    def hours(self, staff: str) -> tuple[int, ...]:
        """Real minutes of duty of one person in each legal week; empty where not to be seen."""
        if self.own_staff not in (None, staff):
            return ()
        return tuple(
            sum(self._minutes.get(staff, {}).get(day, 0) for day in _days(first, last))
            for first, last in self.legal_weeks
        )

    @cached_property
    def _minutes(self) -> Mapping[str, Mapping[date, int]]:
        found: dict[str, dict[date, int]] = {}
        zone = ZoneInfo(self.programme.timezone)
        rows: list[WeekDuty | WeekSession] = [*self.duties, *self.sessions]
        for row in rows:
            start, end = at_minute(row.day, row.start_minute), at_minute(row.day, row.end_minute)
            own = found.setdefault(row.staff, {})
            own[row.day] = own.get(row.day, 0) + elapsed_minutes(start, end, zone)
        return found


def table(sources: Sources, days: Days, by: str) -> tuple[Row, ...]:
    """The rows of one week; ``by`` is a value of ``By``."""
    makers: Mapping[str, Callable[[Sources, Days], Iterable[Row]]] = {
        "staff": _by_staff,
        "shift": _by_shift,
        "activity": _by_activity,
        "worker": _by_worker,
        "participant": _by_participant,
    }
    return tuple(makers[by](sources, days))


def calendar(sources: Sources, days: Days) -> tuple[tuple[MonthDay, ...], ...]:
    """The weeks of the month view."""
    return tuple(tuple(_month_day(sources, day) for day in week) for week in days.weeks)


def _month_day(sources: Sources, day: Day) -> MonthDay:
    codes = [*(s.code for s in sources.programme.shifts)]
    codes += [a.code for a in sources.programme.activities]
    duties = tuple(duty for duty in sources.duties if duty.day == day.date)
    away = Counter(duty.code for duty in duties if duty.is_away and not day.is_over)
    missing = [(code, sources.missing.get((code, day.date), 0) + away[code]) for code in codes]
    return MonthDay(
        day=day,
        duties=duties,
        sessions=sum(row.day == day.date for row in sources.sessions),
        absences=tuple(row for row in sources.absences if row.covers(day.date)),
        missing=tuple((code, count) for code, count in missing if count),
    )


def _by_staff(sources: Sources, days: Days) -> Iterable[Row]:
    """Everybody on the team with duties, absences and hours."""
    for member in sources.programme.staff:
        hours = sources.hours(member.code)
        cells = tuple(
            Cell(
                day,
                sources.duties_by_staff.get((member.code, day.date), ()),
                sources.sessions_by_staff.get((member.code, day.date), ()),
                tuple(
                    row
                    for row in sources.absences
                    if row.staff == member.code and row.covers(day.date)
                ),
            )
            for day in days.all
        )
        contract = member.weekly_hours if hours and not member.is_relief else None
        yield Row(member.code, member.role, cells, hours, contract)


def _by_shift(sources: Sources, days: Days) -> Iterable[Row]:
    for shift in sources.programme.shifts:
        yield _duty_row(sources, days, shift.code, "")


def _by_activity(sources: Sources, days: Days) -> Iterable[Row]:
    for activity in sources.programme.activities:
        yield _duty_row(sources, days, activity.code, activity.title)


def _duty_row(sources: Sources, days: Days, code: str, title: str) -> Row:
    cells = tuple(
        Cell(
            day,
            sources.duties_by_code.get((code, day.date), ()),
            missing=sources.missing.get((code, day.date), 0),
        )
        for day in days.all
    )
    return Row(code, title, cells)


def _by_worker(sources: Sources, days: Days) -> Iterable[Row]:
    """Whoever holds sessions in the week."""
    for member in sources.programme.staff:
        row = _session_row(days, member.code, member.role, sources.sessions_by_staff)
        if any(cell.sessions for cell in row.cells):
            yield row


def _by_participant(sources: Sources, days: Days) -> Iterable[Row]:
    """Whoever has sessions in the week, or lacks some."""
    for person in sources.programme.participants:
        unmet = sources.unmet.get((person.code, days.first), 0)
        row = _session_row(days, person.code, "", sources.sessions_by_participant, unmet)
        if unmet or any(cell.sessions for cell in row.cells):
            yield row


def _session_row(
    days: Days,
    code: str,
    title: str,
    sessions: Mapping[_Key, tuple[WeekSession, ...]],
    unmet: int = 0,
) -> Row:
    cells = tuple(Cell(day, sessions=sessions.get((code, day.date), ())) for day in days.all)
    return Row(code, title, cells, unmet=unmet)


def _grouped(items: Iterable[Item], key: Callable[[Item], _Key]) -> Mapping[_Key, tuple[Item, ...]]:
    found: dict[_Key, tuple[Item, ...]] = {}
    for item in items:
        found[key(item)] = (*found.get(key(item), ()), item)
    return found


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=i) for i in range((last - first).days + 1))
