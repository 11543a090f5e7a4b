"""What the tests of the schedule's checker ask: which rules does a schedule break?"""

from planner.check.roster.schedule import check_schedule, schedule_cost_terms
from planner.domain.plan import Proof, StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import Schedule
from tests.french import in_french

NOBODY_STAYS = StayPlan()


def broken(
    programme: Programme,
    schedule: Schedule,
    plan: StayPlan = NOBODY_STAYS,
    proof: Proof | None = None,
) -> set[str]:
    """The codes of all violations, each of which can be told in French."""
    found = check_schedule(programme, plan, schedule, proof)
    assert all(in_french(violation.message) != violation.message for violation in found)
    return {violation.rule for violation in found}


def rules_broken(
    programme: Programme, schedule: Schedule, plan: StayPlan = NOBODY_STAYS
) -> set[str]:
    """The codes of all violations but for gaps that nobody told."""
    return broken(programme, schedule, plan) - {"gaps"}


def messages(
    rule: str, programme: Programme, schedule: Schedule, plan: StayPlan = NOBODY_STAYS
) -> list[str]:
    """What is said of one rule."""
    found = check_schedule(programme, plan, schedule)
    told = [violation.message for violation in found if violation.rule == rule]
    assert all(in_french(message) != message for message in told)
    return told


def costs(
    programme: Programme, schedule: Schedule, plan: StayPlan = NOBODY_STAYS
) -> dict[str, int]:
    """The terms that are not zero."""
    terms = schedule_cost_terms(programme, plan, schedule)
    return {name: cost for name, cost in terms.items() if cost}
