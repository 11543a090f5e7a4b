"""What a cell of a table may hold: each kind reads a text or says what it accepts."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from planner.domain.clock import MINUTES_PER_DAY, WEEKDAYS
from planner.domain.sentences import joined, told

QUARTER = 15
FIRST_YEAR, LAST_YEAR = 1900, 2199
MAX_SHOWN = 40
MAX_TEXT = 200
MAX_DAYS = 3660  # ten years: what is more is a slip of the keyboard

CODE_PATTERN = re.compile(r"[A-Za-z0-9_-]{1,32}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([0-9]{2}):([0-9]{2})")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_DECIMAL = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")
_UNNAMED = told("the cell")
_HARMLESS = re.compile(r"[A-Za-z0-9_.:;,/+-]+")


@dataclass(frozen=True)
class Kind:
    """A kind of cell; ``read`` raises ValueError for a text that is not ``accepted``."""

    noun: str
    accepted: str
    read: Callable[[str], Any]
    echoes: bool = True

    def accepts(self, text: str) -> bool:
        """Whether the text can be read."""
        try:
            self.read(text)
        except ValueError:
            return False
        return True

    def complaint(self, text: str) -> str:
        """What is wrong with the text, and what is accepted."""
        subject = shown(text) if self.echoes else _UNNAMED
        return told(
            "{subject} is not {noun}; accepted: {accepted}",
            subject=subject,
            noun=self.noun,
            accepted=self.accepted,
        )


def shown(text: str) -> str:
    """The text as an error may repeat it: short, and never what may be a name."""
    if not _HARMLESS.fullmatch(text):
        return _UNNAMED
    short = text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}..."
    return told("'{text}'", text=short)


def listed(words: Iterable[str]) -> str:
    """``a, b or c``."""
    *most, last = words
    return told("{words} or {last}", words=joined(most, ", "), last=last) if most else last


def whole_day(text: str) -> date:
    """A date as ``YYYY-MM-DD`` within the years that the planner knows."""
    if not _DAY.fullmatch(text):
        raise ValueError
    return known_day(date.fromisoformat(text))


def known_day(day: date) -> date:
    """The day itself, where it lies within the years that the planner knows."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError
    return day


def minute_of_day(text: str, is_end: bool = False) -> int:
    """``HH:MM`` in minutes after midnight, a multiple of 15; 24:00 only as an end."""
    match = _TIME.fullmatch(text)
    if match is None or int(match[2]) >= 60:
        raise ValueError
    minute = int(match[1]) * 60 + int(match[2])
    latest = MINUTES_PER_DAY if is_end else MINUTES_PER_DAY - 1
    if minute > latest or minute % QUARTER:
        raise ValueError
    return minute


def weekday(text: str) -> int:
    """``Mon`` to ``Sun`` as 0 to 6."""
    return WEEKDAYS.index(text)


def distinct_weekdays(texts: Iterable[str]) -> tuple[int, ...]:
    """Weekdays in order, at least one, none twice."""
    days = [weekday(text) for text in texts]
    if not days or len(set(days)) < len(days):
        raise ValueError
    return tuple(sorted(days))


def code(text: str) -> str:
    """A code."""
    if not CODE_PATTERN.fullmatch(text):
        raise ValueError
    return text


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(";") if item.strip()]


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code(item) for item in _items(text)))


def _moment(text: str, is_end: bool) -> datetime:
    day, separator, time = text.partition("T")
    if not separator:
        raise ValueError
    start = datetime.combine(whole_day(day), datetime.min.time())
    return start + timedelta(minutes=minute_of_day(time, is_end))


def _text(text: str) -> str:
    if len(text) > MAX_TEXT or not text.isprintable():
        raise ValueError
    return text


def _sentence(text: str) -> str:
    return text


def _hours(most: int, example: str) -> Kind:
    def read(text: str) -> float:
        if not _DECIMAL.fullmatch(text) or float(text) > most:
            raise ValueError
        return float(text)

    accepted = told("a number from 0 to {most}, for example {example}", most=most, example=example)
    return Kind(told("a number of hours"), accepted, read)


def _flag(text: str) -> bool:
    return {"1": True, "0": False}[text] if text in ("0", "1") else _refuse()


def _refuse() -> Any:
    raise ValueError


def whole(low: int, high: int, step: int = 1) -> Kind:
    """Whole numbers from ``low`` to ``high`` that ``step`` divides."""

    def read(text: str) -> int:
        if not _WHOLE.fullmatch(text):
            raise ValueError
        number = int(text)
        return number if low <= number <= high and number % step == 0 else _refuse()

    return Kind(told("such a number"), whole_words(low, high, step), read)


def whole_words(low: int, high: int, step: int) -> str:
    """Which whole numbers are accepted."""
    if step == 1:
        return told("a whole number from {low} to {high}", low=low, high=high)
    return told(
        "a whole number from {low} to {high} that is a multiple of {step}",
        low=low,
        high=high,
        step=step,
    )


def choice(values: Iterable[str]) -> Kind:
    """One of a few words."""
    words = tuple(values)
    return Kind(
        told("a word that belongs here"),
        listed(words),
        lambda text: text if text in words else _refuse(),
    )


def member(of: type[StrEnum], *allowed: StrEnum) -> Kind:
    """One of the values of an enumeration, or of those ``allowed`` here."""
    words = tuple(str(value) for value in allowed or of)
    return Kind(
        told("a word that belongs here"),
        listed(words),
        lambda text: of(text) if text in words else _refuse(),
    )


_CODE_RULE = told("a code of 1 to 32 letters, digits, '-' or '_', never a name")

CODE = Kind(told("a code"), _CODE_RULE, code, echoes=False)
CODES = Kind(
    told("a list of codes"),
    told("each item {rule}, separated by ';'", rule=_CODE_RULE),
    _codes,
    echoes=False,
)
DAY = Kind(
    told("a date"),
    told(
        "YYYY-MM-DD, for example 2027-02-08, between {first} and {last}",
        first=FIRST_YEAR,
        last=LAST_YEAR,
    ),
    whole_day,
)
_QUARTERS = told("HH:MM in quarter hours, for example 09:30")
START_TIME = Kind(
    told("a start time"),
    told("{times}, up to {last}", times=_QUARTERS, last="23:45"),
    minute_of_day,
)
END_TIME = Kind(
    told("an end time"),
    told("{times}, up to {last}", times=_QUARTERS, last="24:00"),
    lambda text: minute_of_day(text, is_end=True),
)
START_MOMENT = Kind(
    told("a date and time"),
    told("YYYY-MM-DDTHH:MM in quarter hours, for example {example}", example="2027-02-08T09:30"),
    lambda text: _moment(text, is_end=False),
)
END_MOMENT = Kind(
    told("a date and time"),
    told("YYYY-MM-DDTHH:MM in quarter hours, for example {example}", example="2027-02-08T24:00"),
    lambda text: _moment(text, is_end=True),
)
WEEKDAY = Kind(told("a weekday"), told("one of {words}", words=listed(WEEKDAYS)), weekday)
WEEKDAY_LIST = Kind(
    told("a list of weekdays"),
    told("{words}, separated by ';', each at most once", words=", ".join(WEEKDAYS)),
    lambda text: distinct_weekdays(_items(text)),
)
HOURS = _hours(168, "37.5")
TOTAL_HOURS = _hours(9999, "150")
FLAG = Kind(told("a yes or no"), told("1 for yes or 0 for no"), _flag)
TEXT = Kind(
    told("a short text"),
    told("up to {most} characters on one line", most=MAX_TEXT),
    _text,
    echoes=False,
)
SENTENCE = Kind(told("a sentence"), told("any text"), _sentence, echoes=False)
