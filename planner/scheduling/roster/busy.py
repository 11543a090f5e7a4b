"""What everybody has in a finished schedule, and what of it stands against one more duty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.schedule import Schedule
from planner.domain.sentences import told
from planner.domain.staffing import StaffMember
from planner.scheduling.roster.blocks import Block, blocks_by_staff
from planner.scheduling.roster.breaches import Breaches
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.obstacle import WHO, Obstacle, ObstacleKind, Subject
from planner.scheduling.roster.timeline import at_minute
from planner.scheduling.wording import dated

_ABSENT = Obstacle(ObstacleKind.ABSENCE, told("absent"), rule="R2", subject=Subject.SHE_IS)
_UNAVAILABLE = Obstacle(
    ObstacleKind.AVAILABILITY,
    told("outside her availability"),
    told("{who} available then", who=WHO),
    "R2",
    Subject.SHE_IS,
)


@dataclass(frozen=True)
class Busy:
    """The duties of a finished schedule, person by person."""

    context: RosterContext
    schedule: Schedule

    def away(self, member: StaffMember, block: Block, start: int, end: int) -> tuple[Obstacle, ...]:
        """Absences, availability and duties against a duty at these minutes of its day (R1, R2)."""
        team, found = self.context.team, []
        moments = at_minute(block.on, start), at_minute(block.on, end)
        if team.is_absent(member, *moments):
            found.append(_ABSENT)
        if not team.is_available(member, *moments):
            found.append(_UNAVAILABLE)
        return (*found, *(self._on_duty(other, block.on) for other in self._then(member, block)))

    def broken(self, member: StaffMember, block: Block) -> tuple[Obstacle, ...]:
        """The rules on time that a duty would break beside what she has at other times."""
        then = self._then(member, block)
        kept = [other for other in self._blocks[member.code] if other not in then]
        return Breaches(self.context, member, kept).of(block)

    def _then(self, member: StaffMember, block: Block) -> list[Block]:
        return [other for other in self._blocks[member.code] if other.overlaps(block)]

    def _on_duty(self, other: Block, day: date) -> Obstacle:
        """A duty that is over cannot be taken from her any more."""
        noun = other.noun if other.on == day else other.what
        lifted = None
        if other.on >= self.context.programme.as_of:
            what, on = other.definite, dated(other.on)
            lifted = told("{who} without {duty} on {day}", who=WHO, duty=what, day=on)
        words = told("has {duty} then", duty=noun)
        return Obstacle(ObstacleKind.ON_DUTY, words, lifted, "R1", Subject.SHE)

    @cached_property
    def _blocks(self) -> Mapping[str, list[Block]]:
        return blocks_by_staff(self.context, self.schedule)
