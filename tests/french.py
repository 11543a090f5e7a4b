"""Sentences of the planner in French, from the catalogues themselves, with nothing in English."""

import functools
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from babel.messages.pofile import read_po

from planner.domain.sentences import Sentence, said_in

_CATALOGUES = Path(__file__).parents[1] / "web/translations/fr/LC_MESSAGES"
_FIELD = re.compile(r"{\w+}")
_WORD = re.compile("[A-Za-z]")
_WORDS = re.compile(r"[A-Za-z]{2}.* .*[A-Za-z]{2}", re.DOTALL)


@functools.cache
def _french() -> dict[str, tuple[str, ...]]:
    """The French of each template that has it: of one, and of several where they differ."""
    found: dict[str, tuple[str, ...]] = {}
    for name in ("reasons", "refusals"):
        with (_CATALOGUES / f"{name}.po").open("rb") as file:
            for entry in read_po(file, "fr"):
                one = entry.id if isinstance(entry.id, str) else entry.id[0]
                told = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
                if one and all(told):
                    found[one] = told
    return found


def in_french(text: str) -> str:
    """What a French page says, each date as the year, month and day."""
    assert list(untold(text)) == []
    return said_in(text, _singular, _plural)


def untold(text: str) -> Iterator[str]:
    """The pieces of a text that French does not know; codes, of one word, are the same in it."""
    if not isinstance(text, Sentence) or not text.template:
        # What is one of a few is no code: it has a word of its own in French.
        if _WORDS.search(text) or isinstance(text, Enum):
            yield text
        return
    if _WORD.search(_FIELD.sub("", text.template)) and text.template not in _french():
        yield text.template
    for part in text.parts.values():
        if isinstance(part, str):
            yield from untold(part)


def _singular(template: str) -> str:
    return _french().get(template, (template,))[0]


def _plural(one: str, _several: str, number: int) -> str:
    return _french()[one][0 if number < 2 else 1]
