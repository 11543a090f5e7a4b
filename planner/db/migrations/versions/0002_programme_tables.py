"""The first schema: the tables of the public contract, one set for all programmes."""

from planner.db.migrations.columns import create_table

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OF_EACH = "id:whole:key programme_id:whole:programmes:indexed version:whole "
_TABLES = {
    "beds": "bed:code house?:code room?:code features?:line opens?:day closes?:day",
    "bed_closures": "bed:code start:day end:day reason?:line",
    "participants": (
        "participant:code needs?:line languages?:line language_rule?:word "
        "worker_gender?:word worker_gender_rule?:word stage?:line "
        "sessions_per_week?:whole session_minutes?:whole adult_residence_ok?:flag"
    ),
    "referrals": (
        "participant:code service:word received:day ready:day priority:word latest?:day "
        "target_days?:whole min_days?:whole max_days?:whole houses?:line status?:word "
        "outcome?:word"
    ),
    "stays": "participant:code bed:code admission:day discharge:day status:word",
    "enrolments": "participant:code start:day end:day status:word",
    "assignments": "participant:code staff:code start:day end?:day",
    "conflicts": "first:code second:code kind:word",
    "staff": (
        "staff:code role:line employment:word weekly_hours:decimal "
        "max_weekly_hours:decimal skills?:line languages?:line gender?:word "
        "caseload?:whole support_minutes_per_week?:whole hours_from?:word "
        "averaging_agreement?:flag houses?:line min_total_hours?:decimal "
        "max_total_hours?:decimal max_consecutive_days?:whole min_consecutive_days?:whole "
        "min_consecutive_days_off?:whole max_weekends?:whole"
    ),
    "availability": "staff:code weekday:word start:time end:time",
    "absences": "staff:code start:local end:local kind?:line",
    "shifts": (
        "shift:code service:code house?:code weekdays:line start:time end:time "
        "min_staff:whole skills?:line lead_skill?:code lead_count?:whole vehicle?:code "
        "on_holidays?:flag first_date?:day last_date?:day not_followed_by?:line"
    ),
    "cover": "shift:code date:day min_staff:whole missing_cost?:whole surplus_cost?:whole",
    "shift_limits": "staff:code shift:code most:whole",
    "activities": (
        "activity:code title:line weekday:word start:time minutes:whole "
        "facilitators:whole skills?:line room?:code audience?:word every_weeks?:whole "
        "first_date?:day last_date?:day on_holidays?:flag blocks_one_on_one?:flag"
    ),
    "rooms": "room:code kind:word",
    "vehicles": "vehicle:code closed_from?:day closed_to?:day",
    "requests": "staff:code date:day want:word shift?:code weight?:whole",
    "roster": "staff:code shift:code date:day status?:word",
    "sessions": (
        "participant:code staff:code date:day start:time end:time room?:code status?:word"
    ),
}


def upgrade() -> None:
    """To this version."""
    for name, columns in _TABLES.items():
        create_table(name, _OF_EACH + columns)
