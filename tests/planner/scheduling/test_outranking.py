"""Who is unplaced in a plan though she could be placed alone, and who is left to a person."""

import pytest

from planner.domain.participants import Priority, Service
from planner.domain.plan import Reason, Unplaced
from planner.domain.programme import Programme, StayCosts
from planner.scheduling.explain import explain_unplaced
from planner.scheduling.stays import translate
from solver.common.limits import Limits
from solver.stays.problem import StaySolution
from solver.stays.solve import solve_stays
from tests.factories import (
    bed,
    conflict,
    day,
    participant,
    programme,
    referral,
    staff_member,
    stay,
    stay_rules,
)
from tests.french import in_french


def unplaced_rows(given: Programme) -> tuple[Unplaced, ...]:
    translation = translate(given)
    solution = solve_stays(translation.problem, Limits()).solution
    rows = explain_unplaced(given, translation, solution)
    assert all(in_french(row.explanation) for row in rows)
    return rows


def test_a_minor_is_for_a_person_to_decide() -> None:
    young = participant("R1", adult_residence_ok=False)
    given = programme(referrals=(referral("R1"),), participants=(young,))
    (row,) = explain_unplaced(given, translate(given), StaySolution((), (), ()))
    assert (row.participant, row.reason) == ("R1", Reason.MINOR_PROTOCOL)
    assert "a person decides" in row.explanation
    support = programme(participants=(young,), referrals=(referral("R1", Service.SUPPORT),))
    assert unplaced_rows(support) == ()


def two_referrals(latest: int, **changes: object) -> Programme:
    """An urgent referral R1 for the first day and a routine one R2."""
    both = (
        referral("R1", priority=Priority.URGENT, latest=day(0)),
        referral("R2", latest=day(latest)),
    )
    return programme(**{"referrals": both, **changes})


def test_outranked_by_who_has_the_bed() -> None:
    assert unplaced_rows(two_referrals(16)) == ()
    (row,) = unplaced_rows(two_referrals(15))
    assert (row.participant, row.reason) == ("R2", Reason.OUTRANKED)
    assert row.explanation == (
        f"Alone, the first possible admission is on {day(0)} in bed B1. In this plan bed B1 is"
        f" R1 (urgent)'s from {day(0)} until {day(28)}. Beside the placed referrals no admission"
        " is possible within her window; her own priority is routine."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, f"R1 (urgent) is admitted to house main on {day(0)}; admissions there are at least"),
        (
            {
                "stay_rules": stay_rules(min_days_between_admissions=0),
                "conflicts": (conflict("R1", "R2"),),
            },
            "R1 (urgent), in conflict with her, is in house main from",
        ),
        (
            {
                "stay_rules": stay_rules(min_days_between_admissions=0),
                "staff": (staff_member("W1", caseload=1),),
            },
            "In this plan R1 (urgent) has the room in a caseload that she would need.",
        ),
        (
            {
                "stay_rules": stay_rules(min_days_between_admissions=0),
                "staff": (staff_member("W1", support_minutes_per_week=239),),
            },
            "In this plan R1 (urgent) has the support minutes that she would need.",
        ),
    ],
)
def test_outranked_beside_a_free_bed(changes: dict[str, object], words: str) -> None:
    beds = (bed("B1"), bed("B2", features=frozenset({"quiet"})))
    needs = (participant("R2", needs=frozenset({"quiet"})),)
    (row,) = unplaced_rows(two_referrals(0, beds=beds, participants=needs, **changes))
    assert (row.participant, row.reason) == ("R2", Reason.OUTRANKED)
    assert words in row.explanation


def test_outranked_by_her_own_cost() -> None:
    (row,) = unplaced_rows(
        programme(
            referrals=(referral("R1"),),
            stays=(stay("P1", "B1", day(-20), day(61)),),
            stay_rules=stay_rules(max_days=14),
            stay_costs=StayCosts(unplaced_extra_days=0),
        )
    )
    assert row.reason is Reason.OUTRANKED
    assert row.explanation.endswith(
        f"Beside the placed referrals an admission on {day(63)} is possible, but it costs 105"
        " points and leaving her unplaced 84 points."
    )
