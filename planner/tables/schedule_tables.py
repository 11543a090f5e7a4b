"""The tables of a programme folder on the team and its work, as DATA.md lists them."""

from planner.domain.activities import Audience
from planner.tables.cells import (
    CODE,
    CODES,
    DAY,
    END_MOMENT,
    END_TIME,
    FLAG,
    HOURS,
    START_MOMENT,
    START_TIME,
    TEXT,
    TOTAL_HOURS,
    WEEKDAY,
    WEEKDAY_LIST,
    choice,
    member,
    whole,
)
from planner.tables.columns import GENDERS, OrderedPair, Table, may, need

MAX_WEIGHT = 1_000_000

_DAYS_IN_A_ROW = whole(1, 366)
_PUBLISHED = choice(("published", "locked"))

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
        may("min_total_hours", TOTAL_HOURS),
        may("max_total_hours", TOTAL_HOURS),
        may("max_consecutive_days", _DAYS_IN_A_ROW),
        may("min_consecutive_days", _DAYS_IN_A_ROW, 1),
        may("min_consecutive_days_off", _DAYS_IN_A_ROW, 1),
        may("max_weekends", whole(0, 53)),
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
        may("not_followed_by", CODES, (), ("shifts",)),
    ),
    keys=("shift",),
    pairs=(OrderedPair("first_date", "last_date", inclusive=True),),
)
COVER = Table(
    "cover",
    (
        need("shift", CODE, "shifts"),
        need("date", DAY),
        need("min_staff", whole(0, 100)),
        may("missing_cost", whole(0, MAX_WEIGHT)),
        may("surplus_cost", whole(0, MAX_WEIGHT)),
    ),
    keys=("shift", "date"),
)
SHIFT_LIMITS = Table(
    "shift_limits",
    (
        need("staff", CODE, "staff"),
        need("shift", CODE, "shifts"),
        need("most", whole(0, 1000)),
    ),
    keys=("staff", "shift"),
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
