"""Rule R5: shifts and activities have no more people than they need, and run when they may."""

from collections.abc import Iterator

from planner.check.roster.calendar import (
    cover_of,
    staff_wanted,
    why_no_activity,
    why_no_shift,
)
from planner.check.roster.duties import Duty, DutyKind
from planner.check.roster.reading import ScheduleReading
from planner.check.violations import Violation
from planner.domain.sentences import joined, told


def check_runs(reading: ScheduleReading) -> Iterator[Violation]:
    """R5: ensures that nobody is on a shift, and no activity listed, when it does not run."""
    programme = reading.programme
    shifts = {(d.code, d.day) for d in reading.duties if d.kind is DutyKind.SHIFT}
    activities = {(row.activity, row.day) for row in reading.activities}
    for code, day in sorted(shifts):
        why = why_no_shift(programme, reading.shift_types[code], day)
        if why and reading.is_new(day):
            words = told("The shift {code} on {day} has staff; {why}.", code=code, day=day, why=why)
            yield Violation("R5", words)
    for code, day in sorted(activities):
        why = why_no_activity(programme, reading.activity_types[code], day)
        if why and reading.is_new(day):
            words = told(
                "The activity {code} is planned on {day}; {why}.", code=code, day=day, why=why
            )
            yield Violation("R5", words)


def check_not_too_many(reading: ScheduleReading) -> Iterator[Violation]:
    """R5: ensures that no shift or activity has more people than asked for, unless locked.

    A cover row with a surplus cost lets a shift have more.
    """
    programme = reading.programme
    for (kind, code, day), duties in sorted(reading.on_duty.items()):
        if kind is DutyKind.SESSION or not reading.is_new(day):
            continue
        if kind is DutyKind.ACTIVITY:
            wanted = reading.activity_types[code].facilitators
            what = told("The activity {code} on {day}", code=code, day=day)
        else:
            wanted = staff_wanted(programme, reading.shift_types[code], day)
            what = told("The shift {code} on {day}", code=code, day=day)
            cover = cover_of(programme, code, day)
            if cover is not None and cover.surplus_cost is not None:
                continue
        if len(duties) > max(wanted, locked_among(duties)):
            yield Violation(
                "R5",
                told(
                    "{what} has {number} people ({names}); it asks for {wanted}, and {locked} are"
                    " locked.",
                    what=what,
                    number=len(duties),
                    names=joined((duty.staff for duty in duties), ", "),
                    wanted=wanted,
                    locked=locked_among(duties),
                ),
            )


def locked_among(duties: list[Duty]) -> int:
    """How many of the duties are locked."""
    return sum(duty.is_kept for duty in duties)
