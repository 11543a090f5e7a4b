"""Every text of the site has its French."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from web.language import LANGUAGES

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "web/translations/fr/LC_MESSAGES/messages.po"
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def texts() -> set[str | tuple[str, ...]]:
    """Every text that a page can show, singular and plural together."""
    with (ROOT / "web/translations/babel.cfg").open(encoding="utf-8") as file:
        method_map, options_map = parse_mapping_cfg(file)
    found: set[str | tuple[str, ...]] = set()
    for folder in ("web", "templates"):
        methods = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in method_map]
        options = {k.removeprefix(f"{folder}/"): v for k, v in options_map.items()}
        for _, _, message, _, _ in extract_from_dir(
            ROOT / folder, methods, options, keywords=KEYWORDS, directory_filter=is_ours
        ):
            found.add(message if isinstance(message, str) else tuple(message))
    return found


def is_ours(folder: str) -> bool:
    """Whether texts are looked for in a folder: Babel alone leaves out templates/_macros."""
    return Path(folder).name != "node_modules"


def french() -> Catalog:
    """The French catalogue."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, "fr")


def test_every_text_is_translated() -> None:
    catalogue = french()
    missing = []
    for text in texts():
        key = text if isinstance(text, str) else text[0]
        entry = catalogue.get(key)
        told = entry.string if entry else ""
        if not told or (not isinstance(told, str) and not all(told)) or "fuzzy" in entry.flags:
            missing.append(key)
    assert sorted(missing) == []


def test_translations_keep_what_is_filled_in() -> None:
    wrong = [
        entry.id
        for entry in french()
        if entry.id
        and isinstance(entry.id, str)
        and isinstance(entry.string, str)
        and set(PLACEHOLDER.findall(entry.id)) != set(PLACEHOLDER.findall(entry.string))
    ]
    assert wrong == []


def test_catalogue_holds_nothing_that_no_page_shows() -> None:
    known = {text if isinstance(text, str) else text[0] for text in texts()}
    stale = [
        key
        for entry in french()
        if entry.id
        for key in [entry.id if isinstance(entry.id, str) else entry.id[0]]
        if key not in known
    ]
    assert stale == []


def test_there_are_two_languages() -> None:
    assert LANGUAGES == ("en", "fr")
