"""A staff member's absences from an .ics file: the times alone, no word of what they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.calendars.moments import (
    Moment,
    UnreadableValueError,
    has_parameter,
    read_length,
    read_moment,
    read_moments,
    read_rule,
)
from planner.calendars.recurrence import Rule, rule_of, starts
from planner.calendars.uploads import Line, Problems, UploadedEvent, uploaded_events
from planner.domain.clock import DateRange
from planner.domain.sentences import told
from planner.domain.staffing import Absence

MOST_STARTS = 20_000
_QUARTER, _DAY = timedelta(minutes=15), timedelta(days=1)
_LONGEST, _LONGEST_REPEATED = timedelta(days=3 * 366), timedelta(days=31)


@dataclass(frozen=True)
class Upload:
    """A file that somebody hands in for a staff member; ``kind`` is put to every absence of it."""

    file: str
    content: bytes
    staff: str
    kind: str = ""


@dataclass(frozen=True)
class _Event:
    """An event that takes place, once or by a rule, except at some local starts or days."""

    start: Moment
    length: timedelta
    rule: Rule | None
    left_out: frozenset[datetime]
    days_left_out: frozenset[date]


def read_absences(upload: Upload, zone: ZoneInfo, window: DateRange) -> tuple[Absence, ...]:
    """The absences that touch ``window``, in order of time, on the programme's clock.

    Times are converted to ``zone`` and rounded outwards to quarter hours; a whole day goes from
    midnight to midnight. Cancelled events are passed over. Each absence comes once.

    Raises:
        InputError: with every problem as file:line:property; nothing of the file is used then.
        ValueError: the window has no end.
    """
    if window.end is None:
        raise ValueError("absences are read for a window with an end")
    problems = Problems(upload.file)
    events = uploaded_events(upload.content, problems)
    span = tuple(datetime.combine(day, time()) for day in (window.start, window.end))
    reader = _Reader(problems, zone, (span[0], span[1]))
    reader.note_moved_starts(events)
    found: set[tuple[datetime, datetime]] = set()
    for event in events:
        found |= reader.times(event)
    problems.raise_any()
    return tuple(Absence(upload.staff, start, end, upload.kind) for start, end in sorted(found))


class _Reader:
    """Reads the events of one file, and gives up where their repetitions are too many."""

    def __init__(self, problems: Problems, zone: ZoneInfo, span: tuple[datetime, datetime]) -> None:
        self._problems, self._zone = problems, zone
        self._first, self._last = span
        self._moved: dict[str, set[datetime]] = {}
        self._starts_seen = 0

    def note_moved_starts(self, events: list[UploadedEvent]) -> None:
        """Note, by UID, the starts of repeated events in whose place another event stands."""
        for event in events:
            line = event.line("RECURRENCE-ID")
            if line is None:
                continue
            try:
                if has_parameter(line, "RANGE"):
                    raise UnreadableValueError(told("a change of all that follows is not read"))
                instant = read_moment(line, self._zone).instant
                self._moved.setdefault(_uid(event), set()).add(instant)
            except UnreadableValueError as fault:
                self._problems.add(line.number, line.name, fault.args[0])

    def times(self, event: UploadedEvent) -> set[tuple[datetime, datetime]]:
        """The starts and ends of an event on the programme's clock; none where it has a problem."""
        if _is_cancelled(event):
            return set()
        reading = _Reading(event, self._zone)
        try:
            found = reading.event()
        except UnreadableValueError as fault:
            self._problems.add(reading.number, reading.name, fault.args[0])
            return set()
        moved = self._moved.get(_uid(event), set()) if found.rule else set()
        return {
            times
            for moment in self._moments(event.number, found)
            if not (moved and moment.instant in moved)
            for times in [_on_clock(moment, found.length, self._zone)]
            if times[0] < self._last and self._first < times[1]
        }

    def _moments(self, number: int, event: _Event) -> Iterator[Moment]:
        for local in self._starts(event):
            self._starts_seen += 1
            if self._starts_seen > MOST_STARTS:
                message = told(
                    "the file holds too many repetitions; accepted: {most}",
                    most=MOST_STARTS,
                )
                raise self._problems.stop(number, "RRULE", message)
            if local not in event.left_out and local.date() not in event.days_left_out:
                yield Moment(local, event.start.zone, event.start.is_date)

    def _starts(self, event: _Event) -> Iterator[datetime]:
        """The local starts that can touch the window in any zone."""
        start = event.start.local
        if event.rule is None:
            return iter((start,))
        after = self._first - event.length - 2 * _DAY
        return starts(event.rule, start, after, self._last + 2 * _DAY)


def _uid(event: UploadedEvent) -> str:
    line = event.line("UID")
    return line.text if line else ""


def _is_cancelled(event: UploadedEvent) -> bool:
    line = event.line("STATUS")
    return line is not None and line.text.rpartition(":")[2].strip().upper() == "CANCELLED"


class _Reading:
    """Reads one event; ``number`` and ``name`` say which property it was at when it failed."""

    def __init__(self, event: UploadedEvent, zone: ZoneInfo) -> None:
        self._event, self._zone = event, zone
        self.number, self.name = event.number, "DTSTART"

    def event(self) -> _Event:
        """The event.

        Raises:
            UnreadableValueError: one of its properties cannot be read, or it has no start or end.
        """
        for name in ("RDATE", "EXRULE"):
            if self._at(name) is not None:
                raise UnreadableValueError(
                    told("this repetition is not read: write it as single events")
                )
        line = self._at("DTSTART")
        if line is None:
            raise UnreadableValueError(told("the event has no start"))
        start = read_moment(line, self._zone)
        length = self._length(start)
        line = self._at("RRULE")
        if line is not None and length > _LONGEST_REPEATED:
            raise UnreadableValueError(told("a repeated event lasts at most 31 days"))
        rule = rule_of(read_rule(line), start.local, start.zone) if line else None
        left_out, days = self._left_out(start)
        return _Event(start, length, rule, left_out, days)

    def _at(self, name: str) -> Line | None:
        line = self._event.line(name)
        if line is not None:
            self.number, self.name = line.number, name
        return line

    def _length(self, start: Moment) -> timedelta:
        duration, end = self._at("DURATION"), self._at("DTEND")
        if duration is not None and end is not None:
            raise UnreadableValueError(
                told("the event has an end and a length; accepted: one of them")
            )
        if duration is not None:
            return max(_DAY, read_length(duration)) if start.is_date else read_length(duration)
        if end is None:
            if start.is_date:
                return _DAY
            raise UnreadableValueError(told("the event has no end; accepted: DTEND or DURATION"))
        finish = read_moment(end, self._zone)
        if finish.is_date != start.is_date:
            raise UnreadableValueError(told("a date and a time are mixed; accepted: two of a kind"))
        if start.is_date and finish.local == start.local:
            return _DAY
        length = finish.local - start.local if start.is_date else finish.instant - start.instant
        if not timedelta() < length <= _LONGEST:
            raise UnreadableValueError(
                told("the event does not end after its start, or lasts more than three years")
            )
        return length

    def _left_out(self, start: Moment) -> tuple[frozenset[datetime], frozenset[date]]:
        moments: list[Moment] = []
        for line in self._event.lines.get("EXDATE", ()):
            self.number, self.name = line.number, line.name
            moments += read_moments(line, self._zone)
        local = {moment.on_clock_of(start.zone) for moment in moments if not moment.is_date}
        return frozenset(local), frozenset(m.local.date() for m in moments if m.is_date)


def _on_clock(start: Moment, length: timedelta, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Start and end on the programme's clock, rounded outwards; whole days stay whole."""
    if start.is_date:
        return start.local, _later_quarter(start.local + length)
    begin = start.instant.astimezone(zone).replace(tzinfo=None)
    finish = (start.instant + length).astimezone(zone)
    end = finish.replace(tzinfo=None, fold=0)
    if finish.fold:
        # The second of two equal hours: only its end surely comes after it.
        while end.replace(tzinfo=zone).utcoffset() != end.replace(tzinfo=zone, fold=1).utcoffset():
            end = _later_quarter(end + timedelta(microseconds=1))
    return _earlier_quarter(begin), _later_quarter(end)


def _earlier_quarter(moment: datetime) -> datetime:
    midnight = datetime.combine(moment, time())
    return midnight + (moment - midnight) // _QUARTER * _QUARTER


def _later_quarter(moment: datetime) -> datetime:
    midnight = datetime.combine(moment, time())
    return midnight - (midnight - moment) // _QUARTER * _QUARTER
