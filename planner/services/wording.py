"""Days, times and hours as people on a team write them."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from planner.domain.clock import MINUTES_PER_DAY, WEEKDAYS


def time_of_day(minute: int) -> str:
    """A time of the clock; 24:00 as an end."""
    if minute > MINUTES_PER_DAY:
        minute -= MINUTES_PER_DAY
    return f"{minute // 60:02}:{minute % 60:02}"


def time_range(start_minute: int, end_minute: int) -> str:
    """From when to when."""
    return f"{time_of_day(start_minute)}-{time_of_day(end_minute)}"


def short_day(day: date) -> str:
    """A day inside a week that is named elsewhere; the same in every language of the system."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d}"


def long_day(day: date) -> str:
    """A day that stands alone."""
    return f"{WEEKDAYS[day.weekday()]} {day}"


def in_hours(minutes: int | Fraction) -> str:
    """Hours with as many decimals as they need, two at most."""
    text = f"{float(minutes) / 60:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def counted(count: int, one: str, several: str = "") -> str:
    """A number with its noun."""
    return f"{count} {one if count == 1 else several or one + 's'}"


def listed(words: Iterable[str], none: str = "nobody") -> str:
    """Words one after another."""
    return ", ".join(words) or none
