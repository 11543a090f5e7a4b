"""One fact that keeps somebody off a duty: its kind, its words, and what would lift it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, auto

from planner.domain.sentences import Sentence, told, told_of


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


# Stands for whoever is let in by what lifts an obstacle, until it is known who that is.
WHO = "{}"

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


class Subject(IntEnum):
    """How a clause begins that goes on with the words of an obstacle."""

    NONE = auto()
    SHE = auto()
    SHE_IS = auto()
    SHE_WOULD_HAVE = auto()


@dataclass(frozen=True)
class Obstacle:
    """A fact in words that follow her code; ``rule`` is the rule that it belongs to.

    ``subject`` makes a clause of the words, as in "she is" absent. ``lifted`` says what would be so
    without it, its field ``who`` standing for her code; it is None where nobody can lift it.
    """

    kind: ObstacleKind
    words: Sentence
    lifted: Sentence | None = None
    rule: str = ""
    subject: Subject = Subject.NONE

    @property
    def is_curable(self) -> bool:
        """Whether the agency can lift it."""
        return self.kind in CURABLE and self.lifted is not None

    @property
    def clause(self) -> Sentence:
        """The fact as a clause: ``she is absent``, ``every room is taken``."""
        return {
            Subject.NONE: self.words,
            Subject.SHE: told("she {words}", words=self.words),
            Subject.SHE_IS: told("she is {words}", words=self.words),
            Subject.SHE_WOULD_HAVE: told("she would have {words}", words=self.words),
        }[self.subject]


def lifted_for(lifted: Sentence, who: str) -> Sentence:
    """What lifts an obstacle, for people who are known now."""
    parts = {name: part for name, part in lifted.parts.items() if name != "n"} | {"who": who}
    number = lifted.parts.get("n")
    if lifted.several and isinstance(number, int):
        return told_of(number, lifted.template, lifted.several, **parts)
    return told(lifted.template, **parts)


def most_binding_first(obstacles: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    """Each once, in the order of the kinds."""
    return tuple(dict.fromkeys(sorted(obstacles, key=lambda obstacle: obstacle.kind)))
