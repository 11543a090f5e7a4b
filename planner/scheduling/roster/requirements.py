"""What a duty asks of whoever does it, in words, and who on staff lacks it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.participants import Participant, WishRule
from planner.domain.sentences import Sentence, joined, told, told_of
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import Run, ShiftRun
from planner.scheduling.services import may_support
from planner.scheduling.wording import either, listing


@dataclass(frozen=True)
class Requirement:
    """``takes`` names all that is asked; ``has`` is said of whoever has it.

    ``lacking`` are clauses on those who have it not; empty for sessions, where they could tell of
    a conflict.
    """

    takes: Sentence
    has: str
    lacking: tuple[Sentence, ...] = ()


def of_run(context: RosterContext, run: Run, lead: bool = False) -> Requirement:
    """What a shift, its lead or an activity asks for."""
    skills = set(run.skills)
    if lead and isinstance(run, ShiftRun):
        skills.add(run.shift.lead_skill)
    team, staff = context.team, context.programme.staff
    where = None
    if isinstance(run, ShiftRun) and not all(team.works_there(m, run) for m in staff):
        where = told("works in house {house}", house=run.shift.house)
    leads = lead or not isinstance(run, ShiftRun)
    has = [_able(leads)] if skills else []
    has += [where] if where else []
    without = [m.code for m in staff if not skills <= m.skills]
    elsewhere = [m.code for m in staff if skills <= m.skills and not team.works_there(m, run)]
    lacking = [_unable(leads, without)] if without else []
    if elsewhere:
        lacking.append(told("Not of that house: {codes}.", codes=joined(elsewhere, ", ")))
    is_able = listing(has) if has else told("is on staff")
    return Requirement(_somebody(skills, where), is_able, tuple(lacking))


def _somebody(skills: set[str], where: Sentence | None) -> Sentence:
    if skills and where:
        return told("somebody with {skills} who {where}", skills=_skills(skills), where=where)
    if skills:
        return told("somebody with {what}", what=_skills(skills))
    if where:
        return told("somebody who {where}", where=where)
    return told("somebody")


def _able(leads: bool) -> Sentence:
    return told("has the skills to lead it") if leads else told("has the skills for it")


def _unable(leads: bool, codes: Sequence[str]) -> Sentence:
    listed = joined(codes, ", ")
    if leads:
        return told("Without the skills to lead it: {codes}.", codes=listed)
    return told("Without the skills for it: {codes}.", codes=listed)


def of_session(context: RosterContext, participant: Participant) -> Requirement:
    """What a participant's sessions ask for; a conflict is told without saying with whom."""
    takes = told("somebody with {what}", what=listing(_session_needs(participant)))
    programme = replace(context.programme, conflicts=())
    staff = context.programme.staff
    if any(may_support(programme, participant, member) for member in staff):
        takes = told("{somebody}; whoever has that is blocked by a conflict", somebody=takes)
    has = told("may hold sessions with {participant}", participant=participant.code)
    return Requirement(takes, has)


def _session_needs(participant: Participant) -> Iterator[Sentence]:
    yield _skills({"one_on_one"})
    if participant.language_rule is WishRule.REQUIRED and participant.languages:
        yield told("the language {languages}", languages=either(participant.languages))
    if participant.worker_gender_rule is WishRule.REQUIRED and participant.worker_gender != "any":
        yield told("the gender {gender}", gender=participant.worker_gender)


def _skills(skills: set[str]) -> Sentence:
    return told_of(
        len(skills), "the skill {skills}", "the skills {skills}", skills=listing(sorted(skills))
    )
