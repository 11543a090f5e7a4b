"""Rule S10: a primary worker for everybody in service, allowed, kept and not overloaded."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from planner.check.reading import Reading
from planner.check.services import ServicePeriod
from planner.check.violations import Violation
from planner.check.wording import counted
from planner.domain.participants import ConflictKind, Participant, WishRule
from planner.domain.programme import Programme
from planner.domain.sentences import Sentence, joined, told
from planner.domain.staffing import StaffMember


def check_workers_allowed(reading: Reading) -> Iterator[Violation]:
    """S10: ensures that each service has a worker and that the worker is allowed.

    A committed assignment is kept whoever it names, so it is not judged.
    """
    staff = {member.code: member for member in reading.programme.staff}
    for service in reading.services:
        member = staff.get(service.worker)
        person = reading.people.get(service.participant)
        if not service.worker and service not in reading.missing_support:
            why = told("No primary worker is named for {service}.", service=service.words)
            yield Violation("S10", why)
        kept = reading.fixed_worker.get(service.participant) == service.worker
        if member is not None and person is not None and not kept:
            for reason in worker_faults(reading.programme, person, member):
                why = told(
                    "{worker} may not be the worker of {service}: {reason}",
                    worker=member.code,
                    service=service.words,
                    reason=reason,
                )
                yield Violation("S10", why)


def worker_faults(
    programme: Programme, person: Participant, member: StaffMember
) -> Iterator[Sentence]:
    """Why a member of staff may not be somebody's primary worker, one sentence each."""
    if "one_on_one" not in member.skills:
        yield told("the skill one_on_one is missing.")
    asks_language = person.language_rule is WishRule.REQUIRED and bool(person.languages)
    if asks_language and not set(person.languages) & set(member.languages):
        yield told(
            "a required language ({languages}) is not spoken.",
            languages=joined(person.languages, ", "),
        )
    asks_gender = person.worker_gender_rule is WishRule.REQUIRED and person.worker_gender != "any"
    if asks_gender and member.gender != person.worker_gender:
        yield told("the required gender is {gender}.", gender=person.worker_gender)
    pair = (person.code, member.code)
    if any(
        conflict.kind is ConflictKind.STAFF and (conflict.first, conflict.second) == pair
        for conflict in programme.conflicts
    ):
        yield told("the two are in conflict.")


def check_assignments_kept(reading: Reading) -> Iterator[Violation]:
    """S10: ensures that a committed assignment holds for all services of the participant."""
    for service in reading.services:
        fixed = reading.fixed_worker.get(service.participant)
        if fixed and service.worker and service.worker != fixed:
            yield Violation(
                "S10",
                told(
                    "{worker} is the worker of {service}; the committed assignment to {fixed} is"
                    " kept.",
                    worker=service.worker,
                    service=service.words,
                    fixed=fixed,
                ),
            )


def check_one_worker(reading: Reading) -> Iterator[Violation]:
    """S10: ensures that nobody has two primary workers on one day."""
    for one, other in combinations(reading.services, 2):
        if one.participant == other.participant and one.worker and other.worker:
            start, end = max(one.start, other.start), min(one.end, other.end)
            if start < end and one.worker != other.worker:
                yield Violation(
                    "S10",
                    told(
                        "{participant} has the primary workers {first} and {second} from {start}"
                        " to {end}; everybody in service has one.",
                        participant=one.participant,
                        first=one.worker,
                        second=other.worker,
                        start=start,
                        end=end,
                    ),
                )


def check_support_length(reading: Reading) -> Iterator[Violation]:
    """S10: ensures that a planned support service lasts the weeks that the programme gives."""
    weeks = reading.programme.support.weeks
    for row in reading.planned_support:
        end = row.start + timedelta(weeks=weeks)
        if row.end != end:
            yield Violation(
                "S10",
                told(
                    "The support service of {participant} from {start} ends on {claim}; it lasts"
                    " {weeks}, until {end}.",
                    participant=row.participant,
                    start=row.start,
                    claim=row.end,
                    weeks=counted(weeks, "weeks"),
                    end=end,
                ),
            )


def check_caseload(reading: Reading) -> Iterator[Violation]:
    """S10: ensures that no worker gets more participants on a day than the caseload allows.

    Where the commitments alone exceed it, nobody is added. The participants of a worker change
    only where a service starts or ends, so those days decide; the first bad one is named.
    """
    services = [with_fixed_worker(reading, service) for service in reading.services]
    for member in reading.programme.staff:
        own = [service for service in services if service.worker == member.code]
        committed = [s for s in reading.committed_services if s.worker == member.code]
        for day in sorted({turn for service in own for turn in (service.start, service.end)}):
            now = {service.participant for service in own if service.covers(day)}
            kept = {service.participant for service in committed if service.covers(day)}
            if len(now) > member.caseload and now - kept:
                yield Violation(
                    "S10",
                    told(
                        "{worker} is the primary worker of {people} on {day} ({codes}); the"
                        " caseload is {caseload}.",
                        worker=member.code,
                        people=counted(len(now), "participants"),
                        day=day,
                        codes=joined(sorted(now), ", "),
                        caseload=member.caseload,
                    ),
                )
                break


def with_fixed_worker(reading: Reading, service: ServicePeriod) -> ServicePeriod:
    """A committed service with its committed worker, whatever the plan says."""
    fixed = reading.fixed_worker.get(service.participant)
    if service.is_planned or not fixed:
        return service
    return ServicePeriod(
        service.participant, service.start, service.end, service.kind, False, fixed
    )
