"""What must hold of the rows of ``stays.csv`` and ``enrolments.csv`` before any rule is asked."""

from collections import Counter
from collections.abc import Iterator

from planner.check.reading import Reading, is_commitment_row, is_kept_row
from planner.check.violations import Violation
from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import Service
from planner.domain.plan import PlannedEnrolment, PlannedStay
from planner.domain.stays import StayStatus


def check_stay_codes(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that every code in the plan's stays and enrolments is known."""
    staff = {member.code for member in reading.programme.staff}
    for row in reading.plan.stays:
        what = f"The stay of {row.participant} from {row.admission} names"
        if row.participant not in reading.people:
            yield Violation("rows", f"{what} the unknown participant {row.participant}.")
        if row.bed not in reading.beds:
            yield Violation("rows", f"{what} the unknown bed {row.bed}.")
        if row.staff and row.staff not in staff:
            yield Violation("rows", f"{what} the unknown worker {row.staff}.")
    for enrolment in reading.plan.enrolments:
        if enrolment.participant not in reading.people:
            yield Violation(
                "rows",
                f"The enrolment from {enrolment.start} names the unknown participant"
                f" {enrolment.participant}.",
            )


def planned_rows(reading: Reading) -> list[PlannedStay]:
    """All rows of the plan's stays that speak of no commitment."""
    as_of = reading.programme.as_of
    return [r for r in reading.plan.stays if not is_commitment_row(r, reading.commitments, as_of)]


def planned_enrolments(reading: Reading) -> list[PlannedEnrolment]:
    """All rows of the plan's enrolments that speak of no commitment."""
    as_of = reading.programme.as_of
    return [r for r in reading.plan.enrolments if not is_kept_row(r, reading.enrolled, as_of)]


def check_listed_once(reading: Reading) -> Iterator[Violation]:
    """rows: ensures one planned stay, one planned enrolment and no commitment twice."""
    planned, joining = planned_rows(reading), planned_enrolments(reading)
    kept = [
        (row.participant, f"stay from {row.admission}")
        for row in reading.plan.stays
        if row not in planned
    ]
    kept += [
        (row.participant, f"enrolment from {row.start}")
        for row in reading.plan.enrolments
        if row not in joining
    ]
    counts = Counter(kept)
    counts.update((row.participant, "planned stay") for row in planned)
    counts.update((row.participant, "planned enrolment") for row in joining)
    for (participant, what), count in sorted(counts.items()):
        if count > 1:
            yield Violation("rows", f"The {what} of {participant} is listed {count} times.")


def check_statuses(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that what is no commitment has the status ``planned``."""
    for row in planned_rows(reading):
        if row.status is not StayStatus.PLANNED:
            yield Violation(
                "rows",
                f"The stay of {row.participant} from {row.admission} is {row.status}; it is no"
                " commitment of the programme, so its status is planned.",
            )
    for enrolment in planned_enrolments(reading):
        if enrolment.status is not EnrolmentStatus.PLANNED:
            yield Violation(
                "rows",
                f"The enrolment of {enrolment.participant} from {enrolment.start} is"
                f" {enrolment.status}; it is no commitment of the programme, so its status is"
                " planned.",
            )


def check_days(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that ``days`` is discharge less admission, and at least one."""
    for row in reading.plan.stays:
        nights = (row.discharge - row.admission).days
        what = f"The stay of {row.participant}, {row.admission} to {row.discharge},"
        if nights < 1:
            yield Violation("rows", f"{what} ends before it has a night.")
        if row.days != nights:
            yield Violation("rows", f"{what} has {nights} nights and says {row.days}.")


def check_waiting_days(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that ``waiting_days`` is start less ready, and empty for commitments."""
    planned = planned_rows(reading)
    for row in reading.plan.stays:
        what = f"The stay of {row.participant} from {row.admission}"
        referral = reading.referral(row.participant, Service.RESIDENTIAL)
        if row not in planned:
            if row.waiting_days is not None:
                yield Violation("rows", f"{what} is a commitment; its waiting_days are empty.")
        elif referral is not None:
            waited = (row.admission - referral.ready).days
            if row.waiting_days != waited:
                yield Violation(
                    "rows",
                    f"{what} comes {waited} days after {referral.ready}, the ready date; the"
                    f" row says {'nothing' if row.waiting_days is None else row.waiting_days}.",
                )


def check_stay_workers(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that ``stays.csv`` and ``support.csv`` name the same worker of a stay."""
    worker = {
        (service.participant, service.start, service.end): service.worker
        for service in reading.services
        if service.kind is Service.RESIDENTIAL and service.worker
    }
    for row in reading.plan.stays:
        named = worker.get((row.participant, row.admission, row.discharge))
        if named is not None and row.staff != named:
            yield Violation(
                "rows",
                f"The stay of {row.participant} from {row.admission} has the worker"
                f" {row.staff or 'nobody'}; the support row of the same stay has {named}.",
            )


def check_commitment_rows(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that a row of an ended commitment, which need not appear, is unchanged."""
    ended = {
        (stay.participant, stay.bed, stay.admission, stay.discharge): stay.status
        for stay in reading.commitments
        if stay not in reading.current
    }
    for row in reading.plan.stays:
        status = ended.get((row.participant, row.bed, row.admission, row.discharge))
        if status is not None and row.status is not status:
            yield Violation(
                "rows",
                f"The ended stay of {row.participant} from {row.admission} was {status},"
                f" not {row.status}.",
            )
