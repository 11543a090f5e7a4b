"""The validation cases as records, and small models for the tests."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.capacity.law_documents import law_of
from planner.capacity.laws import Exponential, Uniform
from planner.capacity.scenario import (
    Bed,
    EngineName,
    Mode,
    ReferralClass,
    Scenario,
    Study,
)
from planner.capacity.warm_up import suggested_warm_up

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases.json").read_text(encoding="utf-8")
)["cases"]


def cases_for(engine: str) -> list[dict[str, Any]]:
    """The cases that an engine has to answer."""
    return [case for case in CASES if engine in case["engines"]]


def scenario_of(case: dict[str, Any]) -> Scenario:
    """The record of a case."""
    inputs = case["inputs"]
    classes = tuple(
        ReferralClass(kind["name"], kind["referral_rate"]) for kind in inputs.get("classes", ())
    )
    return Scenario(
        case["title"],
        (Bed(),) * inputs["beds"],
        classes or (ReferralClass("", inputs["referral_rate"]),),
        law_of(inputs["stay"]),
        law_of(inputs["patience"]),
    )


def study_of(case: dict[str, Any], engine: str, **changes: Any) -> Study:
    """The study of a case: its window from an empty start, or the long run after a warm-up."""
    study = Study(engine=EngineName(engine), starts_today=False, time_unit=case_unit(case))
    if case["start"] == "empty":
        start, end = map(float, case["inputs"]["window"])
        return replace(study, horizon=end, window=(start, end), **changes)
    warm_up = suggested_warm_up(scenario_of(case))
    end = warm_up + 6 * warm_up
    return replace(study, mode=Mode.STEADY, horizon=end, window=(warm_up, end), **changes)


def case_unit(case: dict[str, Any]) -> str:
    """Months where a case has units of its own; only ratios of times count there."""
    return case["time_unit"] if case["time_unit"] in ("month", "year") else "month"


def z_score(case: dict[str, Any], name: str, mean: float, half_width: float) -> float:
    """How many standard errors a simulated figure lies from the expected one."""
    expected = case["expected"][name]
    own = half_width / 1.96
    if isinstance(expected, dict):
        spread = expected["half_width_95"] / 1.96
        return float((mean - expected["value"]) / (own * own + spread * spread) ** 0.5)
    return float((mean - expected) / own) if own else 0.0


def three_beds(label: str = "base", beds: int = 3, rate: float = 0.5) -> Scenario:
    """Three beds, stays of 6 to 12 months, patience of 4 months on average."""
    classes = (ReferralClass("", rate),)
    return Scenario(label, (Bed(),) * beds, classes, Uniform(6, 12), Exponential(4))


def short_study(**changes: Any) -> Study:
    """Three years, few replications."""
    return replace(Study(replications=400, window=(0.0, 36.0)), **changes)
