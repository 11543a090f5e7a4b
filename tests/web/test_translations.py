"""Every text of the site and every sentence of the planner has its French."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from web.language import CATALOGUES, LANGUAGES

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "web/translations"
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "told": (1,),
    "told_of": (2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)|{(\w+)}")


def texts(domain: str) -> Iterator[str | tuple[str, ...]]:
    """Every text that a page can show, singular and plural together."""
    with (TRANSLATIONS / f"{domain}.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    for folder in ("web", "templates", "planner"):
        here = [
            (pattern.removeprefix(f"{folder}/"), method)
            for pattern, method in methods
            if pattern.startswith(folder)
        ]
        for _, _, message, _, _ in extract_from_dir(
            ROOT / folder,
            here,
            {key.removeprefix(f"{folder}/"): value for key, value in options.items()},
            keywords=KEYWORDS,
            directory_filter=is_ours,
        ):
            yield message if isinstance(message, str) else tuple(message)


def is_ours(folder: str) -> bool:
    """Whether texts are looked for in a folder: Babel alone leaves out templates/_macros."""
    return Path(folder).name != "node_modules"


def french(domain: str) -> Catalog:
    """The French catalogue."""
    with (TRANSLATIONS / "fr/LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, "fr")


def fields(text: str) -> set[str]:
    """What is filled in."""
    return {"".join(found) for found in PLACEHOLDER.findall(text)}


@pytest.mark.parametrize("domain", CATALOGUES)
def test_every_text_is_translated(domain: str) -> None:
    catalogue = french(domain)
    missing = []
    for text in texts(domain):
        key = text if isinstance(text, str) else text[0]
        entry = catalogue.get(key)
        told = entry.string if entry else ""
        if not told or (not isinstance(told, str) and not all(told)) or "fuzzy" in entry.flags:
            missing.append(key)
    assert sorted(missing) == []


@pytest.mark.parametrize("domain", CATALOGUES)
def test_translations_keep_what_is_filled_in(domain: str) -> None:
    wrong = []
    for entry in french(domain):
        asked = [entry.id] if isinstance(entry.id, str) else entry.id
        told = [entry.string] if isinstance(entry.string, str) else entry.string
        allowed = set().union(*map(fields, asked))
        needed = fields(asked[-1])
        if any(fields(text) - allowed for text in told) or needed - fields(told[-1]):
            wrong.append(entry.id)
    assert wrong == []


@pytest.mark.parametrize("domain", CATALOGUES)
def test_catalogue_holds_nothing_that_no_page_shows(domain: str) -> None:
    known = {text if isinstance(text, str) else text[0] for text in texts(domain)}
    stale = [
        key
        for entry in french(domain)
        if entry.id
        for key in [entry.id if isinstance(entry.id, str) else entry.id[0]]
        if key not in known
    ]
    assert stale == []


def test_catalogues_agree_on_what_they_share() -> None:
    # The site looks a text up in all of them at once, and only one would be heard.
    found: dict[str, set[object]] = {}
    for domain in CATALOGUES:
        for entry in french(domain):
            key = entry.id if isinstance(entry.id, str) else entry.id[0]
            found.setdefault(key, set()).add(entry.string)
    assert [key for key, told in found.items() if key and len(told) > 1] == []


def test_there_are_two_languages() -> None:
    assert LANGUAGES == ("en", "fr")
