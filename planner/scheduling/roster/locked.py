"""Whether locked duties themselves break a hard rule (exit status 3), and who is never alone."""

from collections.abc import Iterator

from planner.domain.errors import CommitmentError
from planner.domain.participants import Participant
from planner.domain.support import Session
from planner.scheduling.roster.blocks import Block, blocks_by_staff, run_block, session_block
from planner.scheduling.roster.breaches import Breaches
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import Run, ShiftRun
from planner.scheduling.roster.past import past_schedule
from planner.scheduling.roster.people import may_have, most_people
from planner.scheduling.roster.sessions import blocking_activities
from planner.scheduling.services import may_support


def check_locked(context: RosterContext) -> None:
    """Make sure that a schedule which keeps every locked row is possible.

    Raises:
        CommitmentError: with one sentence for each broken rule.
    """
    sentences = [*_duties(context), *_sessions(context), *_together(context)]
    if sentences:
        raise CommitmentError(sentences)


def _duties(context: RosterContext) -> Iterator[str]:
    """R2, R3, R5 and R6 of each locked shift or facilitation."""
    runs = {(run.code, run.day): run for run in context.runs}
    for row in context.published.coming_roster:
        if not row.locked:
            continue
        what = f"The locked duty {row.duty} of {row.staff} on {row.day}"
        run = runs.get((row.duty, row.day))
        if run is None:
            yield f"R5: {what} is on a day on which it does not run."
            continue
        member = context.programme.staff_by_code[row.staff]
        if not context.team.can_come(member, run.day, run.start_minute, run.end_minute):
            yield f"R2: {what} is outside her availability or in an absence."
        if not context.team.is_qualified(member, run):
            yield f"R3: {what} asks for skills or a house that she does not have."
        if _is_alone(context, row.staff, run):
            yield f"R6: {what} leaves her alone there while somebody kept from her is in the house."


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


def _sessions(context: RosterContext) -> Iterator[str]:
    """R2 and R7 of each locked session."""
    seen: set[tuple[str, object]] = set()
    for row in context.published.coming_sessions:
        if not row.locked:
            continue
        what = f"The locked session of {row.participant} with {row.staff} on {row.day}"
        member = context.programme.staff_by_code[row.staff]
        person = context.programme.participant_by_code[row.participant]
        if not context.team.can_come(member, row.day, row.start_minute, row.end_minute):
            yield f"R2: {what} is outside her availability or in an absence."
        if not may_support(context.programme, person, member):
            yield f"R7: {what} is with somebody who may not be her worker."
        yield from _times(context, person, row, what)
        if (row.participant, row.day) in seen:
            yield f"R7: {what} is her second one on that day."
        seen.add((row.participant, row.day))
        if _is_without_room(context, row):
            yield f"R7: {what} is at a time at which other locked sessions take every room."


def _times(context: RosterContext, person: Participant, row: Session, what: str) -> Iterator[str]:
    """R7 and R8: day, window, length, activities and service of one locked session."""
    rules, served = context.programme.support, context.served
    if not served.is_support_day(row.day):
        yield f"R7: {what} is on no support day."
    if row.start_minute < rules.window_start_minute or row.end_minute > rules.window_end_minute:
        yield f"R7: {what} lies outside the support window."
    minutes = served.session_minutes(person)
    if row.end_minute - row.start_minute != minutes:
        yield f"R7: {what} does not last the {minutes} minutes of her sessions."
    for run in blocking_activities(context, person, row.day):
        if run.start_minute < row.end_minute and row.start_minute < run.end_minute:
            yield f"R7: {what} is during {run.code}, which is for her too."
    if not served.services_on(person.code, row.day):
        yield f"R8: {what} falls outside her services."


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


def _together(context: RosterContext) -> Iterator[str]:
    """R1 and R4 of all locked duties of one person beside each other and her history."""
    before = blocks_by_staff(context, past_schedule(context))
    for member in context.programme.staff:
        busy = list(before[member.code])
        for block in _locked_blocks(context, member.code):
            what = f"The locked {block.what} of {member.code}"
            for other in busy:
                if other.start_minute < block.end_minute and block.start_minute < other.end_minute:
                    yield f"R1: {what} overlaps {other.what}."
            beside = Breaches(context, member, busy)
            for breach in beside.of_law(block):
                yield f"R4: {what} makes {breach}."
            for code, breach in beside.of_agency(block):
                yield f"{code}: {what} makes {breach}."
            busy.append(block)


def _locked_blocks(context: RosterContext, staff: str) -> list[Block]:
    runs = {(run.code, run.day): run for run in context.runs}
    blocks = [
        run_block(context, runs[row.duty, row.day])
        for row in context.published.coming_roster
        if row.locked and row.staff == staff and (row.duty, row.day) in runs
    ]
    blocks += [
        session_block(context, row.participant, row.day, row.start_minute, row.end_minute)
        for row in context.published.coming_sessions
        if row.locked and row.staff == staff
    ]
    return sorted(blocks, key=lambda block: block.start_minute)


def warnings(context: RosterContext) -> tuple[str, ...]:
    """Who is kept off every shift of a house on which she would be alone, and for how long."""
    return tuple(_bans(context))


def _bans(context: RosterContext) -> Iterator[str]:
    for member in context.programme.staff:
        for nights in context.served.house_nights:
            runs = [
                run
                for run in context.runs
                if isinstance(run, ShiftRun)
                and run.wanted == 1
                and context.team.is_qualified(member, run)
                and nights in context.team.kept_from(member, run)
            ]
            if runs:
                yield (
                    f"{member.code} is kept off {len(runs)} shifts in house {nights.house} on which"
                    f" she would be alone, from {runs[0].day} to {runs[-1].day}: somebody kept from"
                    " her lives there (R6)"
                )
