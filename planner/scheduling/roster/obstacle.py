"""One fact that keeps somebody off a duty: its kind, its words, and what would lift it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, auto


class ObstacleKind(IntEnum):
    """What keeps somebody off a duty, the most binding first."""

    ALREADY_THERE = auto()
    ABSENCE = auto()
    AVAILABILITY = auto()
    ON_DUTY = auto()
    FULL = auto()
    CONFLICT = auto()
    WINDOW = auto()
    LAW = auto()
    OWN_LIMIT = auto()
    ROOM = auto()
    MINUTES = auto()
    ACTIVITY = auto()
    ONCE_A_DAY = auto()


# What an agency can change for one duty. Absences are told apart; the law is never offered.
CURABLE = frozenset(
    {
        ObstacleKind.AVAILABILITY,
        ObstacleKind.ON_DUTY,
        ObstacleKind.CONFLICT,
        ObstacleKind.OWN_LIMIT,
        ObstacleKind.ROOM,
        ObstacleKind.MINUTES,
    }
)


@dataclass(frozen=True)
class Obstacle:
    """A fact in words that follow her code; ``rule`` is the rule that it belongs to.

    ``subject`` makes a clause of the words, as in "she is" absent. ``lifted`` says what would be so
    without it, ``{}`` standing for her code; it is empty where nobody can lift it.
    """

    kind: ObstacleKind
    words: str
    lifted: str = ""
    rule: str = ""
    subject: str = ""

    @property
    def is_curable(self) -> bool:
        """Whether the agency can lift it."""
        return self.kind in CURABLE and bool(self.lifted)

    @property
    def clause(self) -> str:
        """The fact as a clause: ``she is absent``, ``every room is taken``."""
        return f"{self.subject} {self.words}".lstrip()


def most_binding_first(obstacles: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    """Each once, in the order of the kinds."""
    return tuple(dict.fromkeys(sorted(obstacles, key=lambda obstacle: obstacle.kind)))
