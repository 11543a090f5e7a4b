"""Translation of S8 to S12: each rule at its exact edge, by dates. ``day(0)`` is a Monday."""

from datetime import datetime, time

import pytest

from planner.domain.day_program import EnrolmentStatus, EntryRule
from planner.domain.participants import Priority, ReferralStatus, Service, WishRule
from planner.domain.staffing import Absence
from planner.domain.stays import StayStatus
from planner.domain.support import Phase
from planner.scheduling.planning import Limits, plan_stays
from planner.scheduling.stays import translate
from tests.factories import (
    absence,
    assignment,
    bed,
    day,
    day_program_rules,
    enrolment,
    participant,
    referral,
    staff_conflict,
    staff_member,
    stay,
    support_rules,
)
from tests.planner.scheduling.asking import asked, first_case, problem, service

# S8


def test_residents_join_on_program_days_only() -> None:
    joins = first_case(
        day_program=day_program_rules(residents_join=True, weekdays=(0, 2), earliest_start_days=1),
        holidays=frozenset({day(7)}),
    ).entry
    assert joins is not None
    assert joins.days[:4] == (0, 2, 9, 14)
    assert (joins.earliest_days, joins.latest_days, joins.within_stay) == (1, 7, True)
    assert joins.days[-1] == 91


def test_cohort_starts_bind_residents_and_others() -> None:
    cohorts = (day(-7), day(2), day(12), day(16))
    rules = day_program_rules(residents_join=True, entry=EntryRule.COHORT, cohort_starts=cohorts)
    joins = first_case(day_program=rules).entry
    assert joins is not None
    assert joins.days == (2, 16)
    (opening,) = service(Service.DAY_PROGRAM, day_program=rules).openings
    assert opening.start_days == (2, 16)


def test_residents_who_do_not_join_have_no_enrolment() -> None:
    assert first_case(day_program=day_program_rules(residents_join=False)).entry is None


@pytest.mark.parametrize(("end", "keeps"), [(1, True), (0, False)])
def test_enrolment_that_ends_after_the_planning_date_is_kept(end: int, keeps: bool) -> None:
    kept = (enrolment("P1", day(-14), day(end), EnrolmentStatus.ACTIVE),)
    rules = day_program_rules(residents_join=True)
    assert (first_case(day_program=rules, enrolments=kept).entry is None) == keeps
    second = service(Service.DAY_PROGRAM, enrolments=kept)
    assert (second.openings == ()) == keeps


def test_enrolment_need_not_finish_within_the_stay_where_the_rule_is_off() -> None:
    joins = first_case(
        day_program=day_program_rules(residents_join=True, finish_within_stay=False)
    ).entry
    assert joins is not None
    assert not joins.within_stay


# S9


def test_committed_enrolments_take_places() -> None:
    rows = (
        enrolment("E1", day(-5), day(2)),
        enrolment("E2", day(1), day(4)),
        enrolment("E3", day(-9), day(0), EnrolmentStatus.ACTIVE),
        enrolment("E4", day(0), day(9), EnrolmentStatus.PROPOSED),
    )
    assert problem(enrolments=rows, day_program=day_program_rules(places=2)).places_free == (
        *(1, 0, 1, 1, 2),
    )
    assert problem(enrolments=rows, day_program=day_program_rules(places=1)).places_free == (
        *(0, 0, 0, 0, 1),
    )


# S10

TEAM = (
    staff_member("W1", languages=frozenset({"en"}), gender="w"),
    staff_member("W2", languages=frozenset({"fr"}), gender="m"),
    staff_member("W3", languages=frozenset({"en", "fr"}), skills=frozenset({"house"})),
)


@pytest.mark.parametrize(
    ("person", "able"),
    [
        ({}, (0, 1)),
        ({"languages": ("fr", "es"), "language_rule": WishRule.REQUIRED}, (1,)),
        ({"languages": ("es",), "language_rule": WishRule.REQUIRED}, ()),
        ({"languages": ("es",)}, (0, 1)),
        ({"language_rule": WishRule.REQUIRED}, (0, 1)),
        ({"worker_gender": "w", "worker_gender_rule": WishRule.REQUIRED}, (0,)),
        ({"worker_gender": "w"}, (0, 1)),
        ({"worker_gender_rule": WishRule.REQUIRED}, (0, 1)),
    ],
)
def test_worker_has_skill_language_and_gender(
    person: dict[str, object], able: tuple[int, ...]
) -> None:
    assert first_case(staff=TEAM, participants=(participant("P1", **person),)).workers == able


def test_worker_in_conflict_is_excluded() -> None:
    apart = (staff_conflict("P1", "W1"), staff_conflict("P2", "W2"))
    assert first_case(staff=TEAM, conflicts=apart).workers == (1,)


def test_committed_worker_is_kept() -> None:
    kept = (assignment("P1", "W2", day(-5)),)
    assert first_case(staff=TEAM, assignments=kept).workers == (1,)


@pytest.mark.parametrize(("end", "able"), [(0, (0, 1)), (1, (1,))])
def test_assignment_that_has_ended_binds_nobody(end: int, able: tuple[int, ...]) -> None:
    kept = (assignment("P1", "W2", day(-50), day(end)),)
    assert first_case(staff=TEAM, assignments=kept).workers == able


def test_committed_assignments_take_caseload_for_the_whole_service() -> None:
    residents = (stay("R1", "B1", day(-5), day(3)),)
    rows = {"stays": residents, "assignments": (assignment("R1", "W1", day(-5)),)}
    team = (staff_member("W1", caseload=1), staff_member("W2", caseload=2))
    assert problem(staff=team, **rows).caseload_free == ((0, 0, 0, 1), (2,))
    assert problem(staff=team, **rows).anchors == ()


def test_assignment_alone_stands_for_a_support_service() -> None:
    rows = (assignment("S1", "W1", day(-26)), assignment("S2", "W1", day(-28)))
    team = (staff_member("W1", caseload=1),)
    assert problem(staff=team, assignments=rows).caseload_free == ((0, 0, 1),)


def test_committed_person_without_assignment_still_needs_a_worker() -> None:
    found = problem(stays=(stay("R1", "B1", day(-5), day(9)),), staff=TEAM)
    (anchor,) = found.anchors
    assert (anchor.workers, anchor.served, anchor.case) == ((0, 1), ((0, 9),), None)
    assert found.caseload_free == ((8,),) * 3


def test_enrolment_that_starts_inside_a_committed_stay_does_not_count_again() -> None:
    """On the nights of her stay the service is part of it; from the discharge on its own."""
    rules = day_program_rules(weekdays=tuple(range(7)))
    own = {"stays": (stay("P1", "B1", day(-5), day(10)),), "day_program": rules}
    inside, outside = sorted(
        service(Service.DAY_PROGRAM, **own).openings, key=lambda opening: opening.counts
    )
    assert (inside.counts, inside.start_days) == (False, tuple(range(10)))
    assert (outside.counts, outside.start_days[0]) == (True, 10)


# S11


@pytest.mark.parametrize(
    ("start", "end", "days_away"),
    [
        (datetime.combine(day(0), time(17)), datetime.combine(day(1), time(9)), 0),
        (datetime.combine(day(0), time(16, 59)), datetime.combine(day(1), time(9)), 1),
        (datetime.combine(day(0), time(17)), datetime.combine(day(1), time(9, 1)), 1),
        (datetime.combine(day(4), time(0)), datetime.combine(day(8), time(0)), 1),
        (datetime.combine(day(0), time(0)), datetime.combine(day(5), time(0)), 5),
    ],
)
def test_absence_counts_where_it_touches_the_working_day(
    start: datetime, end: datetime, days_away: int
) -> None:
    team = (staff_member("W1", support_minutes_per_week=301),)
    free = problem(staff=team, absences=(Absence("W1", start, end),)).minutes_free
    assert free[0] == 301 * (5 - days_away) // 5


def test_absence_over_a_week_boundary_counts_in_both_weeks() -> None:
    team = (staff_member("W1", support_minutes_per_week=500),)
    free = problem(staff=team, absences=(absence("W1", day(3), day(9)),)).minutes_free
    assert free[:3] == (300, 200, 500)


def test_committed_minutes_go_by_the_week_in_which_the_service_began() -> None:
    """She came on a Sunday: the Monday after is the second week of her service."""
    phases = support_rules(phases=(Phase(0, 3), Phase(1, 1)))
    rows = {"stays": (stay("R1", "B1", day(6), day(14)),), "support": phases}
    team = (staff_member("W1", support_minutes_per_week=500),)
    found = problem(staff=team, **rows)
    assert found.minutes_free[:3] == (500 - 180, 500 - 60, 500)
    assert found.minutes_by_age == (180, 60)


def test_more_committed_minutes_than_available_leave_none() -> None:
    team = (staff_member("W1", support_minutes_per_week=100),)
    rows = {"stays": (stay("R1", "B1", day(0), day(7)),), "staff": team}
    assert problem(**rows).minutes_free[:2] == (0, 100)


# S12 and who is considered


def test_only_waiting_referrals_of_adults_are_considered() -> None:
    rows = (
        referral("P1", status=ReferralStatus.WITHDRAWN),
        referral("P2", status=ReferralStatus.ON_HOLD),
        referral("P3"),
        referral("P4", Service.SUPPORT),
    )
    minors = tuple(participant(code, adult_residence_ok=False) for code in ("P3", "P4"))
    found = translate(asked(referrals=rows, participants=minors))
    assert [row.participant for row in found.referrals] == ["P4"]


def test_cost_of_not_being_placed_counts_from_ready_beyond_the_horizon() -> None:
    row = referral("P1", ready=day(-4), priority=Priority.URGENT)
    assert first_case(referrals=(row,)).unplaced_cost == 4 * (84 + 4 + 90)


def test_proposal_of_somebody_not_considered_is_moved_whatever_happens() -> None:
    proposed = (stay("P2", "B1", day(0), day(20), StayStatus.PROPOSED),)
    assert problem(stays=proposed).fixed_cost == 30
    own = (stay("P1", "B1", day(0), day(20), StayStatus.PROPOSED),)
    assert problem(stays=own).fixed_cost == 0
    assert [o.cost for o in first_case(stays=own).openings] == [30, 0]


def test_commitments_stay_as_they_are() -> None:
    """They are short, too close together and on a weekend; still nothing of them changes."""
    rows = (
        stay("R1", "B1", day(5), day(9)),
        stay("R2", "B2", day(6), day(7)),
    )
    made = asked(stays=rows, beds=(bed("B1"), bed("B2")))
    plan = plan_stays(made, Limits()).plan
    kept = [(s.participant, s.bed, s.admission, s.discharge) for s in plan.stays]
    for row in rows:
        assert (row.participant, row.bed, row.admission, row.discharge) in kept
