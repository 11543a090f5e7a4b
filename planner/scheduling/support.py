"""The primary workers' caseload and the team's minutes that the commitments leave (S10, S11)."""

from collections.abc import Sequence

from planner.domain.participants import Referral
from planner.domain.plan import Reason
from planner.scheduling.context import NEVER, Context, free_by_day
from planner.scheduling.services import available_minutes, may_support, minutes_at_age
from solver.stays.problem import Anchor, merged


def workers(context: Context, participant: str) -> tuple[int, ...]:
    """Who may be her primary worker, as indices of staff: only the committed one, if any (S10)."""
    if context.lifts(Reason.WORKER):
        return (0,)
    staff = context.programme.staff
    kept = context.services.worker_by_participant.get(participant)
    if kept is not None:
        return tuple(i for i, member in enumerate(staff) if member.code == kept)
    person = context.programme.participant_by_code[participant]
    return tuple(
        i for i, member in enumerate(staff) if may_support(context.programme, person, member)
    )


def without_worker(context: Context) -> tuple[str, ...]:
    """Everybody in a committed service whom no assignment gives a worker."""
    services = context.services
    return tuple(
        participant
        for participant in sorted(services.ranges_by_participant)
        if participant not in services.worker_by_participant
    )


def anchors(context: Context, referrals: Sequence[Referral]) -> tuple[Anchor, ...]:
    """Those who need a worker for their committed service, in the order of ``without_worker``."""
    case_of = {referral.participant: i for i, referral in enumerate(referrals)}
    return tuple(
        Anchor(
            workers(context, participant),
            context.days.spans(context.services.ranges_by_participant[participant]),
            case_of.get(participant),
        )
        for participant in without_worker(context)
    )


def caseload_free(context: Context) -> tuple[tuple[int, ...], ...]:
    """Room in each worker's caseload by day, committed assignments taken off (S10)."""
    if context.lifts(Reason.WORKER):
        return ((NEVER,),)
    spans_by_worker: dict[str, list[tuple[int, int]]] = {}
    for participant, worker in context.services.worker_by_participant.items():
        ranges = context.services.ranges_by_participant.get(participant, ())
        spans = merged(context.days.spans(ranges))
        spans_by_worker.setdefault(worker, []).extend(spans)
    return tuple(
        free_by_day(member.caseload, spans_by_worker.get(member.code, []))
        for member in context.programme.staff
    )


def minutes_by_age(context: Context) -> tuple[int, ...]:
    """Support minutes a week by the age of a service in weeks; the last holds for ever."""
    phases = context.programme.support.phases
    last = max((phase.from_week for phase in phases), default=0)
    return tuple(minutes_at_age(context.programme, week) for week in range(last + 1))


def minutes_free(context: Context, last_day: int) -> tuple[int, ...]:
    """Minutes that the commitments leave in each week up to that of ``last_day`` (S11)."""
    if context.lifts(Reason.MINUTES):
        return (NEVER,)
    found = context.minutes_free_until
    if last_day not in found:
        found[last_day] = _minutes_free(context, context.days.week(context.days.on(last_day)) + 1)
    return found[last_day]


def _minutes_free(context: Context, weeks: int) -> tuple[int, ...]:
    committed = [0] * weeks
    for participant in context.services.ranges_by_participant:
        for week, minutes in committed_minutes(context, participant, weeks):
            committed[week] += minutes
    mondays = map(context.days.monday, range(weeks))
    return tuple(
        max(0, available_minutes(context.programme, monday) - taken)
        for monday, taken in zip(mondays, committed, strict=True)
    )


def committed_minutes(
    context: Context, participant: str, weeks: int = NEVER
) -> tuple[tuple[int, int], ...]:
    """The first weeks, with minutes, in which some of her support is committed already (S11).

    A service without an end counts for as many ``weeks`` as are asked for.
    """
    ranges = context.services.ranges_by_participant.get(participant, ())
    first = max(0, min((context.days.week(r.start) for r in ranges), default=0))
    ends = [context.days.week(r.end) + 1 if r.end else weeks for r in ranges]
    pairs = (
        (week, context.services.minutes_in_week(participant, context.days.monday(week)))
        for week in range(first, min(weeks, max(ends, default=0)))
    )
    return tuple((week, minutes) for week, minutes in pairs if minutes)
