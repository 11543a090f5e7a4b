"""S12: what counts as kept."""

from dataclasses import replace

import pytest

from planner.domain.day_program import EnrolmentStatus
from planner.domain.plan import PlannedEnrolment, PlannedStay
from planner.domain.stays import StayStatus
from tests.factories import (
    assignment,
    bed,
    day,
    enrolment,
    kept_enrolment,
    kept_stay,
    planned_support,
    programme,
    staff_member,
    stay,
    stay_plan,
)
from tests.planner.check.judging import broken

HOUSED = stay("P1", "B1", day(-7), day(14), StayStatus.IN_HOUSE)
ENROLLED = enrolment("P2", day(-7), day(7), EnrolmentStatus.ACTIVE)
GIVEN = programme(
    beds=(bed("B1"), bed("B2")),
    stays=(HOUSED, stay("P3", "B2", day(-60), day(0), StayStatus.IN_HOUSE)),
    enrolments=(ENROLLED, enrolment("P3", day(-20), day(0))),
    assignments=(assignment("P1", "W1"),),
    staff=(staff_member("W1"), staff_member("W2")),
)
KEPT = stay_plan(
    [kept_stay(HOUSED)], [kept_enrolment(ENROLLED)], [planned_support("P2", day(-7), day(7))]
)


def test_commitments_as_they_are_pass_and_ended_ones_need_not_appear() -> None:
    assert broken(GIVEN, KEPT) == set()


def test_ended_stay_may_appear_unchanged() -> None:
    ended = kept_stay(GIVEN.stays[1])
    assert broken(GIVEN, replace(KEPT, stays=(*KEPT.stays, ended))) == set()
    wrong = replace(ended, status=StayStatus.CONFIRMED)
    assert broken(GIVEN, replace(KEPT, stays=(*KEPT.stays, wrong))) == {"rows"}


@pytest.mark.parametrize(
    "changed",
    [
        replace(KEPT.stays[0], bed="B2"),
        replace(KEPT.stays[0], discharge=day(13), days=20),
        replace(KEPT.stays[0], admission=day(-6), days=20),
        replace(KEPT.stays[0], status=StayStatus.CONFIRMED),
        replace(KEPT.stays[0], status=StayStatus.PLANNED),
    ],
)
def test_changed_stay_is_named(changed: PlannedStay) -> None:
    assert broken(GIVEN, replace(KEPT, stays=(changed,))) == {"S12"}


@pytest.mark.parametrize(
    "enrolments",
    [
        (),
        (replace(KEPT.enrolments[0], start=day(-6)),),
        (replace(KEPT.enrolments[0], end=day(8)),),
        (replace(KEPT.enrolments[0], status=EnrolmentStatus.CONFIRMED),),
        (replace(KEPT.enrolments[0], status=EnrolmentStatus.PLANNED),),
    ],
)
def test_changed_enrolment_is_named(enrolments: tuple[PlannedEnrolment, ...]) -> None:
    assert broken(GIVEN, replace(KEPT, enrolments=enrolments)) == {"S12"}


def test_missing_stay_is_named() -> None:
    assert broken(GIVEN, replace(KEPT, stays=())) == {"S12"}


def test_changed_worker_is_named() -> None:
    plan = stay_plan(
        [kept_stay(HOUSED, "W2")],
        [kept_enrolment(ENROLLED)],
        [planned_support("P2", day(-7), day(7))],
    )
    assert broken(GIVEN, plan) == {"S10", "S12"}
