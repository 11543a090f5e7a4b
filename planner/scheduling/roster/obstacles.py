"""What keeps each person off a duty that nobody has: facts, in the order of MODEL.md's reasons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property

from planner.domain.clock import days_between, monday_of
from planner.domain.participants import Participant
from planner.domain.schedule import GapReason, Schedule
from planner.domain.staffing import StaffMember
from planner.scheduling.roster.blocks import Block, blocks_by_staff, run_block, session_block
from planner.scheduling.roster.breaches import Breaches
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import Run, ShiftRun
from planner.scheduling.roster.sessions import open_starts
from planner.scheduling.roster.timeline import at_minute
from planner.scheduling.services import may_support
from solver.schedule.problem import QUARTER_MINUTES


class Level(IntEnum):
    """How far somebody comes who might fill a gap; the best of all people gives the reason."""

    UNQUALIFIED = 0
    AWAY = 1
    NO_ROOM = 2
    RULES = 3
    FREE = 4


REASONS = {
    Level.UNQUALIFIED: GapReason.NOBODY_QUALIFIED,
    Level.AWAY: GapReason.NOBODY_AVAILABLE,
    Level.NO_ROOM: GapReason.ROOM,
    Level.RULES: GapReason.RULES,
    Level.FREE: GapReason.COST,
}


@dataclass(frozen=True)
class Candidate:
    """Somebody for a gap, the best she could do and all that stands against it.

    ``duty`` is what she would be given; ``place_of`` whom she would replace.
    """

    member: StaffMember
    level: Level
    obstacles: tuple[str, ...] = ()
    duty: Block | None = None
    start_minute: int = 0
    place_of: str = ""


@dataclass(frozen=True)
class Obstacles:
    """A finished schedule, asked about one gap at a time."""

    context: RosterContext
    schedule: Schedule

    def to_run(self, run: Run, replaced: str = "", lead: bool = False) -> list[Candidate]:
        """Everybody on staff beside a shift or an activity that lacks somebody."""
        staff = self.context.programme.staff
        return [self._to_run(member, run, replaced, lead) for member in staff]

    def _to_run(self, member: StaffMember, run: Run, replaced: str, lead: bool) -> Candidate:
        team = self.context.team
        if not team.is_qualified(member, run) or (lead and not team.can_lead(member, run)):
            return Candidate(member, Level.UNQUALIFIED)
        block = run_block(self.context, run)
        away = self._away(member, run.day, run.start_minute, run.end_minute, block)
        broken = tuple(self._breaches[member.code].of(block))
        if self._would_be_alone(member, run, replaced):
            broken += ("kept from a resident and would be alone on the shift",)
        if run.day < self.context.programme.as_of:
            away = ("the day is over",)
        level = Level.AWAY if away else Level.RULES if broken else Level.FREE
        return Candidate(member, level, away + broken, block, run.start_minute, replaced)

    def _would_be_alone(self, member: StaffMember, run: Run, replaced: str) -> bool:
        if not isinstance(run, ShiftRun) or not self.context.team.kept_from(member, run):
            return False
        others = {
            row.staff for row in self.schedule.roster if (row.shift, row.day) == (run.code, run.day)
        }
        return not others - {member.code, replaced}

    def _away(
        self, member: StaffMember, day: date, start: int, end: int, block: Block
    ) -> tuple[str, ...]:
        team = self.context.team
        moments = at_minute(day, start), at_minute(day, end)
        if team.is_absent(member, *moments):
            return ("absent",)
        if not team.is_available(member, *moments):
            return ("outside her availability",)
        return tuple(
            f"on duty then ({other.what})"
            for other in self._busy[member.code]
            if other.start_minute < block.end_minute and block.start_minute < other.end_minute
        )

    def to_session(self, participant: Participant, monday: date) -> list[Candidate]:
        """Everybody on staff beside one more session in a week, each at her best time."""
        candidates = []
        for member in self.context.programme.staff:
            if not may_support(self.context.programme, participant, member):
                candidates.append(Candidate(member, Level.UNQUALIFIED))
                continue
            slots = self._slots(member, participant, monday)
            nowhere = Candidate(member, Level.AWAY, ("no day of the week is left",))
            best = max(slots, key=lambda c: (c.level, -len(c.obstacles)), default=nowhere)
            candidates.append(best)
        return candidates

    def _slots(
        self, member: StaffMember, participant: Participant, monday: date
    ) -> Iterator[Candidate]:
        context = self.context
        rules, minutes = context.programme.support, context.served.session_minutes(participant)
        used = sum(
            session.end_minute - session.start_minute
            for session in self.schedule.sessions
            if session.staff == member.code and monday_of(session.day) == monday
        )
        most = context.team.support_minutes(member, monday)
        spent = used + minutes > most
        too_much: tuple[str, ...] = ()
        if spent and not most:
            too_much = ("no support minutes in the week",)
        elif spent:
            too_much = (f"{used} of {most} support minutes of the week are given",)
        for day in days_between(monday, date.fromordinal(monday.toordinal() + 7)):
            if day < context.programme.as_of or not context.served.is_support_day(day):
                continue
            if not context.served.services_on(participant.code, day):
                continue
            met = (participant.code, day) in self._met
            once = ("she has a session on each of the days",) if met else ()
            open_now = set(open_starts(context, participant, day))
            last = rules.window_end_minute - minutes
            for start in range(rules.window_start_minute, last + 1, QUARTER_MINUTES):
                blocked = () if start in open_now else ("an activity of hers is then",)
                yield self._slot(member, participant, day, start, (*too_much, *once, *blocked))

    def _slot(
        self,
        member: StaffMember,
        participant: Participant,
        day: date,
        start: int,
        against: tuple[str, ...],
    ) -> Candidate:
        end = start + self.context.served.session_minutes(participant)
        block = session_block(self.context, participant.code, day, start, end)
        away = self._away(member, day, start, end, block)
        room = () if self._has_room(day, start, end) else ("every room is taken",)
        broken = against
        if not away:
            broken = (*against, *self._breaches[member.code].of(block))
        level = Level.FREE
        if away or room or broken:
            level = Level.AWAY if away else Level.NO_ROOM if room else Level.RULES
        return Candidate(member, level, (*away, *room, *broken), block, start)

    def _has_room(self, day: date, start: int, end: int) -> bool:
        rooms = {room.code for room in self.context.programme.rooms if room.is_one_on_one}
        taken = {
            row.room
            for row in self.schedule.sessions
            if row.day == day and row.start_minute < end and start < row.end_minute
        }
        return not rooms or not rooms <= taken

    @cached_property
    def _busy(self) -> Mapping[str, list[Block]]:
        return blocks_by_staff(self.context, self.schedule)

    @cached_property
    def _met(self) -> set[tuple[str, date]]:
        return {(row.participant, row.day) for row in self.schedule.sessions}

    @cached_property
    def _breaches(self) -> Mapping[str, Breaches]:
        return {
            member.code: Breaches(self.context, member, self._busy[member.code])
            for member in self.context.programme.staff
        }
