"""The published rows of a stretch of days as the week page shows them: duties and sessions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.db.rows import StoredRow
from planner.domain.programme import Programme
from planner.services.access.own import caseload
from planner.services.desk import Desk, Role
from planner.services.snapshots import Snapshot

_LOCKED = "locked"


@dataclass(frozen=True)
class WeekDuty:
    """A published shift or the leading of an activity; minutes are after midnight of ``day``.

    ``is_away``: whoever has it is absent at that time, so that somebody else is needed.
    """

    row_id: int
    staff: str
    code: str
    title: str
    day: date
    start_minute: int
    end_minute: int
    is_locked: bool
    is_activity: bool
    is_away: bool


@dataclass(frozen=True)
class WeekSession:
    """A published session; ``participant`` is empty for whoever may not see with whom it is."""

    row_id: int
    staff: str
    participant: str
    day: date
    start_minute: int
    end_minute: int
    room: str
    is_locked: bool
    is_away: bool


def week_duties(found: Snapshot, first: date, end: date) -> list[WeekDuty]:
    """The duties of ``[first, end)``, by time."""
    times, is_away = _times(found.programme), absent_at(found.programme)
    duties = []
    for row in _rows(found, "roster", first, end):
        code = row.cells["shift"]
        title, start, minutes_end, is_activity = times.get(code, (code, 0, 0, False))
        staff, day = row.cells["staff"], date.fromisoformat(row.cells["date"])
        duty = WeekDuty(
            row_id=row.id,
            staff=staff,
            code=code,
            title=title,
            day=day,
            start_minute=start,
            end_minute=minutes_end,
            is_locked=row.cells["status"] == _LOCKED,
            is_activity=is_activity,
            is_away=is_away(staff, day, start, minutes_end),
        )
        duties.append(duty)
    return sorted(duties, key=lambda duty: (duty.day, duty.start_minute, duty.code, duty.staff))


def week_sessions(desk: Desk, found: Snapshot, first: date, end: date) -> list[WeekSession]:
    """The sessions of ``[first, end)``, by time; staff see with whom only in their own."""
    is_shown, is_away = _shown(desk, found), absent_at(found.programme)
    sessions = []
    for row in _rows(found, "sessions", first, end):
        staff, day = row.cells["staff"], date.fromisoformat(row.cells["date"])
        minutes = _minutes(row.cells["start"]), _minutes(row.cells["end"])
        held = WeekSession(
            row_id=row.id,
            staff=staff,
            participant=row.cells["participant"] if is_shown(row) else "",
            day=day,
            start_minute=minutes[0],
            end_minute=minutes[1],
            room=row.cells["room"],
            is_locked=row.cells["status"] == _LOCKED,
            is_away=is_away(staff, day, *minutes),
        )
        sessions.append(held)
    return sorted(sessions, key=lambda row: (row.day, row.start_minute, row.staff))


def at_minute(day: date, minute: int) -> datetime:
    """The wall-clock time so many minutes after midnight of ``day``."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def _shown(desk: Desk, found: Snapshot) -> Callable[[StoredRow], bool]:
    """Whether the participant of a session is told to whoever asks."""
    if desk.actor.role is not Role.STAFF:
        return lambda _row: True
    staff = desk.actor.staff
    own = caseload(found, staff, desk.today) if staff else set()
    return lambda row: row.cells["staff"] == staff and row.cells["participant"] in own


def absent_at(programme: Programme) -> Callable[[str, date, int, int], bool]:
    """Tells whether somebody is absent at some time of a duty, by day and minutes."""
    absences: dict[str, list[tuple[datetime, datetime]]] = {}
    for row in programme.absences:
        absences.setdefault(row.staff, []).append((row.start, row.end))

    def is_absent(staff: str, day: date, start: int, end: int) -> bool:
        first, last = at_minute(day, start), at_minute(day, end)
        return any(begin < last and first < over for begin, over in absences.get(staff, ()))

    return is_absent


def _rows(found: Snapshot, table: str, first: date, end: date) -> list[StoredRow]:
    low, high = first.isoformat(), end.isoformat()
    return [row for row in found.rows[table] if low <= row.cells["date"] < high]


def _times(programme: Programme) -> dict[str, tuple[str, int, int, bool]]:
    """Title, start and end of each shift and activity."""
    shifts = {s.code: (s.code, s.start_minute, s.end_minute, False) for s in programme.shifts}
    activities = {
        a.code: (a.title or a.code, a.start_minute, a.start_minute + a.minutes, True)
        for a in programme.activities
    }
    return shifts | activities


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)
