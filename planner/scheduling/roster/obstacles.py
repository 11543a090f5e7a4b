"""What keeps each person off a duty that nobody has: facts, in the order of MODEL.md's reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from planner.domain.participants import Participant
from planner.domain.schedule import Schedule
from planner.domain.sentences import told
from planner.domain.staffing import StaffMember
from planner.scheduling.roster.blocks import run_block
from planner.scheduling.roster.busy import Busy
from planner.scheduling.roster.candidates import Candidate, Level, nearness
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.obstacle import (
    WHO,
    Obstacle,
    ObstacleKind,
    Subject,
    most_binding_first,
)
from planner.scheduling.roster.occurrences import Run, ShiftRun
from planner.scheduling.roster.slots import Slots
from planner.scheduling.services import may_support

_ON_IT = Obstacle(
    ObstacleKind.ALREADY_THERE, told("on it already"), rule="R1", subject=Subject.SHE_IS
)
_FULL = Obstacle(ObstacleKind.FULL, told("the shift is full, and nobody on it can give her place"))
_ALONE = Obstacle(
    ObstacleKind.CONFLICT,
    told("blocked by a conflict (she would be alone)"),
    told("{who} with a second person on the shift", who=WHO),
    "R6",
    Subject.SHE_IS,
)


@dataclass(frozen=True)
class Obstacles:
    """A finished schedule, asked about one gap at a time."""

    context: RosterContext
    schedule: Schedule

    def to_run(self, run: Run, lead: bool = False) -> list[Candidate]:
        """Everybody on staff beside a shift or an activity that lacks somebody."""
        return self._to_run(run, "", lead)

    def to_lead(self, run: ShiftRun, replaceable: Sequence[str]) -> list[Candidate]:
        """Everybody on staff for a full shift that lacks a lead: one of these would give way."""
        rounds = [self._to_run(run, code, lead=True) for code in replaceable]
        if rounds:
            return [max(options, key=nearness) for options in zip(*rounds, strict=True)]
        return [self._kept_out(candidate) for candidate in self._to_run(run, "", lead=True)]

    def to_session(self, participant: Participant, monday: date) -> list[Candidate]:
        """Everybody on staff beside one more session in a week, each at her best time."""
        slots, programme = Slots(self.context, self.schedule, self._busy), self.context.programme
        return [
            slots.best(member, participant, monday)
            if may_support(programme, participant, member)
            else Candidate(member, Level.UNQUALIFIED)
            for member in programme.staff
        ]

    def on(self, run: Run) -> list[str]:
        """Who is on a shift or leads an activity."""
        if isinstance(run, ShiftRun):
            rows = self.schedule.roster
            return [row.staff for row in rows if (row.shift, row.day) == (run.code, run.day)]
        return [
            code
            for row in self.schedule.activities
            if (row.activity, row.day) == (run.code, run.day)
            for code in row.staff
        ]

    def _to_run(self, run: Run, replaced: str, lead: bool) -> list[Candidate]:
        present, team = self.on(run), self.context.team
        found = []
        for member in self.context.programme.staff:
            if not team.is_qualified(member, run) or (lead and not team.can_lead(member, run)):
                found.append(Candidate(member, Level.UNQUALIFIED))
            elif run.day < self.context.programme.as_of:
                found.append(Candidate(member, Level.AWAY))
            elif member.code in present:
                found.append(Candidate(member, Level.AWAY, (_ON_IT,)))
            else:
                company = set(present) - {replaced}
                found.append(self._beside(member, run, bool(company), replaced))
        return found

    def _beside(self, member: StaffMember, run: Run, has_company: bool, replaced: str) -> Candidate:
        """Somebody who has the skills and is not on it."""
        block = run_block(self.context, run)
        away = self._busy.away(member, block, run.start_minute, run.end_minute)
        broken = self._busy.broken(member, block)
        if not has_company and self.context.team.kept_from(member, run):
            broken = (*broken, _ALONE)
        level = Level.AWAY if away else Level.RULES if broken else Level.FREE
        obstacles = most_binding_first((*away, *broken))
        return Candidate(member, level, obstacles, block, run.start_minute, replaced)

    def _kept_out(self, candidate: Candidate) -> Candidate:
        """Somebody for a full shift on which nobody would give way."""
        if candidate.level is Level.UNQUALIFIED or candidate.obstacles == (_ON_IT,):
            return candidate
        level = min(candidate.level, Level.RULES)
        obstacles = most_binding_first((*candidate.obstacles, _FULL))
        return replace(candidate, level=level, obstacles=obstacles)

    @cached_property
    def _busy(self) -> Busy:
        return Busy(self.context, self.schedule)
