"""Sentences of the planner in French, from the catalogue itself, with nothing left in English."""

import functools
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from planner.domain.sentences import Sentence, said_in

_FILE = Path(__file__).parents[1] / "web/translations/fr/LC_MESSAGES/reasons.po"
_FIELD = re.compile(r"{\w+}")
_WORD = re.compile("[A-Za-z]")


@functools.cache
def _catalogue() -> Catalog:
    with _FILE.open("rb") as file:
        return read_po(file, "fr")


def in_french(text: str) -> str:
    """What a French page says, each date as the year, month and day."""
    assert list(untold(text)) == []
    return said_in(text, _singular, _plural)


def untold(text: str) -> Iterator[str]:
    """The pieces of a text that French does not know; codes, of one word, are the same in it."""
    if not isinstance(text, Sentence) or not text.template:
        yield text
        return
    if _WORD.search(_FIELD.sub("", text.template)) and not _catalogue().get(text.template):
        yield text.template
    for part in text.parts.values():
        if isinstance(part, Sentence) and part.template:
            yield from untold(part)
        elif isinstance(part, str) and " " in part:
            yield part


def _singular(template: str) -> str:
    entry = _catalogue().get(template)
    if entry is None:
        return template
    return entry.string if isinstance(entry.string, str) else entry.string[0]


def _plural(one: str, _several: str, number: int) -> str:
    entry = _catalogue().get(one)
    assert entry is not None
    return entry.string[0 if number < 2 else 1]
