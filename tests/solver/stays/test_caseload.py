"""S10: the primary worker's caseload."""

from solver.stays.problem import Anchor
from tests.solver.stays.builders import case, into_service, optimum, problem, solved, supported

FIRST = supported([0], 10, unplaced_cost=500)
ONE = {"caseload_free": ((1,),)}


def test_worker_is_free_on_the_day_a_service_ends() -> None:
    assert optimum(problem(FIRST, supported([10], 10), **ONE)) == 10


def test_worker_is_taken_on_the_last_day_of_a_service() -> None:
    assert optimum(problem(FIRST, supported([9], 10), **ONE)) == 100


def test_second_worker_takes_the_second_service() -> None:
    either = supported([9], 10, workers=(0, 1))
    outcome = solved(problem(FIRST, either, caseload_free=((1,), (1,))))
    assert outcome.objective == 9
    assert outcome.solution.workers == (0, 1)


def test_worker_who_may_not_be_hers_does_not_help() -> None:
    assert optimum(problem(FIRST, supported([9], 10), caseload_free=((1,), (1,)))) == 100


def test_nobody_is_placed_without_a_worker() -> None:
    assert optimum(problem(supported([0], 5, workers=()))) == 100
    assert optimum(problem(supported([0], 5), caseload_free=((0,),))) == 100


def test_room_that_commitments_take_during_a_service_is_missing() -> None:
    free = {"caseload_free": ((*(1 for _ in range(8)), 0, 1),)}
    assert optimum(problem(supported([2], 6), **free)) == 2
    assert optimum(problem(supported([3], 6), **free)) == 100
    assert optimum(problem(supported([9], 6), **free)) == 9


def test_one_worker_serves_the_whole_service() -> None:
    """Each worker has room for half of the service, so nobody has room for the whole."""
    halves = {"caseload_free": ((1, 1, 1, 0), (0, 0, 0, 1))}
    either = supported([0], 6, workers=(0, 1))
    assert optimum(problem(either, **halves)) == 100
    assert optimum(problem(supported([0], 3, workers=(0, 1)), **halves)) == 0


def test_chain_of_services_needs_a_third_worker() -> None:
    """Every day two workers would do, but no two of them serve all three whole services."""
    both = (0, 1)
    free = ((1, 1, 1, 1, 1, 1, 0), (0, 0, 1, 1, 1, 1, 1))
    chain = [supported([0], 4, workers=both), supported([2], 6, workers=both)]
    assert optimum(problem(*chain, caseload_free=free)) == 0 + 2
    late = supported([4], 6, workers=both)
    assert optimum(problem(chain[0], late, caseload_free=free)) == 0 + 4
    assert optimum(problem(*chain, late, caseload_free=free)) == 0 + 2 + 100


def test_days_on_which_she_already_counts_are_free() -> None:
    full = {"caseload_free": ((0, 0, 0, 1),)}
    assert optimum(problem(supported([0], 6, served=((0, 3),)), **full)) == 0
    assert optimum(problem(supported([0], 6, served=((0, 2),)), **full)) == 100


def test_service_that_belongs_to_another_takes_no_caseload() -> None:
    part = case(into_service([0], 6, counts=False))
    assert optimum(problem(FIRST, part, **ONE)) == 0


def test_committed_person_without_worker_takes_a_caseload() -> None:
    anchors = {"anchors": (Anchor((0,), ((0, 5),)),), "caseload_free": ((1,),)}
    assert optimum(problem(supported([5], 5), **anchors)) == 5
    assert optimum(problem(supported([4], 5), **anchors)) == 100


def test_committed_person_keeps_the_worker_for_her_own_referral() -> None:
    """Worker 1 alone has room for her while she is committed, and none for her later."""
    hers = supported([5], 5, workers=(0, 1), served=((0, 4),))
    anchor = Anchor((0, 1), ((0, 4),), 0)
    room = {"anchors": (anchor,), "caseload_free": ((0, 0, 0, 0, 1), (1, 1, 1, 1, 0))}
    assert optimum(problem(hers, **room)) == 100
    kept = {**room, "caseload_free": ((0, 0, 0, 0, 1), (1,))}
    outcome = solved(problem(hers, **kept))
    assert (outcome.objective, outcome.solution.workers) == (5, (1,))
    assert outcome.solution.anchor_workers == (1,)
