"""The rows of ``gaps.csv``: each gap that costs something is told, once, with its reason."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from planner.check.roster.reading import ScheduleReading
from planner.check.roster.reasons import reason_of
from planner.check.roster.shortfalls import (
    missing_facilitators,
    missing_leads,
    missing_people,
    missing_sessions,
)
from planner.check.violations import Violation
from planner.domain.schedule import GapKind

GapKey = tuple[GapKind, str, date]


def gaps_of(reading: ScheduleReading) -> dict[GapKey, int]:
    """How many are missing, by kind, what and date."""
    found: dict[GapKey, int] = {}
    for shift, day, count in missing_people(reading):
        found[GapKind.UNCOVERED_SHIFT, shift.code, day] = count
    for shift, day, count in missing_leads(reading):
        found[GapKind.MISSING_LEAD, shift.code, day] = count
    for activity, day, count in missing_facilitators(reading):
        found[GapKind.UNLED_ACTIVITY, activity.code, day] = count
    for participant, monday, count in missing_sessions(reading):
        found[GapKind.UNMET_SESSION, participant, monday] = count
    return found


def check_gaps_told(reading: ScheduleReading) -> Iterator[Violation]:
    """gaps: ensures one row with the right count for each gap, and no row without one."""
    gaps = gaps_of(reading)
    rows = Counter((gap.kind, gap.what, gap.day) for gap in reading.schedule.gaps)
    for kind, what, day in sorted(set(gaps) - set(rows)):
        yield Violation(
            "gaps", f"The gap {kind}, {what} on {day}, of {gaps[kind, what, day]} is not told."
        )
    for (kind, what, day), times in sorted(rows.items()):
        if times > 1:
            yield Violation("gaps", f"The gap {kind}, {what} on {day}, is told {times} times.")
        if (kind, what, day) not in gaps:
            yield Violation("gaps", f"The gap {kind}, {what} on {day}, is told; nothing is open.")
    for gap in reading.schedule.gaps:
        count = gaps.get((gap.kind, gap.what, gap.day), gap.count)
        if gap.count != count:
            yield Violation(
                "gaps",
                f"The gap {gap.kind}, {gap.what} on {gap.day}, is told as {gap.count}; it is"
                f" {count}.",
            )
        if not gap.explanation.strip():
            yield Violation(
                "gaps", f"The gap {gap.kind}, {gap.what} on {gap.day}, explains nothing."
            )


def check_reasons(reading: ScheduleReading) -> Iterator[Violation]:
    """gaps: ensures that each gap's reason is the first that applies to the plan as it is.

    Gaps of the past are not asked for a reason: nobody can fill them any more.
    """
    gaps = gaps_of(reading)
    for gap in reading.schedule.gaps:
        if (gap.kind, gap.what, gap.day) not in gaps:
            continue
        reason = reason_of(reading, gap.kind, gap.what, gap.day)
        if reason is not None and reason is not gap.reason:
            yield Violation(
                "gaps",
                f"The gap {gap.kind}, {gap.what} on {gap.day}, is put down to {gap.reason}; the"
                f" first reason that applies is {reason}.",
            )
