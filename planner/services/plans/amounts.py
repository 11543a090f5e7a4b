"""What the terms of a cost count, in their own units: the cost if each of them weighed one."""

from collections.abc import Mapping
from dataclasses import fields, replace

from planner.check.costs import stay_cost_terms
from planner.check.roster.schedule import schedule_cost_terms
from planner.domain.participants import Priority
from planner.domain.plan import Reason, StayPlan
from planner.domain.programme import Programme, ScheduleCosts
from planner.domain.schedule import Schedule
from planner.services.wording import counted, in_hours

_MINUTES_PER_QUARTER = 15
_NOUNS = {
    "uncovered": ("person missing", "people missing"),
    "lead": ("lead missing", "leads missing"),
    "unled": ("facilitator missing", "facilitators missing"),
    "unmet": ("session not held", "sessions not held"),
    "relief": ("shift by relief staff", "shifts by relief staff"),
    "other_worker": ("session with another worker", "sessions with another worker"),
    "preference": ("session against a preference", "sessions against a preference"),
    "requests": ("request not met", "requests not met"),
    "night_spread": ("night between most and fewest", "nights between most and fewest"),
    "weekend_spread": (
        "weekend shift between most and fewest",
        "weekend shifts between most and fewest",
    ),
    "moved": ("published duty changed", "published duties changed"),
    "over_cover": ("person more than asked for", "people more than asked for"),
}


def stay_amounts(programme: Programme, plan: StayPlan) -> dict[str, str]:
    """In words what each term of a stay plan's cost counts."""
    unweighted = replace(
        programme,
        priority_weights=dict.fromkeys(Priority, 1),
        stay_costs=replace(
            programme.stay_costs, short_stay_day=1, program_delay_day=1, moved_stay=1
        ),
    )
    counts = stay_cost_terms(unweighted, plan)
    left_out = sum(row.reason is not Reason.MINOR_PROTOCOL for row in plan.unplaced)
    return {
        "waiting": f"{counted(counts['waiting'], 'day')}, weighed by priority",
        "short_stay": f"{counted(counts['short_stay'], 'night')} below the target",
        "program_delay": f"{counted(counts['program_delay'], 'day')} after admission",
        "unplaced": f"{counted(left_out, 'referral')}, {counted(counts['unplaced'], 'day')},"
        " weighed by priority",
        "moved": f"{counted(counts['moved'], 'proposed stay')} changed",
    }


def schedule_amounts(programme: Programme, plan: StayPlan, schedule: Schedule) -> dict[str, str]:
    """In words what each term of a schedule's cost counts."""
    counts = schedule_cost_terms(_unweighted(programme), plan, schedule)
    return {name: _amount(name, counts) for name in counts}


def _unweighted(programme: Programme) -> Programme:
    return replace(
        programme,
        schedule_costs=ScheduleCosts(**{field.name: 1 for field in fields(ScheduleCosts)}),
        requests=tuple(replace(row, weight=1) for row in programme.requests),
        cover=tuple(
            replace(
                row,
                missing_cost=None,
                surplus_cost=None if row.surplus_cost is None else 1,
            )
            for row in programme.cover
        ),
    )


def _amount(name: str, counts: Mapping[str, int]) -> str:
    count = counts[name]
    if name in _NOUNS:
        return counted(count, *_NOUNS[name])
    hours = in_hours(_MINUTES_PER_QUARTER * count)
    return f"{counted(count, 'quarter hour')} = {hours} h"
