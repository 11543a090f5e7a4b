"""The use case: say where one participant is in a plan, or which rule keeps her out of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from planner.check.roster.reading import read_schedule
from planner.domain.day_program import EnrolmentStatus
from planner.domain.errors import PlannerError
from planner.domain.participants import Referral, ReferralStatus, Service
from planner.domain.plan import Reason, StayPlan
from planner.domain.programme import Programme
from planner.domain.stays import StayStatus
from planner.scheduling.commitments import check_commitments
from planner.scheduling.explain import explain_referral
from planner.services.plans.checking import read_pair
from planner.services.plans.explaining_schedule import participant_in_schedule

_SERVICE_WORDS = {
    Service.RESIDENTIAL: "residential",
    Service.DAY_PROGRAM: "day-program",
    Service.SUPPORT: "support",
}


class QuestionError(PlannerError):
    """The question cannot be answered as it was asked."""


def explain_participant(
    data: Path, out: Path, participant: str, by: date | None = None
) -> list[str]:
    """Sentences on a participant of the plan folder ``out``; with ``by``, why not by that date.

    Raises:
        InputError: one of the folders cannot be read.
        QuestionError: the participant is not known, or waits for nothing that could start.
        CommitmentError: the commitments break a hard rule, so nothing can be planned.
    """
    pair = read_pair(data, out)
    plan = pair.plan.stays
    if participant not in pair.programme.participant_by_code:
        raise QuestionError(
            f"There is no participant {participant}; accepted: a code of participants.csv."
        )
    sentences = [
        *_stays(plan, participant),
        *_enrolments(plan, participant),
        *_support(plan, participant),
        *_unplaced(plan, participant),
        *_not_considered(pair.programme, participant),
    ]
    if not sentences:
        sentences = [f"{participant} is in no service and waits for none in this plan."]
    if pair.plan.schedule is not None:
        reading = read_schedule(pair.programme, plan, pair.plan.schedule)
        sentences += participant_in_schedule(reading, participant)
    if by is not None:
        sentences += _by_date(pair.programme, plan, participant, by)
    return sentences


def _stays(plan: StayPlan, participant: str) -> Iterator[str]:
    for row in plan.stays:
        if row.participant == participant:
            wait = (
                f" Admission is {_days(row.waiting_days)} after she is ready."
                if row.waiting_days is not None
                else ""
            )
            yield (
                f"{participant} is in bed {row.bed} from {row.admission} to {row.discharge},"
                f" {row.days} nights ({_status(row.status)}), with primary worker"
                f" {row.staff or 'nobody'}.{wait}"
            )


def _enrolments(plan: StayPlan, participant: str) -> Iterator[str]:
    for row in plan.enrolments:
        if row.participant == participant:
            yield (
                f"{participant} is in the day program from {row.start} to {row.end}"
                f" ({_status(row.status)})."
            )


def _support(plan: StayPlan, participant: str) -> Iterator[str]:
    stays = {(row.participant, row.admission, row.discharge) for row in plan.stays}
    for row in plan.support:
        if row.participant == participant and (participant, row.start, row.end) not in stays:
            yield (
                f"{participant} has one-on-one support from {row.start} to {row.end} with"
                f" primary worker {row.staff}."
            )


def _unplaced(plan: StayPlan, participant: str) -> Iterator[str]:
    for row in plan.unplaced:
        if row.participant == participant:
            yield (
                f"The {_SERVICE_WORDS[row.service]} referral of {participant} is not placed"
                f" ({row.reason}). {row.explanation}"
            )


def _not_considered(programme: Programme, participant: str) -> Iterator[str]:
    for row in programme.referrals:
        if row.participant == participant and row.status is not ReferralStatus.WAITING:
            yield (
                f"The {_SERVICE_WORDS[row.service]} referral of {participant}, received"
                f" {row.received}, is {_status(row.status)}; only waiting ones are planned."
            )


def _by_date(programme: Programme, plan: StayPlan, participant: str, by: date) -> Iterator[str]:
    """What keeps a participant from starting by a date: her referral alone, that its latest day."""
    referral = next(
        (row for row in programme.waiting_referrals if row.participant == participant), None
    )
    if referral is None:
        raise QuestionError(f"{participant} has no waiting referral, so no start can be asked for.")
    if by < programme.as_of:
        raise QuestionError(
            f"{by} is before the planning date; accepted: {programme.as_of} or later."
        )
    start = _start_in(plan, referral)
    if start is not None and start <= by:
        yield f"She starts on {start}, which is by {by}."
        return
    check_commitments(programme)
    explanation = explain_referral(programme, replace(referral, latest=by))
    yield f"By {by}: {explanation.reason or Reason.OUTRANKED}. {explanation.text}"
    found = explanation.possible
    if found is not None and referral.latest is not None and found.start > referral.latest:
        yield f"That is after her own latest day, {referral.latest}."


def _start_in(plan: StayPlan, referral: Referral) -> date | None:
    """When the service of a referral starts in a plan; None where it is not placed."""
    who = referral.participant
    if any((row.participant, row.service) == (who, referral.service) for row in plan.unplaced):
        return None
    if referral.service is Service.RESIDENTIAL:
        planned = StayStatus.PLANNED
        starts = [r.admission for r in plan.stays if r.participant == who and r.status is planned]
    elif referral.service is Service.DAY_PROGRAM:
        joining = EnrolmentStatus.PLANNED
        starts = [r.start for r in plan.enrolments if r.participant == who and r.status is joining]
    else:
        starts = [row.start for row in plan.support if row.participant == who]
    return max(starts, default=None)


def _status(status: StayStatus | EnrolmentStatus | ReferralStatus) -> str:
    return str(status).replace("_", " ")


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"
