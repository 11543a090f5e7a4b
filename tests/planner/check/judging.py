"""What the tests of the checker ask: which rules does a plan break?"""

from planner.check.stays import check_stay_plan
from planner.domain.plan import PlanSummary, StayPlan
from planner.domain.programme import Programme
from tests.french import in_french


def broken(programme: Programme, plan: StayPlan, summary: PlanSummary | None = None) -> set[str]:
    """The codes of all violations, each of which can be told in French."""
    found = check_stay_plan(programme, plan, summary)
    assert all(in_french(violation.message) != violation.message for violation in found)
    return {violation.rule for violation in found}
