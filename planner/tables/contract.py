"""The tables of a programme folder, as DATA.md lists them."""

from planner.domain.activities import Audience
from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import (
    ConflictKind,
    Priority,
    ReferralStatus,
    Service,
    WishRule,
)
from planner.domain.stays import StayStatus
from planner.tables.cells import (
    CODE,
    CODES,
    DAY,
    END_MOMENT,
    END_TIME,
    FLAG,
    HOURS,
    MAX_DAYS,
    START_MOMENT,
    START_TIME,
    TEXT,
    WEEKDAY,
    WEEKDAY_LIST,
    choice,
    member,
    whole,
)
from planner.tables.columns import OrderedPair, Table, may, need

MAX_WEIGHT = 1_000_000
GENDERS = ("w", "m", "nb")

_LENGTH = whole(1, MAX_DAYS)
_PUBLISHED = choice(("published", "locked"))

BEDS = Table(
    "beds",
    (
        need("bed", CODE),
        may("house", CODE, "main"),
        may("room", CODE, ""),
        may("features", CODES, ()),
        may("opens", DAY),
        may("closes", DAY),
    ),
    keys=("bed",),
    pairs=(OrderedPair("opens", "closes"),),
    must_exist=True,
)
BED_CLOSURES = Table(
    "bed_closures",
    (
        need("bed", CODE, "beds"),
        need("start", DAY),
        need("end", DAY),
        may("reason", TEXT, ""),
    ),
    keys=("bed", "start", "end"),
    pairs=(OrderedPair("start", "end"),),
)
PARTICIPANTS = Table(
    "participants",
    (
        need("participant", CODE),
        may("needs", CODES, ()),
        may("languages", CODES, ()),
        may("language_rule", member(WishRule), WishRule.PREFERRED),
        may("worker_gender", choice(("any", *GENDERS)), "any"),
        may("worker_gender_rule", member(WishRule), WishRule.PREFERRED),
        may("stage", TEXT, ""),
        may("sessions_per_week", whole(0, 7)),
        may("session_minutes", whole(15, 1440, 15)),
        may("adult_residence_ok", FLAG, True),
    ),
    keys=("participant",),
    must_exist=True,
)
REFERRALS = Table(
    "referrals",
    (
        need("participant", CODE, "participants"),
        need("service", member(Service)),
        need("received", DAY),
        need("ready", DAY),
        need("priority", member(Priority)),
        may("latest", DAY),
        may("target_days", _LENGTH),
        may("min_days", _LENGTH),
        may("max_days", _LENGTH),
        may("houses", CODES, (), ("houses",)),
        may("status", member(ReferralStatus), ReferralStatus.WAITING),
    ),
    pairs=(OrderedPair("ready", "latest", inclusive=True),),
)
STAYS = Table(
    "stays",
    (
        need("participant", CODE, "participants"),
        need("bed", CODE, "beds"),
        need("admission", DAY),
        need("discharge", DAY),
        need(
            "status",
            member(StayStatus, StayStatus.IN_HOUSE, StayStatus.CONFIRMED, StayStatus.PROPOSED),
        ),
    ),
    keys=("participant", "bed", "admission"),
    pairs=(OrderedPair("admission", "discharge"),),
)
ENROLMENTS = Table(
    "enrolments",
    (
        need("participant", CODE, "participants"),
        need("start", DAY),
        need("end", DAY),
        need(
            "status",
            member(
                EnrolmentStatus,
                EnrolmentStatus.ACTIVE,
                EnrolmentStatus.CONFIRMED,
                EnrolmentStatus.PROPOSED,
            ),
        ),
    ),
    keys=("participant", "start"),
    pairs=(OrderedPair("start", "end"),),
)
ASSIGNMENTS = Table(
    "assignments",
    (
        need("participant", CODE, "participants"),
        need("staff", CODE, "staff"),
        need("start", DAY),
        may("end", DAY),
    ),
    keys=("participant",),
    pairs=(OrderedPair("start", "end"),),
)
CONFLICTS = Table(
    "conflicts",
    (
        need("first", CODE, "participants"),
        need("second", CODE),
        need("kind", member(ConflictKind)),
    ),
)
STAFF = Table(
    "staff",
    (
        need("staff", CODE),
        need("role", TEXT),
        need("employment", choice(("regular", "relief"))),
        need("weekly_hours", HOURS),
        need("max_weekly_hours", HOURS),
        may("skills", CODES, ()),
        may("languages", CODES, ()),
        may("gender", choice(GENDERS), ""),
        may("caseload", whole(0, 1000), 0),
        may("support_minutes_per_week", whole(0, 10080), 0),
        may("hours_from", choice(("roster", "office")), "roster"),
        may("averaging_agreement", FLAG, False),
        may("houses", CODES, (), ("houses",)),
    ),
    keys=("staff",),
    must_exist=True,
)
AVAILABILITY = Table(
    "availability",
    (
        need("staff", CODE, "staff"),
        need("weekday", WEEKDAY),
        need("start", START_TIME),
        need("end", END_TIME),
    ),
    keys=("staff", "weekday", "start", "end"),
)
ABSENCES = Table(
    "absences",
    (
        need("staff", CODE, "staff"),
        need("start", START_MOMENT),
        need("end", END_MOMENT),
        may("kind", TEXT, ""),
    ),
    keys=("staff", "start", "end"),
    pairs=(OrderedPair("start", "end"),),
)
SHIFTS = Table(
    "shifts",
    (
        need("shift", CODE),
        need("service", CODE),
        may("house", CODE, None, ("houses",)),
        need("weekdays", WEEKDAY_LIST),
        need("start", START_TIME),
        need("end", END_TIME),
        need("min_staff", whole(0, 100)),
        may("skills", CODES, ()),
        may("lead_skill", CODE, ""),
        may("lead_count", whole(0, 100)),
        may("vehicle", CODE, "", ("vehicles",)),
        may("on_holidays", FLAG, True),
        may("first_date", DAY),
        may("last_date", DAY),
    ),
    keys=("shift",),
    pairs=(OrderedPair("first_date", "last_date", inclusive=True),),
)
ACTIVITIES = Table(
    "activities",
    (
        need("activity", CODE),
        need("title", TEXT),
        need("weekday", WEEKDAY),
        need("start", START_TIME),
        need("minutes", whole(15, 1440, 15)),
        need("facilitators", whole(0, 100)),
        may("skills", CODES, ()),
        may("room", CODE, "", ("rooms",)),
        may("audience", member(Audience), Audience.ALL),
        may("every_weeks", whole(1, 104), 1),
        may("first_date", DAY),
        may("last_date", DAY),
        may("on_holidays", FLAG, False),
        may("blocks_one_on_one", FLAG, True),
    ),
    keys=("activity",),
    pairs=(OrderedPair("first_date", "last_date", inclusive=True),),
)
ROOMS = Table(
    "rooms",
    (need("room", CODE), need("kind", choice(("one_on_one", "group")))),
    keys=("room",),
)
VEHICLES = Table(
    "vehicles",
    (need("vehicle", CODE), may("closed_from", DAY), may("closed_to", DAY)),
    keys=("vehicle", "closed_from"),
    pairs=(OrderedPair("closed_from", "closed_to"),),
)
REQUESTS = Table(
    "requests",
    (
        need("staff", CODE, "staff"),
        need("date", DAY),
        need("want", choice(("on", "off"))),
        may("shift", CODE, "", ("shifts",)),
        may("weight", whole(0, MAX_WEIGHT), 5),
    ),
    keys=("staff", "date", "shift"),
)
ROSTER = Table(
    "roster",
    (
        need("staff", CODE, "staff"),
        need("shift", CODE, "shifts", "activities"),
        need("date", DAY),
        may("status", _PUBLISHED, "published"),
    ),
    keys=("staff", "shift", "date"),
    ignored=frozenset({"start", "end"}),
)
SESSIONS = Table(
    "sessions",
    (
        need("participant", CODE, "participants"),
        need("staff", CODE, "staff"),
        need("date", DAY),
        need("start", START_TIME),
        need("end", END_TIME),
        may("room", CODE, "", ("rooms",)),
        may("status", _PUBLISHED, "published"),
    ),
    keys=("participant", "date", "start"),
)

TABLES = (
    BEDS,
    BED_CLOSURES,
    PARTICIPANTS,
    REFERRALS,
    STAYS,
    ENROLMENTS,
    ASSIGNMENTS,
    CONFLICTS,
    STAFF,
    AVAILABILITY,
    ABSENCES,
    SHIFTS,
    ACTIVITIES,
    ROOMS,
    VEHICLES,
    REQUESTS,
    ROSTER,
    SESSIONS,
)
