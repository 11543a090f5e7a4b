"""Overtime and hours below contract, with exact numbers."""

from dataclasses import replace

import pytest

from planner.domain.labour import LabourRules
from planner.domain.programme import Programme
from planner.domain.staffing import StaffMember
from tests.factories import absence, day
from tests.planner.check.roster.building import agency, on, published, schedule, shift, worker
from tests.planner.check.roster.judging import costs

FREE = shift("A", min_staff=0)


def team(*members: StaffMember, **changes: object) -> Programme:
    """One week with these people, W1 and W2 by default."""
    staff = members or (worker("W1"), worker("W2"))
    return agency(**{"staff": staff, "schedule_weeks": 1, **changes})


@pytest.mark.parametrize(
    ("end", "quarters"), [("16:00", 0), ("16:15", 1), ("18:00", 8), ("20:00", 16)]
)
def test_overtime_above_the_day(end: str, quarters: int) -> None:
    kind = shift("A", "08:00", end, min_staff=0)
    given = team(shifts=(kind,), labour=LabourRules(overtime_daily_minutes=480))
    assert costs(given, schedule(on("W1", kind, 0))).get("overtime", 0) == 8 * quarters


def test_overtime_is_the_greater_of_day_and_week() -> None:
    labour = LabourRules(overtime_daily_minutes=480, overtime_weekly_minutes=2400)
    long = shift("A", "08:00", "18:00", min_staff=0)
    given = team(shifts=(long,), labour=labour)
    # Four days of ten hours: eight hours above the days, none above the week.
    assert costs(given, schedule(on("W1", long, 0, 1, 2, 3))) == {"overtime": 8 * 32}
    # Six days of eight hours: none above the days, eight above the week.
    short = replace(given, shifts=(FREE,))
    assert costs(short, schedule(on("W1", FREE, 0, 1, 2, 3, 4, 5))) == {
        "overtime": 8 * 32,
        "weekend_spread": 5,
    }


def test_overtime_with_an_averaging_agreement() -> None:
    labour = LabourRules(overtime_daily_minutes=480, overtime_daily_minutes_averaging=720)
    long = shift("A", "08:00", "20:30", min_staff=0)
    given = team(worker("W1", averaging_agreement=True), shifts=(long,), labour=labour)
    assert costs(given, schedule(on("W1", long, 0))) == {"overtime": 8 * 2}


def test_overtime_of_the_first_legal_week_counts_history() -> None:
    labour = LabourRules(overtime_weekly_minutes=480)
    given = team(shifts=(FREE,), labour=labour, roster=tuple(published("W1", "A", -1, -2)))
    assert costs(given, schedule(on("W1", FREE, 0))) == {"overtime": 8 * 32}


def test_overtime_of_sessions_is_rounded_up_once_a_week() -> None:
    labour = LabourRules(overtime_weekly_minutes=470)
    given = team(shifts=(FREE,), labour=labour)
    assert costs(given, schedule(on("W1", FREE, 0))) == {"overtime": 8}


@pytest.mark.parametrize(
    ("member", "quarters"),
    [
        (worker("W1", weekly_hours=8), 0),
        (worker("W1", weekly_hours=8.2), 0),
        (worker("W1", weekly_hours=8.25), 1),
        (worker("W1", weekly_hours=37.5), 118),
        (worker("W1", weekly_hours=37.5, is_relief=True), 0),
        (worker("W1", weekly_hours=37.5, paid_office_hours=True), 0),
    ],
)
def test_hours_below_contract(member: StaffMember, quarters: int) -> None:
    given = team(member, shifts=(FREE,))
    found = costs(given, schedule(on("W1", FREE, 0)))
    assert found.get("under_contract", 0) == quarters


@pytest.mark.parametrize(
    ("first", "last", "quarters"), [(0, 0, 128), (4, 6, 128), (5, 6, 160), (0, 4, 0), (-3, 9, 0)]
)
def test_absence_takes_a_fifth_of_the_contract_for_each_weekday(
    first: int, last: int, quarters: int
) -> None:
    given = team(worker("W1", weekly_hours=40), absences=(absence("W1", day(first), day(last)),))
    assert costs(given, schedule()).get("under_contract", 0) == quarters
