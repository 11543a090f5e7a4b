"""The sections of ``programme.toml`` as DATA.md lists them, each key with what it is for."""

from dataclasses import dataclass
from typing import Any

from planner.domain.day_program import DayProgramRules, EntryRule
from planner.domain.participants import Priority
from planner.domain.programme import (
    Programme,
    ScheduleCosts,
    StayCosts,
    StayRules,
    default_priority_weights,
)
from planner.domain.sentences import told
from planner.domain.support import SupportRules
from planner.tables.cells import MAX_DAYS
from planner.tables.values import (
    CODE,
    CODES,
    DAY,
    DAYS,
    END_TIME,
    FLAG,
    MINUTES,
    MINUTES_OR_NONE,
    PHASES,
    START_TIME,
    TITLE,
    TOML_FILE,
    WEEKDAY,
    WEEKDAY_LIST,
    ZONE,
    ValueKind,
    integer,
    integer_or_none,
    member,
    word,
)

_DAYS_OR_NONE = integer(0, MAX_DAYS)
_DAYS = integer(1, MAX_DAYS)
_WEEKS = integer(1, 520)
_COST = integer(0, 1_000_000)
_DAYS_IN_A_ROW = integer_or_none(1, 366)


@dataclass(frozen=True)
class Setting:
    """A key; ``field`` is its name in the dataclass that takes it."""

    key: str
    kind: ValueKind
    purpose: str
    field: str
    required: bool = False


@dataclass(frozen=True)
class Section:
    """A section; ``defaults`` holds the value of every field that may be left out."""

    name: str
    settings: tuple[Setting, ...]
    defaults: dict[str, Any]


def _key(key: str, kind: ValueKind, purpose: str, field: str = "") -> Setting:
    return Setting(key, kind, purpose, field or key)


def _required(key: str, kind: ValueKind, purpose: str) -> Setting:
    return Setting(key, kind, purpose, key, required=True)


PROGRAMME = Section(
    "programme",
    (
        _required("code", CODE, "a short code for the program"),
        _required("title", TITLE, "the name that readers see"),
        _required("timezone", ZONE, "all times are on this clock"),
        _required("province", word(("BC", "ON")), "statutory holidays and labour rules: BC or ON"),
        _key("languages", CODES, "languages of the program"),
    ),
    {"languages": Programme.languages},
)
HORIZON = Section(
    "horizon",
    (
        _key("as_of", DAY, "planning date: the first day that a plan may change"),
        _key("stay_days", _DAYS, "how many days ahead stays are planned"),
        _key("schedule_weeks", integer(1, 53), "how many weeks sessions and the roster cover"),
    ),
    {"stay_days": Programme.stay_days, "schedule_weeks": Programme.schedule_weeks},
)
STAYS = Section(
    "stays",
    (
        _key("min_days", _DAYS, "shortest stay in nights, where a referral gives none"),
        _key("target_days", _DAYS, "usual stay in nights"),
        _key("max_days", _DAYS, "longest stay in nights"),
        _key("turnover_days", _DAYS_OR_NONE, "nights that a bed stays empty between two stays"),
        _key("min_days_between_admissions", _DAYS_OR_NONE, "in one house; 0 switches it off"),
        _key("admission_weekdays", WEEKDAY_LIST, "days on which somebody may move in"),
        _key("admit_on_holidays", FLAG, "whether somebody may move in on a statutory holiday"),
    ),
    vars(StayRules()),
)
DAY_PROGRAM = Section(
    "day_program",
    (
        _key("weeks", _WEEKS, "how long an enrolment lasts"),
        _key("places", integer(0, 10_000), "most participants enrolled on a day"),
        _key("weekdays", WEEKDAY_LIST, "days of the day program"),
        _key("start", START_TIME, "when it begins", "start_minute"),
        _key("end", END_TIME, "when it ends", "end_minute"),
        _key("residents_join", FLAG, "every planned stay has an enrolment"),
        _key("earliest_start_days", _DAYS_OR_NONE, "days after admission, at the earliest"),
        _key("latest_start_days", _DAYS_OR_NONE, "days after admission, at the latest"),
        _key("finish_within_stay", FLAG, "a resident's enrolment ends before she leaves"),
        _key("entry", member(EntryRule), '"rolling", or "cohort" with cohort_starts'),
        _key("cohort_starts", DAYS, "the dates on which a cohort begins"),
    ),
    vars(DayProgramRules()),
)
SUPPORT = Section(
    "support",
    (
        _key("session_minutes", integer(15, 1440, 15), "length of a one-on-one session"),
        _key("window_start", START_TIME, "no session before this time", "window_start_minute"),
        _key("window_end", END_TIME, "no session after this time", "window_end_minute"),
        _key("weekdays", WEEKDAY_LIST, "days on which sessions are held"),
        _key("on_holidays", FLAG, "whether sessions are held on statutory holidays"),
        _key("weeks", _WEEKS, "how long a support-only service lasts"),
        _key("phases", PHASES, "sessions a week, by the week of the service"),
    ),
    vars(SupportRules()),
)
PRIORITY_WEIGHTS = Section(
    "priority_weights",
    (
        _key(Priority.ROUTINE, _COST, "what a day of waiting weighs"),
        _key(Priority.HIGH, _COST, "the same for a high priority"),
        _key(Priority.URGENT, _COST, "the same for an urgent one"),
    ),
    {str(priority): weight for priority, weight in default_priority_weights().items()},
)
STAY_COSTS = Section(
    "stay_costs",
    (
        _key("short_stay_day", _COST, "each night that a stay is shorter than its target"),
        _key("program_delay_day", _COST, "each day between admission and day program"),
        _key("unplaced_extra_days", _COST, "days of waiting added for somebody not placed"),
        _key("moved_stay", _COST, "each stay of the previous plan that changes"),
    ),
    vars(StayCosts()),
)
SCHEDULE_COSTS = Section(
    "schedule_costs",
    (
        _key("uncovered_shift", _COST, "each person missing on a shift"),
        _key("missing_lead", _COST, "each lead missing on a shift"),
        _key("unled_activity", _COST, "each facilitator missing"),
        _key("unmet_session", _COST, "each session not held"),
        _key("relief_shift", _COST, "each shift given to relief staff"),
        _key("overtime_quarter_hour", _COST, "each started quarter hour of overtime"),
        _key("under_contract_quarter_hour", _COST, "each quarter hour below contract"),
        _key("other_worker", _COST, "each session with another than the primary worker"),
        _key("preference", _COST, "each session against a preference"),
        _key("night_spread", _COST, "most minus fewest nights among the team"),
        _key("weekend_spread", _COST, "most minus fewest weekend shifts among the team"),
        _key("moved_duty", _COST, "each published duty that changes"),
    ),
    vars(ScheduleCosts()),
)
LABOUR_PACK = _key("pack", TOML_FILE, "a pack of your own beside this file")
LABOUR_RULES = (
    _key("min_rest_minutes", MINUTES, told("rest between two work days")),
    _key("weekly_rest_minutes", MINUTES, told("one duty-free stretch in each legal week")),
    _key("week_starts", WEEKDAY, told("first day of a legal week")),
    _key("day_span_minutes", MINUTES_OR_NONE, told("first start to last end of a work day")),
    _key("daily_max_minutes", MINUTES_OR_NONE, told("most duty in a work day")),
    _key(
        "daily_max_minutes_averaging", MINUTES_OR_NONE, told("the same with an averaging agreement")
    ),
    _key("weekly_max_minutes", MINUTES_OR_NONE, told("most duty in a legal week")),
    _key("overtime_daily_minutes", MINUTES_OR_NONE, told("overtime begins above, in a day")),
    _key(
        "overtime_daily_minutes_averaging",
        MINUTES_OR_NONE,
        told("the same with an averaging agreement"),
    ),
    _key("overtime_weekly_minutes", MINUTES_OR_NONE, told("overtime begins above, in a week")),
    _key("max_consecutive_days", _DAYS_IN_A_ROW, told("work days in a row")),
    _key("max_consecutive_nights", _DAYS_IN_A_ROW, told("nights in a row")),
)
LABOUR = Section("labour", (LABOUR_PACK, *LABOUR_RULES), {})
SECTIONS = (
    PROGRAMME,
    HORIZON,
    STAYS,
    DAY_PROGRAM,
    SUPPORT,
    PRIORITY_WEIGHTS,
    STAY_COSTS,
    SCHEDULE_COSTS,
    LABOUR,
)
