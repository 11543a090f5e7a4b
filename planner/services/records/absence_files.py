"""Absences from a calendar file: looked at first, then recorded together or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from planner.calendars.absences import Upload, read_absences
from planner.calendars.uploads import MOST_OCTETS
from planner.domain.clock import DateRange
from planner.domain.errors import PlannerError
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.domain.staffing import Absence
from planner.services.desk import Desk, Role
from planner.services.permissions import Action, NotFoundError
from planner.services.records.staffing import record_absences
from planner.services.rehearsing import rehearse
from planner.services.snapshots import snapshot

MOST_FILE_OCTETS = MOST_OCTETS
_DAYS_AHEAD = 550
_FILE = "calendar.ics"


class UnreadableTimesError(PlannerError):
    """The times that were to be recorded are not those that were shown."""


@dataclass(frozen=True)
class AbsencePreview:
    """What recording a file would do; ``known`` of the absences are recorded already.

    ``freed`` are the duties that somebody else would have to take.
    """

    staff: str
    absences: tuple[Absence, ...]
    known: int
    freed: tuple[tuple[str, date], ...]

    @property
    def times(self) -> str:
        """The absences as a text that ``apply_absences`` takes, one a line."""
        return "\n".join(
            f"{row.start.isoformat(timespec='minutes')}/{row.end.isoformat(timespec='minutes')}"
            for row in self.absences
        )


def staff_with_absences(desk: Desk, programme: str) -> tuple[str, ...]:
    """Whose absences somebody may record: her own, for a coordinator everybody's.

    Raises:
        NotAllowedError, NotFoundError: not hers to do.
    """
    found = snapshot(desk, programme, Action.RECORD_OWN_ABSENCE)
    codes = tuple(member.code for member in found.programme.staff)
    if desk.actor.role is Role.STAFF:
        return tuple(code for code in codes if code == desk.actor.staff)
    own = tuple(code for code in codes if code == desk.actor.staff)
    return (*own, *(code for code in codes if code not in own))


def preview_absences(desk: Desk, programme: str, staff: str, content: bytes) -> AbsencePreview:
    """The absences of a file from today on for a year and a half; nothing is recorded.

    Raises:
        NotAllowedError, NotFoundError: not hers to do.
        InputError: with every problem as file:line:property.
        TooManyAbsencesError: more than anybody has.
    """
    known = _programme_of(desk, programme, staff)
    window = DateRange(desk.today, desk.today + timedelta(days=_DAYS_AHEAD))
    absences = read_absences(Upload(_FILE, content, staff), ZoneInfo(known.timezone), window)
    freed: list[tuple[str, date]] = []
    rehearse(desk, lambda at: freed.extend(record_absences(at, programme, staff, absences)))
    times = {(row.start, row.end) for row in known.absences if row.staff == staff}
    recorded = sum((row.start, row.end) in times for row in absences)
    return AbsencePreview(staff, absences, recorded, tuple(freed))


def apply_absences(desk: Desk, programme: str, staff: str, times: str) -> int:
    """Record the absences that a preview has shown; returns how many.

    Raises:
        NotAllowedError, NotFoundError: not hers to do.
        UnreadableTimesError: ``times`` is not what a preview gave.
        InputError, TooManyAbsencesError: they cannot be recorded.
    """
    _programme_of(desk, programme, staff)
    absences = _absences(staff, times)
    record_absences(desk, programme, staff, absences)
    return len(absences)


def _programme_of(desk: Desk, programme: str, staff: str) -> Programme:
    if staff not in staff_with_absences(desk, programme):
        raise NotFoundError(told("There is no such staff member."))
    return snapshot(desk, programme, Action.RECORD_OWN_ABSENCE).programme


def _absences(staff: str, times: str) -> Sequence[Absence]:
    try:
        spans = [line.split("/") for line in times.split()]
        found = [
            Absence(staff, datetime.fromisoformat(start), datetime.fromisoformat(end))
            for start, end in spans
        ]
    except ValueError:
        raise UnreadableTimesError(
            told("The times were not sent whole; read the file again.")
        ) from None
    if not found or any(row.start.tzinfo or row.end.tzinfo for row in found):
        raise UnreadableTimesError(told("The times were not sent whole; read the file again."))
    return found
