"""What a key of ``programme.toml`` may hold: each kind reads a value and writes it again."""

import json
import zoneinfo
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from planner.domain.clock import MINUTES_PER_DAY, WEEKDAYS
from planner.domain.sentences import told
from planner.domain.support import Phase
from planner.tables.cells import (
    code,
    distinct_weekdays,
    known_day,
    listed,
    minute_of_day,
    shown,
    weekday,
    whole_words,
)


@dataclass(frozen=True)
class ValueKind:
    """A kind of value; ``read`` raises ValueError for one that is not ``accepted``."""

    accepted: str
    read: Callable[[object], Any]
    write: Callable[[Any], str] = json.dumps

    def complaint(self, value: object) -> str:
        """What is wrong with the value, and what is accepted."""
        return told(
            "{value} is not accepted here; accepted: {accepted}",
            value=_shown_value(value),
            accepted=self.accepted,
        )


def _shown_value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, (str, int, float, date)):
        return told("the value")
    text = shown(str(value))
    if text == "the cell":
        return told("the value")
    return told("the text {text}", text=text) if isinstance(value, str) else text.strip("'")


def _require(condition: bool) -> None:
    if not condition:
        raise ValueError


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError
    return value


def _integer(value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError
    _require(low <= value <= high)
    return value


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError
    return known_day(value)


def _days(value: object) -> tuple[date, ...]:
    days = [_day(item) for item in _list(value)]
    _require(len(set(days)) == len(days))
    return tuple(sorted(days))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _title(value: object) -> str:
    text = _string(value)
    _require(0 < len(text.strip()) <= 200 and text.isprintable())
    return text


def _zone(value: object) -> str:
    _require(_string(value) in _known_zones())
    return _string(value)


@cache
def _known_zones() -> set[str]:
    return zoneinfo.available_timezones()


def _codes(value: object) -> tuple[str, ...]:
    codes = tuple(code(_string(item)) for item in _list(value))
    _require(0 < len(codes) == len(set(codes)))
    return codes


def _toml_file(value: object) -> str:
    stem, dot, ending = _string(value).partition(".")
    _require(bool(dot) and ending == "toml" and code(stem) != "programme")
    return _string(value)


def _weekdays(value: object) -> tuple[int, ...]:
    return distinct_weekdays([_string(item) for item in _list(value)])


def _phases(value: object) -> tuple[Phase, ...]:
    phases = []
    for item in _list(value):
        if not isinstance(item, dict) or set(item) != {"from_week", "sessions_per_week"}:
            raise ValueError
        week = _integer(item["from_week"], 0, 1000)
        phases.append(Phase(week, _integer(item["sessions_per_week"], 0, 7)))
    weeks = [phase.from_week for phase in phases]
    _require(bool(weeks) and weeks == sorted(set(weeks)))
    return tuple(phases)


def _written_phases(phases: Sequence[Phase]) -> str:
    tables = (
        f"{{ from_week = {phase.from_week}, sessions_per_week = {phase.sessions_per_week} }}"
        for phase in phases
    )
    return f"[ {', '.join(tables)} ]"


def _written_minute(minute: int) -> str:
    return f'"{minute // 60:02}:{minute % 60:02}"'


def integer(low: int, high: int, step: int = 1) -> ValueKind:
    """Whole numbers from ``low`` to ``high`` that ``step`` divides."""

    def read(value: object) -> int:
        number = _integer(value, low, high)
        _require(number % step == 0)
        return number

    return ValueKind(whole_words(low, high, step), read)


def integer_or_none(low: int, high: int) -> ValueKind:
    """A whole number, or the word ``none`` for no limit."""

    def read(value: object) -> int | None:
        return None if value == "none" else _integer(value, low, high)

    number = whole_words(low, high, 1)
    return ValueKind(told('{accepted}, or "none" for no limit', accepted=number), read)


def word(values: Sequence[str]) -> ValueKind:
    """One of a few words."""

    def read(value: object) -> str:
        _require(_string(value) in values)
        return _string(value)

    return ValueKind(listed(json.dumps(value) for value in values), read)


def member(of: type[StrEnum]) -> ValueKind:
    """One of the values of an enumeration."""
    known = word([str(value) for value in of])
    return ValueKind(
        known.accepted, lambda value: of(known.read(value)), lambda value: json.dumps(str(value))
    )


DAY = ValueKind(
    told("a date without quotation marks, for example 2027-02-08, between 1900 and 2199"),
    _day,
    date.isoformat,
)
DAYS = ValueKind(
    told(
        "a list of dates without quotation marks, for example [2027-03-01, 2027-04-06], each once"
    ),
    _days,
    lambda days: f"[{', '.join(day.isoformat() for day in days)}]",
)
FLAG = ValueKind(told("true or false"), _flag)
TITLE = ValueKind(
    told("a text in quotation marks, up to {most} characters on one line", most=200), _title
)
ZONE = ValueKind(
    told('the name of a time zone in quotation marks, for example "America/Vancouver"'), _zone
)
CODE = ValueKind(
    told("a code in quotation marks, 1 to 32 letters, digits, '-' or '_'"),
    lambda value: code(_string(value)),
)
CODES = ValueKind(told('a list of codes, each once, for example ["en", "fr"]'), _codes)
TOML_FILE = ValueKind(
    told('the name of a TOML file beside programme.toml, for example "agreement.toml"'), _toml_file
)
WEEKDAY = ValueKind(
    listed(json.dumps(day) for day in WEEKDAYS),
    lambda value: weekday(_string(value)),
    lambda value: json.dumps(WEEKDAYS[value]),
)
WEEKDAY_LIST = ValueKind(
    told(
        "a list of weekdays out of {words}, in quotation marks, each once",
        words=", ".join(WEEKDAYS),
    ),
    _weekdays,
    lambda days: json.dumps([WEEKDAYS[day] for day in days]),
)
START_TIME = ValueKind(
    told('a time in quotation marks in quarter hours, for example "09:30"'),
    lambda value: minute_of_day(_string(value)),
    _written_minute,
)
END_TIME = ValueKind(
    told('a time in quotation marks in quarter hours, for example "17:00", up to "24:00"'),
    lambda value: minute_of_day(_string(value), is_end=True),
    _written_minute,
)
PHASES = ValueKind(
    told(
        "a list such as [ {{ from_week = 0, sessions_per_week = 3 }} ] with from_week ascending"
        " and 0 to 7 sessions"
    ),
    _phases,
    _written_phases,
)
MINUTES = integer(0, 8 * MINUTES_PER_DAY)
MINUTES_OR_NONE = integer_or_none(0, 8 * MINUTES_PER_DAY)
