"""What must hold of each referral: placed or unplaced, once, under its own service."""

from collections import Counter
from collections.abc import Iterator

from planner.check.reading import Reading, is_left_to_a_person
from planner.check.violations import Violation
from planner.check.wording import A_REFERRAL, A_SERVICE, SERVICES
from planner.domain.participants import Referral, ReferralStatus, Service
from planner.domain.plan import Reason
from planner.domain.sentences import told


def placed(reading: Reading) -> set[tuple[str, Service]]:
    """Participant and service of every planned row: a resident's enrolment is part of her stay."""
    residents = {row.participant for row in reading.planned_stays}
    found = {(participant, Service.RESIDENTIAL) for participant in residents}
    found |= {
        (row.participant, Service.DAY_PROGRAM)
        for row in reading.joining
        if row.participant not in residents
    }
    return found | {(row.participant, Service.SUPPORT) for row in reading.planned_support}


def check_planned_were_asked_for(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that nothing is planned without a referral under consideration."""
    for participant, service in sorted(placed(reading)):
        if reading.referral(participant, service) is None:
            yield Violation(
                "rows",
                told(
                    "A {service} is planned for {participant}, who has no such referral under"
                    " consideration.",
                    service=A_SERVICE[service],
                    participant=participant,
                ),
            )


def check_placed_or_unplaced(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that each referral under consideration is placed or unplaced, not both."""
    placed_here = placed(reading)
    listed = {(row.participant, row.service) for row in reading.plan.unplaced}
    for key in sorted(reading.referrals):
        participant, service = key
        if key in placed_here and key in listed:
            why = told(
                "The {referral} of {participant} is both placed and unplaced.",
                referral=A_REFERRAL[service],
                participant=participant,
            )
            yield Violation("rows", why)
        if key not in placed_here and key not in listed:
            why = told(
                "The {referral} of {participant} is neither placed nor unplaced.",
                referral=A_REFERRAL[service],
                participant=participant,
            )
            yield Violation("rows", why)


def check_unplaced_rows(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that unplaced rows name a waiting referral, once, with an explanation."""
    waiting = {
        (referral.participant, referral.service)
        for referral in reading.programme.referrals
        if referral.status is ReferralStatus.WAITING
    }
    counts = Counter((row.participant, row.service) for row in reading.plan.unplaced)
    for (participant, service), count in sorted(counts.items()):
        if participant not in reading.people:
            why = told(
                "An unplaced row names the unknown participant {participant}.",
                participant=participant,
            )
            yield Violation("rows", why)
        elif (participant, service) not in waiting:
            why = told(
                "{participant} is unplaced for {service} and waits for no such service.",
                participant=participant,
                service=SERVICES[service],
            )
            yield Violation("rows", why)
        if count > 1:
            why = told(
                "The {referral} of {participant} is unplaced {number} times.",
                referral=A_REFERRAL[service],
                participant=participant,
                number=count,
            )
            yield Violation("rows", why)
    for row in reading.plan.unplaced:
        if not row.explanation.strip():
            why = told(
                "The unplaced row of {participant} explains nothing.", participant=row.participant
            )
            yield Violation("rows", why)


def check_minors(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that ``minor_protocol`` is given to those left to a person, and to no other."""
    left_to_a_person = {
        (referral.participant, referral.service)
        for referral in reading.programme.referrals
        if is_waiting_minor(reading, referral)
    }
    listed = {
        (row.participant, row.service)
        for row in reading.plan.unplaced
        if row.reason is Reason.MINOR_PROTOCOL
    }
    for participant, _ in sorted(left_to_a_person - listed):
        yield Violation(
            "rows",
            told(
                "{participant} may not live in an adult residence and is not unplaced with the"
                " reason minor_protocol.",
                participant=participant,
            ),
        )
    for participant, service in sorted(listed - left_to_a_person):
        yield Violation(
            "rows",
            told(
                "{participant} is unplaced for {service} with the reason minor_protocol, which"
                " does not apply.",
                participant=participant,
                service=SERVICES[service],
            ),
        )


def is_waiting_minor(reading: Reading, referral: Referral) -> bool:
    """Whether the referral waits and is left for a person to decide."""
    return referral.status is ReferralStatus.WAITING and is_left_to_a_person(
        reading.programme, referral
    )
