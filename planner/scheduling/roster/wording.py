"""Sentences about gaps that a coordinator can act on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.schedule import GapKind, GapReason
from planner.scheduling.roster.candidates import Candidate, Level
from planner.scheduling.roster.cures import cure_sentences
from planner.scheduling.roster.obstacle import Obstacle, ObstacleKind
from planner.scheduling.roster.requirements import Requirement
from planner.scheduling.wording import count as counted
from planner.scheduling.wording import dated, listing, time_of_day

_NOUN = {
    GapKind.UNCOVERED_SHIFT: "person",
    GapKind.MISSING_LEAD: "lead",
    GapKind.UNLED_ACTIVITY: "facilitator",
    GapKind.UNMET_SESSION: "session",
}


@dataclass(frozen=True)
class Lack:
    """What is missing of which thing on which date (of a session: the Monday), and how many.

    ``has_nobody`` where all are missing; ``is_over`` where nobody can change it any more.
    """

    kind: GapKind
    what: str
    day: date
    count: int
    has_nobody: bool = False
    is_over: bool = False


def explanation(
    lack: Lack,
    reason: GapReason,
    requirement: Requirement,
    candidates: Sequence[Candidate],
    prices: Sequence[str],
) -> str:
    """What is missing, why, and person by person what stands against it."""
    if lack.is_over:
        return _over(lack)
    sentences = [f"{lack.what} {_lacks(lack, 'lacks')}."]
    if reason is GapReason.NOBODY_QUALIFIED:
        return " ".join([*sentences, f"It takes {requirement.takes}."])
    able = [candidate for candidate in candidates if candidate.level is not Level.UNQUALIFIED]
    sentences += prices
    if len(able) > 1:
        sentences += [*_person_by_person(lack, able), *requirement.lacking]
    elif able[0].obstacles:
        sentences.append(_only(lack, able[0], requirement))
    if reason is not GapReason.COST:
        sentences += cure_sentences(lack.kind, lack.count, able)
    return " ".join(sentences)


def _over(lack: Lack) -> str:
    if lack.kind is GapKind.UNMET_SESSION:
        return f"{lack.what} {_lacks(lack, 'lacked')}; no day of the week is left."
    if lack.has_nobody and lack.kind is not GapKind.MISSING_LEAD:
        lead = " to lead it" if lack.kind is GapKind.UNLED_ACTIVITY else ""
        return f"{lack.what} on {dated(lack.day)} had nobody{lead}; the day is over."
    return f"{lack.what} {_lacks(lack, 'lacked')}; the day is over."


def _lacks(lack: Lack, verb: str) -> str:
    missing = counted(lack.count, _NOUN[lack.kind])
    if lack.kind is GapKind.UNMET_SESSION:
        return f"{verb} {missing} in the week from {dated(lack.day)}"
    return f"on {dated(lack.day)} {verb} {missing}"


def _person_by_person(lack: Lack, able: Sequence[Candidate]) -> Iterator[str]:
    """A sentence for each; those whom the same keeps off as short as it goes, in one clause."""
    there, every_day = [], []
    for candidate in able:
        kinds = {obstacle.kind for obstacle in candidate.obstacles}
        if ObstacleKind.ALREADY_THERE in kinds:
            there.append(candidate.code)
        elif kinds == {ObstacleKind.ONCE_A_DAY}:
            every_day.append(candidate.code)
        elif kinds:
            yield f"{candidate.code}{_slot(lack, candidate)}: {_facts(candidate)}."
    if every_day:
        yield f"{_every_day(lack, every_day)}."
    if there:
        yield f"On it already: {', '.join(there)}."


def _only(lack: Lack, candidate: Candidate, requirement: Requirement) -> str:
    """The one person who has what it takes, and what stands against her."""
    who, slot = f"Only {candidate.code} {requirement.has}", _slot(lack, candidate)
    if {obstacle.kind for obstacle in candidate.obstacles} == {ObstacleKind.ONCE_A_DAY}:
        return f"{who}; {_every_day(lack, [candidate.code])}."
    if slot:
        return f"{who}. {candidate.code}{slot}: {_facts(candidate)}."
    first, *others = _told(candidate)
    return f"{who}; {'; '.join([first.clause, *(other.words for other in others)])}."


def _facts(candidate: Candidate) -> str:
    return "; ".join(dict.fromkeys(obstacle.words for obstacle in _told(candidate)))


def _told(candidate: Candidate) -> Sequence[Obstacle]:
    """Of somebody who is absent nothing else matters."""
    absence = [o for o in candidate.obstacles if o.kind is ObstacleKind.ABSENCE]
    return absence[:1] or candidate.obstacles


def _every_day(lack: Lack, codes: Sequence[str]) -> str:
    return f"{lack.what} has a session on every day on which {listing(codes, 'or')} could"


def _slot(lack: Lack, candidate: Candidate) -> str:
    """The time of a session that the facts are about."""
    if lack.kind is not GapKind.UNMET_SESSION or candidate.duty is None:
        return ""
    return f" ({dated(candidate.duty.on)} {time_of_day(candidate.start_minute)})"
