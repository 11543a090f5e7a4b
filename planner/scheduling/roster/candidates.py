"""Somebody for a gap: how far she comes, and what stands against her."""

from dataclasses import dataclass
from enum import IntEnum

from planner.domain.schedule import GapReason
from planner.domain.staffing import StaffMember
from planner.scheduling.roster.blocks import Block
from planner.scheduling.roster.obstacle import Obstacle


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

    ``duty`` is what she would be given, None where no time is better than another; ``place_of``
    whom she would replace.
    """

    member: StaffMember
    level: Level
    obstacles: tuple[Obstacle, ...] = ()
    duty: Block | None = None
    start_minute: int = 0
    place_of: str = ""

    @property
    def code(self) -> str:
        """Her code."""
        return self.member.code

    @property
    def only_obstacle(self) -> Obstacle | None:
        """What alone stands against her; None where it is nothing or more."""
        return self.obstacles[0] if len(self.obstacles) == 1 else None

    @property
    def is_near(self) -> bool:
        """Whether one change that the agency can make would let her fill the gap."""
        return self.only_obstacle is not None and self.only_obstacle.is_curable


def nearness(candidate: Candidate) -> tuple[int, int, bool]:
    """How near she comes to filling the gap: of two times, the one with more is told."""
    return candidate.level, -len(candidate.obstacles), candidate.is_near
