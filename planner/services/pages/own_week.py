"""Somebody's own week: her duties, sessions, absences and wishes, and nobody else's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from planner.domain.clock import monday_of
from planner.domain.staffing import Absence
from planner.services.access.own import caseload
from planner.services.desk import Desk
from planner.services.permissions import Action, may
from planner.services.snapshots import Snapshot, snapshot

_MINUTE = timedelta(minutes=1)
_EARLIEST, _LATEST = date(1970, 1, 5), date(2199, 12, 23)


class OwnDutyKind(StrEnum):
    """What a duty is."""

    SHIFT = "shift"
    ACTIVITY = "activity"
    SESSION = "session"


@dataclass(frozen=True)
class OwnDuty:
    """One duty; ``what`` is the code of shift, activity or participant.

    ``participant_id`` is the row of a participant whose record is open to her.
    """

    day: date
    start: datetime
    end: datetime
    kind: OwnDutyKind
    what: str
    room: str = ""
    participant_id: int | None = None

    @property
    def minutes(self) -> int:
        """How long it is on the clock."""
        return (self.end - self.start) // _MINUTE


@dataclass(frozen=True)
class OwnDay:
    """A day with what begins on it; ``is_away``: she is, for some of it at least."""

    day: date
    duties: tuple[OwnDuty, ...]
    is_today: bool
    is_away: bool


@dataclass(frozen=True)
class OwnWeek:
    """Monday to Sunday; ``staff`` is None for somebody who is in no team."""

    staff: str | None
    monday: date
    days: tuple[OwnDay, ...]
    absences: tuple[Absence, ...]

    @property
    def minutes(self) -> int:
        """All of the week's minutes on duty."""
        return sum(duty.minutes for day in self.days for duty in day.duties)

    @property
    def earlier(self) -> date:
        """The Monday before."""
        return self.monday - timedelta(days=7)

    @property
    def later(self) -> date:
        """The Monday after."""
        return self.monday + timedelta(days=7)


def own_week(desk: Desk, day: date) -> OwnWeek:
    """Her week around a day.

    Raises:
        NotAllowedError, NotFoundError, InputError: as for ``snapshot``.
    """
    day = min(max(day, _EARLIEST), _LATEST)
    monday, staff, programme = monday_of(day), desk.actor.staff, desk.actor.programme
    if staff is None or programme is None:
        return OwnWeek(None, monday, (), ())
    found = snapshot(desk, programme, Action.VIEW_OWN)
    duties = sorted(_duties(desk, found, staff), key=lambda duty: (duty.start, duty.end))
    days = [monday + timedelta(days=number) for number in range(7)]
    begins, ends = (datetime.combine(at, time()) for at in (monday, monday + timedelta(days=7)))
    absences = tuple(
        row
        for row in found.programme.absences
        if row.staff == staff and row.start < ends and begins < row.end
    )
    return OwnWeek(
        staff,
        monday,
        tuple(
            OwnDay(
                at,
                tuple(duty for duty in duties if duty.day == at),
                at == desk.today,
                any(_touches(row, at) for row in absences),
            )
            for at in days
        ),
        absences,
    )


def _touches(absence: Absence, day: date) -> bool:
    midnight = datetime.combine(day, time())
    return absence.start < midnight + timedelta(days=1) and midnight < absence.end


def _duties(desk: Desk, found: Snapshot, staff: str) -> Iterator[OwnDuty]:
    programme = found.programme
    shifts = {shift.code: shift for shift in programme.shifts}
    activities = {activity.code: activity for activity in programme.activities}
    for row in programme.roster:
        if row.staff != staff:
            continue
        if row.duty in shifts:
            shift, kind = shifts[row.duty], OwnDutyKind.SHIFT
            times = _times(row.day, shift.start_minute, shift.end_minute)
            yield OwnDuty(row.day, *times, kind, row.duty)
        else:
            activity, kind = activities[row.duty], OwnDutyKind.ACTIVITY
            end = activity.start_minute + activity.minutes
            times = _times(row.day, activity.start_minute, end)
            yield OwnDuty(row.day, *times, kind, row.duty, activity.room)
    open_rows = _open_rows(desk, found, staff)
    for session in programme.sessions:
        if session.staff == staff:
            times = _times(session.day, session.start_minute, session.end_minute)
            who, kind = session.participant, OwnDutyKind.SESSION
            yield OwnDuty(session.day, *times, kind, who, session.room, open_rows.get(who))


def _open_rows(desk: Desk, found: Snapshot, staff: str) -> dict[str, int]:
    """The rows of the participants whose records she can open."""
    if not may(desk.actor, Action.VIEW_PARTICIPANT):
        return {}
    hers = caseload(found, staff, desk.today)
    rows = found.rows["participants"]
    return {row.cells["participant"]: row.id for row in rows if row.cells["participant"] in hers}


def _times(day: date, start_minute: int, end_minute: int) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time())
    return midnight + start_minute * _MINUTE, midnight + end_minute * _MINUTE
