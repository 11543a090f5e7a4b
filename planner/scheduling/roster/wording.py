"""Sentences about gaps that a coordinator can act on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.clock import time_of_day
from planner.domain.schedule import GapKind, GapReason
from planner.domain.sentences import Sentence, joined, told
from planner.scheduling.roster.candidates import Candidate, Level
from planner.scheduling.roster.cures import cure_sentences
from planner.scheduling.roster.obstacle import Obstacle, ObstacleKind
from planner.scheduling.roster.requirements import Requirement
from planner.scheduling.wording import count as counted
from planner.scheduling.wording import dated, either

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
    prices: Sequence[Sentence],
) -> Sentence:
    """What is missing, why, and person by person what stands against it."""
    if lack.is_over:
        return _over(lack)
    sentences = [_lacks(lack)]
    if reason is GapReason.NOBODY_QUALIFIED:
        return joined([*sentences, told("It takes {what}.", what=requirement.takes)])
    able = [candidate for candidate in candidates if candidate.level is not Level.UNQUALIFIED]
    sentences += prices
    if len(able) > 1:
        sentences += [*_person_by_person(lack, able), *requirement.lacking]
    elif able[0].obstacles:
        sentences.append(_only(lack, able[0], requirement))
    if reason is not GapReason.COST:
        sentences += cure_sentences(lack.kind, lack.count, able)
    return joined(sentences)


def _over(lack: Lack) -> Sentence:
    what, day = lack.what, dated(lack.day)
    missing = counted(lack.count, _NOUN[lack.kind])
    if lack.kind is GapKind.UNMET_SESSION:
        return told(
            "{what} lacked {missing} in the week from {day}; no day of the week is left.",
            what=what,
            missing=missing,
            day=day,
        )
    if lack.has_nobody and lack.kind is GapKind.UNLED_ACTIVITY:
        return told("{what} on {day} had nobody to lead it; the day is over.", what=what, day=day)
    if lack.has_nobody and lack.kind is GapKind.UNCOVERED_SHIFT:
        return told("{what} on {day} had nobody; the day is over.", what=what, day=day)
    return told(
        "{what} on {day} lacked {missing}; the day is over.", what=what, day=day, missing=missing
    )


def _lacks(lack: Lack) -> Sentence:
    what, day = lack.what, dated(lack.day)
    missing = counted(lack.count, _NOUN[lack.kind])
    if lack.kind is GapKind.UNMET_SESSION:
        return told(
            "{what} lacks {missing} in the week from {day}.", what=what, missing=missing, day=day
        )
    return told("{what} on {day} lacks {missing}.", what=what, day=day, missing=missing)


def _person_by_person(lack: Lack, able: Sequence[Candidate]) -> Iterator[Sentence]:
    """A sentence for each; those whom the same keeps off as short as it goes, in one clause."""
    there, every_day = [], []
    for candidate in able:
        kinds = {obstacle.kind for obstacle in candidate.obstacles}
        if ObstacleKind.ALREADY_THERE in kinds:
            there.append(candidate.code)
        elif kinds == {ObstacleKind.ONCE_A_DAY}:
            every_day.append(candidate.code)
        elif kinds:
            yield _person(lack, candidate)
    if every_day:
        yield joined((_every_day(lack, every_day), "."), "")
    if there:
        yield told("On it already: {codes}.", codes=joined(there, ", "))


def _person(lack: Lack, candidate: Candidate) -> Sentence:
    """What stands against somebody, and of a session at what time."""
    code, facts = candidate.code, _facts(candidate)
    if lack.kind is not GapKind.UNMET_SESSION or candidate.duty is None:
        return told("{code}: {facts}.", code=code, facts=facts)
    return told(
        "{code} ({day} {time}): {facts}.",
        code=code,
        day=dated(candidate.duty.on),
        time=time_of_day(candidate.start_minute),
        facts=facts,
    )


def _only(lack: Lack, candidate: Candidate, requirement: Requirement) -> Sentence:
    """The one person who has what it takes, and what stands against her."""
    code, has = candidate.code, requirement.has
    if {obstacle.kind for obstacle in candidate.obstacles} == {ObstacleKind.ONCE_A_DAY}:
        clause = _every_day(lack, [candidate.code])
        return told("Only {code} {has}; {facts}.", code=code, has=has, facts=clause)
    if lack.kind is GapKind.UNMET_SESSION and candidate.duty is not None:
        return joined((told("Only {code} {has}.", code=code, has=has), _person(lack, candidate)))
    first, *others = _told(candidate)
    facts = joined([first.clause, *(other.words for other in others)], "; ")
    return told("Only {code} {has}; {facts}.", code=code, has=has, facts=facts)


def _facts(candidate: Candidate) -> Sentence:
    return joined(dict.fromkeys(obstacle.words for obstacle in _told(candidate)), "; ")


def _told(candidate: Candidate) -> Sequence[Obstacle]:
    """Of somebody who is absent nothing else matters."""
    absence = [o for o in candidate.obstacles if o.kind is ObstacleKind.ABSENCE]
    return absence[:1] or candidate.obstacles


def _every_day(lack: Lack, codes: Sequence[str]) -> Sentence:
    return told(
        "{what} has a session on every day on which {codes} could",
        what=lack.what,
        codes=either(codes),
    )
