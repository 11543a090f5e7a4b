"""Rows as they are kept."""

from solver.common.linear import LinearModel, Row


def test_common_divisor_is_taken_out_and_the_bound_rounded_down() -> None:
    model = LinearModel()
    first, second = model.add_binary(), model.add_binary()
    model.add_row([(first, 180), (second, -120)], 59, ("week", 0))
    model.add_row([(first, -2)], -1)
    assert model.rows == [Row(((first, 3), (second, -2)), 0, ("week", 0)), Row(((first, -1),), -1)]


def test_row_with_an_amount_is_kept_as_it_is() -> None:
    model = LinearModel()
    chosen, amount = model.add_binary(), model.add_amount(9)
    model.add_row([(chosen, 4), (amount, -2)], 3)
    assert model.rows == [Row(((chosen, 4), (amount, -2)), 3)]


def test_terms_of_one_column_are_summed_and_empty_rows_left_out() -> None:
    model = LinearModel()
    column = model.add_binary()
    model.add_row([(column, 1), (column, 2)], 3)
    model.add_row([(column, 1), (column, -1)], 0)
    assert model.rows == [Row(((column, 1),), 1)]
