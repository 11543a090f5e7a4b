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
from planner.check.wording import GAP_KINDS, GAP_REASONS
from planner.domain.schedule import GapKind
from planner.domain.sentences import Sentence, told

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


def _named(kind: GapKind, what: str, day: date) -> Sentence:
    return told("The gap {kind}, {what} on {day},", kind=GAP_KINDS[kind], what=what, day=day)


def check_gaps_told(reading: ScheduleReading) -> Iterator[Violation]:
    """gaps: ensures one row with the right count for each gap, and no row without one."""
    gaps = gaps_of(reading)
    rows = Counter((gap.kind, gap.what, gap.day) for gap in reading.schedule.gaps)
    for kind, what, day in sorted(set(gaps) - set(rows)):
        why = told(
            "{gap} of {number} is not told.",
            gap=_named(kind, what, day),
            number=gaps[kind, what, day],
        )
        yield Violation("gaps", why)
    for (kind, what, day), times in sorted(rows.items()):
        if times > 1:
            why = told("{gap} is told {number} times.", gap=_named(kind, what, day), number=times)
            yield Violation("gaps", why)
        if (kind, what, day) not in gaps:
            why = told("{gap} is told; nothing is open.", gap=_named(kind, what, day))
            yield Violation("gaps", why)
    for gap in reading.schedule.gaps:
        count = gaps.get((gap.kind, gap.what, gap.day), gap.count)
        if gap.count != count:
            why = told(
                "{gap} is told as {claim}; it is {number}.",
                gap=_named(gap.kind, gap.what, gap.day),
                claim=gap.count,
                number=count,
            )
            yield Violation("gaps", why)
        if not gap.explanation.strip():
            why = told("{gap} explains nothing.", gap=_named(gap.kind, gap.what, gap.day))
            yield Violation("gaps", why)


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
                told(
                    "{gap} is put down to {claim}; the first reason that applies is {reason}.",
                    gap=_named(gap.kind, gap.what, gap.day),
                    claim=GAP_REASONS[gap.reason],
                    reason=GAP_REASONS[reason],
                ),
            )
