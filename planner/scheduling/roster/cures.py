"""What would fill a gap: single changes that the agency can make, and people who were not away."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.domain.schedule import GapKind
from planner.domain.sentences import Sentence, joined, told, told_of
from planner.scheduling.roster.candidates import Candidate
from planner.scheduling.roster.obstacle import ObstacleKind, lifted_for
from planner.scheduling.wording import either

# Where only one person could do it, these need no sentence beside the fact itself.
_PLAIN = frozenset({ObstacleKind.AVAILABILITY, ObstacleKind.ABSENCE})


def cure_sentences(kind: GapKind, count: int, able: Sequence[Candidate]) -> Iterator[Sentence]:
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
        yield _without_absence(kind, count, either(absent))
    if not changes and not absent:
        yield told("No single change would be enough.")


def _without_absence(kind: GapKind, count: int, absent: str) -> Sentence:
    if kind is GapKind.UNMET_SESSION:
        return told_of(
            count,
            "It would be held if {absent} were not absent.",
            "One of the {n} would be held if {absent} were not absent.",
            absent=absent,
        )
    return told_of(
        count,
        "It would be filled if {absent} were not absent.",
        "One of the {n} would be filled if {absent} were not absent.",
        absent=absent,
    )


def _changes(able: Sequence[Candidate]) -> list[Sentence]:
    """Each change with all whom it would bring."""
    codes: dict[Sentence, list[str]] = defaultdict(list)
    for candidate in able:
        only = candidate.only_obstacle
        if only is not None and only.lifted is not None and candidate.is_near:
            codes[only.lifted].append(candidate.code)
    return [lifted_for(words, either(whom)) for words, whom in codes.items()]


def _absent(able: Sequence[Candidate]) -> list[str]:
    return [
        candidate.code
        for candidate in able
        if candidate.only_obstacle is not None
        and candidate.only_obstacle.kind is ObstacleKind.ABSENCE
    ]


def _enough(changes: Sequence[Sentence], count: int) -> Sentence:
    if len(changes) == 1:
        return told_of(
            count,
            "This alone would be enough: {change}.",
            "This would be enough for one of the {n}: {change}.",
            change=changes[0],
        )
    return told_of(
        count,
        "Any one of these would be enough: {changes}.",
        "For each of the {n} any one of these would be enough: {changes}.",
        changes=joined(changes, "; "),
    )
