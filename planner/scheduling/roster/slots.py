"""The times at which somebody might hold one more session of a week, and the best of them (R7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from planner.domain.clock import days_between, monday_of, time_of_day
from planner.domain.participants import Participant
from planner.domain.schedule import PlannedSession, Schedule
from planner.domain.sentences import told
from planner.domain.staffing import StaffMember
from planner.scheduling.roster.blocks import session_block
from planner.scheduling.roster.busy import Busy
from planner.scheduling.roster.candidates import Candidate, Level, nearness
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.obstacle import WHO, Obstacle, ObstacleKind, most_binding_first
from planner.scheduling.roster.occurrences import ActivityRun
from planner.scheduling.roster.sessions import blocking_activities
from planner.scheduling.wording import count
from solver.schedule.problem import QUARTER_MINUTES

_NO_ROOM = Obstacle(ObstacleKind.ROOM, told("every room is taken"), told("one more room"), "R7")


def days_left(context: RosterContext, participant: str, monday: date) -> list[date]:
    """The support days of a week, from ``as_of`` on, on which she is in service."""
    return [
        day
        for day in days_between(monday, monday + timedelta(days=7))
        if day >= context.programme.as_of
        and context.served.is_support_day(day)
        and context.served.services_on(participant, day)
    ]


@dataclass(frozen=True)
class Slots:
    """Every quarter hour of the support window, asked about one person and one participant."""

    context: RosterContext
    schedule: Schedule
    busy: Busy

    def best(self, member: StaffMember, participant: Participant, monday: date) -> Candidate:
        """The time at which least stands against her; without one where none is better."""
        slots: list[Candidate] = []
        for slot in self._slots(member, participant, monday):
            if slot.level is Level.FREE:
                return slot
            slots.append(slot)
        if not slots:
            return Candidate(member, Level.AWAY, (self._no_window(participant),))
        is_away = all(_is_absent(slot) for slot in slots)
        level = max(slot.level for slot in slots)
        slots = [slot for slot in slots if slot.level is level]
        if level in (Level.AWAY, Level.NO_ROOM):
            fewest = min(len(slot.obstacles) for slot in slots)
            slots = [self._judged(slot) for slot in slots if len(slot.obstacles) == fewest]
        best = max(slots, key=nearness)
        return replace(best, duty=None) if is_away else best

    def at(self, member: StaffMember, row: PlannedSession, participant: Participant) -> Candidate:
        """A session of hers at its own time; all that stands against it."""
        slot = self._slot(member, row, blocking_activities(self.context, participant, row.day))
        return self._judged(slot) if slot.level in (Level.AWAY, Level.NO_ROOM) else slot

    def _slots(
        self, member: StaffMember, participant: Participant, monday: date
    ) -> Iterator[Candidate]:
        rules = self.context.programme.support
        minutes = self.context.served.session_minutes(participant)
        last = rules.window_end_minute - minutes
        for day in days_left(self.context, participant.code, monday):
            blocking = blocking_activities(self.context, participant, day)
            for start in range(rules.window_start_minute, last + 1, QUARTER_MINUTES):
                row = PlannedSession(participant.code, member.code, day, start, start + minutes)
                yield self._slot(member, row, blocking)

    def _slot(
        self, member: StaffMember, row: PlannedSession, blocking: Sequence[ActivityRun]
    ) -> Candidate:
        """One time; where she is away or no room is free, without the rules on time."""
        start, end = row.start_minute, row.end_minute
        block = session_block(self.context, row.day, start, end)
        away = self.busy.away(member, block, start, end)
        room = () if self._has_room(row) else (_NO_ROOM,)
        is_absent = any(obstacle.kind is ObstacleKind.ABSENCE for obstacle in away)
        against = [*self._minutes(member, row, is_absent), *self._hers(row, blocking)]
        if not away and not room:
            against += self.busy.broken(member, block)
        level = Level.RULES if against else Level.FREE
        if away or room:
            level = Level.AWAY if away else Level.NO_ROOM
        obstacles = most_binding_first((*away, *room, *against))
        return Candidate(member, level, obstacles, block, start)

    def _judged(self, slot: Candidate) -> Candidate:
        if slot.duty is None:
            raise AssertionError("every slot has its duty")
        broken = self.busy.broken(slot.member, slot.duty)
        return replace(slot, obstacles=most_binding_first((*slot.obstacles, *broken)))

    def _minutes(
        self, member: StaffMember, row: PlannedSession, is_absent: bool
    ) -> Iterator[Obstacle]:
        """Her support minutes of the week; if she were not absent, those of a whole week."""
        monday = monday_of(row.day)
        used = sum(
            held.end_minute - held.start_minute
            for held in self.schedule.sessions
            if held.staff == member.code
            and monday_of(held.day) == monday
            and not _are_at_once(held, row)
        )
        most = member.support_minutes_per_week
        if not is_absent:
            most = self.context.team.support_minutes(member, monday)
        more = used + row.end_minute - row.start_minute - most
        if more > 0:
            words = told(
                "{used} of {most} support minutes of the week are given", used=used, most=most
            )
            lifted = told("{more} more support minutes for {who} in the week", more=more, who=WHO)
            if not most:
                words = told("no support minutes in the week")
            yield Obstacle(ObstacleKind.MINUTES, words, lifted, "R7")

    def _hers(self, row: PlannedSession, blocking: Sequence[ActivityRun]) -> Iterator[Obstacle]:
        """What the participant has herself that day."""
        if (row.participant, row.day) in self._met:
            words = told("{participant} has a session that day", participant=row.participant)
            yield Obstacle(ObstacleKind.ONCE_A_DAY, words, rule="R7")
        for run in blocking:
            if run.start_minute < row.end_minute and row.start_minute < run.end_minute:
                words = told("{who} has {activity} then", who=row.participant, activity=run.code)
                yield Obstacle(ObstacleKind.ACTIVITY, words, rule="R7")

    def _no_window(self, participant: Participant) -> Obstacle:
        rules = self.context.programme.support
        words = told(
            "a session of {minutes} does not fit into the support window {start}-{end}",
            minutes=count(self.context.served.session_minutes(participant), "minute"),
            start=time_of_day(rules.window_start_minute),
            end=time_of_day(rules.window_end_minute),
        )
        return Obstacle(ObstacleKind.WINDOW, words, rule="R7")

    def _has_room(self, row: PlannedSession) -> bool:
        """Whether a room is free then; what she holds herself then would make way."""
        rooms = {room.code for room in self.context.programme.rooms if room.is_one_on_one}
        taken = {
            held.room
            for held in self.schedule.sessions
            if held.staff != row.staff and held.day == row.day and _are_at_once(held, row)
        }
        return not rooms or not rooms <= taken

    @cached_property
    def _met(self) -> set[tuple[str, date]]:
        return {(row.participant, row.day) for row in self.schedule.sessions}


def _are_at_once(one: PlannedSession, other: PlannedSession) -> bool:
    return (
        one.day == other.day
        and one.start_minute < other.end_minute
        and other.start_minute < one.end_minute
    )


def _is_absent(slot: Candidate) -> bool:
    return any(obstacle.kind is ObstacleKind.ABSENCE for obstacle in slot.obstacles)
