"""Sentences about gaps that a coordinator can act on."""

from collections.abc import Sequence
from datetime import date

from planner.domain.schedule import GapKind, GapReason
from planner.scheduling.roster.obstacles import Candidate, Level
from planner.scheduling.wording import count as counted
from planner.scheduling.wording import listing, weekday

_NOUN = {
    GapKind.UNCOVERED_SHIFT: "person",
    GapKind.MISSING_LEAD: "lead",
    GapKind.UNLED_ACTIVITY: "facilitator",
    GapKind.UNMET_SESSION: "session",
}
_QUALIFIED = {
    GapKind.UNCOVERED_SHIFT: "has the skills for it and works in its house",
    GapKind.MISSING_LEAD: "could lead it",
    GapKind.UNLED_ACTIVITY: "has the skills to lead it",
    GapKind.UNMET_SESSION: "may hold sessions with this participant",
}


def explanation(
    kind: GapKind,
    what: str,
    day: date,
    count: int,
    reason: GapReason,
    candidates: Sequence[Candidate],
    price: str,
) -> str:
    """What is missing, why, and person by person what stands against it."""
    sentences = [_opening(kind, what, day, count)]
    if reason is GapReason.NOBODY_QUALIFIED:
        sentences.append(f"Nobody on staff {_QUALIFIED[kind]}.")
    elif reason is GapReason.COST:
        sentences.append(f"{price}; the plan did not pay that.")
    sentences += _person_by_person(candidates)
    cure = _cure(candidates)
    if cure and reason is not GapReason.COST:
        sentences.append(cure)
    return " ".join(sentences)


def _opening(kind: GapKind, what: str, day: date, count: int) -> str:
    missing = counted(count, _NOUN[kind])
    if kind is GapKind.UNMET_SESSION:
        return f"{what} lacks {missing} in the week from {weekday(day)} {day}."
    return f"{what} on {weekday(day)} {day} lacks {missing}."


def _person_by_person(candidates: Sequence[Candidate]) -> list[str]:
    qualified = [c for c in candidates if c.level is not Level.UNQUALIFIED]
    facts = [
        f"{c.member.code}: {', '.join(dict.fromkeys(c.obstacles))}"
        for c in qualified
        if c.obstacles
    ]
    return [f"{'; '.join(facts)}."] if facts else []


def _cure(candidates: Sequence[Candidate]) -> str:
    """Those who are only one obstacle away: changing that one thing would fill the gap."""
    near = [
        c.member.code
        for c in candidates
        if c.level is not Level.UNQUALIFIED and len(set(c.obstacles)) == 1
    ]
    if not near:
        return "No single change would fill it."
    return f"One change is enough for {listing(near, 'or')}: the one named beside the code."
