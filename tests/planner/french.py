"""What of a sentence a French page would leave in English."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from planner.domain.sentences import Sentence

_CATALOGUES = Path(__file__).parents[2] / "web/translations/fr/LC_MESSAGES"
_JOINT = re.compile(r"{piece[0-9]+}")
_WORDS = re.compile(r"[A-Za-z]{2}.* .*[A-Za-z]{2}", re.DOTALL)


@cache
def french_templates() -> frozenset[str]:
    """The templates that have their French in one of the planner's catalogues."""
    found: set[str] = set()
    for name in ("reasons", "refusals"):
        with (_CATALOGUES / f"{name}.po").open("rb") as file:
            for entry in read_po(file, "fr"):
                texts = [entry.id] if isinstance(entry.id, str) else entry.id
                if entry.string and all(entry.string):
                    found |= set(texts)
    return frozenset(found)


def english_left(text: str) -> Iterator[str]:
    """The templates without French, and the words that are no sentences at all."""
    if not isinstance(text, Sentence):
        if _WORDS.search(text):
            yield text
        return
    is_joint = not _WORDS.search(_JOINT.sub("", text.template))
    if text.template not in french_templates() and not (is_joint and "{piece0}" in text.template):
        yield text.template
    for part in text.parts.values():
        if isinstance(part, str):
            yield from english_left(part)
