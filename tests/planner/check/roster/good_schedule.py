"""A rich programme of two weeks and a schedule of it that breaks no rule, planned by hand.

The planning date is the Wednesday ``day(2)``, the holiday the Monday ``day(7)``. Most limits are
reached exactly: four nights in a row, forty hours, the support minutes of W2, the hours of E1.
"""

from planner.domain.activities import Audience, Room
from planner.domain.schedule import GapKind, GapReason
from planner.domain.staffing import Availability, Request, ShiftLimit, Vehicle
from planner.domain.stays import StayStatus
from tests.factories import (
    absence,
    assignment,
    bed,
    day,
    kept_stay,
    participant,
    planned_support,
    programme,
    staff_conflict,
    staff_member,
    stay,
    stay_plan,
)
from tests.planner.check.roster.building import (
    BC,
    activity,
    gap,
    held,
    led,
    met,
    minute,
    on,
    published,
    schedule,
    shift,
    worker,
)

HOUSE = frozenset({"house"})
DAY = shift(
    "DAY",
    "07:30",
    "15:30",
    service="house",
    skills=HOUSE,
    min_staff=2,
    lead_skill="senior",
    lead_count=1,
)
EVE = shift(
    "EVE", "15:30", "23:30", service="house", skills=HOUSE, not_followed_by=frozenset({"DAY"})
)
NIGHT = shift("NIGHT", "23:30", "07:30", service="house", skills=HOUSE | {"night"})
OUT = shift(
    "OUT",
    "17:00",
    "20:00",
    weekdays=(0, 1, 3),
    skills=frozenset({"van"}),
    vehicle="VAN",
    on_holidays=False,
    first_date=day(3),
)
CIRCLE = activity(
    "CIRCLE",
    2,
    minutes=90,
    skills=frozenset({"group"}),
    room="GROUP",
    audience=Audience.RESIDENTS,
)
SAFETY = activity("SAFETY", 4, "13:00", skills=frozenset({"safety"}), audience=Audience.STAFF)

TALKS = frozenset({"one_on_one"})
P1_STAY = stay("P1", "B1", day(-20), day(100), StayStatus.IN_HOUSE)
P3_STAY = stay("P3", "B2", day(9), day(60))
P2_PAST = met("P2", "W2", 0, "10:00", room="TALK")
P2_LOCKED = met("P2", "W2", 3, "09:00", room="TALK")
HOUSE_STAFF = {"weekly_hours": 24, "max_weekly_hours": 40, "skills": HOUSE}

GOOD_PROGRAMME = programme(
    as_of=day(2),
    schedule_weeks=2,
    holidays=frozenset({day(7)}),
    labour=BC,
    beds=(bed("B1"), bed("B2")),
    stays=(P1_STAY, P3_STAY),
    assignments=(
        assignment("P1", "W1", day(-20)),
        assignment("P2", "W2", day(-7)),
        assignment("P3", "W1", day(9)),
    ),
    participants=(participant("P1", languages=("fr",)),),
    conflicts=(staff_conflict("P1", "H2"), staff_conflict("P3", "W2")),
    staff=(
        staff_member(
            "W1", skills=TALKS | {"group"}, support_minutes_per_week=180, paid_office_hours=True
        ),
        staff_member(
            "W2",
            skills=TALKS | {"van", "safety"},
            support_minutes_per_week=120,
            paid_office_hours=True,
        ),
        worker("N1", **{**HOUSE_STAFF, "skills": HOUSE | {"night"}}),
        worker("N2", **{**HOUSE_STAFF, "skills": HOUSE | {"night"}}, min_consecutive_days_off=4),
        worker("E1", **HOUSE_STAFF, min_total_hours=64, max_total_hours=64),
        worker("E2", **HOUSE_STAFF),
        worker("S1", **{**HOUSE_STAFF, "skills": HOUSE | {"senior"}}, min_consecutive_days=4),
        worker("S2", **{**HOUSE_STAFF, "skills": HOUSE | {"senior"}}),
        worker("H1", **{**HOUSE_STAFF, "skills": HOUSE | {"group"}}, max_weekends=0),
        worker("H2", **HOUSE_STAFF, max_consecutive_days=3),
        worker("X1", skills=HOUSE | {"group"}, houses=frozenset({"annex"})),
        worker("R1", is_relief=True, skills=HOUSE | {"senior", "night"}),
    ),
    availability=tuple(
        Availability("W1", weekday, minute("08:00"), minute("16:30")) for weekday in range(6)
    ),
    absences=(
        absence("S2", day(4), day(4)),
        absence("H1", day(9), day(9)),
        absence("W2", day(10), day(11)),
        absence("E2", day(11), day(11)),
    ),
    shifts=(DAY, EVE, NIGHT, OUT),
    shift_limits=(ShiftLimit("R1", "EVE", 1),),
    activities=(CIRCLE, SAFETY),
    rooms=(Room("TALK", True), Room("GROUP", False)),
    vehicles=(Vehicle("VAN", day(8), day(9)),),
    requests=(
        Request("H1", day(3), wants_work=False),
        Request("E1", day(4), wants_work=False),
        Request("N2", day(5), wants_work=True, shift="NIGHT"),
    ),
    roster=(
        *published("N2", "NIGHT", -3, -2, -1),
        *published("E2", "EVE", -3, -2, -1),
        *published("S2", "DAY", -3, -2, -1),
        *published("H2", "DAY", -3, -2, -1),
        *published("N1", "NIGHT", 0, 1),
        *published("E1", "EVE", 0, 1),
        *published("S1", "DAY", 0, 1),
        *published("H1", "DAY", 0, 1, 9),
        *published("S1", "DAY", 3, locked=True),
    ),
    sessions=(held(P2_PAST), held(P2_LOCKED, locked=True)),
)

GOOD_PLAN = stay_plan(
    stays=(kept_stay(P1_STAY), kept_stay(P3_STAY)),
    support=(planned_support("P2", day(-7), day(21), "W2"),),
)

GOOD_SCHEDULE = schedule(
    roster=(
        *on("N1", NIGHT, 0, 1, 2, 3, 7, 8, 9, 10),
        *on("N2", NIGHT, 4, 5, 6, 11, 12, 13),
        *on("E1", EVE, 0, 1, 2, 3, 7, 8, 9, 10),
        *on("E2", EVE, 4, 5, 6, 12, 13),
        *on("R1", EVE, 11),
        *on("S1", DAY, 0, 1, 2, 3, 7, 8, 9, 10),
        *on("S2", DAY, 5, 6, 11, 12, 13),
        *on("H1", DAY, 0, 1, 2, 3, 4, 7, 8, 10),
        *on("H2", DAY, 4, 5, 6, 11, 12, 13),
        *on("W2", OUT, 3),
    ),
    activities=(
        led(CIRCLE, 2, "W1"),
        led(CIRCLE, 9, "W1"),
        led(SAFETY, 4, "W2"),
        led(SAFETY, 11),
    ),
    sessions=(
        P2_PAST,
        P2_LOCKED,
        met("P1", "W1", 3, "10:00", room="TALK"),
        met("P1", "W1", 8, "11:00", room="TALK"),
        met("P2", "W1", 10, "09:00", room="TALK"),
    ),
    gaps=(
        gap(GapKind.MISSING_LEAD, "DAY", 4),
        gap(GapKind.UNCOVERED_SHIFT, "DAY", 9),
        gap(GapKind.UNCOVERED_SHIFT, "OUT", 10, GapReason.NOBODY_AVAILABLE),
        gap(GapKind.UNLED_ACTIVITY, "SAFETY", 11, GapReason.NOBODY_AVAILABLE),
        gap(GapKind.UNMET_SESSION, "P3", 7),
    ),
)

GOOD_TERMS = {
    "uncovered": 2 * 1000,
    "lead": 400,
    "unled": 200,
    "unmet": 300,
    "relief": 20,
    "overtime": 0,
    "under_contract": 2 * 12,
    "other_worker": 15,
    "preference": 2 * 10,
    "requests": 5,
    "night_spread": 2 * 5,
    "weekend_spread": 4 * 5,
    "moved": 8,
}
