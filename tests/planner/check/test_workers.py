"""S10 at its edges."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.participants import Service, WishRule
from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from tests.factories import (
    assignment,
    bed,
    day,
    enrolment,
    kept_enrolment,
    kept_stay,
    participant,
    planned_enrolment,
    planned_stay,
    planned_support,
    programme,
    referral,
    staff_conflict,
    staff_member,
    stay,
    stay_plan,
    support_rules,
)
from tests.planner.check.judging import broken


def supported(worker: str = "W1", **changes: object) -> tuple[Programme, StayPlan]:
    """One support referral of P1, served from the planning date on."""
    given = programme(**{"referrals": (referral("P1", Service.SUPPORT),), **changes})
    return given, stay_plan(support=[planned_support("P1", day(0), day(28), worker)])


@pytest.mark.parametrize(("skills", "rules"), [({"one_on_one"}, set()), ({"house"}, {"S10"})])
def test_skill_of_the_worker(skills: set[str], rules: set[str]) -> None:
    worker = staff_member("W1", skills=frozenset(skills))
    assert broken(*supported(staff=(worker,))) == rules


@pytest.mark.parametrize(
    ("languages", "rule", "rules"),
    [
        (("fr",), WishRule.REQUIRED, {"S10"}),
        (("fr",), WishRule.PREFERRED, set()),
        (("fr", "en"), WishRule.REQUIRED, set()),
        ((), WishRule.REQUIRED, set()),
    ],
)
def test_language_of_the_worker(
    languages: tuple[str, ...], rule: WishRule, rules: set[str]
) -> None:
    person = participant("P1", languages=languages, language_rule=rule)
    assert broken(*supported(participants=(person,))) == rules


@pytest.mark.parametrize(
    ("gender", "rule", "rules"),
    [
        ("m", WishRule.REQUIRED, {"S10"}),
        ("m", WishRule.PREFERRED, set()),
        ("w", WishRule.REQUIRED, set()),
        ("any", WishRule.REQUIRED, set()),
    ],
)
def test_gender_of_the_worker(gender: str, rule: WishRule, rules: set[str]) -> None:
    person = participant("P1", worker_gender=gender, worker_gender_rule=rule)
    assert broken(*supported(participants=(person,))) == rules


@pytest.mark.parametrize(("code", "rules"), [("P1", {"S10"}), ("P2", set())])
def test_conflict_with_the_worker(code: str, rules: set[str]) -> None:
    assert broken(*supported(conflicts=(staff_conflict(code, "W1"),))) == rules


def test_service_without_a_worker_is_named() -> None:
    assert broken(*supported("")) == {"S10"}


@pytest.mark.parametrize(("weeks", "rules"), [(4, set()), (5, {"S10"})])
def test_length_of_a_support_service(weeks: int, rules: set[str]) -> None:
    assert broken(*supported(support=support_rules(weeks=weeks))) == rules


@pytest.mark.parametrize(
    ("start", "caseload", "rules"), [(28, 1, set()), (25, 1, {"S10"}), (25, 2, set())]
)
def test_caseload_at_a_handover(start: int, caseload: int, rules: set[str]) -> None:
    given = programme(
        referrals=tuple(referral(code, Service.SUPPORT) for code in ("P1", "P2")),
        staff=(staff_member("W1", caseload=caseload),),
    )
    rows = [
        planned_support("P1", day(0), day(28)),
        planned_support("P2", day(start), day(start + 28)),
    ]
    assert broken(given, stay_plan(support=rows)) == rules


def test_commitments_beyond_the_caseload_pass_where_nobody_is_added() -> None:
    given, plan = two_committed_and(28)
    assert broken(given, plan) == set()


def test_participant_added_to_commitments_beyond_the_caseload_is_named() -> None:
    assert broken(*two_committed_and(27)) == {"S10"}


def two_committed_and(start: int) -> tuple[Programme, StayPlan]:
    """Two committed support services to day 28 with a worker of caseload 1, and a planned one.

    The support weekdays include Sunday, on which day 27 falls.
    """
    given = programme(
        referrals=(referral("P1", Service.SUPPORT),),
        assignments=(assignment("K1", "W1"), assignment("K2", "W1")),
        staff=(staff_member("W1", caseload=1),),
        support=support_rules(weekdays=tuple(range(7))),
    )
    rows = [planned_support(code, day(0), day(28)) for code in ("K1", "K2")]
    return given, stay_plan(support=[*rows, planned_support("P1", day(start), day(start + 28))])


def test_committed_people_without_an_assignment_may_exceed_the_caseload() -> None:
    stays = (stay("K1", "B1", day(-7), day(14)), stay("K2", "B2", day(-7), day(14)))
    given = programme(
        beds=(bed("B1"), bed("B2")), stays=stays, staff=(staff_member("W1", caseload=1),)
    )
    assert broken(given, stay_plan(kept_stay(row) for row in stays)) == set()


def test_participant_with_two_services_counts_once() -> None:
    given = programme(
        stays=(stay("P1", "B1", day(-7), day(14)),),
        referrals=(referral("P1", Service.SUPPORT),),
        staff=(staff_member("W1", caseload=1),),
    )
    plan = stay_plan([kept_stay(given.stays[0])], support=[planned_support("P1", day(0), day(28))])
    assert broken(given, plan) == set()


@pytest.mark.parametrize(("start", "rules"), [(14, set()), (11, {"S10"})])
def test_second_worker_only_in_another_service_that_does_not_overlap(
    start: int, rules: set[str]
) -> None:
    given = programme(
        stays=(stay("P1", "B1", day(-7), day(14)),),
        referrals=(referral("P1", Service.SUPPORT),),
        staff=(staff_member("W1"), staff_member("W2")),
    )
    later = planned_support("P1", day(start), day(start + 28), "W2")
    assert broken(given, stay_plan([kept_stay(given.stays[0])], support=[later])) == rules


def test_tail_of_an_enrolment_after_discharge_is_no_service() -> None:
    given = programme(
        stays=(stay("P1", "B1", day(-7), day(2)),),
        enrolments=(enrolment("P1", day(-3), day(11)),),
        referrals=(referral("P2", Service.SUPPORT),),
        staff=(staff_member("W1", caseload=1),),
    )
    plan = stay_plan(
        [kept_stay(given.stays[0])],
        [kept_enrolment(given.enrolments[0])],
        [planned_support("P2", day(2), day(30))],
    )
    assert broken(given, plan) == set()


def test_enrolment_that_starts_on_the_day_of_discharge_is_a_service_of_its_own() -> None:
    given = programme(
        stays=(stay("P1", "B1", day(-7), day(2)),),
        referrals=(referral("P1", Service.DAY_PROGRAM),),
    )
    row = planned_enrolment("P1", day(2), day(16))
    kept = [kept_stay(given.stays[0])]
    own = planned_support("P1", row.start, row.end)
    assert broken(given, stay_plan(kept, [row], [own])) == set()
    assert broken(given, stay_plan(kept, [row])) == {"rows"}


@pytest.mark.parametrize(
    ("end", "worker", "rules"),
    [
        (None, "W1", set()),
        (None, "W2", {"S10"}),
        (day(1), "W2", {"S10"}),
        (day(0), "W2", set()),
    ],
)
def test_assignment_fixes_the_worker_of_later_services(
    end: date | None, worker: str, rules: set[str]
) -> None:
    given = programme(
        stays=(stay("P1", "B1", day(-60), day(-30)),),
        assignments=(assignment("P1", "W1", day(-60), end),),
        referrals=(referral("P1", Service.SUPPORT),),
        staff=(staff_member("W1"), staff_member("W2")),
    )
    row = planned_support("P1", day(0), day(28), worker)
    assert broken(given, stay_plan(support=[row])) == rules


@pytest.mark.parametrize(("worker", "rules"), [("W1", set()), ("W2", {"S10", "S12"})])
def test_committed_assignment_is_kept(worker: str, rules: set[str]) -> None:
    given = programme(
        assignments=(assignment("P1", "W1", day(-7)),),
        staff=(staff_member("W1"), staff_member("W2")),
    )
    row = planned_support("P1", day(-7), day(21), worker)
    assert broken(given, stay_plan(support=[row])) == rules


def test_committed_support_ends_with_its_assignment() -> None:
    given = programme(assignments=(assignment("P1", "W1", day(-7), day(3)),))
    row = planned_support("P1", day(-7), day(3))
    assert broken(given, stay_plan(support=[row])) == set()
    assert broken(given, stay_plan(support=[replace(row, end=day(21))])) == {"rows"}


def test_committed_support_that_has_ended_needs_no_row() -> None:
    given = programme(assignments=(assignment("P1", "W1", day(-28)),))
    assert broken(given, stay_plan()) == set()


def test_committed_participant_without_an_assignment_needs_an_allowed_worker() -> None:
    given = programme(
        stays=(stay("P1", "B1", day(-7), day(14)),),
        staff=(staff_member("W1"), staff_member("W2", skills=frozenset())),
    )
    assert broken(given, stay_plan([kept_stay(given.stays[0], "W1")])) == set()
    assert broken(given, stay_plan([kept_stay(given.stays[0], "W2")])) == {"S10"}


def test_confirmed_enrolment_inside_a_planned_stay_belongs_to_it() -> None:
    old = enrolment("P1", day(3), day(17))
    given = programme(enrolments=(old,), referrals=(referral("P1"),))
    stays = [planned_stay("P1", "B1", day(1), day(29))]
    assert broken(given, stay_plan(stays, [kept_enrolment(old)])) == set()
    twice = [planned_support("P1", old.start, old.end)]
    assert broken(given, stay_plan(stays, [kept_enrolment(old)], twice)) == {"rows"}
