"""Small words of the explanations: counts with their unit, lists, dates."""

from collections.abc import Callable, Iterable
from datetime import date

from planner.domain.participants import Service
from planner.domain.sentences import Sentence, WithWeekday, joined, told, told_of

# What the first day of each service is called.
START_NOUN = {
    Service.RESIDENTIAL: told("admission"),
    Service.DAY_PROGRAM: told("start in the day program"),
    Service.SUPPORT: told("start of support"),
}

# The same with its article: other languages need more than "a" or "an" before it.
A_START = {
    Service.RESIDENTIAL: told("an admission"),
    Service.DAY_PROGRAM: told("a start in the day program"),
    Service.SUPPORT: told("a start of support"),
}
_COUNTED: dict[str, Callable[[int], Sentence]] = {
    "day": lambda n: told_of(n, "{n} day", "{n} days"),
    "night": lambda n: told_of(n, "{n} night", "{n} nights"),
    "minute": lambda n: told_of(n, "{n} minute", "{n} minutes"),
    "weekend": lambda n: told_of(n, "{n} weekend", "{n} weekends"),
    "time": lambda n: told_of(n, "{n} time", "{n} times"),
    "point": lambda n: told_of(n, "{n} point", "{n} points"),
    "place": lambda n: told_of(n, "{n} place", "{n} places"),
    "participant": lambda n: told_of(n, "{n} participant", "{n} participants"),
    "shift": lambda n: told_of(n, "{n} shift", "{n} shifts"),
    "person": lambda n: told_of(n, "{n} person", "{n} persons"),
    "lead": lambda n: told_of(n, "{n} lead", "{n} leads"),
    "facilitator": lambda n: told_of(n, "{n} facilitator", "{n} facilitators"),
    "session": lambda n: told_of(n, "{n} session", "{n} sessions"),
}


def count(number: int, unit: str) -> Sentence:
    """``1 day``, ``2 days``."""
    return _COUNTED[unit](number)


def listing(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *first, end = words
    if not first:
        return end
    return told("{first} and {last}", first=joined(first, ", "), last=end)


def either(words: Iterable[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    *first, end = words
    if not first:
        return end
    return told("{first} or {last}", first=joined(first, ", "), last=end)


def dated(day: date) -> WithWeekday:
    """A date that stands alone: ``Mon 2027-02-08``."""
    return WithWeekday(day.year, day.month, day.day)


def start_on(service: Service, day: date) -> Sentence:
    """``admission on 2027-02-08``."""
    return {
        Service.RESIDENTIAL: told("admission on {start}", start=day),
        Service.DAY_PROGRAM: told("start in the day program on {start}", start=day),
        Service.SUPPORT: told("start of support on {start}", start=day),
    }[service]


def hours(minutes: int) -> Sentence:
    """``8 h``, ``7 h 30``."""
    whole, rest = divmod(minutes, 60)
    if rest:
        return told("{hours} h {minutes}", hours=whole, minutes=f"{rest:02}")
    return told("{hours} h", hours=whole)


def allowed(number: int) -> Sentence:
    """``1 is allowed``, ``5 are allowed``."""
    return told_of(number, "{n} is allowed", "{n} are allowed")
