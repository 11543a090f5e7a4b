"""A duty: a shift, the facilitation of an activity, or a session, as one person has it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from planner.domain.activities import Activity
from planner.domain.clock import elapsed_minutes, time_of_day
from planner.domain.programme import Programme
from planner.domain.schedule import PlannedSession
from planner.domain.sentences import Sentence, told
from planner.domain.staffing import Shift
from planner.domain.support import Session


class DutyKind(StrEnum):
    """What a duty is."""

    SHIFT = "shift"
    ACTIVITY = "activity"
    SESSION = "session"


@dataclass(frozen=True, order=True)
class Duty:
    """A duty of the work day ``day``; times are wall-clock, ``minutes`` are real elapsed ones.

    ``code`` is that of the shift, of the activity or of the participant who is met; ``is_kept``
    says that the duty is locked or lies before the planning date.
    """

    staff: str
    start: datetime
    end: datetime
    kind: DutyKind
    code: str
    day: date
    minutes: int
    is_kept: bool

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether the duty shares a moment with ``[start, end)``."""
        return self.start < end and start < self.end

    @property
    def words(self) -> Sentence:
        """The duty in words."""
        is_session = self.kind is DutyKind.SESSION
        return told(
            "{what} on {day} ({start} to {end})",
            what=told("session with {participant}", participant=self.code)
            if is_session
            else self.code,
            day=self.day,
            start=clock_time(self.start),
            end=clock_time(self.end),
        )


def moment(day: date, minute: int) -> datetime:
    """The wall-clock time so many minutes after midnight of ``day``."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def clock_time(moment: datetime) -> Sentence:
    """The time of day of a moment."""
    return time_of_day(60 * moment.hour + moment.minute)


def dated_time(moment: datetime) -> Sentence:
    """A moment with its date: ``2027-02-08T09:00``."""
    return told("{day}T{time}", day=moment.date(), time=clock_time(moment))


def zone_of(programme: Programme) -> ZoneInfo:
    """The programme's time zone."""
    return ZoneInfo(programme.timezone)


def shift_duty(
    programme: Programme, staff: str, shift: Shift, day: date, *, is_kept: bool = False
) -> Duty:
    """Somebody's shift, with the shift's own times."""
    start, end = moment(day, shift.start_minute), moment(day, shift.end_minute)
    minutes = elapsed_minutes(start, end, zone_of(programme))
    return Duty(staff, start, end, DutyKind.SHIFT, shift.code, day, minutes, is_kept)


def activity_duty(
    programme: Programme, staff: str, activity: Activity, day: date, *, is_kept: bool = False
) -> Duty:
    """Somebody's facilitation of an activity, with the activity's own times."""
    start = moment(day, activity.start_minute)
    end = start + timedelta(minutes=activity.minutes)
    minutes = elapsed_minutes(start, end, zone_of(programme))
    return Duty(staff, start, end, DutyKind.ACTIVITY, activity.code, day, minutes, is_kept)


def session_duty(
    programme: Programme, row: Session | PlannedSession, *, is_kept: bool = False
) -> Duty:
    """The duty of the worker who holds a session."""
    start, end = moment(row.day, row.start_minute), moment(row.day, row.end_minute)
    minutes = elapsed_minutes(start, end, zone_of(programme))
    return Duty(row.staff, start, end, DutyKind.SESSION, row.participant, row.day, minutes, is_kept)
