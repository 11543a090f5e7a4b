"""Where and when a referral may be admitted, against calendar and commitments (S1-S7)."""

from collections.abc import Iterable

from planner.domain.clock import DateRange
from planner.domain.day_program import EntryRule
from planner.domain.participants import Referral, Service
from planner.domain.plan import Reason
from planner.domain.programme import LengthLimits
from planner.domain.stays import Bed, Stay
from planner.scheduling.context import NEVER, Context
from planner.scheduling.program import begins_cohort, may_start
from solver.stays.problem import Opening


def bed_openings(
    context: Context, referral: Referral, limits: LengthLimits, proposal: Stay | None
) -> tuple[Opening, ...]:
    """Every bed that suits a referral, with the days on which she may be admitted to it.

    Where the previous plan proposed a stay, that very stay is an opening of its own.
    """
    moved = context.programme.stay_costs.moved_stay if proposal else 0
    openings = []
    for index, bed in enumerate(context.programme.beds):
        if _suits(context, referral, bed):
            opening = _opening(context, referral, limits, index, moved)
            openings.append(opening)
            if proposal and proposal.bed == bed.code:
                openings.extend(_kept_opening(context, opening, proposal))
    return tuple(opening for opening in openings if opening.start_days)


def service_openings(context: Context, referral: Referral) -> tuple[Opening, ...]:
    """A day-program or support service: a start and a fixed length.

    An enrolment that starts inside her own stay belongs to the stay and does not count again.
    """
    programme = context.programme
    in_program = referral.service is Service.DAY_PROGRAM
    weeks = programme.day_program.weeks if in_program else programme.support.weeks
    starts = _start_days(context, referral)
    if in_program and not context.lifts(Reason.PROGRAM):
        if context.services.kept_enrolment(referral.participant):
            starts = ()
        elif programme.day_program.entry is EntryRule.COHORT:
            starts = tuple(day for day in starts if begins_cohort(context, day))
    stays = [s for s in context.services.stays if s.participant == referral.participant]
    nights = context.days.spans(DateRange(s.admission, s.discharge) for s in stays)
    openings = []
    for counts in (True, False):
        chosen = tuple(
            day
            for day in starts
            if counts != (in_program and any(first <= day < end for first, end in nights))
        )
        ends = tuple(day + 7 * weeks for day in chosen)
        openings.append(Opening(None, chosen, ends, ends, counts=counts))
    return tuple(opening for opening in openings if opening.start_days)


def _opening(
    context: Context, referral: Referral, limits: LengthLimits, bed: int, cost: int
) -> Opening:
    blocked = _blocked_nights(context, referral.participant, context.programme.beds[bed])
    crowded = _days_near_admissions(context, context.programme.beds[bed].house)
    rows = []
    for start in _start_days(context, referral):
        night_blocked = any(first <= start < end for first, end in blocked)
        if start in crowded or night_blocked:
            continue
        next_block = min((first for first, _ in blocked if first > start), default=NEVER)
        earliest, latest = start + limits.min_days, min(start + limits.max_days, next_block)
        if earliest <= latest:
            rows.append((start, earliest, latest))
    starts, earliest_ends, latest_ends = zip(*rows, strict=True) if rows else ((), (), ())
    return Opening(bed, starts, earliest_ends, latest_ends, cost)


def _kept_opening(context: Context, opening: Opening, proposal: Stay) -> Iterable[Opening]:
    """The proposed stay exactly as it was: nothing is paid for moving it."""
    start, end = context.days.number(proposal.admission), context.days.number(proposal.discharge)
    if start in opening.start_days:
        index = opening.start_days.index(start)
        if opening.earliest_ends[index] <= end <= opening.latest_ends[index]:
            yield Opening(opening.bed, (start,), (end,), (end,))


def _suits(context: Context, referral: Referral, bed: Bed) -> bool:
    if context.lifts(Reason.BED):
        return True
    participant = context.programme.participant_by_code[referral.participant]
    return participant.needs <= bed.features and (
        not referral.houses or bed.house in referral.houses
    )


def _blocked_nights(context: Context, participant: str, bed: Bed) -> list[tuple[int, int]]:
    blocked: list[tuple[int, int]] = []
    if not context.lifts(Reason.BED):
        blocked += _taken_nights(context, bed) + _closed_nights(context, bed)
    if not context.lifts(Reason.CONFLICT):
        blocked += _conflict_nights(context, participant, bed.house)
    return blocked


def _taken_nights(context: Context, bed: Bed) -> list[tuple[int, int]]:
    turnover = context.programme.stay_rules.turnover_days
    number = context.days.number
    return [
        (number(stay.admission) - turnover, number(stay.discharge) + turnover)
        for stay in context.services.stays
        if stay.bed == bed.code
    ]


def _closed_nights(context: Context, bed: Bed) -> list[tuple[int, int]]:
    number = context.days.number
    closed = [
        (number(closure.start), number(closure.end))
        for closure in context.programme.closures
        if closure.bed == bed.code
    ]
    if bed.opens is not None:
        closed.append((-NEVER, number(bed.opens)))
    if bed.closes is not None:
        closed.append((number(bed.closes), NEVER))
    return closed


def _conflict_nights(context: Context, participant: str, house: str) -> list[tuple[int, int]]:
    opponents = context.opponents(participant)
    number = context.days.number
    return [
        (number(stay.admission), number(stay.discharge))
        for stay in context.services.stays
        if stay.participant in opponents and context.programme.bed_by_code[stay.bed].house == house
    ]


def _days_near_admissions(context: Context, house: str) -> frozenset[int]:
    spacing = context.programme.stay_rules.min_days_between_admissions
    if context.lifts(Reason.SPACING) or spacing == 0:
        return frozenset()
    return frozenset(
        context.days.number(stay.admission) + offset
        for stay in context.services.stays
        if context.programme.bed_by_code[stay.bed].house == house
        for offset in range(1 - spacing, spacing)
    )


def length_limits(context: Context, referral: Referral) -> LengthLimits:
    """The lengths of stay that a referral allows (S7)."""
    limits = context.programme.length_limits(referral)
    if context.lifts(Reason.LENGTH):
        return LengthLimits(1, limits.target_days, NEVER)
    return limits


def _start_days(context: Context, referral: Referral) -> tuple[int, ...]:
    horizon = context.programme.stay_days
    if context.lifts(Reason.WINDOW):
        return tuple(range(horizon))
    first = max(0, context.days.number(referral.ready))
    last = horizon - 1
    if referral.latest is not None:
        last = min(last, context.days.number(referral.latest))
    return tuple(day for day in range(first, last + 1) if may_start(context, referral.service, day))
