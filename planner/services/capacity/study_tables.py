"""What a capacity study has found, as tables to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planner.domain.sentences import read_sentence, told

PEOPLE = frozenset(
    {"referrals", "admitted", "left", "waiting"}
    | {"listed_admitted", "listed_left", "listed_waiting"}
)
BEDS = frozenset(
    {"occupancy", "occupancy_funded", "residents", "bed_nights"}
    | {"admissions_per_time", "leavers_per_time", "completions_per_time"}
)
_TEAM = ("caseload_use", "places_use", "support_")
_COSTS = "cost_"
_GROUPS = ("people", "waiting", "beds", "team", "costs")
_SHARES = ("p_", "occupancy", "caseload_use", "places_use", "support_use")
_MOST_MOMENTS = 9
_FITTED = {"stay": told("stay"), "referrals": told("referrals")}
_IN_BRIEF = frozenset(
    {"referrals", "admitted", "left", "waiting", "p_leave", "mean_wait_admitted"}
    | {"occupancy", "bed_nights", "support_use", "cost_per_bed_night"}
    | {"admissions", "not_placed", "uncovered_shifts", "unmet_sessions"}
)


@dataclass(frozen=True)
class Span:
    """A mean with its 95 % interval; None: there is no such figure."""

    mean: float | None
    low: float | None
    high: float | None

    @property
    def is_exact(self) -> bool:
        """Whether it has no uncertainty."""
        return self.low == self.high

    @property
    def is_clear(self) -> bool:
        """Whether the interval, of a difference, leaves 0 out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class Figure:
    """An indicator in one scenario, with what single runs bring and the difference to the base."""

    span: Span
    p10: float | None = None
    p90: float | None = None
    difference: Span | None = None
    is_suppressed: bool = False


@dataclass(frozen=True)
class Line:
    """An indicator in each scenario; None where a scenario has none."""

    name: str
    is_share: bool
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True)
class Group:
    """Indicators that belong together."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Amount:
    """An amount of a schedule and its difference to the base; None where it is not shared."""

    value: int | None
    difference: int


@dataclass(frozen=True)
class Moment:
    """An amount over time at one moment: mean, P10 and P90 in each scenario."""

    time: float
    cells: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class StudyTables:
    """A study's figures; ``schedule`` has a row of amounts for each name, or nothing.

    ``plans`` tell of the schedule of each scenario, ``origins`` where laws come from, ``curves`` by
    what they show. The further questions stay as their documents. ``as_of`` is the date of the
    programme, if there is one.
    """

    labels: tuple[str, ...]
    as_of: date | None
    groups: tuple[Group, ...]
    plans: tuple[Mapping[str, Any], ...]
    origins: tuple[tuple[str, str], ...]
    schedule: tuple[tuple[str, tuple[Amount | None, ...]], ...]
    curves: Mapping[str, tuple[Moment, ...]]
    tornado: Mapping[str, Any] | None
    grid: Mapping[str, Any] | None
    target: Mapping[str, Any] | None
    stamp: Mapping[str, Any]


def study_tables(
    document: Mapping[str, Any], sentences: Mapping[str, Any], is_brief: bool = False
) -> StudyTables:
    """The tables of a document of ``capacity_document``; ``is_brief``: what fits on one page.

    ``sentences`` holds what the words of the document are made of.
    """
    scenarios = document["scenarios"]
    plans = [_plan(one["schedule"], sentences) for one in scenarios if "schedule" in one]
    origins = document["stamp"]["origins"]
    as_of = document["stamp"]["as_of"]
    return StudyTables(
        tuple(one["label"] for one in scenarios),
        date.fromisoformat(as_of) if as_of else None,
        _groups(scenarios, is_brief),
        tuple(plans),
        tuple((_FITTED[name], _told(text, sentences)) for name, text in origins.items()),
        _schedule(plans, is_brief),
        {what: _moments(scenarios, what) for what in scenarios[0].get("curves", ())},
        document.get("tornado"),
        document.get("grid"),
        document.get("target"),
        document["stamp"],
    )


def _plan(plan: Mapping[str, Any], sentences: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**plan, "refusal": _told(plan["refusal"], sentences)} if "refusal" in plan else plan


def _told(text: str, sentences: Mapping[str, Any]) -> str:
    return read_sentence(sentences[text]) if text in sentences else text


def is_share(name: str) -> bool:
    """Whether the indicator is shown in per cent."""
    return name.startswith(_SHARES)


def _groups(scenarios: Sequence[Mapping[str, Any]], is_brief: bool) -> tuple[Group, ...]:
    names = _names([one["indicators"] for one in scenarios], is_brief)
    lines: dict[str, list[Line]] = {group: [] for group in _GROUPS}
    for name in names:
        figures = _figures([one["indicators"].get(name) for one in scenarios])
        lines[_group(name)].append(Line(name, is_share(name), figures))
    return tuple(Group(group, tuple(found)) for group, found in lines.items() if found)


def _group(name: str) -> str:
    if name in PEOPLE:
        return "people"
    if name in BEDS:
        return "beds"
    if name.startswith(_TEAM):
        return "team"
    return "costs" if name.startswith(_COSTS) else "waiting"


def _figures(found: Sequence[Mapping[str, Any] | None]) -> tuple[Figure | None, ...]:
    """Where the first is left out, a difference to it would tell it."""
    figures = [_figure(one) for one in found]
    if figures[0] is not None and figures[0].is_suppressed:
        figures = [one and replace(one, difference=None) for one in figures]
    return tuple(figures)


def _figure(found: Mapping[str, Any] | None) -> Figure | None:
    if found is None:
        return None
    if "suppressed" in found:
        return Figure(Span(None, None, None), is_suppressed=True)
    difference = found["difference"]
    against = None if difference is None or difference["mean"] is None else span(difference)
    return Figure(span(found), found["p10"], found["p90"], against)


def span(found: Mapping[str, Any]) -> Span:
    """A mean with its interval out of a document."""
    return Span(found["mean"], found["low"], found["high"])


def _schedule(
    plans: Sequence[Mapping[str, Any]], is_brief: bool
) -> tuple[tuple[str, tuple[Amount | None, ...]], ...]:
    names = _names([plan.get("amounts", {}) for plan in plans], is_brief)
    return tuple((name, _amounts(plans, name)) for name in names)


def _amounts(plans: Sequence[Mapping[str, Any]], name: str) -> tuple[Amount | None, ...]:
    """Where the first is left out, a difference to it would tell it."""
    amounts = [_amount(plan, name) for plan in plans]
    if amounts[0] is not None and amounts[0].value is None:
        amounts = [one and replace(one, difference=0) for one in amounts]
    return tuple(amounts)


def _names(found: Sequence[Mapping[str, Any]], is_brief: bool) -> list[str]:
    """The names in any of several tables, each once, in their order."""
    names = dict.fromkeys(name for one in found for name in one)
    return [name for name in names if name in _IN_BRIEF or not is_brief]


def _amount(plan: Mapping[str, Any], name: str) -> Amount | None:
    if "refusal" in plan:
        return None
    return Amount(plan["amounts"].get(name), plan["differences"].get(name, 0))


def _moments(scenarios: Sequence[Mapping[str, Any]], what: str) -> tuple[Moment, ...]:
    """A few moments of each curve, the first and the last among them."""
    curves = [one["curves"][what] for one in scenarios]
    times = curves[0]["times"]
    step = max(1, (len(times) - 1) // (_MOST_MOMENTS - 1))
    return tuple(
        Moment(
            times[place],
            tuple((one["mean"][place], one["p10"][place], one["p90"][place]) for one in curves),
        )
        for place in range(0, len(times), step)
    )
