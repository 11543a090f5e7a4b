"""What somebody lacks for a duty, whatever the day: skills, house, language, a worker's gender."""

from collections.abc import Iterator
from dataclasses import replace

from planner.domain.participants import Participant, WishRule
from planner.domain.sentences import Sentence, told, told_of
from planner.domain.staffing import StaffMember
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.occurrences import Run, ShiftRun
from planner.scheduling.services import may_support
from planner.scheduling.wording import either, listing


def lacks_for_run(context: RosterContext, member: StaffMember, run: Run) -> Iterator[Sentence]:
    """Clauses on why she may never have a shift or lead an activity (R3)."""
    missing = sorted(run.skills - member.skills)
    if missing:
        yield told_of(
            len(missing),
            "lacks the skill {skills}",
            "lacks the skills {skills}",
            skills=listing(missing),
        )
    if isinstance(run, ShiftRun) and not context.team.works_there(member, run):
        yield told("does not work in house {house}", house=run.shift.house)


def lacks_for_session(
    context: RosterContext, participant: Participant, member: StaffMember
) -> Iterator[Sentence]:
    """Clauses on why she may never hold a participant's sessions (R7)."""
    if may_support(context.programme, participant, member):
        return
    if may_support(replace(context.programme, conflicts=()), participant, member):
        yield told("blocked by a conflict")
        return
    if "one_on_one" not in member.skills:
        yield told_of(
            1, "lacks the skill {skills}", "lacks the skills {skills}", skills="one_on_one"
        )
    languages = participant.languages
    if (
        participant.language_rule is WishRule.REQUIRED
        and languages
        and member.languages.isdisjoint(languages)
    ):
        yield told("does not speak {languages}", languages=either(languages))
    gender = participant.worker_gender
    is_asked = participant.worker_gender_rule is WishRule.REQUIRED
    if is_asked and gender not in ("any", member.gender):
        yield told("is not of the gender {gender}, which is required", gender=gender)
