"""What would fill a gap: single changes that the agency can make, and people who were not away."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.domain.schedule import GapKind
from planner.scheduling.roster.candidates import Candidate
from planner.scheduling.roster.obstacle import ObstacleKind
from planner.scheduling.wording import listing

# Where only one person could do it, these need no sentence beside the fact itself.
_PLAIN = frozenset({ObstacleKind.AVAILABILITY, ObstacleKind.ABSENCE})


def cure_sentences(kind: GapKind, count: int, able: Sequence[Candidate]) -> Iterator[str]:
    """The changes of which one is enough; ``able`` are those who have what it takes."""
    changes, absent = _changes(able), _absent(able)
    if len(able) == 1:
        only = able[0].only_obstacle
        if changes and only is not None and only.kind not in _PLAIN:
            yield _enough(changes, count)
        return
    if changes:
        yield _enough(changes, count)
    if absent:
        subject = "It" if count == 1 else f"One of the {count}"
        done = "held" if kind is GapKind.UNMET_SESSION else "filled"
        yield f"{subject} would be {done} if {listing(absent, 'or')} were not absent."
    if not changes and not absent:
        yield "No single change would be enough."


def _changes(able: Sequence[Candidate]) -> list[str]:
    """Each change with all whom it would bring."""
    codes: dict[str, list[str]] = defaultdict(list)
    for candidate in able:
        if candidate.only_obstacle is not None and candidate.is_near:
            codes[candidate.only_obstacle.lifted].append(candidate.code)
    return [words.replace("{}", listing(whom, "or")) for words, whom in codes.items()]


def _absent(able: Sequence[Candidate]) -> list[str]:
    return [
        candidate.code
        for candidate in able
        if candidate.only_obstacle is not None
        and candidate.only_obstacle.kind is ObstacleKind.ABSENCE
    ]


def _enough(changes: Sequence[str], count: int) -> str:
    words = "; ".join(changes)
    if len(changes) == 1:
        if count == 1:
            return f"This alone would be enough: {words}."
        return f"This would be enough for one of the {count}: {words}."
    if count == 1:
        return f"Any one of these would be enough: {words}."
    return f"For each of the {count} any one of these would be enough: {words}."
