"""S8 and S9 at their edges."""

import pytest

from planner.domain.day_program import EntryRule
from planner.domain.participants import Service
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from tests.factories import (
    day,
    day_program_rules,
    enrolment,
    kept_enrolment,
    planned_enrolment,
    planned_stay,
    planned_support,
    programme,
    referral,
    stay_plan,
)
from tests.planner.check.judging import broken


def resident(start: int | None, nights: int = 28, **rules: object) -> tuple[Programme, StayPlan]:
    """A stay from day 1 on with an enrolment of two weeks from a day on, or with none."""
    asked = day_program_rules(**{"residents_join": True, **rules})
    given = programme(referrals=(referral("P1"),), day_program=asked, holidays=frozenset({day(7)}))
    rows = [] if start is None else [planned_enrolment("P1", day(start), day(start + 14))]
    return given, stay_plan([planned_stay("P1", "B1", day(1), day(1 + nights))], rows)


@pytest.mark.parametrize(
    ("start", "rules"),
    [(1, set()), (8, set()), (9, {"S8"}), (5, {"S8"}), (7, {"S8"}), (0, {"S8", "rows"})],
)
def test_start_after_admission(start: int, rules: set[str]) -> None:
    assert broken(*resident(start)) == rules


@pytest.mark.parametrize(("start", "rules"), [(3, set()), (2, {"S8"})])
def test_start_before_the_earliest_day(start: int, rules: set[str]) -> None:
    assert broken(*resident(start, earliest_start_days=2)) == rules


@pytest.mark.parametrize(("nights", "rules"), [(15, set()), (14, {"S8"})])
def test_end_on_or_after_the_day_of_discharge(nights: int, rules: set[str]) -> None:
    assert broken(*resident(2, nights)) == rules


def test_end_after_discharge_passes_where_it_is_allowed() -> None:
    assert broken(*resident(2, 14, finish_within_stay=False)) == set()


def test_stay_without_enrolment_is_named_where_residents_join() -> None:
    assert broken(*resident(None)) == {"S8"}


def test_stay_without_enrolment_passes_where_residents_do_not_join() -> None:
    assert broken(*resident(None, residents_join=False)) == set()


def test_stay_with_enrolment_is_named_where_residents_do_not_join() -> None:
    assert broken(*resident(2, residents_join=False)) == {"S8"}


@pytest.mark.parametrize(("cohort", "rules"), [(2, set()), (3, {"S8"})])
def test_start_with_a_cohort(cohort: int, rules: set[str]) -> None:
    starts = (day(cohort),)
    assert broken(*resident(2, entry=EntryRule.COHORT, cohort_starts=starts)) == rules


def test_start_beyond_the_horizon_passes_for_a_resident() -> None:
    given = programme(
        referrals=(referral("P1"),),
        day_program=day_program_rules(residents_join=True),
        stay_days=2,
    )
    plan = stay_plan(
        [planned_stay("P1", "B1", day(1), day(29))], [planned_enrolment("P1", day(2), day(16))]
    )
    assert broken(given, plan) == set()


def enrolled(*starts: int, **rules: object) -> tuple[Programme, StayPlan]:
    """Day-program referrals P0, P1, ... enrolled for two weeks from these days on."""
    given = programme(
        referrals=tuple(referral(f"P{n}", Service.DAY_PROGRAM) for n in range(len(starts))),
        day_program=day_program_rules(**rules),
    )
    rows = [planned_enrolment(f"P{n}", day(s), day(s + 14)) for n, s in enumerate(starts)]
    workers = [planned_support(row.participant, row.start, row.end) for row in rows]
    return given, stay_plan(enrolments=rows, support=workers)


@pytest.mark.parametrize(("cohort", "rules"), [(2, set()), (3, {"S8"})])
def test_day_program_referral_starts_with_a_cohort(cohort: int, rules: set[str]) -> None:
    starts = (day(cohort),)
    assert broken(*enrolled(2, entry=EntryRule.COHORT, cohort_starts=starts)) == rules


@pytest.mark.parametrize(("weeks", "rules"), [(2, set()), (3, {"S8"})])
def test_length_of_the_program(weeks: int, rules: set[str]) -> None:
    assert broken(*enrolled(2, weeks=weeks)) == rules


@pytest.mark.parametrize(
    ("starts", "rules"), [((0, 0), set()), ((0, 0, 14, 14), set()), ((0, 0, 11), {"S9"})]
)
def test_places_reached_and_exceeded(starts: tuple[int, ...], rules: set[str]) -> None:
    assert broken(*enrolled(*starts, places=2)) == rules


def with_full_program(start: int) -> tuple[Programme, StayPlan]:
    """Two committed enrolments until day 7 in one place, and a planned one."""
    old = [enrolment(f"K{n}", day(-7), day(7)) for n in (1, 2)]
    given = programme(
        referrals=(referral("P1", Service.DAY_PROGRAM),),
        enrolments=tuple(old),
        day_program=day_program_rules(places=1),
    )
    row = planned_enrolment("P1", day(start), day(start + 14))
    rows = [*(kept_enrolment(one) for one in old), row]
    workers = [planned_support(one.participant, one.start, one.end) for one in rows]
    return given, stay_plan(enrolments=rows, support=workers)


def test_commitments_beyond_the_places_pass_where_nothing_is_added() -> None:
    assert broken(*with_full_program(7)) == set()


def test_enrolment_beside_commitments_beyond_the_places_is_named() -> None:
    assert broken(*with_full_program(4)) == {"S9"}


def keeping(*planned: int, end: int = 10) -> tuple[Programme, StayPlan]:
    """A stay from day 1 of somebody who is enrolled until ``end``, and perhaps once more."""
    old = enrolment("P1", day(end - 14), day(end))
    given = programme(
        referrals=(referral("P1"),),
        enrolments=(old,),
        day_program=day_program_rules(residents_join=True),
    )
    rows = [kept_enrolment(old), *(planned_enrolment("P1", day(s), day(s + 14)) for s in planned)]
    own = [planned_support("P1", old.start, old.end)] if end > 0 else []
    return given, stay_plan([planned_stay("P1", "B1", day(1), day(29))], rows, own)


def test_kept_enrolment_takes_the_place_of_a_planned_one() -> None:
    assert broken(*keeping()) == set()


def test_second_enrolment_beside_a_kept_one_is_named() -> None:
    assert broken(*keeping(2)) == {"S8"}


def test_enrolment_that_ended_on_the_planning_date_is_not_kept() -> None:
    assert broken(*keeping(2, end=0)) == set()
    assert broken(*keeping(end=0)) == {"S8"}


def test_kept_enrolment_may_outlast_the_stay() -> None:
    old = enrolment("P1", day(3), day(60))
    given = programme(
        referrals=(referral("P1"),),
        enrolments=(old,),
        day_program=day_program_rules(residents_join=True),
    )
    plan = stay_plan([planned_stay("P1", "B1", day(1), day(29))], [kept_enrolment(old)])
    assert broken(given, plan) == set()
