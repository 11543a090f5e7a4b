"""Who may be her primary worker, who is full, and which weeks lack minutes (S10, S11)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from planner.domain.participants import ConflictKind, WishRule
from planner.domain.sentences import Sentence, joined, told, told_of
from planner.domain.staffing import StaffMember
from planner.scheduling.alone import Alone, Found
from planner.scheduling.services import CommittedServices
from planner.scheduling.wording import START_NOUN, count, either, listing
from solver.stays.problem import held

_MOST_LISTED = 3
_SKILL = "one_on_one"


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


def worker_sentences(alone: Alone) -> Iterator[Sentence]:
    """Which requirement nobody meets, or until when those who meet them are full."""
    allowed = alone.problem.cases[0].workers
    staff = alone.programme.staff
    kept = CommittedServices(alone.programme).worker_by_participant.get(alone.participant.code)
    if kept:
        state = _state(alone, allowed[0]) if allowed else told("is not on staff")
        yield told("Her committed worker is {worker}, who {state}.", worker=kept, state=state)
    elif not allowed:
        yield _nobody(alone)
    elif len(allowed) == 1:
        yield told(
            "The only worker who may support her, {worker}, {state}.",
            worker=staff[allowed[0]].code,
            state=_state(alone, allowed[0]),
        )
    else:
        yield told(
            "Of the {number} workers who may support her, {states}.",
            number=len(allowed),
            states=joined((joined((staff[w].code, _state(alone, w))) for w in allowed), "; "),
        )
    waiting = alone.without_worker
    if waiting and allowed:
        yield told_of(
            len(waiting),
            "In service without a committed worker, {others} needs one too.",
            "In service without a committed worker, {others} need one too.",
            others=listing(waiting),
        )


def minutes_sentences(alone: Alone, found: Found) -> Iterator[Sentence]:
    """The weeks of her first possible service that lack minutes."""
    problem = alone.problem
    committed = dict(problem.cases[0].committed_minutes)
    as_of = alone.programme.as_of
    start, end = ((day - as_of).days for day in (found.start, found.end))
    begun, lacking = problem.week_of(start), list[Sentence]()
    for week in range(begun, problem.week_of(end - 1) + 1):
        needed = held(problem.minutes_by_age, week - begun) - committed.get(week, 0)
        free = held(problem.minutes_free, week)
        if needed > free:
            monday = as_of + timedelta(days=problem.monday_of(week))
            lacking.append(
                told(
                    "{minutes} in the week of {monday} ({needed} needed, {free} free)",
                    minutes=count(needed - free, "minute"),
                    monday=monday,
                    needed=needed,
                    free=free,
                )
            )
    more = len(lacking) - _MOST_LISTED
    rest = []
    if more > 0:
        rest = [told_of(more, "some in {n} later week", "some in {n} later weeks")]
    yield told(
        "With the {noun} on {start} the team would lack support minutes: {weeks}.",
        noun=START_NOUN[alone.referral.service],
        start=found.start,
        weeks=listing([*lacking[:_MOST_LISTED], *rest]),
    )


def _nobody(alone: Alone) -> Sentence:
    """The requirements that no member of staff meets together."""
    person = alone.participant
    able = [member for member in alone.programme.staff if _SKILL in member.skills]
    if not able:
        return told("Nobody on staff has the skill {skill}.", skill=_SKILL)
    wishes = []
    if person.language_rule is WishRule.REQUIRED and person.languages:
        wishes.append(told("language {languages}", languages=either(person.languages)))
    if person.worker_gender_rule is WishRule.REQUIRED and person.worker_gender != "any":
        wishes.append(told("gender {gender}", gender=person.worker_gender))
    apart = [member.code for member in able if _kept_apart(alone, member)]
    parts: dict[str, str] = {"skill": _SKILL}
    if wishes and apart:
        parts |= {"wishes": listing(wishes), "others": listing(apart)}
        return told(
            "Nobody with {skill} meets {wishes} without a conflict with her"
            " (in conflict: {others}).",
            **parts,
        )
    if wishes:
        return told("Nobody with {skill} meets {wishes}.", **parts, wishes=listing(wishes))
    if apart:
        return told(
            "Nobody with {skill} is left without a conflict with her (in conflict: {others}).",
            **parts,
            others=listing(apart),
        )
    return told("Nobody with {skill} is left.", **parts)


def _kept_apart(alone: Alone, member: StaffMember) -> bool:
    return any(
        conflict.kind is ConflictKind.STAFF
        and (conflict.first, conflict.second) == (alone.participant.code, member.code)
        for conflict in alone.programme.conflicts
    )


def _state(alone: Alone, worker: int) -> Sentence:
    member = alone.programme.staff[worker]
    people = count(member.caseload, "participant")
    if member.caseload == 0:
        return told("has a caseload of {people}", people=people)
    spans = [
        told("from {start} until {end}", start=first, end=end)
        if first > alone.first_day
        else told("until {end}", end=end)
        for first, end in full_stretches(alone, alone.problem.caseload_free[worker])
    ]
    if spans:
        return told("is full {spans} (caseload of {people})", spans=listing(spans), people=people)
    return told("has room (caseload of {people})", people=people)
