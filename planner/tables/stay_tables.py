"""The tables of a programme folder on beds and participants, as DATA.md lists them."""

from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import (
    ConflictKind,
    Outcome,
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
    FLAG,
    MAX_DAYS,
    TEXT,
    choice,
    member,
    whole,
)
from planner.tables.columns import GENDERS, OrderedPair, Table, may, need

_LENGTH = whole(1, MAX_DAYS)

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
        may("outcome", member(Outcome)),
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
