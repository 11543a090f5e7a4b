"""The study that a scenario file asks for, with its defaults."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.capacity.scenario import EngineName, Mode, Scenario, Study
from planner.capacity.warm_up import suggested_warm_up
from planner.tables.scenarios import ScenarioFile


def study_of(given: Mapping[str, Any]) -> Study:
    """The study as the file describes it; what is not given has its default."""
    horizon = given.get("horizon", 36.0)
    warm_up = given.get("warm_up", 0.0) if given.get("mode") == "steady" else 0.0
    return Study(
        horizon=horizon,
        window=given.get("window", (warm_up, horizon)),
        mode=Mode(given.get("mode", Mode.TERMINATING)),
        starts_today=given.get("start", "today") == "today",
        engine=EngineName(given.get("engine", EngineName.AUTO)),
        time_unit=given.get("time_unit", "month"),
        replications=given.get("replications", Study.replications),
        precision=given.get("precision"),
        max_replications=given.get("max_replications", Study.max_replications),
        seed=given.get("seed", Study.seed),
    )


def with_warm_up(file: ScenarioFile, study: Study, base: Scenario) -> Study:
    """In the long run, where nothing is said of a warm-up, one is put before the horizon."""
    if study.mode is not Mode.STEADY or {"warm_up", "window"} & set(file.study):
        return study
    warm_up = suggested_warm_up(base)
    end = warm_up + study.horizon
    return replace(study, horizon=end, window=(warm_up, end))
