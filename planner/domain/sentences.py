"""Sentences that remember what they were made of, so that another language can say them too.

A ``Sentence`` is a ``str``, its English, and goes wherever a text goes. Beside it stand the
template and the parts, from which a page makes the same sentence in its reader's language.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

Part = str | int | date
Singular = Callable[[str], str]
Plural = Callable[[str, str, int], str]

# Names in English whatever the system's language is; the clock has them too, but it needs zones.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class WithWeekday(date):
    """A date that English writes with the short name of its weekday: ``Mon 2027-02-08``."""

    def __str__(self) -> str:
        return f"{_WEEKDAYS[self.weekday()]} {self.isoformat()}"


class Sentence(str):
    """English words; ``template`` has a field in braces for each of the ``parts``.

    ``several`` is the template for every number of ``parts["n"]`` but one, where there are two.
    """

    template: str
    several: str
    parts: Mapping[str, Part]

    def __new__(
        cls, english: str, template: str = "", several: str = "", parts: Mapping[str, Part] = {}
    ) -> "Sentence":
        """Keep the English beside what it was made of."""
        sentence = super().__new__(cls, english)
        sentence.template, sentence.several, sentence.parts = template, several, parts
        return sentence


def told(template: str, /, **parts: Part) -> Sentence:
    """A sentence, or a piece of one: ``told("{bed} is free", bed="B1")``."""
    return Sentence(template.format(**parts), template, "", parts)


def told_of(number: int, one: str, several: str, /, **parts: Part) -> Sentence:
    """One of two templates by a number, which is their field ``n``."""
    parts = {"n": number, **parts}
    return Sentence((one if number == 1 else several).format(**parts), one, several, parts)


def joined(pieces: Iterable[str], between: str = " ") -> Sentence:
    """Sentences or pieces one after another."""
    parts: dict[str, Part] = {f"piece{number}": piece for number, piece in enumerate(pieces)}
    return told(between.join(f"{{{name}}}" for name in parts), **parts)


def said_in(
    text: str, singular: Singular, plural: Plural, of_day: Callable[[date], str] = str
) -> str:
    """A text in the language of a catalogue; a text of unknown parts as it is.

    ``singular`` and ``plural`` look templates up, as gettext and ngettext do.
    """
    if not isinstance(text, Sentence) or not text.template:
        return text
    number = text.parts.get("n")
    if text.several and isinstance(number, int):
        template = plural(text.template, text.several, number)
    else:
        template = singular(text.template)

    def part(value: Part) -> str:
        if isinstance(value, date):
            return of_day(value)
        return said_in(value, singular, plural, of_day) if isinstance(value, str) else str(value)

    return template.format(**{name: part(value) for name, value in text.parts.items()})


def sentence_document(text: str) -> Any:
    """A text as JSON holds it: a string, or what it was made of."""
    if not isinstance(text, Sentence) or not text.template:
        return str(text)
    parts = {name: _part_document(value) for name, value in text.parts.items()}
    several = {"several": text.several} if text.several else {}
    return {"say": text.template, **several, "with": parts}


def read_sentence(document: Any) -> str:
    """The text of such a document.

    Raises:
        KeyError, ValueError: it is none.
    """
    if isinstance(document, str):
        return document
    parts = {name: _read_part(value) for name, value in document["with"].items()}
    if "several" in document:
        number = parts.pop("n")
        if not isinstance(number, int):
            raise ValueError("n is no number")
        return told_of(number, document["say"], document["several"], **parts)
    return told(document["say"], **parts)


def _part_document(value: Part) -> Any:
    if isinstance(value, WithWeekday):
        return {"weekday": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return sentence_document(value) if isinstance(value, str) else value


def _read_part(value: Any) -> Part:
    if isinstance(value, int):
        return value
    if isinstance(value, dict) and "day" in value:
        return date.fromisoformat(value["day"])
    if isinstance(value, dict) and "weekday" in value:
        return WithWeekday.fromisoformat(value["weekday"])
    return read_sentence(value)
