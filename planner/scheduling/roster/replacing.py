"""Who may take one duty of a schedule from whoever has it, in order, and what keeps others off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from planner.domain.clock import time_of_day
from planner.domain.schedule import PlannedSession, Schedule
from planner.domain.sentences import Sentence, told
from planner.domain.staffing import StaffMember
from planner.scheduling.roster.blocks import Block, blocks_by_staff, run_block, session_block
from planner.scheduling.roster.busy import Busy
from planner.scheduling.roster.candidates import Candidate, Level
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.lacking import lacks_for_run, lacks_for_session
from planner.scheduling.roster.obstacle import Obstacle, ObstacleKind
from planner.scheduling.roster.obstacles import Obstacles
from planner.scheduling.roster.occurrences import Run, ShiftRun
from planner.scheduling.roster.overtime import overtime_minutes
from planner.scheduling.roster.people import most_people
from planner.scheduling.roster.slots import Slots

_CONFLICT = told("blocked by a conflict")


@dataclass(frozen=True)
class Replacement:
    """Somebody beside a duty: ``reasons`` keep her off it; without one she may take it.

    Minutes of duty in the legal week ``[first_day, end_day)`` without the duty and with it;
    ``overtime`` is what it adds. ``contract_left`` are the minutes that the schedule still owes her
    after it, None where no roster decides them. ``against_wishes`` is the weight of the requests
    that it breaks, less that of those that it meets.
    """

    member: StaffMember
    reasons: tuple[Sentence, ...]
    first_day: date
    end_day: date
    minutes_before: int
    minutes_after: int
    overtime: int
    contract_left: int | None
    against_wishes: int
    leads: bool
    is_other_worker: bool = False

    @property
    def last_day(self) -> date:
        """The last day of the legal week."""
        return self.end_day - timedelta(days=1)

    @property
    def is_legal(self) -> bool:
        """Whether no rule is against it."""
        return not self.reasons

    @property
    def order(self) -> tuple[bool, int, bool, bool, bool, int, int, str]:
        """A shift keeps its lead; no overtime first, then contract hours, no relief, wishes."""
        left = self.contract_left
        return (
            not self.leads,
            self.overtime,
            self.is_other_worker,
            left is None or left < 0,
            self.member.is_relief,
            self.against_wishes,
            -(left or 0),
            self.member.code,
        )


def replacements(
    context: RosterContext, schedule: Schedule, run: Run, holder: str = ""
) -> list[Replacement]:
    """Everybody else on the team beside a shift or an activity that ``holder`` has, if anybody.

    First those who may take it, the best first, then the others in the order of the table.
    """
    left = without_duty(schedule, run, holder)
    obstacles, block = Obstacles(context, left), run_block(context, run)
    offers = _Offers(context, left, block, run.code)
    is_full = len(obstacles.on(run)) >= most_people(context, run)
    leads_needed = _lacks_lead(context, run, obstacles.on(run))
    found = []
    for candidate in obstacles.to_run(run):
        if candidate.code != holder:
            reasons = tuple(_reasons(context, run, candidate, is_full))
            leads = not leads_needed or context.team.can_lead(candidate.member, run)
            found.append(offers.of(candidate.member, reasons, leads))
    return _ordered(found)


def session_replacements(
    context: RosterContext, schedule: Schedule, session: PlannedSession
) -> list[Replacement]:
    """Everybody else on the team beside a session of the schedule, at its own time."""
    left = replace(schedule, sessions=tuple(row for row in schedule.sessions if row != session))
    person = context.programme.participant_by_code[session.participant]
    slots = Slots(context, left, Busy(context, left))
    start, end = session.start_minute, session.end_minute
    offers = _Offers(context, left, session_block(context, session.day, start, end), "")
    found = []
    for member in context.programme.staff:
        if member.code == session.staff:
            continue
        reasons = tuple(lacks_for_session(context, person, member))
        if not reasons:
            row = replace(session, staff=member.code)
            reasons = tuple(_told(slots.at(member, row, person).obstacles))
        other = context.served.is_other_worker(person.code, member.code, session.day)
        found.append(replace(offers.of(member, reasons, True), is_other_worker=other))
    return _ordered(found)


def find_run(context: RosterContext, code: str, day: date) -> Run | None:
    """The shift or the activity of a day of the schedule; None where it is not on."""
    found = (run for run in context.every_run if (run.code, run.day) == (code, day))
    return next(found, None)


def session_of(
    schedule: Schedule, participant: str, staff: str, day: date, start: str
) -> PlannedSession | None:
    """The session of a schedule that starts at ``start``, as HH:MM; None where there is none."""
    key = participant, staff, day, start
    found = (
        row
        for row in schedule.sessions
        if (row.participant, row.staff, row.day, time_of_day(row.start_minute)) == key
    )
    return next(found, None)


def missing_people(context: RosterContext, schedule: Schedule, run: Run) -> int:
    """How many people a shift or an activity can still be given."""
    present = Obstacles(context, schedule).on(run)
    return max(0, most_people(context, run) - len(present))


def without_duty(schedule: Schedule, run: Run, holder: str) -> Schedule:
    """The schedule with a shift or an activity taken off its holder."""
    if isinstance(run, ShiftRun):
        key = holder, run.code, run.day
        rows = (row for row in schedule.roster if (row.staff, row.shift, row.day) != key)
        return replace(schedule, roster=tuple(rows))
    activities = tuple(
        replace(row, staff=tuple(code for code in row.staff if code != holder))
        if (row.activity, row.day) == (run.code, run.day)
        else row
        for row in schedule.activities
    )
    return replace(schedule, activities=activities)


@dataclass(frozen=True)
class _Offers:
    """What one more duty would do to somebody's hours and wishes."""

    context: RosterContext
    schedule: Schedule
    block: Block
    duty: str

    def of(self, member: StaffMember, reasons: tuple[Sentence, ...], leads: bool) -> Replacement:
        first, end = self._week()
        before = self._by_day(member, first, end)
        place = (self.block.on - first).days
        after = [minutes + self.block.minutes * (i == place) for i, minutes in enumerate(before)]
        labour = self.context.programme.labour
        overtime = [overtime_minutes(labour, member, days) for days in (before, after)]
        return Replacement(
            member=member,
            reasons=reasons,
            first_day=first,
            end_day=end,
            minutes_before=sum(before),
            minutes_after=sum(after),
            overtime=overtime[1] - overtime[0],
            contract_left=self._contract_left(member),
            against_wishes=self._against_wishes(member),
            leads=leads,
        )

    def _week(self) -> tuple[date, date]:
        back = (self.block.on.weekday() - self.context.programme.labour.week_starts) % 7
        first = self.block.on - timedelta(days=back)
        return first, first + timedelta(days=7)

    def _by_day(self, member: StaffMember, first: date, end: date) -> list[int]:
        minutes = [0] * (end - first).days
        for block in self._blocks[member.code]:
            if first <= block.on < end:
                minutes[(block.on - first).days] += block.minutes
        return minutes

    def _contract_left(self, member: StaffMember) -> int | None:
        if member.is_relief or member.paid_office_hours:
            return None
        days = self.context.timeline.days
        worked = sum(b.minutes for b in self._blocks[member.code] if 0 <= b.day < days)
        return self.context.team.contract_minutes(member) - worked - self.block.minutes

    def _against_wishes(self, member: StaffMember) -> int:
        """Requests for the day that this duty alone decides."""
        has_others = any(block.on == self.block.on for block in self._blocks[member.code])
        return sum(
            -request.weight if request.wants_work else request.weight
            for request in self.context.programme.requests
            if (request.staff, request.day) == (member.code, self.block.on)
            and (request.shift == self.duty if request.shift else not has_others)
        )

    @cached_property
    def _blocks(self) -> Mapping[str, list[Block]]:
        return blocks_by_staff(self.context, self.schedule)


def _lacks_lead(context: RosterContext, run: Run, present: list[str]) -> bool:
    if not isinstance(run, ShiftRun):
        return False
    staff = context.programme.staff_by_code
    return sum(context.team.can_lead(staff[code], run) for code in present) < run.leads_wanted


def _reasons(
    context: RosterContext, run: Run, candidate: Candidate, is_full: bool
) -> Iterator[Sentence]:
    if run.day < context.programme.as_of:
        yield told("the day is over")
    elif candidate.level is Level.UNQUALIFIED:
        yield from lacks_for_run(context, candidate.member, run)
    else:
        yield from _told(candidate.obstacles)
        if is_full and not candidate.obstacles:
            yield told("nobody is missing")


def _told(obstacles: tuple[Obstacle, ...]) -> Iterator[Sentence]:
    """Of somebody who is absent nothing else matters; of a conflict only that it is one."""
    absences = [o for o in obstacles if o.kind is ObstacleKind.ABSENCE]
    for obstacle in absences[:1] or obstacles:
        yield _CONFLICT if obstacle.kind is ObstacleKind.CONFLICT else obstacle.words


def _ordered(found: list[Replacement]) -> list[Replacement]:
    legal = sorted((one for one in found if one.is_legal), key=lambda one: one.order)
    return [*legal, *(one for one in found if not one.is_legal)]
