from datetime import date

import pytest

from planner.holidays import statutory_holidays

BC_2027 = [
    date(2027, 1, 1),
    date(2027, 2, 15),
    date(2027, 3, 26),
    date(2027, 5, 24),
    date(2027, 7, 1),
    date(2027, 8, 2),
    date(2027, 9, 6),
    date(2027, 9, 30),
    date(2027, 10, 11),
    date(2027, 11, 11),
    date(2027, 12, 25),
]
ON_2027 = [
    date(2027, 1, 1),
    date(2027, 2, 15),
    date(2027, 3, 26),
    date(2027, 5, 24),
    date(2027, 7, 1),
    date(2027, 9, 6),
    date(2027, 10, 11),
    date(2027, 12, 25),
    date(2027, 12, 26),
]


@pytest.mark.parametrize(("province", "days"), [("BC", BC_2027), ("ON", ON_2027)])
def test_statutory_holidays_of_2027_are_those_of_the_province(
    province: str, days: list[date]
) -> None:
    found = statutory_holidays(province, date(2027, 1, 1), date(2027, 12, 31))
    assert sorted(found) == days


@pytest.mark.parametrize(("province", "count"), [("BC", 11), ("ON", 9)])
def test_statutory_holidays_of_2026_have_no_observed_days(province: str, count: int) -> None:
    assert len(statutory_holidays(province, date(2026, 1, 1), date(2026, 12, 31))) == count


def test_statutory_holidays_include_the_first_and_the_last_day() -> None:
    found = statutory_holidays("BC", date(2026, 12, 25), date(2027, 1, 1))
    assert found == {date(2026, 12, 25), date(2027, 1, 1)}


def test_statutory_holidays_of_an_empty_range_are_none() -> None:
    assert statutory_holidays("BC", date(2027, 1, 1), date(2026, 12, 31)) == frozenset()
