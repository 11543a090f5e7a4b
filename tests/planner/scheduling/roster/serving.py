"""Small programmes with one session for each participant, and the one that is not held."""

from planner.domain.plan import StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import Gap, GapKind
from tests.factories import (
    assignment,
    day,
    participant,
    programme,
    staff_member,
    stay_plan,
    support_rules,
)
from tests.planner.check.roster.building import in_support, minute
from tests.planner.scheduling.roster.asking import gaps

WORKER = staff_member("W1", weekly_hours=0)
SECOND = staff_member("W2", weekly_hours=0)
ONE_DAY = support_rules(
    weekdays=(0,), window_start_minute=minute("09:00"), window_end_minute=minute("10:00")
)


def served(*codes: str, **changes: object) -> tuple[Programme, StayPlan]:
    """P1 and others in support; each has one session, on Monday from 09:00 to 10:00."""
    everybody = ("P1", *codes)
    base: dict[str, object] = {
        "schedule_weeks": 1,
        "support": ONE_DAY,
        "staff": (WORKER,),
        "participants": tuple(participant(code, sessions_per_week=1) for code in everybody),
        "assignments": tuple(assignment(code, "W1") for code in everybody),
    }
    return (
        programme(**{**base, **changes}),
        stay_plan(support=[in_support(code) for code in everybody]),
    )


def unmet(*codes: str, **changes: object) -> Gap:
    """The one gap, a session that is not held."""
    (gap,) = gaps(*served(*codes, **changes))
    assert gap.kind is GapKind.UNMET_SESSION
    assert gap.day == day(0)
    return gap
