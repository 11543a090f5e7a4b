"""A rich programme and a plan of it that breaks no rule, planned by hand.

Two houses; the winter holiday is ``day(7)``. Most limits are reached exactly: turnover in N1 and
in N2, the closing day of S1, four places, both caseloads, the team's minutes of the first week.
"""

from datetime import timedelta

from planner.domain.day_program import EnrolmentStatus, EntryRule
from planner.domain.participants import Priority, ReferralStatus, Service, WishRule
from planner.domain.plan import Reason
from planner.domain.stays import StayStatus
from tests.factories import (
    absence,
    assignment,
    bed,
    closure,
    conflict,
    day,
    day_program_rules,
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
    unplaced,
)

TWO_WEEKS = timedelta(weeks=2)

P1_STAY = stay("P1", "N1", day(-20), day(10), StayStatus.IN_HOUSE)
P2_STAY = stay("P2", "S1", day(3), day(24))
P1_ENROLMENT = enrolment("P1", day(-10), day(4), EnrolmentStatus.ACTIVE)
P2_ENROLMENT = enrolment("P2", day(7), day(21))
K1_ENROLMENT = enrolment("K1", day(-3), day(11), EnrolmentStatus.ACTIVE)

GOOD_PROGRAMME = programme(
    holidays=frozenset({day(7), day(46)}),
    beds=(
        bed("N1", "north", features=frozenset({"ground_floor"})),
        bed("N2", "north"),
        bed("N3", "north"),
        bed("S1", "south", closes=day(56)),
        bed("S2", "south", features=frozenset({"ground_floor"})),
    ),
    closures=(closure("N2", day(32), day(40)),),
    day_program=day_program_rules(
        residents_join=True,
        places=4,
        entry=EntryRule.COHORT,
        cohort_starts=tuple(day(offset) for offset in (2, 14, 21, 28, 35, 42)),
    ),
    participants=(
        participant("P4", needs=frozenset({"ground_floor"})),
        participant("P5", languages=("es", "fr"), language_rule=WishRule.REQUIRED),
        participant("P6", worker_gender="w", worker_gender_rule=WishRule.REQUIRED),
        participant("P7", adult_residence_ok=False),
    ),
    referrals=(
        referral(
            "P4",
            ready=day(-5),
            priority=Priority.HIGH,
            houses=frozenset({"north"}),
            min_days=14,
            max_days=28,
        ),
        referral("P5", priority=Priority.URGENT, target_days=35),
        referral("P6", ready=day(10)),
        referral("P7"),
        referral("P8", latest=day(5)),
        referral("P9", status=ReferralStatus.WITHDRAWN),
        referral("D1", Service.DAY_PROGRAM),
        referral("D2", Service.DAY_PROGRAM, day(7), latest=day(21)),
        referral("T1", Service.SUPPORT, day(1)),
    ),
    stays=(
        stay("H1", "N2", day(-40), day(0)),
        P1_STAY,
        P2_STAY,
        stay("P5", "N2", day(3), day(31), StayStatus.PROPOSED),
        stay("P6", "S1", day(28), day(56), StayStatus.PROPOSED),
        stay("P7", "N3", day(20), day(40), StayStatus.PROPOSED),
    ),
    enrolments=(P1_ENROLMENT, P2_ENROLMENT, K1_ENROLMENT),
    assignments=(
        assignment("P1", "W1", day(-20)),
        assignment("P3", "W2", day(-7)),
        assignment("K1", "W2", day(-3)),
    ),
    conflicts=(conflict("P4", "P6"), staff_conflict("P4", "W2")),
    staff=(
        staff_member("W1", caseload=3, support_minutes_per_week=340),
        staff_member(
            "W2", caseload=4, support_minutes_per_week=400, languages=frozenset({"fr"}), gender="m"
        ),
        staff_member("W3", skills=frozenset({"house"}), support_minutes_per_week=0),
    ),
    absences=(absence("W2", day(4), day(6)), absence("W1", day(21), day(22))),
)

GOOD_PLAN = stay_plan(
    stays=(
        kept_stay(P1_STAY, "W1"),
        kept_stay(P2_STAY, "W2"),
        planned_stay("P4", "N1", day(14), day(42), ready=day(-5), staff="W1"),
        planned_stay("P5", "N2", day(2), day(30), staff="W2"),
        planned_stay("P6", "S1", day(28), day(56), ready=day(10), staff="W1"),
    ),
    enrolments=(
        kept_enrolment(P1_ENROLMENT),
        kept_enrolment(P2_ENROLMENT),
        kept_enrolment(K1_ENROLMENT),
        planned_enrolment("P4", day(14), day(14) + TWO_WEEKS),
        planned_enrolment("P5", day(2), day(2) + TWO_WEEKS),
        planned_enrolment("P6", day(35), day(35) + TWO_WEEKS),
        planned_enrolment("D1", day(14), day(14) + TWO_WEEKS),
        planned_enrolment("D2", day(21), day(21) + TWO_WEEKS),
    ),
    support=(
        planned_support("K1", day(-3), day(11), "W2"),
        planned_support("P3", day(-7), day(21), "W2"),
        planned_support("D1", day(14), day(28), "W1"),
        planned_support("D2", day(21), day(35), "W2"),
        planned_support("T1", day(1), day(29), "W1"),
    ),
    unplaced=(
        unplaced("P7", reason=Reason.MINOR_PROTOCOL),
        unplaced("P8"),
    ),
)

GOOD_TERMS = {
    "waiting": 2 * 19 + 4 * 2 + 18 + 14 + 14,
    "short_stay": 3 * 7,
    "program_delay": 7,
    "unplaced": 84 + 90,
    "moved": 2 * 30,
}
