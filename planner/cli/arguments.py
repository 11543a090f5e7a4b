"""The values that commands accept, and what they say about others."""

import argparse
import math
import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[argparse.ArgumentParser]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST_SEED = 2**31 - 1
_MOST_THREADS = 256


def day(text: str) -> date:
    """A date as ``YYYY-MM-DD``."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is no date; accepted: YYYY-MM-DD")


def seconds(text: str) -> float:
    """A number of seconds above 0."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if 0 < number < math.inf:
        return number
    raise argparse.ArgumentTypeError(f"{text!r} is no time; accepted: seconds above 0")


def seed(text: str) -> int:
    """A whole number that a random generator starts from."""
    return _whole(text, 0, _LARGEST_SEED)


def threads(text: str) -> int:
    """A number of threads."""
    return _whole(text, 1, _MOST_THREADS)


def _whole(text: str, least: int, most: int) -> int:
    if text.isascii() and text.isdigit() and len(text) <= len(str(most)):
        number = int(text)
        if least <= number <= most:
            return number
    raise argparse.ArgumentTypeError(
        f"{text!r} is not accepted; accepted: a whole number from {least} to {most}"
    )
