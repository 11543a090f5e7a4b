"""The beds as lines of text."""

from datetime import date

from planner.cli.timeline import Timeline, timelines
from planner.domain.plan import StayPlan
from tests.factories import bed, closure, planned_stay, programme

FROM_JANUARY = Timeline(date(2027, 1, 1), 3)


def test_stay_is_a_block_with_the_participants_code() -> None:
    stay = planned_stay("R1", "B1", date(2027, 1, 9), date(2027, 3, 1))
    assert FROM_JANUARY.line([stay], []) == ".[R1===]...."


def test_stay_that_began_earlier_has_no_opening_bracket() -> None:
    stay = planned_stay("R1", "B1", date(2026, 6, 1), date(2027, 2, 1))
    assert FROM_JANUARY.line([stay], []) == "R1=]........"


def test_stay_that_goes_on_has_no_closing_bracket() -> None:
    stay = planned_stay("R1", "B1", date(2027, 3, 1), date(2027, 4, 2))
    assert FROM_JANUARY.line([stay], []) == "........[R1="


def test_stay_that_ends_with_the_last_month_is_closed() -> None:
    stay = planned_stay("R1", "B1", date(2027, 3, 1), date(2027, 4, 1))
    assert FROM_JANUARY.line([stay], []) == "........[R1]"


def test_two_stays_that_follow_each_other_are_told_apart() -> None:
    first = planned_stay("R1", "B1", date(2027, 1, 1), date(2027, 2, 1))
    second = planned_stay("R2", "B1", date(2027, 2, 1), date(2027, 3, 1))
    assert FROM_JANUARY.line([first, second], []) == "[R1][R2]...."


def test_short_closure_is_shown_all_the_same() -> None:
    closed = [(date(2027, 2, 2), date(2027, 2, 3))]
    assert FROM_JANUARY.line([], closed) == "....x......."


def test_bed_that_opens_later_is_closed_until_then() -> None:
    given = programme(beds=(bed("B1", opens=date(2027, 3, 1)),), stay_days=50)
    (lines,) = timelines(given, StayPlan(), 98)
    assert lines == ("     2027", "bed  Feb Mar", "B1   xxxx....")


def test_long_plan_is_shown_in_parts_that_fit() -> None:
    given = programme(beds=(bed("B1"),), stay_days=546)
    stay = planned_stay("R1", "B1", date(2028, 6, 1), date(2029, 6, 1))
    parts = list(timelines(given, StayPlan((stay,)), 98))
    assert [len(lines[-1]) for lines in parts] == [5 + 4 * 14, 5 + 4 * 15]
    assert parts[1][0].split() == ["2028", "2029"]
    assert parts[1][1].split()[:2] == ["bed", "Apr"]


def test_closure_of_another_bed_is_not_shown() -> None:
    closed = closure("B2", date(2027, 2, 10), date(2027, 3, 1))
    given = programme(beds=(bed("B1"), bed("B2")), closures=(closed,), stay_days=10)
    (lines,) = timelines(given, StayPlan(), 98)
    assert lines[2:] == ("B1   ....", "B2   .xxx")
