"""The edition of a labour pack that holds on a day, as its file words it: values and sections."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from planner.domain.errors import InputProblem
from planner.tables.documents import read_document
from planner.tables.sections import LABOUR_RULES

_PACKS = Path(__file__).parent / "labour_packs"


@dataclass(frozen=True)
class RuleLine:
    """A rule: what it is for, its value, the section of the act that it comes from."""

    key: str
    purpose: str
    value: str
    section: str


@dataclass(frozen=True)
class LabourEdition:
    """The rules of an act that hold from ``start`` on."""

    act: str
    start: date
    rules: tuple[RuleLine, ...]


def province_pack_text(province: str) -> bytes | None:
    """The file of the pack that the planner brings along; None where there is none."""
    path = _PACKS / f"{province}.toml"
    return path.read_bytes() if province.isalpha() and path.is_file() else None


def edition_in_force(content: bytes, day: date) -> LabourEdition | None:
    """The edition of a pack that holds on a day; None where none does or the pack is damaged."""
    document = read_document("labour pack", content)
    if isinstance(document, InputProblem):
        return None
    editions = document.values.get("edition")
    sound = [e for e in editions if isinstance(e, dict)] if isinstance(editions, list) else []
    dated = [e for e in sound if isinstance(e.get("from"), date) and e["from"] <= day]
    if not dated:
        return None
    newest = max(dated, key=lambda edition: edition["from"])
    rules = tuple(
        RuleLine(rule.key, rule.purpose, *_entry(newest.get(rule.key))) for rule in LABOUR_RULES
    )
    return LabourEdition(str(document.values.get("act", "")), newest["from"], rules)


def _entry(entry: Any) -> tuple[str, str]:
    if not isinstance(entry, dict):
        return "", ""
    return str(entry.get("value", "")), str(entry.get("section", ""))
