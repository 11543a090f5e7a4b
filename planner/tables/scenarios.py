"""A scenario file, read and checked: every mistake at once, each with its line."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from planner.domain.errors import InputError, InputProblem
from planner.domain.sentences import joined, told
from planner.tables.cells import listed
from planner.tables.documents import Document, label, read_document
from planner.tables.files import MAX_SETTINGS_BYTES, UnreadableError, read_bytes
from planner.tables.scenario_keys import (
    BASE_ONLY,
    NEEDS_PROGRAMME,
    REQUIRED,
    STUDY,
    SWEPT,
    TOOLS,
    WORLD,
)
from planner.tables.sections import SECTIONS
from planner.tables.values import ValueKind

MOST_SCENARIOS = 1000
_POLICY = {section.name: section for section in SECTIONS if section.name != "programme"}
_NO_POLICY = ("labour", "horizon")


@dataclass
class ScenarioFile:
    """The values given, by key; a section that is left out is empty.

    ``tools`` has the further questions by name: tornado, grid, target.
    """

    file: str
    study: dict[str, Any] = field(default_factory=dict)
    base: dict[str, Any] = field(default_factory=dict)
    scenarios: list[dict[str, Any]] = field(default_factory=list)
    tools: dict[str, dict[str, Any]] = field(default_factory=dict)
    programme: Path | None = None
    sha256: str = ""
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    problems: list[InputProblem] = field(default_factory=list)

    def report(self, section: str, key: str, message: str) -> None:
        """Add a problem at the line of the key, else of its section."""
        line = self.lines.get((section, key)) or self.lines.get((section, ""), 0)
        column = f"{section}.{key}" if key else section
        self.problems.append(InputProblem(self.file, line, column, message))

    def raise_problems(self) -> None:
        """Go on only if nothing is wrong.

        Raises:
            InputError: with every problem so far.
        """
        if self.problems:
            raise InputError(self.problems)

    @property
    def worlds(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The base and every scenario, each with the name of its section."""
        yield "base", self.base
        for number, scenario in enumerate(self.scenarios, start=1):
            yield f"scenario {number}", scenario


def read_scenarios(path: Path) -> ScenarioFile:
    """Read a scenario file.

    Raises:
        InputError: with every problem of the file.
    """
    try:
        content = read_bytes(path, MAX_SETTINGS_BYTES)
    except FileNotFoundError:
        message = told("the file is missing; accepted: a scenario file in TOML")
        raise InputError([InputProblem(str(path), 0, "", message)]) from None
    except UnreadableError as fault:
        raise InputError([InputProblem(str(path), fault.row, "", fault.message)]) from None
    return scenarios_in(content, path.name, path.parent)


def scenarios_in(content: bytes, file: str, folder: Path) -> ScenarioFile:
    """The scenario file in bytes; ``programme`` is looked for here, then in ``folder``.

    Raises:
        InputError: with every problem of the file.
    """
    found = ScenarioFile(file, sha256=hashlib.sha256(content).hexdigest())
    document = read_document(file, content)
    if isinstance(document, InputProblem):
        raise InputError([document])
    found.lines = document.lines
    _read_sections(found, document)
    if "programme" in found.study:
        given = Path(found.study["programme"])
        found.programme = given if given.is_dir() else folder / given
    for section, world in found.worlds:
        _check_world(found, section, world)
    _check_study(found)
    _check_labels(found)
    _check_tools(found)
    found.raise_problems()
    return found


def _read_sections(found: ScenarioFile, document: Document) -> None:
    values = document.values
    known = ("study", "base", "scenario", *TOOLS)
    for name in values:
        if name not in known:
            found.lines.setdefault((label(name), ""), document.lines.get(("", name), 0))
            message = told("the section is not known; accepted: {accepted}", accepted=listed(known))
            found.report(label(name), "", message)
    found.study = _read(found, "study", values.get("study", {}), STUDY)
    found.base = _read(found, "base", values.get("base", {}), WORLD)
    given = values.get("scenario", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        found.report(
            "scenario", "", told("this is no list; accepted: sections headed [[scenario]]")
        )
        given = []
    if len(given) > MOST_SCENARIOS:
        message = told("there are too many; accepted: up to {most}", most=MOST_SCENARIOS)
        found.report("scenario", "", message)
    for number, one in enumerate(given[:MOST_SCENARIOS], start=1):
        section = f"scenario {number}"
        found.scenarios.append(_read(found, section, one, WORLD))
        if "label" not in one:
            found.report(section, "label", told("the key is missing; accepted: a label of its own"))
    for name, kinds in TOOLS.items():
        if name in values:
            found.tools[name] = _read(found, name, values[name], kinds, REQUIRED[name])


def _read(
    found: ScenarioFile,
    section: str,
    given: object,
    kinds: Mapping[str, ValueKind],
    required: tuple[str, ...] = (),
) -> dict[str, Any]:
    if not isinstance(given, dict):
        found.report(
            section,
            "",
            told("this is not a section; accepted: keys below [{section}]", section=section),
        )
        return {}
    read = {}
    for key, value in given.items():
        if key not in kinds:
            message = told("the key is not known; accepted: {accepted}", accepted=listed(kinds))
            found.report(section, label(key), message)
            continue
        try:
            read[key] = kinds[key].read(value)
        except ValueError:
            found.report(section, key, kinds[key].complaint(value))
    for key in required:
        if key not in given:
            message = told("the key is missing; accepted: {accepted}", accepted=kinds[key].accepted)
            found.report(section, key, message)
    return read


def _check_world(found: ScenarioFile, section: str, world: dict[str, Any]) -> None:
    has_programme = "programme" in found.study
    for key in NEEDS_PROGRAMME if not has_programme else ():
        if key in world:
            found.report(section, key, told("this changes a programme, but [study] names none"))
    for key in BASE_ONLY if section != "base" or has_programme else ():
        if key in world:
            message = (
                told(
                    "this is not accepted here; accepted: with a programme it comes from its folder"
                )
                if has_programme
                else told("this is not accepted here; accepted: in [base]")
            )
            found.report(section, key, message)
    for key, value in world.items():
        if not has_programme and _has_date(value):
            message = told("a date needs a programme in [study]; accepted: a number of time units")
            found.report(section, key, message)
    names = [kind["name"] for kind in world.get("classes", ())]
    if len(set(names)) < len(names):
        found.report(
            section, "classes", told("two classes have the same name; accepted: each once")
        )
    if "policy" in world:
        world["policy"] = _policy(found, section, world["policy"])


def _has_date(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_date, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(_has_date, value))
    return isinstance(value, date)


def _policy(found: ScenarioFile, section: str, given: dict[str, Any]) -> dict[str, Any]:
    """Keys of ``programme.toml`` by section and field, each checked as it would be there."""
    accepted = [name for name in _POLICY if name not in _NO_POLICY]
    read: dict[str, dict[str, Any]] = {}
    for name, keys in given.items():
        if name not in accepted or not isinstance(keys, dict):
            message = told("accepted: tables named {words}", words=listed(accepted))
            found.report(section, "policy", message)
            continue
        settings = {setting.key: setting for setting in _POLICY[name].settings}
        for key, value in keys.items():
            if key not in settings:
                message = told(
                    "{name}.{key} is not known; accepted: {accepted}",
                    name=name,
                    key=label(key),
                    accepted=listed(settings),
                )
                found.report(section, "policy", message)
                continue
            try:
                setting = settings[key]
                read.setdefault(name, {})[setting.field] = setting.kind.read(value)
            except ValueError:
                message = joined((f"{name}.{key}:", settings[key].kind.complaint(value)))
                found.report(section, "policy", message)
    return read


def _check_study(found: ScenarioFile) -> None:
    study = found.study
    horizon = study.get("horizon", 36.0)
    if "window" in study and study["window"][1] > horizon:
        found.report(
            "study",
            "window",
            told("the end is beyond the horizon; accepted: to {horizon}", horizon=f"{horizon:g}"),
        )
    if study.get("mode") == "steady" and study.get("warm_up", 0.0) >= horizon:
        found.report(
            "study",
            "warm_up",
            told("accepted: less than the horizon, which is {horizon}", horizon=f"{horizon:g}"),
        )
    if "precision" in study and "replications" in study:
        message = told("accepted: either this, with max_replications, or replications")
        found.report("study", "precision", message)
    if "programme" in study or found.problems:
        return
    for key in ("beds", "stay"):
        if key not in found.base:
            message = told("the key is missing; accepted: {accepted}", accepted=WORLD[key].accepted)
            found.report("base", key, message)
    if "referral_rate" not in found.base and "classes" not in found.base:
        found.report(
            "base", "referral_rate", told("the key is missing; accepted: a number, or classes")
        )


def _check_labels(found: ScenarioFile) -> None:
    seen: set[str] = set()
    for section, world in found.worlds:
        name = world.get("label", "as it is" if section == "base" else None)
        if name in seen:
            found.report(section, "label", told("two have the same label; accepted: each its own"))
        seen |= {name} if name else set()


def _check_tools(found: ScenarioFile) -> None:
    labels = {world.get("label", "as it is") for _, world in found.worlds}
    for name, tool in found.tools.items():
        if tool.get("scenario", "as it is") not in labels | {"as it is"}:
            found.report(
                name, "scenario", told("no scenario has this label; accepted: one of the file")
            )
    for key, value in found.tools.get("tornado", {}).get("vary", {}).items():
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if key not in SWEPT or not is_number or not 0 < value < 1000:
            message = told("accepted: {words}, each with a number above 0", words=listed(SWEPT))
            found.report("tornado", "vary", message)
            return
    target = found.tools.get("target", {})
    if target.get("from", 1) > target.get("to", 1000):
        found.report("target", "from", told("accepted: at most to"))
