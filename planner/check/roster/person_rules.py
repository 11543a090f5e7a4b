"""The rules that are asked of one person's duties alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from planner.check.roster import agency, hours, overlaps, presence, rest, session_limits
from planner.check.roster.duties import Duty, DutyKind
from planner.check.roster.reading import ScheduleReading
from planner.check.roster.workload import Workload
from planner.check.violations import Violation

PersonRule = tuple[str, Callable[[Workload], Iterator[Violation]]]

# Adding a duty to a person who is free then can break these and no other rule of hers.
DUTY_RULES: tuple[PersonRule, ...] = (
    ("R4", rest.check_daily_rest),
    ("R4", rest.check_weekly_rest),
    ("R4", rest.check_day_span),
    ("R4", hours.check_daily_hours),
    ("R4", hours.check_weekly_hours),
    ("R4", hours.check_consecutive_days),
    ("R4", hours.check_consecutive_nights),
    ("R7", session_limits.check_worker_minutes),
    ("A1", agency.check_most_hours),
    ("A2", agency.check_own_consecutive_days),
    ("A3", agency.check_least_days_on),
    ("A4", agency.check_least_days_off),
    ("A5", agency.check_weekends),
    ("A6", agency.check_successions),
    ("A7", agency.check_shift_limits),
)

PERSON_RULES: tuple[PersonRule, ...] = (
    ("R1", overlaps.check_overlaps),
    ("R2", presence.check_availability),
    ("R2", presence.check_absences),
    *DUTY_RULES,
    ("A1", agency.check_least_hours),
)


def is_too_much(reading: ScheduleReading, duty: Duty) -> bool:
    """Whether one duty more would break R4, R7 or an agency's rule for the person."""
    # Whom a session is with makes no difference, so one answer serves all participants.
    key = replace(duty, code="") if duty.kind is DutyKind.SESSION else duty
    if key not in reading.verdicts:
        work = reading.workloads[duty.staff]
        reading.verdicts[key] = breaks_a_rule(work, work.plus(duty))
    return reading.verdicts[key]


def breaks_a_rule(before: Workload, after: Workload) -> bool:
    """Whether the duties of ``after`` break a rule in a way that those of ``before`` do not."""
    for _, check in DUTY_RULES:
        found = set(check(after))
        if found and found - set(check(before)):
            return True
    return False
