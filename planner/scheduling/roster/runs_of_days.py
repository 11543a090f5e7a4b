"""Days in a row."""

from collections.abc import Set as AbstractSet


def run_of(days: AbstractSet[int], day: int) -> range:
    """The days in a row around one day, that day included."""
    first = last = day
    while first - 1 in days:
        first -= 1
    while last + 1 in days:
        last += 1
    return range(first, last + 1)
