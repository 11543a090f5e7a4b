from dataclasses import replace

import pytest

from planner.capacity.errors import CapacityError
from planner.capacity.laws import Deterministic, Exponential, Never
from planner.capacity.scenario import EngineName, Mode
from planner.capacity.steps import Steps
from planner.capacity.sweeps import grid, moved, present_value, smallest_capacity, tornado
from tests.planner.capacity.models import short_study, three_beds

STUDY = short_study(replications=300)


def test_largest_effect_stands_on_top() -> None:
    vary = {"turnover": 0.5, "beds": 1.0, "referral_rate": 0.1}
    scenario = replace(three_beds(), turnover=Deterministic(0.1))
    found = tornado(scenario, STUDY, "mean_wait_admitted", vary)
    beds = found.swings[0]
    assert beds.key == "beds"
    assert (beds.low_value, beds.high_value) == (2, 4)
    assert beds.low.mean > 0 > beds.high.mean
    assert beds.low.is_clear


def test_grid_has_a_row_for_each_value_of_y() -> None:
    found = grid(three_beds(), STUDY, "p_leave", ("beds", [2, 3, 4]), ("referral_rate", [0.4, 0.6]))
    assert [len(row) for row in found.cells] == [3, 3]
    assert all(row[0].mean > row[1].mean > row[2].mean for row in found.cells)
    assert all(low.mean < high.mean for low, high in zip(*found.cells, strict=True))


def test_smallest_capacity_meets_the_target_and_the_one_below_does_not() -> None:
    found = smallest_capacity(three_beds(), STUDY, "mean_wait_admitted", "beds", range(1, 9), 1.0)
    assert found.found == len(found.tried)
    assert found.tried[-1][2] < 1.0 <= found.tried[-2][2]
    assert all(upper > interval.mean for _, interval, upper in found.tried)
    none = smallest_capacity(three_beds(), STUDY, "mean_wait_admitted", "beds", range(1, 3), 0.01)
    assert none.found is None


def test_formula_is_never_asked_for_a_sweep() -> None:
    scenario = replace(three_beds(), stay=Exponential(9))
    study = replace(STUDY, mode=Mode.STEADY, engine=EngineName.ANALYTIC, horizon=200.0)
    found = grid(scenario, study, "p_leave", ("beds", [3]), ("stay", [9]))
    assert found.cells[0][0].half_width > 0


def test_every_input_is_set_to_the_value_asked_for() -> None:
    scenario = replace(three_beds(), caseload=Steps.of(9), places=Steps.of(5))
    values = {"beds": 5.0, "referral_rate": 0.7, "stay": 8.0, "patience": 3.0, "turnover": 0.2,
              "caseload": 7.0, "places": 4.0}  # fmt: skip
    for key, value in values.items():
        assert present_value(moved(scenario, key, value), key) == pytest.approx(value)


def test_unknown_indicator_and_endless_patience_are_refused_in_words() -> None:
    with pytest.raises(CapacityError, match="no indicator 'wait'"):
        tornado(three_beds(), STUDY, "wait", {"beds": 1.0})
    endless = replace(three_beds(), patience=Never())
    with pytest.raises(CapacityError, match="patience cannot be moved"):
        tornado(endless, STUDY, "occupancy", {"patience": 0.2})
