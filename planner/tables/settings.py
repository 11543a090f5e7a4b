"""``programme.toml`` as typed values, with everything that is wrong in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from planner.domain.day_program import DayProgramRules, EntryRule
from planner.domain.errors import InputProblem, located
from planner.domain.participants import Priority
from planner.domain.programme import ScheduleCosts, StayCosts, StayRules
from planner.domain.sentences import told
from planner.domain.support import SupportRules
from planner.tables.cells import FIRST_YEAR, LAST_YEAR, listed
from planner.tables.documents import label, read_document
from planner.tables.sections import LABOUR, SECTIONS, Section

SETTINGS_FILE = "programme.toml"


@dataclass
class Settings:
    """The values given, by section and field, with what was found wrong on the way."""

    values: dict[str, dict[str, Any]]
    as_of: date | None
    is_complete: bool = True
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    problems: list[InputProblem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def report(self, section: str, key: str, message: str) -> None:
        """Add a problem, located by the line of the key or else of its section."""
        line = self.lines.get((section, key)) or self.lines.get((section, ""), 0)
        column = f"{section}.{key}" if key else section
        self.problems.append(InputProblem(SETTINGS_FILE, line, column, message))

    def is_sound(self, section: str) -> bool:
        """Whether the file could be read and nothing was wrong in the section so far."""
        columns = {problem.column.partition(".")[0] for problem in self.problems}
        return self.is_complete and section not in columns

    def rules(self, section: str) -> dict[str, Any]:
        """The section's values with the defaults filled in."""
        known = next(found for found in SECTIONS if found.name == section)
        return {**known.defaults, **self.values[section]}

    @property
    def pack(self) -> str | None:
        """The file of the labour pack; None: that of the province."""
        return self.values["labour"].get("pack")

    @property
    def labour_overrides(self) -> dict[str, Any]:
        """Single values that replace those of the labour pack."""
        return {key: value for key, value in self.values["labour"].items() if key != "pack"}

    def programme_fields(self) -> dict[str, Any]:
        """What ``Programme`` takes, its labour rules apart; only where there are no problems."""
        values = self.values
        return {
            **values["programme"],
            **{key: value for key, value in values["horizon"].items() if key != "as_of"},
            "as_of": self.as_of,
            "stay_rules": StayRules(**values["stays"]),
            "day_program": DayProgramRules(**values["day_program"]),
            "support": SupportRules(**values["support"]),
            "priority_weights": {
                Priority(name): weight for name, weight in self.rules("priority_weights").items()
            },
            "stay_costs": StayCosts(**values["stay_costs"]),
            "schedule_costs": ScheduleCosts(**values["schedule_costs"]),
        }


def read_settings(content: bytes, as_of: date | None) -> Settings:
    """The settings in the bytes of a ``programme.toml``; ``as_of`` goes before the file's own."""
    settings = Settings({section.name: {} for section in SECTIONS}, as_of)
    document = read_document(SETTINGS_FILE, content)
    if isinstance(document, InputProblem):
        settings.is_complete = False
        settings.problems.append(document)
        return settings
    settings.lines = document.lines
    known = {section.name for section in SECTIONS}
    settings.warnings += [
        _unknown(f"[{label(name)}]" if isinstance(value, dict) else label(name))
        for name, value in document.values.items()
        if name not in known
    ]
    for section in SECTIONS:
        _read_section(settings, section, document.values.get(section.name, {}))
    if settings.as_of is None:
        settings.as_of = settings.values["horizon"].get("as_of")
    for section_name, key, message in _contradictions(settings):
        settings.report(section_name, key, message)
    return settings


def _unknown(name: str) -> str:
    return located(SETTINGS_FILE, 0, name, told("the key is not known and is left out"))


def _read_section(settings: Settings, section: Section, given: object) -> None:
    if not isinstance(given, dict):
        settings.lines.setdefault((section.name, ""), settings.lines.get(("", section.name), 0))
        settings.report(
            section.name,
            "",
            told("this is not a section; accepted: keys below [{section}]", section=section.name),
        )
        return
    keys = [setting.key for setting in section.settings]
    for key in given:
        if key not in keys and section is LABOUR:
            settings.report(
                "labour",
                label(key),
                told("the rule is not known; accepted: {accepted}", accepted=listed(keys)),
            )
        elif key not in keys:
            settings.warnings.append(_unknown(f"{section.name}.{label(key)}"))
    for setting in section.settings:
        if setting.key in given:
            value = given[setting.key]
            try:
                settings.values[section.name][setting.field] = setting.kind.read(value)
            except ValueError:
                settings.report(section.name, setting.key, setting.kind.complaint(value))
        elif setting.required:
            settings.report(
                section.name,
                setting.key,
                told("the key is missing; accepted: {accepted}", accepted=setting.kind.accepted),
            )


def _contradictions(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Values that are fine one by one but not together: section, key and message."""
    if settings.as_of is None:
        if not any(problem.column == "horizon.as_of" for problem in settings.problems):
            yield (
                "horizon",
                "as_of",
                told(
                    "the planning date is missing; write as_of = 2027-02-08 (your date) under"
                    " [horizon], or give it with --as-of"
                ),
            )
    elif not FIRST_YEAR <= settings.as_of.year <= LAST_YEAR:
        message = told(
            "the year is not between {first} and {last}", first=FIRST_YEAR, last=LAST_YEAR
        )
        yield "horizon", "as_of", message
    stays = settings.rules("stays")
    if settings.is_sound("stays") and stays["min_days"] > stays["max_days"]:
        message = told(
            "{least} is more than max_days, which is {most}; accepted: at most max_days",
            least=stays["min_days"],
            most=stays["max_days"],
        )
        yield "stays", "min_days", message
    if settings.is_sound("day_program"):
        yield from _day_program_contradictions(settings.rules("day_program"))
    support = settings.rules("support")
    if settings.is_sound("support"):
        yield from _backward_times(
            "support", "window_end", support["window_start_minute"], support["window_end_minute"]
        )


def _day_program_contradictions(rules: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    earliest, latest = rules["earliest_start_days"], rules["latest_start_days"]
    if earliest > latest:
        message = told(
            "{low} is more than {column}, which is {high}; accepted: at most that",
            low=earliest,
            column="latest_start_days",
            high=latest,
        )
        yield "day_program", "earliest_start_days", message
    if rules["entry"] is EntryRule.COHORT and not rules["cohort_starts"]:
        yield (
            "day_program",
            "cohort_starts",
            told('there are no dates; accepted with entry = "cohort": a list such as [2027-03-01]'),
        )
    yield from _backward_times("day_program", "end", rules["start_minute"], rules["end_minute"])


def _backward_times(
    section: str, key: str, start_minute: int, end_minute: int
) -> Iterator[tuple[str, str, str]]:
    if end_minute <= start_minute:
        message = told("the end is not after the start; accepted: a later time of the same day")
        yield section, key, message
