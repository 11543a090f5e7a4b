"""Labour packs: the labour rules of a province or an agency, by the date from which they hold."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeGuard

from planner.domain.errors import InputProblem, located
from planner.domain.labour import LabourRules
from planner.domain.sentences import told
from planner.tables.cells import listed
from planner.tables.documents import label, read_document
from planner.tables.sections import LABOUR_RULES
from planner.tables.values import DAY, TITLE, ValueKind

_PACKS = Path(__file__).parent / "labour_packs"
_EDITION = "edition"
_FROM = "from"
_KINDS: dict[str, ValueKind] = {rule.key: rule.kind for rule in LABOUR_RULES}
_ENTRY = told('a value with its section, for example {{ value = 480, section = "36(2)" }}')


@dataclass
class LabourPack:
    """The editions of a pack in order, each a date and its values, and what is wrong in it."""

    file: str
    editions: list[tuple[date, dict[str, Any]]] = field(default_factory=list)
    problems: list[InputProblem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def report(self, edition: int, key: str, message: str) -> None:
        """Add a problem, located by the line of the key or else of its edition."""
        section = f"{_EDITION} {edition}"
        line = self.lines.get((section, key)) or self.lines.get((section, ""), 0)
        column = f"{_EDITION}.{key}" if key else _EDITION
        self.problems.append(InputProblem(self.file, line, column, message))

    def check_in_force(self, as_of: date) -> None:
        """Report where no edition holds on the planning date."""
        if self.editions and not self.problems and as_of < self.editions[0][0]:
            message = told(
                "the rules hold from {start} on; the planning date is {as_of}; accepted: an"
                " edition that holds by then",
                start=self.editions[0][0],
                as_of=as_of,
            )
            self.report(1, _FROM, message)

    def rules(self, as_of: date, overrides: dict[str, Any]) -> LabourRules:
        """The rules in force on a day, single values replaced; only where nothing is wrong."""
        in_force = [values for start, values in self.editions if start <= as_of][-1]
        return LabourRules(**{**in_force, **overrides})


def province_pack(province: str) -> LabourPack:
    """The pack that the planner brings along for a province."""
    file = f"{province}.toml"
    return read_pack(file, (_PACKS / file).read_bytes())


def read_pack(file: str, content: bytes) -> LabourPack:
    """The pack in the bytes of a TOML file."""
    pack = LabourPack(file)
    document = read_document(file, content)
    if isinstance(document, InputProblem):
        pack.problems.append(document)
        return pack
    pack.lines = document.lines
    pack.warnings += [
        located(file, 0, label(key), told("the key is not known and is left out"))
        for key in document.values
        if key not in ("act", _EDITION)
    ]
    editions = document.values.get(_EDITION)
    if not _is_list_of_sections(editions):
        message = told("there is no edition; accepted: rules below [[{name}]]", name=_EDITION)
        pack.problems.append(InputProblem(file, 0, _EDITION, message))
        return pack
    for number, given in enumerate(editions, start=1):
        _read_edition(pack, number, given)
    return pack


def _is_list_of_sections(value: object) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _read_edition(pack: LabourPack, number: int, given: dict[str, Any]) -> None:
    for key in given:
        if key != _FROM and key not in _KINDS:
            accepted = listed((_FROM, *_KINDS))
            pack.report(
                number,
                label(key),
                told("the rule is not known; accepted: {accepted}", accepted=accepted),
            )
    start = _read(pack, number, _FROM, DAY, given.get(_FROM))
    values = {}
    for key, kind in _KINDS.items():
        entry = given.get(key)
        if entry is None:
            pack.report(
                number, key, told("the rule is missing; accepted: {accepted}", accepted=_ENTRY)
            )
        elif not isinstance(entry, dict) or set(entry) != {"value", "section"}:
            pack.report(
                number, key, told("the rule is not complete; accepted: {accepted}", accepted=_ENTRY)
            )
        else:
            values[key] = _read(pack, number, key, kind, entry["value"])
            _read(pack, number, key, TITLE, entry["section"])
    if start is not None:
        if pack.editions and start <= pack.editions[-1][0]:
            message = told(
                "{day} is not after the edition before; accepted: editions by date", day=start
            )
            pack.report(number, _FROM, message)
        pack.editions.append((start, values))


def _read(pack: LabourPack, number: int, key: str, kind: ValueKind, value: object) -> Any:
    if value is None:
        pack.report(
            number, key, told("the key is missing; accepted: {accepted}", accepted=kind.accepted)
        )
        return None
    try:
        return kind.read(value)
    except ValueError:
        pack.report(number, key, kind.complaint(value))
        return None
