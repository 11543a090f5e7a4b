"""What the random programmes choose from."""

from planner.domain.programme import ScheduleCosts

# Three Mondays: an ordinary one, and those before and after which Ontario's clocks change.
MONDAYS = (0, 0, 28, 266)
SKILLS = ("house", "night", "group", "senior")
TIMES = (
    ("07:30", "15:30"),
    ("08:00", "20:00"),
    ("15:30", "23:30"),
    ("23:30", "07:30"),
    ("00:00", "08:00"),
    ("10:00", "14:00"),
)
OWN_RULES: tuple[dict[str, object], ...] = (
    {"max_consecutive_days": 2},
    {"min_consecutive_days": 2},
    {"min_consecutive_days_off": 2},
    {"max_weekends": 0},
    {"max_weekends": 1},
    {"max_total_hours": 24.0},
    {"min_total_hours": 8.0},
)
# Prices at which it may be cheaper to leave something open.
CHEAP = ScheduleCosts(
    uncovered_shift=15,
    missing_lead=10,
    unled_activity=6,
    unmet_session=12,
    overtime_quarter_hour=1,
)
PRICES = (ScheduleCosts(), ScheduleCosts(), CHEAP)
