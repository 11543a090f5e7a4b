"""Rule S12: commitments stay as they are."""

from collections.abc import Iterator

from planner.check.reading import Reading
from planner.check.violations import Violation


def check_stays_kept(reading: Reading) -> Iterator[Violation]:
    """S12: ensures that each committed stay that goes on is in the plan, unchanged."""
    listed = {
        (row.participant, row.bed, row.admission, row.discharge, row.status)
        for row in reading.plan.stays
    }
    for stay in reading.current:
        cells = (stay.participant, stay.bed, stay.admission, stay.discharge, stay.status)
        if cells not in listed:
            yield Violation(
                "S12",
                f"The {stay.status} stay of {stay.participant} in bed {stay.bed},"
                f" {stay.admission} to {stay.discharge}, is changed or missing; commitments stay"
                " as they are.",
            )


def check_enrolments_kept(reading: Reading) -> Iterator[Violation]:
    """S12: ensures that each committed enrolment that goes on is in the plan, unchanged."""
    listed = {(row.participant, row.start, row.end, row.status) for row in reading.plan.enrolments}
    for row in reading.kept:
        if (row.participant, row.start, row.end, row.status) not in listed:
            yield Violation(
                "S12",
                f"The {row.status} enrolment of {row.participant}, {row.start} to {row.end}, is"
                " changed or missing; commitments stay as they are.",
            )


def check_workers_kept(reading: Reading) -> Iterator[Violation]:
    """S12: ensures that a committed service keeps its committed worker."""
    for service in reading.services:
        fixed = reading.fixed_worker.get(service.participant)
        if fixed and service.worker and service.worker != fixed and not service.is_planned:
            yield Violation(
                "S12",
                f"The worker of {service} is {service.worker}; the commitment is to {fixed}.",
            )
