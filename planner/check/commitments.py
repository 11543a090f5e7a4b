"""Rule S12: commitments stay as they are."""

from collections.abc import Iterator

from planner.check.reading import Reading
from planner.check.violations import Violation
from planner.check.wording import STATUSES
from planner.domain.sentences import told


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
                told(
                    "The {status} stay of {participant} in bed {bed}, {admission} to {discharge},"
                    " is changed or missing; commitments stay as they are.",
                    status=STATUSES[stay.status],
                    participant=stay.participant,
                    bed=stay.bed,
                    admission=stay.admission,
                    discharge=stay.discharge,
                ),
            )


def check_enrolments_kept(reading: Reading) -> Iterator[Violation]:
    """S12: ensures that each committed enrolment that goes on is in the plan, unchanged."""
    listed = {(row.participant, row.start, row.end, row.status) for row in reading.plan.enrolments}
    for row in reading.kept:
        if (row.participant, row.start, row.end, row.status) not in listed:
            yield Violation(
                "S12",
                told(
                    "The {status} enrolment of {participant}, {start} to {end}, is changed or"
                    " missing; commitments stay as they are.",
                    status=STATUSES[row.status],
                    participant=row.participant,
                    start=row.start,
                    end=row.end,
                ),
            )


def check_workers_kept(reading: Reading) -> Iterator[Violation]:
    """S12: ensures that a committed service keeps its committed worker."""
    for service in reading.services:
        fixed = reading.fixed_worker.get(service.participant)
        if fixed and service.worker and service.worker != fixed and not service.is_planned:
            yield Violation(
                "S12",
                told(
                    "The worker of {service} is {worker}; the commitment is to {fixed}.",
                    service=service.words,
                    worker=service.worker,
                    fixed=fixed,
                ),
            )
