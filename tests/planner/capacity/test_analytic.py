"""The formulas against every exact case, and against each other."""

from dataclasses import replace
from typing import Any

import pytest

from planner.capacity.analytic.cases import formula_of, nearest
from planner.capacity.analytic.erlang import erlang_b, waiting
from planner.capacity.analytic.impatient import impatient
from planner.capacity.analytic.phases import phased
from planner.capacity.analytic.transient import transient
from planner.capacity.errors import CapacityError
from planner.capacity.laws import AtOnce, Deterministic, Exponential, Never, Uniform
from planner.capacity.scenario import EngineName
from planner.capacity.studying import run_study
from tests.planner.capacity.models import cases_for, scenario_of, short_study, study_of, three_beds


@pytest.mark.parametrize("case", cases_for("analytic"), ids=lambda case: case["id"])
def test_formula_gives_the_expected_digits(case: dict[str, Any]) -> None:
    result = run_study([scenario_of(case)], study_of(case, "analytic"))
    for name, expected in case["expected"].items():
        estimate = result.base.estimates[name]
        assert estimate.mean == pytest.approx(expected, rel=case["rtol"], abs=1e-15)
        assert estimate.low == estimate.mean == estimate.high


def test_long_patience_comes_near_to_nobody_giving_up() -> None:
    figures = impatient(3, 0.8, 2.5, Exponential(1e7))
    expected = waiting(3, 0.8, 2.5)
    assert figures["mean_wait_all"] == pytest.approx(expected["mean_wait_all"], rel=1e-4)


def test_no_patience_is_erlangs_loss() -> None:
    assert impatient(3, 0.5, 9, AtOnce())["p_leave"] == pytest.approx(erlang_b(3, 4.5), rel=1e-12)


def test_heavy_load_does_not_overflow() -> None:
    figures = impatient(5, 48, 9, Uniform(0, 8))
    assert figures["occupancy"] == pytest.approx(1.0, abs=1e-9)


def test_one_phase_is_the_exponential_stay() -> None:
    one = phased(3, 0.5, 1, 9, 0.25)
    other = impatient(3, 0.5, 9, Exponential(4))
    assert one["p_leave"] == pytest.approx(other["p_leave"], rel=1e-12)
    assert one["mean_queue"] == pytest.approx(other["mean_queue"], rel=1e-12)


def test_transient_figures_settle_to_those_of_the_long_run() -> None:
    late = transient(3, 0.5, 9, 0.25, 0, (2000.0, 2100.0))
    assert late["occupancy"] == pytest.approx(
        impatient(3, 0.5, 9, Exponential(4))["occupancy"], rel=1e-9
    )


def test_cross_check_says_what_it_takes_otherwise() -> None:
    scenario = replace(three_beds(), turnover=Deterministic(0.1))
    check = nearest(scenario, short_study())
    assert check is not None
    assert check.formula == "Erlang A"
    assert any("turnover" in words for words in check.differs)
    assert any("exponential" in words for words in check.differs)


def test_no_formula_where_the_queue_grows_for_ever() -> None:
    scenario = replace(three_beds(), patience=Never())
    assert nearest(scenario, short_study()) is None
    with pytest.raises(CapacityError, match="No formula covers"):
        run_study([scenario], short_study(engine=EngineName.ANALYTIC))
    assert formula_of(scenario, short_study()) is None
