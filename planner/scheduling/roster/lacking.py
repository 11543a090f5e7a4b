"""What somebody lacks for a duty, whatever the day: skills, house, language, a worker's gender."""

from collections.abc import Iterator
from dataclasses import replace

from planner.domain.participants import Participant, WishRule
from planner.domain.staffing import StaffMember
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import Run, ShiftRun
from planner.scheduling.services import may_support
from planner.scheduling.wording import listing


def lacks_for_run(context: RosterContext, member: StaffMember, run: Run) -> Iterator[str]:
    """Clauses on why she may never have a shift or lead an activity (R3)."""
    missing = sorted(run.skills - member.skills)
    if missing:
        yield f"lacks the {'skill' if len(missing) == 1 else 'skills'} {listing(missing)}"
    if isinstance(run, ShiftRun) and not context.team.works_there(member, run):
        yield f"does not work in house {run.shift.house}"


def lacks_for_session(
    context: RosterContext, participant: Participant, member: StaffMember
) -> Iterator[str]:
    """Clauses on why she may never hold a participant's sessions (R7)."""
    if may_support(context.programme, participant, member):
        return
    if may_support(replace(context.programme, conflicts=()), participant, member):
        yield "blocked by a conflict"
        return
    if "one_on_one" not in member.skills:
        yield "lacks the skill one_on_one"
    languages = participant.languages
    if (
        participant.language_rule is WishRule.REQUIRED
        and languages
        and member.languages.isdisjoint(languages)
    ):
        yield f"does not speak {listing(languages, 'or')}"
    gender = participant.worker_gender
    is_asked = participant.worker_gender_rule is WishRule.REQUIRED
    if is_asked and gender not in ("any", member.gender):
        yield f"is not of the gender {gender}, which is required"
