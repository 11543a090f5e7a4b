"""The keys of a scenario file: of its study, its base and scenarios, and its further questions."""

from collections.abc import Mapping

from planner.domain.sentences import told
from planner.tables.scenario_values import (
    CLASS_NAME,
    LABEL,
    LAW,
    MOMENT,
    PATIENCE,
    TABLE,
    TURNOVER,
    WINDOW,
    either,
    list_of,
    none_or,
    number,
    table,
    tables,
)
from planner.tables.values import CODE, FLAG, ValueKind, integer, word

_COUNT = integer(0, 1000)
_SOME = integer(1, 1000)
_RATE = number(0, 1e6)
_TIME = number(0)
_MINUTES = integer(0, 100_000)
_NEED = word(("residential", "day_program", "support"))
_SPAN = table({"from": MOMENT, "until": MOMENT}, {})
_BEDS = either(_COUNT, tables({}, {"opens": MOMENT, "closes": MOMENT, "closures": list_of(_SPAN)}))
_STAFF = {"staff": CODE}

STUDY: Mapping[str, ValueKind] = {
    "programme": LABEL,
    "mode": word(("terminating", "steady")),
    "start": word(("today", "empty")),
    "engine": word(("auto", "analytic", "fast", "event")),
    "time_unit": word(("day", "month", "year")),
    "horizon": number(0, 1e6, above=True),
    "warm_up": number(0, 1e6),
    "window": WINDOW,
    "replications": integer(2, 1_000_000),
    "precision": number(0.0005, 0.5),
    "max_replications": integer(100, 5_000_000),
    "seed": integer(0, 2**31 - 1),
    "schedule": FLAG,
    "schedule_seconds": number(1, 3600),
}

# What one programme is; in a scenario, what of it is otherwise than in the base.
WORLD: Mapping[str, ValueKind] = {
    "label": LABEL,
    "beds": _BEDS,
    "open_beds": tables({"from": MOMENT}, {"count": _SOME, "until": MOMENT}),
    "close_beds": tables({"from": MOMENT}, {"bed": CODE, "count": _SOME, "until": MOMENT}),
    "funded_beds": _COUNT,
    "referral_rate": _RATE,
    "referral_factor": number(0, 100),
    "referral_change": table(
        {"shape": word(("step", "linear", "front", "back")), "factor": number(0, 100)},
        {"from": MOMENT, "until": MOMENT},
    ),
    "classes": tables(
        {"name": CLASS_NAME, "referral_rate": number(0, 1e6, above=True)},
        {"need": _NEED, "stay": LAW, "patience": PATIENCE},
    ),
    "stay": LAW,
    "stay_factor": number(0, 100, above=True),
    "early_exit": table({"probability": number(0, 1), "stay": LAW}, {}),
    "patience": PATIENCE,
    "turnover": TURNOVER,
    "caseload": none_or(_COUNT),
    "places": none_or(_COUNT),
    "place_time": number(0, above=True),
    "residents_join": FLAG,
    "team_minutes": _MINUTES,
    "staff_gone": tables(_STAFF, {"from": MOMENT}),
    "staff_added": tables({"code": CODE, "like": CODE}, {"from": MOMENT}),
    "staff_changed": tables(
        _STAFF,
        {
            "caseload": _COUNT,
            "support_minutes_per_week": _MINUTES,
            "weekly_hours": number(0, 168),
            "max_weekly_hours": number(0, 168),
        },
    ),
    "policy": TABLE,
    "costs": table({}, {"fixed_per_year": _TIME, "per_bed_per_year": _TIME, "per_night": _TIME}),
    "residents": tables({}, {"left": _TIME, "elapsed": _TIME}),
    "waiting": tables({}, {"waited": _TIME, "ready_in": _TIME, "class": CLASS_NAME}),
}
NEEDS_PROGRAMME = ("staff_gone", "staff_added", "staff_changed", "policy")
BASE_ONLY = ("residents", "waiting")

# The inputs that a sweep may move.
SWEPT = ("beds", "referral_rate", "stay", "patience", "turnover", "caseload", "places")
_INPUT = word(SWEPT)
_AXIS = table({"key": _INPUT, "values": list_of(number(0, 1e6), 40)}, {})
TORNADO: Mapping[str, ValueKind] = {
    "indicator": CLASS_NAME,
    "vary": ValueKind(
        told("a table of inputs and shares, for example {{ referral_rate = 0.2, beds = 1 }}"),
        TABLE.read,
    ),
    "scenario": LABEL,
}
GRID: Mapping[str, ValueKind] = {
    "indicator": CLASS_NAME,
    "x": _AXIS,
    "y": _AXIS,
    "scenario": LABEL,
}
TARGET: Mapping[str, ValueKind] = {
    "indicator": CLASS_NAME,
    "below": number(0, above=True),
    "key": word(("beds", "caseload", "places")),
    "from": _COUNT,
    "to": _SOME,
    "confidence": number(0.5, 0.999),
    "scenario": LABEL,
}
TOOLS = {"tornado": TORNADO, "grid": GRID, "target": TARGET}
REQUIRED = {
    "tornado": ("vary",),
    "grid": ("x", "y"),
    "target": ("below", "to"),
}
