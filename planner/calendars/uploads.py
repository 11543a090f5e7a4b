"""The events of an .ics file that somebody hands in, each property with the line it stands on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.domain.errors import InputError, InputProblem
from planner.domain.sentences import told

MOST_OCTETS = 1_000_000
MOST_EVENTS = 5_000
MOST_PROBLEMS = 100
_MOST_DEPTH = 8
_MOST_CHARACTERS = 20_000
_READ = {
    *("UID", "STATUS", "DTSTART", "DTEND", "DURATION"),
    *("RRULE", "RDATE", "EXRULE", "EXDATE", "RECURRENCE-ID"),
}
_MAY_REPEAT = {"RDATE", "EXDATE", "EXRULE"}
_NAME = re.compile(r"([A-Za-z0-9-]+)[ \t]*(?=[:;])")
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Line:
    """One content line, unfolded; ``number`` is that of its first line in the file."""

    number: int
    name: str
    text: str


@dataclass
class UploadedEvent:
    """The properties of a VEVENT that are read, by name; ``number`` is the line it begins on."""

    number: int
    lines: dict[str, list[Line]] = field(default_factory=dict)

    def line(self, name: str) -> Line | None:
        """The first line of that name."""
        return self.lines[name][0] if name in self.lines else None


class Problems:
    """What is wrong with one file; too many are as good as all."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[InputProblem] = []

    def add(self, row: int, column: str, message: str) -> None:
        """Note a problem of a property on a line; 0 is the whole file.

        Raises:
            InputError: these are enough.
        """
        self._found.append(InputProblem(self._file, row, column, message))
        if len(self._found) >= MOST_PROBLEMS:
            self.raise_any()

    def stop(self, row: int, column: str, message: str) -> InputError:
        """The error to raise where nothing after this problem can be read."""
        self._found.append(InputProblem(self._file, row, column, message))
        return InputError(self._found)

    def raise_any(self) -> None:
        """Raise what has been found.

        Raises:
            InputError: something has been found.
        """
        if self._found:
            raise InputError(self._found)


def uploaded_events(content: bytes, problems: Problems) -> list[UploadedEvent]:
    """The events of a file in its order; anything else in it is passed over.

    Raises:
        InputError: the file is too large, no text or no calendar, or its parts do not end.
    """
    events: list[UploadedEvent] = []
    open_parts: list[str] = []
    for line in _lines(_text(content, problems), problems):
        if line.name in ("BEGIN", "END"):
            _enter_or_leave(line, open_parts, problems)
            if line.name == "BEGIN" and open_parts[-1] == "VEVENT":
                events.append(UploadedEvent(line.number))
                _refuse_too_many(events, problems)
        elif not open_parts:
            raise problems.stop(
                line.number, "BEGIN", told("the file does not begin as a calendar does")
            )
        elif open_parts[-1] == "VEVENT":
            _keep(events[-1], line, problems)
    if open_parts:
        raise problems.stop(
            0, "END", told("the file ends too early: parts lack an END; save it again")
        )
    return events


def _refuse_too_many(events: list[UploadedEvent], problems: Problems) -> None:
    if len(events) > MOST_EVENTS:
        raise problems.stop(
            events[-1].number,
            "BEGIN",
            told("the file holds too many events; accepted: {most}", most=MOST_EVENTS),
        )


def _text(content: bytes, problems: Problems) -> str:
    if len(content) > MOST_OCTETS:
        megabytes = MOST_OCTETS // 1_000_000
        raise problems.stop(
            0,
            "",
            told("the file is too large; accepted: up to {most} MB", most=megabytes),
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        number = len(_LINE_END.findall(content[: fault.start].decode(errors="replace"))) + 1
        raise problems.stop(
            number, "", told("the line is not UTF-8; accepted: UTF-8 text")
        ) from None
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise problems.stop(
            1, "BEGIN", told("this is no calendar; accepted: a file with BEGIN:VCALENDAR")
        )
    return text


def _lines(text: str, problems: Problems) -> Iterator[Line]:
    """The content lines, unfolded; a line that is none is a problem and left out."""
    number, parts = 0, [""]
    for position, physical in enumerate(_LINE_END.split(text), start=1):
        if physical.startswith((" ", "\t")) and number:
            parts.append(physical[1:])
            continue
        yield from _line(number, "".join(parts), problems)
        number, parts = position, [physical]
    yield from _line(number, "".join(parts), problems)


def _line(number: int, text: str, problems: Problems) -> Iterator[Line]:
    if not text.strip():
        return
    found = _NAME.match(text)
    if found:
        yield Line(number, found[1].upper(), text)
    else:
        problems.add(number, "", told("the line is no property; accepted: NAME:value"))


def _enter_or_leave(line: Line, open_parts: list[str], problems: Problems) -> None:
    part = line.text.partition(":")[2].strip().upper()
    if line.name == "BEGIN":
        open_parts.append(part)
        if open_parts[0] != "VCALENDAR":
            raise problems.stop(
                line.number, "BEGIN", told("a calendar begins with BEGIN:VCALENDAR")
            )
        if len(open_parts) > _MOST_DEPTH or (part == "VEVENT" and len(open_parts) > 2):
            raise problems.stop(line.number, "BEGIN", told("the part lies inside another one"))
    elif not open_parts or open_parts.pop() != part:
        raise problems.stop(
            line.number, "END", told("this is not the end of the part that is open")
        )


def _keep(event: UploadedEvent, line: Line, problems: Problems) -> None:
    if line.name not in _READ:
        return
    if len(line.text) > _MOST_CHARACTERS:
        problems.add(line.number, line.name, told("the line is too long"))
    elif line.name in event.lines and line.name not in _MAY_REPEAT:
        problems.add(
            line.number, line.name, told("the event has this property twice; accepted: once")
        )
    else:
        event.lines.setdefault(line.name, []).append(line)
