"""The team's absences and requests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from planner.db.rows import StoredRow
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.domain.staffing import Absence
from planner.services.change import Change
from planner.services.changing import changing
from planner.services.desk import Desk, Role
from planner.services.permissions import Action, NotFoundError
from planner.tables.cells import END_MOMENT, START_MOMENT

MOST_ABSENCES = 366
_LONGEST_ABSENCE = timedelta(days=731)


class AbsenceError(PlannerError):
    """An absence that is no new one, or can hardly be meant."""


class TooManyAbsencesError(PlannerError):
    """More absences at once than anybody has."""


def record_absence(
    desk: Desk, programme: str, staff: str, start: datetime, end: datetime, kind: str = ""
) -> list[tuple[str, date]]:
    """Somebody is away on ``[start, end)``, local time: her duties in that time are open again.

    Returns the duties that somebody else must take now, each a shift or activity and its work day.

    Raises:
        AbsenceError: it is recorded already, or longer than two years.
    """
    if end - start > _LONGEST_ABSENCE:
        raise AbsenceError(told("An absence lasts at most two years: is the year right?"))
    with changing(desk, programme, _absence_action(desk, staff)) as change:
        if _is_recorded(change, staff, start, end):
            raise AbsenceError(
                told("The absence of {staff} at this time is recorded already.", staff=staff)
            )
        return _away(desk, change, Absence(staff, start, end, kind))


def record_absences(
    desk: Desk, programme: str, staff: str, absences: Sequence[Absence]
) -> list[tuple[str, date]]:
    """Several absences of a file at once, all of them or none; what is recorded already stays.

    Raises:
        TooManyAbsencesError: more than a year of single days.
    """
    if len(absences) > MOST_ABSENCES:
        raise TooManyAbsencesError(
            told(
                "These are {number} absences; at most {most} can be recorded at once.",
                number=len(absences),
                most=MOST_ABSENCES,
            )
        )
    freed: list[tuple[str, date]] = []
    with changing(desk, programme, _absence_action(desk, staff)) as change:
        for absence in absences:
            freed += _away(desk, change, replace(absence, staff=staff))
    return freed


def _away(desk: Desk, change: Change, absence: Absence) -> list[tuple[str, date]]:
    staff, start, end = absence.staff, absence.start, absence.end
    if not _is_recorded(change, staff, start, end):
        times = {"staff": staff, "start": _minute(start), "end": _minute(end)}
        change.add("absences", times | {"kind": absence.kind})
    freed = [
        row
        for row in change.find("roster", staff=staff)
        if row.cells["date"] >= desk.today.isoformat()
        and _overlaps(_duty_span(change, row), start, end)
    ]
    for row in freed:
        change.remove("roster", row)
    for row in change.find("sessions", staff=staff):
        if row.cells["date"] >= desk.today.isoformat() and _overlaps(
            _span(row.cells["date"], row.cells["start"], row.cells["end"]), start, end
        ):
            change.remove("sessions", row)
    return [(row.cells["shift"], date.fromisoformat(row.cells["date"])) for row in freed]


def _is_recorded(change: Change, staff: str, start: datetime, end: datetime) -> bool:
    """Whether there is this absence, however its midnights are written."""
    return any(
        START_MOMENT.read(row.cells["start"]) == start and END_MOMENT.read(row.cells["end"]) == end
        for row in change.find("absences", staff=staff)
        if START_MOMENT.accepts(row.cells["start"]) and END_MOMENT.accepts(row.cells["end"])
    )


def remove_absence(desk: Desk, programme: str, row_id: int, version: int) -> None:
    """Somebody is not away after all."""
    with changing(desk, programme, Action.REMOVE_ABSENCE) as change:
        change.remove("absences", change.row("absences", row_id, version))


def request_day(
    desk: Desk, programme: str, staff: str, day: date, want: str, shift: str = ""
) -> None:
    """Somebody wishes to work, or not to work, on a day; a new wish replaces the one before."""
    _require_own(desk, staff)
    with changing(desk, programme, Action.REQUEST_DAY) as change:
        cells = {"staff": staff, "date": day.isoformat(), "shift": shift}
        for row in change.find("requests", **cells):
            change.remove("requests", row)
        change.add("requests", {**cells, "want": want})
        if day < desk.today:
            message = told("{day} is over; accepted: today or a later day", day=day)
            change.refuse("requests", "date", message)


def _absence_action(desk: Desk, staff: str) -> Action:
    if desk.actor.role is Role.STAFF:
        _require_own(desk, staff)
        return Action.RECORD_OWN_ABSENCE
    return Action.RECORD_ABSENCE


def _require_own(desk: Desk, staff: str) -> None:
    if desk.actor.role is Role.STAFF and desk.actor.staff != staff:
        raise NotFoundError(told("There is no such staff member."))


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _duty_span(change: Change, row: StoredRow) -> tuple[datetime, datetime]:
    day = row.cells["date"]
    for shift in change.find("shifts", shift=row.cells["shift"]):
        return _span(day, shift.cells["start"], shift.cells["end"])
    for activity in change.find("activities", activity=row.cells["shift"]):
        start, _ = _span(day, activity.cells["start"], "24:00")
        return start, start + timedelta(minutes=int(activity.cells["minutes"]))
    return _span(day, "00:00", "24:00")


def _span(day: str, start: str, end: str) -> tuple[datetime, datetime]:
    """Start and end of a duty; an end that is not after the start lies on the next day."""
    midnight = datetime.fromisoformat(f"{day}T00:00")
    first, last = (midnight + _since_midnight(text) for text in (start, end))
    return first, last if last > first else last + timedelta(days=1)


def _since_midnight(text: str) -> timedelta:
    hours, minutes = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def _overlaps(span: tuple[datetime, datetime], start: datetime, end: datetime) -> bool:
    return span[0] < end and start < span[1]
