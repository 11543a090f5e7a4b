"""Whether locked duties themselves break a hard rule (exit status 3), and who is never alone."""

from collections.abc import Iterator, Sequence

from planner.domain.errors import CommitmentError
from planner.domain.participants import Participant
from planner.domain.sentences import Sentence, told
from planner.domain.staffing import StaffMember
from planner.domain.support import Session
from planner.scheduling.roster.blocks import Block, blocks_by_staff, run_block, session_block
from planner.scheduling.roster.breaches import Breaches
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import Run, ShiftRun
from planner.scheduling.roster.past import past_schedule
from planner.scheduling.roster.people import may_have, most_people
from planner.scheduling.roster.sessions import blocking_activities
from planner.scheduling.services import may_support
from planner.scheduling.wording import count, dated


def check_locked(context: RosterContext) -> None:
    """Make sure that a schedule which keeps every locked row is possible.

    Raises:
        CommitmentError: with one sentence for each broken rule.
    """
    sentences: list[str] = [*_duties(context), *_sessions(context), *_together(context)]
    if sentences:
        raise CommitmentError(sentences)


def _duties(context: RosterContext) -> Iterator[Sentence]:
    """R2, R3, R5 and R6 of each locked shift or facilitation."""
    runs = {(run.code, run.day): run for run in context.runs}
    for row in context.published.coming_roster:
        if not row.locked:
            continue
        what = told(
            "The locked duty {duty} of {staff} on {day}",
            duty=row.duty,
            staff=row.staff,
            day=dated(row.day),
        )
        run = runs.get((row.duty, row.day))
        if run is None:
            yield told("R5: {what} is on a day on which it does not run.", what=what)
            continue
        member = context.programme.staff_by_code[row.staff]
        if not context.team.can_come(member, run.day, run.start_minute, run.end_minute):
            yield told("R2: {what} is outside her availability or in an absence.", what=what)
        if not context.team.is_qualified(member, run):
            yield told("R3: {what} asks for skills or a house that she does not have.", what=what)
        if _is_alone(context, row.staff, run):
            yield told(
                "R6: {what} cannot stay: blocked by a conflict (she would be alone).", what=what
            )


def _is_alone(context: RosterContext, staff: str, run: Run) -> bool:
    member = context.programme.staff_by_code[staff]
    return (
        bool(context.team.kept_from(member, run))
        and not any(
            row.locked and row.staff != staff and (row.duty, row.day) == (run.code, run.day)
            for row in context.published.coming_roster
        )
        and not _can_have_company(context, staff, run)
    )


def _can_have_company(context: RosterContext, staff: str, run: Run) -> bool:
    return most_people(context, run) > 1 and any(
        may_have(context, other, run) for other in context.programme.staff if other.code != staff
    )


def _sessions(context: RosterContext) -> Iterator[Sentence]:
    """R2 and R7 of each locked session."""
    seen: set[tuple[str, object]] = set()
    for row in context.published.coming_sessions:
        if not row.locked:
            continue
        what = told(
            "The locked session of {participant} with {staff} on {day}",
            participant=row.participant,
            staff=row.staff,
            day=dated(row.day),
        )
        member = context.programme.staff_by_code[row.staff]
        person = context.programme.participant_by_code[row.participant]
        if not context.team.can_come(member, row.day, row.start_minute, row.end_minute):
            yield told("R2: {what} is outside her availability or in an absence.", what=what)
        if not may_support(context.programme, person, member):
            yield told("R7: {what} is with somebody who may not be her worker.", what=what)
        yield from _times(context, person, row, what)
        if (row.participant, row.day) in seen:
            yield told("R7: {what} is her second one on that day.", what=what)
        seen.add((row.participant, row.day))
        if _is_without_room(context, row):
            yield told(
                "R7: {what} is at a time at which other locked sessions take every room.", what=what
            )


def _times(
    context: RosterContext, person: Participant, row: Session, what: Sentence
) -> Iterator[Sentence]:
    """R7 and R8: day, window, length, activities and service of one locked session."""
    rules, served = context.programme.support, context.served
    if not served.is_support_day(row.day):
        yield told("R7: {what} is on no support day.", what=what)
    if row.start_minute < rules.window_start_minute or row.end_minute > rules.window_end_minute:
        yield told("R7: {what} lies outside the support window.", what=what)
    minutes = served.session_minutes(person)
    if row.end_minute - row.start_minute != minutes:
        yield told(
            "R7: {what} does not last the {minutes} minutes of her sessions.",
            what=what,
            minutes=minutes,
        )
    for run in blocking_activities(context, person, row.day):
        if run.start_minute < row.end_minute and row.start_minute < run.end_minute:
            yield told(
                "R7: {what} is during {activity}, which is for her too.",
                what=what,
                activity=run.code,
            )
    if not served.services_on(person.code, row.day):
        yield told("R8: {what} falls outside her services.", what=what)


def _is_without_room(context: RosterContext, session: Session) -> bool:
    """Whether with those that have begun before it, or with it, all rooms are taken."""
    rooms = sum(room.is_one_on_one for room in context.programme.rooms)
    order = [row for row in context.published.coming_sessions if row.locked]
    held = sum(
        row.day == session.day
        and row.start_minute <= session.start_minute < row.end_minute
        and (row.start_minute < session.start_minute or order.index(row) < order.index(session))
        for row in order
    )
    return rooms > 0 and held >= rooms


def _together(context: RosterContext) -> Iterator[Sentence]:
    """R1 and R4 of all locked duties of one person beside each other and her history."""
    before = blocks_by_staff(context, past_schedule(context))
    for member in context.programme.staff:
        busy = list(before[member.code])
        for block in _locked_blocks(context, member.code):
            what = told(
                "The locked {duty} of {staff} on {day}",
                duty=block.name,
                staff=member.code,
                day=dated(block.on),
            )
            for other in busy:
                if other.overlaps(block):
                    yield told("R1: {what} overlaps {other}.", what=what, other=other.what)
            beside = Breaches(context, member, busy)
            for breach in (*beside.of_law(block), *beside.of_agency(block)):
                yield told(
                    "{rule}: {what} cannot stay: {why}.",
                    rule=breach.rule,
                    what=what,
                    why=breach.clause,
                )
            busy.append(block)


def _locked_blocks(context: RosterContext, staff: str) -> list[Block]:
    runs = {(run.code, run.day): run for run in context.runs}
    blocks = [
        run_block(context, runs[row.duty, row.day])
        for row in context.published.coming_roster
        if row.locked and row.staff == staff and (row.duty, row.day) in runs
    ]
    blocks += [
        session_block(context, row.day, row.start_minute, row.end_minute)
        for row in context.published.coming_sessions
        if row.locked and row.staff == staff
    ]
    return sorted(blocks, key=lambda block: block.start_minute)


def warnings(context: RosterContext) -> tuple[str, ...]:
    """Who is not planned alone in which house and when, without saying because of whom (R6)."""
    houses = dict.fromkeys(nights.house for nights in context.served.house_nights)
    return tuple(
        _ban(member.code, house, runs)
        for member in context.programme.staff
        for house in houses
        if (runs := _never_alone(context, member, house))
    )


def _never_alone(context: RosterContext, member: StaffMember, house: str) -> list[ShiftRun]:
    """The shifts of one person in a house that she could take if she were not alone there."""
    return [
        run
        for run in context.runs
        if isinstance(run, ShiftRun)
        and run.wanted == 1
        and run.shift.house == house
        and context.team.is_qualified(member, run)
        and context.team.kept_from(member, run)
    ]


def _ban(code: str, house: str, runs: Sequence[ShiftRun]) -> Sentence:
    first, last, shifts = runs[0].day, runs[-1].day, count(len(runs), "shift")
    if first == last:
        return told(
            "{code} is not planned alone in house {house} ({shifts}, {day}): blocked by a"
            " conflict (R6).",
            code=code,
            house=house,
            shifts=shifts,
            day=first,
        )
    return told(
        "{code} is not planned alone in house {house} ({shifts}, {first} to {last}): blocked by a"
        " conflict (R6).",
        code=code,
        house=house,
        shifts=shifts,
        first=first,
        last=last,
    )
