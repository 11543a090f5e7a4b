"""What must hold of the rows of ``stays.csv`` and ``enrolments.csv`` before any rule is asked."""

from collections import Counter
from collections.abc import Iterator

from planner.check.reading import Reading, is_commitment_row, is_kept_row
from planner.check.violations import Violation
from planner.check.wording import STATUSES, counted, unknown
from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import Service
from planner.domain.plan import PlannedEnrolment, PlannedStay
from planner.domain.sentences import Sentence, told
from planner.domain.stays import StayStatus


def check_stay_codes(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that every code in the plan's stays and enrolments is known."""
    staff = {member.code for member in reading.programme.staff}
    for row in reading.plan.stays:
        what = told("{row} names", row=_named(row))
        if row.participant not in reading.people:
            yield Violation("rows", unknown(what, "participant", row.participant))
        if row.bed not in reading.beds:
            yield Violation("rows", unknown(what, "bed", row.bed))
        if row.staff and row.staff not in staff:
            yield Violation("rows", unknown(what, "worker", row.staff))
    for enrolment in reading.plan.enrolments:
        if enrolment.participant not in reading.people:
            what = told("The enrolment from {start} names", start=enrolment.start)
            yield Violation("rows", unknown(what, "participant", enrolment.participant))


def _named(row: PlannedStay) -> Sentence:
    return told(
        "The stay of {participant} from {admission}",
        participant=row.participant,
        admission=row.admission,
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
        (row.participant, told("stay from {start}", start=row.admission))
        for row in reading.plan.stays
        if row not in planned
    ]
    kept += [
        (row.participant, told("enrolment from {start}", start=row.start))
        for row in reading.plan.enrolments
        if row not in joining
    ]
    counts = Counter(kept)
    counts.update((row.participant, told("planned stay")) for row in planned)
    counts.update((row.participant, told("planned enrolment")) for row in joining)
    for (participant, what), count in sorted(counts.items()):
        if count > 1:
            why = told(
                "The {row} of {participant} is listed {number} times.",
                row=what,
                participant=participant,
                number=count,
            )
            yield Violation("rows", why)


def check_statuses(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that what is no commitment has the status ``planned``."""
    for row in planned_rows(reading):
        if row.status is not StayStatus.PLANNED:
            yield Violation(
                "rows",
                told(
                    "{stay} is {status}; it is no commitment of the programme, so its status is"
                    " planned.",
                    stay=_named(row),
                    status=STATUSES[row.status],
                ),
            )
    for enrolment in planned_enrolments(reading):
        if enrolment.status is not EnrolmentStatus.PLANNED:
            yield Violation(
                "rows",
                told(
                    "The enrolment of {participant} from {start} is {status}; it is no commitment"
                    " of the programme, so its status is planned.",
                    participant=enrolment.participant,
                    start=enrolment.start,
                    status=STATUSES[enrolment.status],
                ),
            )


def check_days(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that ``days`` is discharge less admission, and at least one."""
    for row in reading.plan.stays:
        nights = (row.discharge - row.admission).days
        what = told(
            "The stay of {participant}, {admission} to {discharge},",
            participant=row.participant,
            admission=row.admission,
            discharge=row.discharge,
        )
        if nights < 1:
            yield Violation("rows", told("{stay} ends before it has a night.", stay=what))
        if row.days != nights:
            why = told(
                "{stay} has {nights} and says {claim}.",
                stay=what,
                nights=counted(nights, "nights"),
                claim=row.days,
            )
            yield Violation("rows", why)


def check_waiting_days(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that ``waiting_days`` is start less ready, and empty for commitments."""
    planned = planned_rows(reading)
    for row in reading.plan.stays:
        referral = reading.referral(row.participant, Service.RESIDENTIAL)
        if row not in planned:
            if row.waiting_days is not None:
                why = told("{stay} is a commitment; its waiting_days are empty.", stay=_named(row))
                yield Violation("rows", why)
        elif referral is not None:
            waited = (row.admission - referral.ready).days
            if row.waiting_days != waited:
                claim = told("nothing") if row.waiting_days is None else row.waiting_days
                why = told(
                    "{stay} comes {days} after {ready}, the ready date; the row says {claim}.",
                    stay=_named(row),
                    days=counted(waited, "days"),
                    ready=referral.ready,
                    claim=claim,
                )
                yield Violation("rows", why)


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
                told(
                    "{stay} has the worker {worker}; the support row of the same stay has {named}.",
                    stay=_named(row),
                    worker=row.staff or told("nobody"),
                    named=named,
                ),
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
                told(
                    "The ended stay of {participant} from {admission} was {status}, not {claim}.",
                    participant=row.participant,
                    admission=row.admission,
                    status=STATUSES[status],
                    claim=STATUSES[row.status],
                ),
            )
