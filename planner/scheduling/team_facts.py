"""Who may be her primary worker, who is full, and which weeks lack minutes (S10, S11)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from planner.domain.participants import ConflictKind, WishRule
from planner.domain.staffing import StaffMember
from planner.scheduling.alone import Alone, Found
from planner.scheduling.services import CommittedServices
from planner.scheduling.wording import START_NOUN, count, listing
from solver.stays.problem import held

_MOST_LISTED = 3


def full_stretches(alone: Alone, free: Sequence[int]) -> list[tuple[date, date]]:
    """The stretches ``[from, until)`` on which nothing is free, within her reach."""
    as_of = alone.programme.as_of
    last = min((alone.touched_end - as_of).days, len(free) - 1)
    stretches: list[tuple[date, date]] = []
    for number in range((alone.first_day - as_of).days, last):
        day, after = (as_of + timedelta(days=n) for n in (number, number + 1))
        if held(free, number) > 0:
            continue
        if stretches and stretches[-1][1] == day:
            stretches[-1] = stretches[-1][0], after
        else:
            stretches.append((day, after))
    return [(first, _full_until(alone, free, end)) for first, end in stretches]


def _full_until(alone: Alone, free: Sequence[int], end: date) -> date:
    as_of = alone.programme.as_of
    while (end - as_of).days < len(free) - 1 and held(free, (end - as_of).days) == 0:
        end += timedelta(days=1)
    return end


def worker_sentences(alone: Alone) -> Iterator[str]:
    """Which requirement nobody meets, or until when those who meet them are full."""
    allowed = alone.problem.cases[0].workers
    staff = alone.programme.staff
    kept = CommittedServices(alone.programme).worker_by_participant.get(alone.participant.code)
    if kept:
        state = _state(alone, allowed[0]) if allowed else "is not on staff"
        yield f"Her committed worker is {kept}, who {state}."
    elif not allowed:
        yield _nobody(alone)
    elif len(allowed) == 1:
        yield f"The only worker who may support her, {staff[allowed[0]].code}, " + (
            f"{_state(alone, allowed[0])}."
        )
    else:
        states = "; ".join(f"{staff[w].code} {_state(alone, w)}" for w in allowed)
        yield f"Of the {len(allowed)} workers who may support her, {states}."
    waiting = alone.without_worker
    if waiting and allowed:
        need = "needs" if len(waiting) == 1 else "need"
        yield f"In service without a committed worker, {listing(waiting)} {need} one too."


def minutes_sentences(alone: Alone, found: Found) -> Iterator[str]:
    """The weeks of her first possible service that lack minutes."""
    problem = alone.problem
    committed = dict(problem.cases[0].committed_minutes)
    as_of = alone.programme.as_of
    start, end = ((day - as_of).days for day in (found.start, found.end))
    begun, lacking = problem.week_of(start), []
    for week in range(begun, problem.week_of(end - 1) + 1):
        needed = held(problem.minutes_by_age, week - begun) - committed.get(week, 0)
        free = held(problem.minutes_free, week)
        if needed > free:
            monday = as_of + timedelta(days=problem.monday_of(week))
            lacking.append(
                f"{count(needed - free, 'minute')} in the week of {monday}"
                f" ({needed} needed, {free} free)"
            )
    more = len(lacking) - _MOST_LISTED
    rest = [f"some in {count(more, 'later week')}"] if more > 0 else []
    noun = START_NOUN[alone.referral.service]
    yield (
        f"With the {noun} on {found.start} the team would lack support minutes:"
        f" {listing([*lacking[:_MOST_LISTED], *rest])}."
    )


def _nobody(alone: Alone) -> str:
    """The requirements that no member of staff meets together."""
    person = alone.participant
    able = [member for member in alone.programme.staff if "one_on_one" in member.skills]
    if not able:
        return "Nobody on staff has the skill one_on_one."
    wishes = []
    if person.language_rule is WishRule.REQUIRED and person.languages:
        wishes.append(f"language {listing(person.languages, 'or')}")
    if person.worker_gender_rule is WishRule.REQUIRED and person.worker_gender != "any":
        wishes.append(f"gender {person.worker_gender}")
    apart = [member.code for member in able if _kept_apart(alone, member)]
    meets = f" meets {listing(wishes)}" if wishes else ""
    conflict = f" without a conflict with her (in conflict: {listing(apart)})" if apart else ""
    return f"Nobody with one_on_one{meets or ' is left'}{conflict}."


def _kept_apart(alone: Alone, member: StaffMember) -> bool:
    return any(
        conflict.kind is ConflictKind.STAFF
        and (conflict.first, conflict.second) == (alone.participant.code, member.code)
        for conflict in alone.programme.conflicts
    )


def _state(alone: Alone, worker: int) -> str:
    member = alone.programme.staff[worker]
    if member.caseload == 0:
        return "has a caseload of 0 participants"
    spans = [
        f"from {first} until {end}" if first > alone.first_day else f"until {end}"
        for first, end in full_stretches(alone, alone.problem.caseload_free[worker])
    ]
    limit = f"(caseload of {count(member.caseload, 'participant')})"
    return f"is full {listing(spans)} {limit}" if spans else f"has room {limit}"
