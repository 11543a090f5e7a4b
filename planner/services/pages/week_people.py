"""Absences and requests of a stretch of days, as far as somebody may see them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.db.rows import StoredRow
from planner.services.desk import Desk, Role
from planner.services.snapshots import Snapshot


@dataclass(frozen=True)
class WeekAbsence:
    """Somebody is away on ``[start, end)``; the kind is empty for whoever may not know it."""

    row_id: int
    version: int
    staff: str
    start: datetime
    end: datetime
    kind: str

    def covers(self, day: date) -> bool:
        """Whether she is away at some time of a day."""
        midnight = datetime.combine(day, time())
        return self.start < midnight + timedelta(days=1) and midnight < self.end


@dataclass(frozen=True)
class WeekRequest:
    """A wish to work or not to work on a day; ``shift`` is empty where it is any duty."""

    staff: str
    day: date
    wants_work: bool
    shift: str


def week_absences(desk: Desk, found: Snapshot, first: date, end: date) -> list[WeekAbsence]:
    """Who is away in ``[first, end)``; why is told to those who lead, and of oneself."""
    low, high = f"{first}T00:00", f"{end}T00:00"
    absences = [
        WeekAbsence(
            row_id=row.id,
            version=row.version,
            staff=row.cells["staff"],
            start=datetime.fromisoformat(row.cells["start"]),
            end=datetime.fromisoformat(row.cells["end"]),
            kind=row.cells["kind"] if _is_open(desk, row) else "",
        )
        for row in found.rows["absences"]
        if row.cells["start"] < high and low < row.cells["end"]
    ]
    return sorted(absences, key=lambda row: (row.start, row.staff))


def week_requests(desk: Desk, found: Snapshot, first: date, end: date) -> list[WeekRequest]:
    """The requests for ``[first, end)``; staff see their own."""
    requests = [
        WeekRequest(
            row.cells["staff"],
            date.fromisoformat(row.cells["date"]),
            row.cells["want"] == "on",
            row.cells["shift"],
        )
        for row in found.rows["requests"]
        if first.isoformat() <= row.cells["date"] < end.isoformat() and _is_open(desk, row)
    ]
    return sorted(requests, key=lambda row: (row.day, row.staff))


def _is_open(desk: Desk, row: StoredRow) -> bool:
    return desk.actor.role is not Role.STAFF or row.cells["staff"] == desk.actor.staff
