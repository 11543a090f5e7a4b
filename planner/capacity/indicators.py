"""The indicators of a scenario: each the ratio of two sums over people."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.capacity.scenario import Scenario, Study

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Indicator:
    """``top`` / ``bottom`` times ``factor``, sums by name; times ``people`` a number of people.

    The ratio is pooled: the sum of all tops by the sum of all bottoms, never a mean of ratios.
    """

    name: str
    title: str
    top: str
    bottom: str = "one"
    factor: float = 1.0
    people: float = 0.0


# Whose precision ends the replications, where nothing else is asked.
PRECISE = (
    *("p_loss", "p_wait", "p_leave", "mean_wait_all", "mean_wait_admitted", "mean_queue"),
    *("occupancy", "leavers_per_time", "completions_per_time"),
)


def indicators_of(scenario: Scenario, study: Study) -> tuple[Indicator, ...]:
    """What can be said of a scenario, in the order of a report."""
    found = [
        *_counts(scenario),
        Indicator("p_wait", "share that has to wait", "delayed", "referrals"),
        Indicator("p_leave", "share giving up", "resolved_left", "resolved"),
        Indicator("mean_wait_all", "mean wait, all", "wait_resolved", "resolved"),
        Indicator(
            "mean_wait_admitted", "mean wait of the admitted", "wait_admitted", "resolved_admitted"
        ),
        *_by_class(scenario),
        Indicator("mean_queue", "mean number waiting", "queue_time", "length", people=1.0),
        Indicator("occupancy", "occupancy of beds in service", "bed_time", "bed_time_in_service"),
        Indicator("occupancy_funded", "occupancy of funded beds", "bed_time", "bed_time_funded"),
        Indicator("residents", "mean number of residents", "bed_time", "length"),
        Indicator("bed_nights", "bed-nights", "bed_time", factor=study.days_per_unit),
        Indicator(
            "admissions_per_time",
            "admissions in a time unit",
            "admissions",
            "length",
            people=study.length,
        ),
        Indicator(
            "leavers_per_time", "giving up in a time unit", "leavers", "length", people=study.length
        ),
        Indicator(
            "completions_per_time",
            "discharges in a time unit",
            "completions",
            "length",
            people=study.length,
        ),
        *_of_the_team(scenario),
    ]
    if scenario.loses_at_once:
        found.insert(0, Indicator("p_loss", "share turned away", "resolved_left", "resolved"))
    if scenario.costs is not None:
        found.append(Indicator("cost_per_bed_night", "cost of a bed-night", "cost", "nights"))
    return tuple(found)


def _counts(scenario: Scenario) -> list[Indicator]:
    """Numbers of people by their fate."""
    names = [
        ("referrals", "referrals"),
        ("admitted", "admitted"),
        ("left", "given up"),
        ("waiting", "still waiting"),
    ]
    if scenario.waiting:
        names += [
            ("listed_admitted", "of today's list: admitted"),
            ("listed_left", "of today's list: given up"),
            ("listed_waiting", "of today's list: still waiting"),
        ]
    found = [Indicator(name, title, name, people=1.0) for name, title in names]
    wait = Indicator("mean_wait_so_far", "wait so far of those waiting", "wait_so_far", "waiting")
    return [*found, wait]


def _by_class(scenario: Scenario) -> list[Indicator]:
    found = []
    for kind in scenario.classes:
        if kind.name and kind.rate > 0:
            name, title = kind.name, kind.name.replace("_", " ")
            found += [
                Indicator(
                    f"mean_wait_{name}",
                    f"mean wait, {title}",
                    f"wait_admitted {name}",
                    f"resolved_admitted {name}",
                ),
                Indicator(
                    f"p_leave_{name}",
                    f"share giving up, {title}",
                    f"resolved_left {name}",
                    f"resolved {name}",
                ),
            ]
    return found


def _of_the_team(scenario: Scenario) -> list[Indicator]:
    found = []
    if scenario.caseload is not None:
        found.append(Indicator("caseload_use", "use of caseload", "service_time", "caseload_time"))
    if scenario.places is not None:
        found.append(Indicator("places_use", "use of day places", "place_time", "places_time"))
    if scenario.support is not None:
        found.append(
            Indicator(
                "support_use",
                "support promised of what the team has",
                "minutes_promised",
                "minutes_given",
            )
        )
        found += [
            Indicator(f"support_{part}", f"support hours a week, {part}", f"minutes_{part}",
                      "length", 1 / 60)
            for part in ("promised", "given", "undelivered")
        ]  # fmt: skip
    return found


def add_costs(scenario: Scenario, study: Study, sums: dict[str, Array]) -> None:
    """Add the ``cost`` of each replication and its ``nights``, where costs are given."""
    costs = scenario.costs
    if costs is None:
        return
    years = study.days_per_unit / 365.25
    nights = sums["bed_time"] * study.days_per_unit
    house = costs.fixed_per_year * study.length * years
    beds = costs.per_bed_per_year * years * sums["bed_time_in_service"]
    sums["nights"] = nights
    sums["cost"] = house + beds + costs.per_night * nights


def rows(sums: Mapping[str, Array], indicator: Indicator) -> tuple[Array, Array]:
    """Top, times the factor, and bottom of an indicator in each replication."""
    bottom = sums[indicator.bottom]
    top = sums.get(indicator.top, np.zeros_like(bottom))
    return (top if indicator.factor == 1.0 else top * indicator.factor), bottom
