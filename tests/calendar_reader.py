"""A reader of feeds that shares no code with the planner and forgives nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

_LINE = re.compile(
    r'(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(?P<value>.*)', re.S
)


@dataclass(frozen=True)
class Property:
    """One content line."""

    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class Component:
    """A part of a calendar between its BEGIN and its END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        """The values of all properties of a name."""
        return [prop.value for prop in self.properties if prop.name == name]

    def value(self, name: str) -> str:
        """The value of the first property of a name, else nothing."""
        return next(iter(self.values(name)), "")

    def named(self, name: str) -> list["Component"]:
        """The parts of a name."""
        return [part for part in self.parts if part.name == name]


def octet_faults(body: bytes) -> Iterator[str]:
    """What is wrong with the octets, before anything is understood."""
    if body.startswith(b"\xef\xbb\xbf"):
        yield "bom"
    try:
        body.decode()
    except UnicodeDecodeError:
        yield "not UTF-8"
    if b"\r" in body.replace(b"\r\n", b"") or b"\n" in body.replace(b"\r\n", b""):
        yield "line end"
    if not body.endswith(b"\r\n"):
        yield "no last line end"
    for line in body.removesuffix(b"\r\n").split(b"\r\n"):
        if not line.strip():
            yield "blank line"
        if len(line) > 75:
            yield "long line"
        if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", line):
            yield "control character"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield "split character"


def unfolded(body: bytes) -> list[str]:
    """The content lines."""
    text = body.decode(errors="replace").replace("\r\n", "\n").removesuffix("\n")
    return text.replace("\n ", "").replace("\n\t", "").split("\n")


def read_calendar(body: bytes) -> tuple[Component, list[str]]:
    """The calendar, and what is wrong with its nesting."""
    root, faults = Component("ROOT"), []
    stack = [root]
    for line in unfolded(body):
        match = _LINE.fullmatch(line)
        if match is None:
            faults.append("no content line")
            continue
        name, value = match["name"], match["value"]
        if name == "BEGIN":
            stack[-1].parts.append(Component(value))
            stack.append(stack[-1].parts[-1])
        elif name == "END":
            if stack[-1].name != value or len(stack) == 1:
                faults.append("nesting")
            stack = stack[:-1] or [root]
        else:
            pairs = re.findall(r";([A-Z0-9-]+)=([^;]*)", match["parameters"])
            stack[-1].properties.append(Property(name, dict(pairs), value))
    if len(stack) != 1 or [part.name for part in root.parts] != ["VCALENDAR"]:
        faults.append("nesting")
    return (root.named("VCALENDAR") or [Component("VCALENDAR")])[0], faults


def offset_of(zone: Component, local: datetime) -> timedelta | None:
    """The offset that a VTIMEZONE gives a wall-clock time; None before its first part.

    A time in the missing hour is read in the offset before, in the repeated hour as the first.
    """
    parts = sorted((moment(part.value("DTSTART")), part) for part in zone.parts)
    begun = [
        part
        for onset, part in parts
        if local >= max(onset, onset + signed(part, "TO") - signed(part, "FROM"))
    ]
    return signed(begun[-1], "TO") if begun else None


def moment(value: str) -> datetime:
    """A date or a time, the ``Z`` left out."""
    return datetime.fromisoformat(value.removesuffix("Z"))


def signed(part: Component, side: str) -> timedelta:
    """The offset of a part: ``FROM`` before it or ``TO`` after it."""
    match = re.fullmatch(r"([+-])(\d\d)(\d\d)", part.value(f"TZOFFSET{side}"))
    if match is None:
        raise ValueError("no offset")
    minutes = 60 * int(match[2]) + int(match[3])
    return timedelta(minutes=-minutes if match[1] == "-" else minutes)
