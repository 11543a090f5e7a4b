"""Rule R6: nobody in conflict with a resident is alone on a shift of her house."""

from collections.abc import Iterator
from datetime import timedelta

from planner.check.roster.duties import Duty, DutyKind, moment
from planner.check.roster.reading import ScheduleReading
from planner.check.roster.skills import HOUSE_SERVICE
from planner.check.violations import Violation
from planner.domain.participants import ConflictKind
from planner.domain.sentences import told


def check_never_alone(reading: ScheduleReading) -> Iterator[Violation]:
    """R6: ensures that the only one on a house shift is in conflict with nobody in the house."""
    for (kind, _, day), duties in sorted(reading.on_duty.items()):
        if kind is not DutyKind.SHIFT or len(duties) != 1 or not reading.is_new(day):
            continue
        for participant in residents_in_conflict(reading, duties[0]):
            yield Violation(
                "R6",
                told(
                    "{staff} is alone on {duty} and in conflict with {participant}, who is in the"
                    " house.",
                    staff=duties[0].staff,
                    duty=duties[0].words,
                    participant=participant,
                ),
            )


def residents_in_conflict(reading: ScheduleReading, shift: Duty) -> list[str]:
    """Who is in the house during a house shift and in conflict with the person on it.

    Somebody is in the house from 00:00 of the admission to 24:00 of the discharge day.
    """
    shift_type = reading.shift_types[shift.code]
    if shift_type.service != HOUSE_SERVICE:
        return []
    apart = {
        conflict.first
        for conflict in reading.programme.conflicts
        if conflict.kind is ConflictKind.STAFF and conflict.second == shift.staff
    }
    return sorted(
        {
            stay.participant
            for stay in reading.stays.stays_ever
            if stay.participant in apart
            and stay.bed in reading.stays.beds
            and reading.stays.house(stay.bed) == shift_type.house
            and shift.overlaps(
                moment(stay.admission, 0), moment(stay.discharge + timedelta(days=1), 0)
            )
        }
    )
