"""What is published: history stays and counts, the rest may change at a cost."""

from dataclasses import replace

from planner.domain.labour import LabourRules
from planner.domain.staffing import Request, ShiftLimit
from tests.factories import assignment, day, programme, staff_member, stay_plan, support_rules
from tests.planner.check.roster.building import (
    activity,
    agency,
    held,
    in_support,
    met,
    minute,
    published,
    shift,
    worker,
)
from tests.planner.scheduling.roster.asking import (
    as_solver,
    costly,
    planned,
    problem,
    rows,
    terms,
)

KIND = shift("A")
TWO = (worker("W1"), worker("W2"))


def test_rows_before_the_planning_date_stay_and_nothing_is_added_to_them() -> None:
    made = agency(
        as_of=day(2),
        schedule_weeks=1,
        shifts=(KIND,),
        staff=TWO,
        roster=(*published("W1", "A", 0), *published("W2", "A", -1)),
    )
    found = planned(made)
    assert [row.day for row in found.schedule.roster][:1] == [day(0)]
    assert sorted(row.day for row in found.schedule.roster) == [day(n) for n in (0, 2, 3, 4, 5, 6)]
    assert costly(found.proof) == {"uncovered": 1000}


def test_days_that_are_over_cost_what_they_cost() -> None:
    """Monday and Tuesday: a missing lead, relief, a facilitator too few, a wish not met."""
    led = shift("A", lead_skill="senior", lead_count=1, last_date=day(1))
    circle = activity("G", 1, facilitators=2, last_date=day(1))
    made = agency(
        as_of=day(2),
        shifts=(led,),
        activities=(circle,),
        staff=(worker("W1"), worker("R1", is_relief=True)),
        roster=(*published("R1", "A", 0), *published("W1", "G", 1)),
        requests=(Request("W1", day(0), wants_work=True), Request("W1", day(1), wants_work=True)),
    )
    assert terms(made) == {
        "uncovered": 1000,
        "lead": 800,
        "unled": 200,
        "relief": 20,
        "requests": 5,
    }
    assert problem(made).fixed_cost == 2025


def test_duty_on_a_day_on_which_it_did_not_run_is_kept_in_history() -> None:
    """Both tables may have changed since; what was done stays done and costs nothing."""
    kind, circle = shift("A", weekdays=(4,)), activity("G", 4)
    made = agency(
        as_of=day(2),
        schedule_weeks=1,
        shifts=(kind,),
        activities=(circle,),
        staff=TWO,
        roster=(*published("W1", "A", 0), *published("W2", "G", 1)),
    )
    found = planned(made).schedule
    assert [(row.staff, row.day) for row in found.roster if row.day < day(2)] == [("W1", day(0))]
    past = [(row.activity, row.day, row.staff) for row in found.activities if row.day < day(2)]
    assert past == [("G", day(1), ("W2",))]
    assert terms(made) == {}


def test_history_counts_in_rest_hours_and_runs() -> None:
    late = shift("L", "16:00", "24:00", last_date=day(1))
    early = shift("E", "07:45", "12:00", first_date=day(2), last_date=day(2))
    base = agency(as_of=day(2), shifts=(late, early), roster=tuple(published("W1", "L", 0, 1)))
    assert terms(base) == {}
    rest = replace(base, labour=LabourRules(min_rest_minutes=480))
    assert terms(rest) == {"uncovered": 1000}
    hours = replace(base, staff=(worker("W1", max_weekly_hours=20),))
    assert terms(hours) == {"uncovered": 1000}
    days = replace(base, labour=LabourRules(max_consecutive_days=2))
    assert terms(days) == {"uncovered": 1000}


def test_history_counts_in_the_rules_of_an_agency() -> None:
    first, second = shift("A", not_followed_by=frozenset({"B"})), shift("B", "17:00", "20:00")
    first = replace(first, last_date=day(1))
    second = replace(second, first_date=day(2), last_date=day(2))
    base = agency(as_of=day(2), shifts=(first, second), roster=tuple(published("W1", "A", 0, 1)))
    assert terms(base) == {"uncovered": 1000}
    kept = replace(base, shifts=(replace(first, not_followed_by=frozenset()), second))
    assert terms(kept) == {}
    assert terms(replace(kept, staff=(worker("W1", max_consecutive_days=2),))) == {
        "uncovered": 1000
    }
    limit = (ShiftLimit("W1", "A", 2),)
    longer = replace(first, last_date=day(2), not_followed_by=frozenset())
    longer = replace(kept, shifts=(longer,), shift_limits=limit)
    assert terms(longer) == {"uncovered": 1000}


def test_history_that_breaks_a_rule_is_not_blamed() -> None:
    """Six days in a row of twelve hours, overlapping, without rest: the plan goes on after it."""
    kinds = (shift("A", "06:00", "18:00"), shift("B", "12:00", "24:00"))
    rules = LabourRules(480, 1920, 6, 720, 480, 480, 2400, max_consecutive_days=3)
    past = (*published("W1", "A", *range(-1, 5)), *published("W1", "B", *range(-1, 5)))
    made = agency(
        as_of=day(5),
        schedule_weeks=1,
        shifts=kinds,
        labour=rules,
        staff=(worker("W1", max_consecutive_days=2, max_weekends=0, min_consecutive_days_off=3),),
        roster=past,
    )
    assert {row.day for row in planned(made).schedule.roster if row.day >= day(5)} == set()


def test_published_duty_is_kept_or_costs() -> None:
    one_day = replace(KIND, last_date=day(0))
    made = agency(shifts=(one_day,), staff=TWO, roster=tuple(published("W2", "A", 0)))
    assert rows(planned(made).schedule) == [("W2", "A", 8)]
    wish = (Request("W2", day(0), wants_work=False, weight=9),)
    assert terms(replace(made, requests=wish)) == {"moved": 8}
    assert terms(replace(made, requests=(replace(wish[0], weight=7),))) == {"requests": 7}


def test_published_duty_that_nobody_can_keep_costs_in_every_schedule() -> None:
    kind = replace(KIND, last_date=day(0), skills=frozenset({"van"}))
    made = agency(shifts=(kind,), roster=tuple(published("W1", "A", 0, 5, 14)))
    assert problem(made).fixed_cost == 16
    assert terms(made) == {"uncovered": 1000, "moved": 16}


def test_locked_duty_is_kept_at_any_cost() -> None:
    one_day = replace(KIND, last_date=day(0))
    locked = tuple(published("R1", "A", 0, locked=True))
    made = agency(
        shifts=(one_day,),
        staff=(worker("W1"), worker("R1", is_relief=True)),
        roster=locked,
    )
    assert rows(planned(made).schedule) == [("R1", "A", 8)]
    assert as_solver(made, "R1").locked == frozenset({0})
    assert terms(made) == {"relief": 20}


def test_published_session_is_kept_and_a_locked_one_keeps_all_but_its_room() -> None:
    rules = support_rules(weekdays=(0, 1), window_end_minute=minute("12:00"))
    base = programme(
        schedule_weeks=1,
        support=rules,
        staff=(staff_member("W1", weekly_hours=0), staff_member("W2", weekly_hours=0)),
        assignments=(assignment("P1", "W1"),),
        sessions=(held(met("P1", "W1", 0, "10:15")), held(met("P1", "W1", 1, "11:00"))),
    )
    stays = stay_plan(support=[in_support("P1")])
    found = planned(base, stays).schedule.sessions
    assert [(row.day, row.start_minute) for row in found] == [
        (day(0), minute("10:15")),
        (day(1), minute("11:00")),
    ]
    moved = (held(met("P1", "W2", 0, "10:15")), held(met("P1", "W1", 1, "11:00")))
    assert terms(replace(base, sessions=moved), stays) == {"moved": 8}
    locked = (held(met("P1", "W2", 0, "10:15", room="OLD"), locked=True),)
    assert terms(replace(base, sessions=locked), stays) == {"other_worker": 15}


def test_published_session_out_of_the_window_or_on_an_extra_day_is_lost() -> None:
    rules = support_rules(weekdays=(0, 1))
    base = programme(
        schedule_weeks=1,
        support=rules,
        staff=(staff_member("W1", weekly_hours=0),),
        assignments=(assignment("P1", "W1"),),
        sessions=(
            held(met("P1", "W1", 0, "16:15")),
            held(met("P1", "W1", 1, "10:00", minutes=45)),
            held(met("P1", "W1", 2, "10:00")),
        ),
    )
    stays = stay_plan(support=[in_support("P1")])
    assert terms(base, stays) == {"moved": 24}
