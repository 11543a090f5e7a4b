"""Who gets which worker, and which services rule an assignment out."""

from itertools import product
from random import Random

import pytest

from solver.stays.problem import Anchor, Placement, StayProblem
from solver.stays.workers import assign_workers, conflicting_services, settle_anchors
from tests.solver.stays.brute_force import has_workers
from tests.solver.stays.builders import optimum, problem, solved, supported


def random_team(random: Random) -> tuple[StayProblem, list[Placement | None]]:
    """Five services, up to three workers with room for one or two each."""
    workers = random.randint(1, 3)
    cases, placements = [], []
    for _ in range(5):
        able = tuple(sorted(random.sample(range(workers), random.randint(1, workers))))
        start, length = random.randint(0, 12), random.randint(2, 9)
        cases.append(supported([start], length, workers=able))
        placements.append(Placement(0, start, start + length))
    caseload = tuple((random.randint(1, 2),) for _ in range(workers))
    return problem(*cases, caseload_free=caseload), placements


def cut(
    placements: list[Placement | None], spans: dict[int, tuple[int, int]]
) -> list[Placement | None]:
    """Only these cases, only on these days."""
    return [Placement(0, *spans[i]) if i in spans else None for i in range(len(placements))]


def test_every_worker_takes_what_others_cannot() -> None:
    three = [supported([0], 5, workers=able) for able in ((0, 1, 2), (0, 1), (0,))]
    outcome = solved(problem(*three, caseload_free=((1,),) * 3))
    assert (outcome.objective, outcome.solution.workers) == (0, (2, 1, 0))


@pytest.mark.parametrize("seed", range(30))
def test_assignment_is_found_where_there_is_one(seed: int) -> None:
    team, placements = random_team(Random(seed))
    found = assign_workers(team, placements)
    assert (found is not None) == has_workers(team, placements)
    if found is not None:
        for index, worker in enumerate(found.workers):
            assert worker in team.cases[index].workers


def test_conflicting_services_rule_an_assignment_out_and_none_can_be_spared() -> None:
    seen = 0
    for seed in range(60):
        team, placements = random_team(Random(seed))
        if has_workers(team, placements):
            continue
        seen += 1
        spans = conflicting_services(team, placements)
        assert not has_workers(team, cut(placements, spans))
        for case, (start, end) in spans.items():
            placed = placements[case]
            assert placed is not None
            assert placed.start_day <= start < end <= placed.end_day
            without = {other: span for other, span in spans.items() if other != case}
            assert has_workers(team, cut(placements, without))
    assert seen > 10


def test_conflicting_services_are_as_short_as_can_be() -> None:
    services = supported([0], 10), supported([6], 10), supported([3], 2, workers=(1,))
    team = problem(*services, caseload_free=((1,), (1,)))
    placements = [Placement(0, 0, 10), Placement(0, 6, 16), Placement(0, 3, 5)]
    spans = conflicting_services(team, placements)
    assert set(spans) == {0, 1}
    (first,) = {end - start for start, end in spans.values()}
    assert first == 1
    assert spans[0] == spans[1]


def test_anchors_within_the_caseload_stay_as_they_are() -> None:
    team = problem(anchors=(Anchor((0,), ((0, 5),)),), caseload_free=((1,),))
    assert settle_anchors(team) == team


def test_anchors_beyond_every_caseload_are_settled_and_add_nobody() -> None:
    """Two committed participants, a caseload of one: while both are served nobody is added."""
    anchors = Anchor((0,), ((0, 5),)), Anchor((0,), ((0, 8),))
    team = {"anchors": anchors, "caseload_free": ((1,),)}
    settled = settle_anchors(problem(**team))
    assert [anchor.served for anchor in settled.anchors] == [(), ()]
    assert settled.caseload_free[0][:9] == (0,) * 8 + (1,)
    assert optimum(problem(supported([7], 5), **team)) == 100
    outcome = solved(problem(supported([8], 5), **team))
    assert (outcome.objective, outcome.solution.anchor_workers) == (8, (0, 0))


def test_anchors_beyond_the_caseload_are_spread_evenly() -> None:
    anchors = tuple(Anchor((0, 1), ((0, 5),)) for _ in range(4))
    settled = settle_anchors(problem(anchors=anchors, caseload_free=((1,), (1,))))
    assert sorted(anchor.workers for anchor in settled.anchors) == [(0,), (0,), (1,), (1,)]


def test_case_of_a_settled_anchor_keeps_her_worker() -> None:
    hers = supported([9], 3, workers=(0, 1), served=((0, 5),))
    anchors = Anchor((0, 1), ((0, 5),), 0), Anchor((0, 1), ((0, 5),)), Anchor((0, 1), ((0, 5),))
    outcome = solved(problem(hers, anchors=anchors, caseload_free=((1,), (1,))))
    assert outcome.objective == 9
    assert outcome.solution.workers[0] == outcome.solution.anchor_workers[0]


def test_every_choice_of_two_workers_is_tried() -> None:
    """All patterns of who may serve whom among three: found exactly where one exists."""
    choices = ((0,), (1,), (0, 1))
    for able in product(choices, repeat=3):
        cases = [supported([start], 4, workers=w) for start, w in zip((0, 2, 4), able, strict=True)]
        team = problem(*cases, caseload_free=((1,), (1,)))
        placements = [Placement(0, start, start + 4) for start in (0, 2, 4)]
        assert (assign_workers(team, placements) is not None) == has_workers(team, placements)
