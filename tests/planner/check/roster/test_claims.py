"""Each claim of a summary about the cost of a schedule."""

from dataclasses import replace

import pytest

from planner.check.roster.schedule import check_schedule
from planner.domain.plan import PlanStatus, Proof
from tests.factories import proof
from tests.planner.check.roster.good_schedule import (
    GOOD_PLAN,
    GOOD_PROGRAMME,
    GOOD_SCHEDULE,
    GOOD_TERMS,
)

GOOD_PROOF = proof(GOOD_TERMS)
TOTAL = sum(GOOD_TERMS.values())


def claimed(claim: Proof) -> list[str]:
    """What is said of a claim."""
    found = check_schedule(GOOD_PROGRAMME, GOOD_PLAN, GOOD_SCHEDULE, claim)
    assert {violation.rule for violation in found} <= {"cost"}
    return [violation.message for violation in found]


def test_true_claim_passes() -> None:
    assert claimed(GOOD_PROOF) == []
    assert claimed(proof(GOOD_TERMS, TOTAL - 1)) == []


@pytest.mark.parametrize("name", GOOD_TERMS)
def test_wrong_term_is_told(name: str) -> None:
    wrong = {**GOOD_TERMS, name: GOOD_TERMS[name] + 1}
    assert claimed(proof(wrong)) == [
        f"The term {name} is given as {GOOD_TERMS[name] + 1}; the plan costs {GOOD_TERMS[name]}."
    ]


def test_missing_and_foreign_terms_are_told() -> None:
    terms = {name: cost for name, cost in GOOD_TERMS.items() if name != "overtime"}
    assert claimed(proof({**terms, "waiting": 0})) == [
        "The term overtime is missing; the plan costs 0.",
        "The term waiting is no term of a schedule.",
    ]


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (
            replace(GOOD_PROOF, objective=TOTAL + 1, status=PlanStatus.FEASIBLE),
            f"The objective is given as {TOTAL + 1}; the terms add up to {TOTAL}.",
        ),
        (
            replace(GOOD_PROOF, bound=TOTAL + 1),
            f"The bound {TOTAL + 1} lies above the objective {TOTAL}.",
        ),
        (
            replace(GOOD_PROOF, bound=TOTAL - 1),
            f"The status is optimal with objective {TOTAL} and bound {TOTAL - 1}; a plan is"
            " optimal exactly where the two are equal.",
        ),
        (
            replace(GOOD_PROOF, status=PlanStatus.FEASIBLE),
            f"The status is feasible with objective {TOTAL} and bound {TOTAL}; a plan is optimal"
            " exactly where the two are equal.",
        ),
    ],
)
def test_wrong_sum_bound_or_status_is_told(claim: Proof, message: str) -> None:
    assert claimed(claim) == [message]
