"""What a duty asks of whoever does it, in words, and who on staff lacks it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.domain.participants import Participant, WishRule
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import Run, ShiftRun
from planner.scheduling.services import may_support
from planner.scheduling.wording import listing


@dataclass(frozen=True)
class Requirement:
    """``takes`` names all that is asked; ``has`` is said of whoever has it.

    ``lacking`` are clauses on those who have it not; empty for sessions, where they could tell of
    a conflict.
    """

    takes: str
    has: str
    lacking: tuple[str, ...] = ()


def of_run(context: RosterContext, run: Run, lead: bool = False) -> Requirement:
    """What a shift, its lead or an activity asks for."""
    skills = set(run.skills)
    if lead and isinstance(run, ShiftRun):
        skills.add(run.shift.lead_skill)
    takes = f"somebody with {_skills(skills)}" if skills else "somebody"
    team, staff = context.team, context.programme.staff
    where = ""
    if isinstance(run, ShiftRun) and not all(team.works_there(m, run) for m in staff):
        where = f"works in house {run.shift.house}"
        takes += f" who {where}"
    verb = "to lead it" if lead or not isinstance(run, ShiftRun) else "for it"
    has = [f"has the skills {verb}"] if skills else []
    has += [where] if where else []
    without = [m.code for m in staff if not skills <= m.skills]
    elsewhere = [m.code for m in staff if skills <= m.skills and not team.works_there(m, run)]
    lacking = [f"Without the skills {verb}: {', '.join(without)}."] if without else []
    if elsewhere:
        lacking.append(f"Not of that house: {', '.join(elsewhere)}.")
    return Requirement(takes, listing(has) if has else "is on staff", tuple(lacking))


def of_session(context: RosterContext, participant: Participant) -> Requirement:
    """What a participant's sessions ask for; a conflict is told without saying with whom."""
    takes = f"somebody with {listing(_session_needs(participant))}"
    programme = replace(context.programme, conflicts=())
    staff = context.programme.staff
    if any(may_support(programme, participant, member) for member in staff):
        takes += "; whoever has that is blocked by a conflict"
    return Requirement(takes, f"may hold sessions with {participant.code}")


def _session_needs(participant: Participant) -> Iterator[str]:
    yield "the skill one_on_one"
    if participant.language_rule is WishRule.REQUIRED and participant.languages:
        yield f"the language {listing(participant.languages, 'or')}"
    if participant.worker_gender_rule is WishRule.REQUIRED and participant.worker_gender != "any":
        yield f"the gender {participant.worker_gender}"


def _skills(skills: set[str]) -> str:
    return f"the {'skill' if len(skills) == 1 else 'skills'} {listing(sorted(skills))}"
