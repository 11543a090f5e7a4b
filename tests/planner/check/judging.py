"""What the tests of the checker ask: which rules does a plan break?"""

from planner.check.stays import check_stay_plan
from planner.domain.plan import PlanSummary, StayPlan
from planner.domain.programme import Programme


def broken(programme: Programme, plan: StayPlan, summary: PlanSummary | None = None) -> set[str]:
    """The codes of all violations."""
    return {violation.rule for violation in check_stay_plan(programme, plan, summary)}
