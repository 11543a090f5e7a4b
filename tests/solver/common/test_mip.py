"""Small linear models with a known optimum."""

import pytest

from solver.common.limits import Limits
from solver.common.linear import LinearModel, Row
from solver.common.mip import MipResult, solve_mip, solve_relaxation


def knapsack() -> LinearModel:
    """Gain 5, 4 and 3 with weights 2, 3 and 1, and room for 3: the first and the last."""
    model = LinearModel(offset=20)
    for gain in (5, 4, 3):
        model.add_cost(model.add_binary(), -gain)
    model.add_row([(0, 2), (1, 3), (2, 1)], 3, ("room", 0))
    return model


def triangle() -> LinearModel:
    """One of each two of three: the relaxation takes half of each."""
    model = LinearModel()
    for _ in range(3):
        model.add_cost(model.add_binary(), -1)
    for i, j in ((0, 1), (0, 2), (1, 2)):
        model.add_row([(i, 1), (j, 1)], 1, ("pair", i, j))
    return model


def test_optimum_is_found_and_proven() -> None:
    assert solve_mip(knapsack(), Limits()) == MipResult((1, 0, 1), 12, finished=True)


def test_hint_that_is_not_best_is_improved() -> None:
    assert solve_mip(knapsack(), Limits(), hint=[0, 1, 0]).values == (1, 0, 1)


def test_relaxation_gives_bound_and_prices() -> None:
    relaxation = solve_relaxation(triangle(), Limits())
    assert relaxation is not None
    assert relaxation.objective == pytest.approx(-1.5)
    assert relaxation.prices == pytest.approx(
        {("pair", 0, 1): 0.5, ("pair", 0, 2): 0.5, ("pair", 1, 2): 0.5}
    )
    assert solve_mip(triangle(), Limits()).bound == -1


def test_amount_takes_the_value_that_the_rows_imply() -> None:
    model = LinearModel()
    chosen = model.add_binary()
    amount = model.add_amount(9, cost=2)
    model.add_cost(chosen, -11)
    model.add_row([(chosen, 5), (amount, -1)], 0)
    assert solve_mip(model, Limits()) == MipResult((1, 5), -1, finished=True)


def test_model_without_a_solution_is_finished_without_values() -> None:
    model = knapsack()
    model.add_row([(0, 1)], -1)
    assert solve_mip(model, Limits()) == MipResult(None, None, finished=True)
    assert solve_relaxation(model, Limits()) is None


def test_model_without_columns_has_its_offset_as_optimum() -> None:
    model = LinearModel(offset=7)
    assert solve_mip(model, Limits()) == MipResult((), 7, finished=True)
    relaxation = solve_relaxation(model, Limits())
    assert relaxation is not None
    assert (relaxation.objective, relaxation.prices) == (7, {})


def test_nothing_is_solved_once_somebody_has_stopped_it() -> None:
    limits = Limits()
    limits.stop.set()
    assert solve_relaxation(knapsack(), limits) is None
    assert solve_mip(knapsack(), limits) == MipResult(None, None, finished=False)


def test_terms_of_one_column_are_summed_and_empty_rows_left_out() -> None:
    model = LinearModel()
    column, other = model.add_binary(), model.add_binary()
    model.add_row([(other, 1), (column, 1), (column, 2)], 4, ("sum", 1))
    model.add_row([(column, 1), (column, -1)], 0)
    assert model.rows == [Row(((column, 3), (other, 1)), 4, ("sum", 1))]
