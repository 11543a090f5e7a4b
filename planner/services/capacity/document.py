"""A study as the JSON document of DATA.md, as CSV rows, and with small numbers left out."""

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.capacity.estimates import Estimate, Interval
from planner.capacity.fitting import Fit
from planner.capacity.indicators import Indicator
from planner.capacity.results import Curve, ScenarioResult, StudyResult
from planner.capacity.sweeps import Grid, Search, Tornado
from planner.domain.sentences import told
from planner.services.capacity.schedule import ScheduleSide

_FEWEST_SHOWN = 5
_FATES = frozenset({"admitted", "left", "waiting"})
_SUPPRESSED = {"suppressed": f"under {_FEWEST_SHOWN}"}
_COUNTS_OF_A_SCHEDULE = ("admissions", "not_placed")


NO_PLAN = told("the commitments leave no plan")


@dataclass(frozen=True)
class CapacityReport:
    """All that a scenario file asks for; ``schedule`` has one side a scenario, or none."""

    study: StudyResult
    stamp: Mapping[str, Any]
    schedule: tuple[ScheduleSide, ...] = ()
    tornado: Tornado | None = None
    grid: Grid | None = None
    target: Search | None = None
    fits: Mapping[str, Fit] = field(default_factory=dict)


def capacity_document(report: CapacityReport, shared: bool = False) -> dict[str, Any]:
    """The document; ``shared`` leaves out numbers of people under five, and what tells them."""
    sides = report.schedule or (None,) * len(report.study.scenarios)
    scenarios = [
        _scenario(result, side, shared)
        for result, side in zip(report.study.scenarios, sides, strict=True)
    ]
    for scenario in scenarios[1:] if shared else ():
        _hide_base(scenarios[0], scenario)
    document: dict[str, Any] = {"scenarios": scenarios}
    if report.tornado is not None and may_show(report.tornado.indicator, shared):
        document["tornado"] = tornado_document(report.tornado)
    if report.grid is not None and may_show(report.grid.indicator, shared):
        document["grid"] = grid_document(report.grid)
    if report.target is not None and may_show(report.target.indicator, shared):
        document["target"] = target_document(report.target)
    document["stamp"] = dict(report.stamp)
    return document


def _hide_base(base: Mapping[str, Any], scenario: dict[str, Any]) -> None:
    """Leave out every difference from which a suppressed number of the base could be told."""
    sides = (base["indicators"], scenario["indicators"])
    hidden = {name for side in sides for name, values in side.items() if values == _SUPPRESSED}
    if hidden & _FATES:
        # Whoever comes is admitted, gives up or waits: two differences tell the third.
        hidden |= _FATES
    for name, values in scenario["indicators"].items():
        if name in hidden and "difference" in values:
            values["difference"] = None
    shown = base.get("schedule", {}).get("amounts", {})
    differences = scenario.get("schedule", {}).get("differences", {})
    for name in differences.keys() - shown.keys():
        del differences[name]


def may_show(indicator: Indicator, shared: bool) -> bool:
    """Whether a sweep of an indicator may stand in the report: a shared one has none of people."""
    return not shared or indicator.people == 0


def _scenario(result: ScenarioResult, side: ScheduleSide | None, shared: bool) -> dict[str, Any]:
    small = small_numbers(result) if shared else frozenset()
    document: dict[str, Any] = {
        "label": result.label,
        "engine": str(result.engine),
        "indicators": {
            one.name: _SUPPRESSED if one.name in small else _indicator(result.estimates[one.name])
            for one in result.indicators
        },
    }
    if result.cross_check is not None:
        document["cross_check"] = {
            "formula": result.cross_check.formula,
            "indicators": {
                name: _finite(value) for name, value in result.cross_check.figures.items()
            },
            "differs": list(result.cross_check.differs),
        }
    if result.curves and not shared:
        document["curves"] = {name: _curve(curve) for name, curve in result.curves.items()}
    if side is not None:
        document["schedule"] = _schedule(side, shared)
    return document


def _indicator(estimate: Estimate) -> dict[str, Any]:
    values = ("mean", "low", "high", "p10", "p50", "p90")
    document: dict[str, Any] = {name: _finite(getattr(estimate, name)) for name in values}
    document["difference"] = None
    if estimate.difference is not None:
        document["difference"] = _interval(estimate.difference)
    return document


def small_numbers(result: ScenarioResult) -> frozenset[str]:
    """The indicators that a shared report leaves out.

    Numbers of people, or what single runs may bring of them, above 0 and under five; and where a
    fate is left out, the total and the shares from which it could be worked out.
    """
    small = {one.name for one in result.indicators if _is_small(one, result.estimates[one.name])}
    if small & _FATES:
        small.add("referrals")
        small |= {one.name for one in result.indicators if one.name.startswith(("p_l", "p_w"))}
    return frozenset(small)


def _is_small(indicator: Indicator, estimate: Estimate) -> bool:
    shown = (estimate.mean, estimate.p10, estimate.p50, estimate.p90)
    return any(0 < value * indicator.people < _FEWEST_SHOWN for value in shown)


def _schedule(side: ScheduleSide, shared: bool) -> dict[str, Any]:
    if side.refusal:
        # The sentence may name participants.
        return {"refusal": NO_PLAN if shared else side.refusal}
    small = {
        name
        for name, amount in side.amounts.items()
        if shared and name in _COUNTS_OF_A_SCHEDULE and 0 < amount < _FEWEST_SHOWN
    }
    return {
        "status": side.status,
        "gap": side.gap,
        "objectives": dict(side.objectives),
        "amounts": {name: amount for name, amount in side.amounts.items() if name not in small},
        "differences": {
            name: amount for name, amount in side.differences.items() if name not in small
        },
    }


def tornado_document(tornado: Tornado) -> dict[str, Any]:
    """The sensitivity, the largest effect first."""
    return {
        "indicator": tornado.indicator.name,
        "base": _interval(tornado.base),
        "inputs": [
            {
                "key": swing.key,
                "low_value": swing.low_value,
                "high_value": swing.high_value,
                "low": _interval(swing.low),
                "high": _interval(swing.high),
            }
            for swing in tornado.swings
        ],
    }


def grid_document(grid: Grid) -> dict[str, Any]:
    """The grid; ``cells`` holds a row for each value of y."""
    return {
        "indicator": grid.indicator.name,
        "x": {"key": grid.x_key, "values": list(grid.x_values)},
        "y": {"key": grid.y_key, "values": list(grid.y_values)},
        "cells": [[_interval(cell) for cell in row] for row in grid.cells],
    }


def target_document(search: Search) -> dict[str, Any]:
    """The search: what was tried, and the smallest capacity that meets the target."""
    return {
        "indicator": search.indicator.name,
        "key": search.key,
        "below": search.below,
        "confidence": search.confidence,
        "smallest": search.found,
        "tried": [
            {"value": value, **_interval(found), "upper": _finite(upper)}
            for value, found, upper in search.tried
        ],
    }


def _interval(interval: Interval) -> dict[str, float | None]:
    return {name: _finite(getattr(interval, name)) for name in ("mean", "low", "high")}


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _curve(curve: Curve) -> dict[str, list[float]]:
    names = ("times", "mean", "p10", "p90")
    return {name: list(getattr(curve, name)) for name in names}


def capacity_csv(report: CapacityReport, shared: bool = False) -> str:
    """One row for each scenario and indicator; an empty cell: no value, or not to be shared."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = ("mean", "low", "high", "p10", "p50", "p90")
    differences = ("difference", "difference_low", "difference_high")
    writer.writerow(("scenario", "engine", "indicator", *names, *differences))
    for scenario in capacity_document(report, shared)["scenarios"]:
        for name, values in scenario["indicators"].items():
            difference = values.get("difference") or {}
            cells = [values.get(one) for one in names]
            cells += [difference.get(one) for one in ("mean", "low", "high")]
            label, engine = _harmless(scenario["label"]), scenario["engine"]
            writer.writerow((label, engine, name, *("" if c is None else c for c in cells)))
    return out.getvalue()


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t" else text
