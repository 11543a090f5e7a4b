"""Small words of the explanations: counts with their unit, lists, dates."""

from collections.abc import Iterable
from datetime import date

from planner.domain.clock import WEEKDAYS
from planner.domain.participants import Service

# What the first day of each service is called.
START_NOUN = {
    Service.RESIDENTIAL: "admission",
    Service.DAY_PROGRAM: "start in the day program",
    Service.SUPPORT: "start of support",
}


def count(number: int, unit: str) -> str:
    """``1 day``, ``2 days``."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def listing(words: Iterable[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end


def weekday(day: date) -> str:
    """The short name of the weekday of a date."""
    return WEEKDAYS[day.weekday()]


def dated(day: date) -> str:
    """A date that stands alone: ``Mon 2027-02-08``."""
    return f"{weekday(day)} {day}"


def time_of_day(minute: int) -> str:
    """``09:00``, from minutes after midnight."""
    return f"{minute // 60:02}:{minute % 60:02}"


def hours(minutes: int) -> str:
    """``8 h``, ``7 h 30``."""
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02}" if rest else f"{whole} h"


def allowed(number: int) -> str:
    """``1 is allowed``, ``5 are allowed``."""
    return f"{number} {'is' if number == 1 else 'are'} allowed"


def with_article(noun: str) -> str:
    """``an admission``, ``a start of support``."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
