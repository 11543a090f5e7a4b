from pathlib import Path

import pytest

from benchmarks.random_folders import FolderShape, write_random_folder
from planner.scheduling.stays import translate
from planner.tables.programme import read_programme
from solver.common.limits import Limits, Stop
from solver.stays.intervals import solve_intervals
from solver.stays.problem import StayProblem, total_cost
from solver.stays.solve import solve_stays

SHAPES = [
    FolderShape(referrals, days, houses)
    for referrals, days in ((12, 546), (24, 546), (40, 730))
    for houses in (1, 2, 3)
]
SEEDS = range(20)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def tiny_problem(folder: Path, seed: int) -> StayProblem:
    write_random_folder(folder, FolderShape(4 + seed % 2, 180, 1 + seed % 3), seed)
    return translate(read_programme(folder).programme).problem


@pytest.mark.parametrize("seed", [0, 7])
def test_same_seed_gives_same_bytes(tmp_path: Path, seed: int) -> None:
    shape = FolderShape(24, 546, 2)
    write_random_folder(tmp_path / "one", shape, seed)
    write_random_folder(tmp_path / "two", shape, seed)
    write_random_folder(tmp_path / "other", shape, seed + 1)
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert content(tmp_path / "one") != content(tmp_path / "other")


def test_folder_that_exists_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        write_random_folder(tmp_path, FolderShape(12, 546), 0)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_folders_load(tmp_path: Path, shape: FolderShape) -> None:
    for seed in SEEDS:
        write_random_folder(tmp_path / str(seed), shape, seed)
        programme = read_programme(tmp_path / str(seed)).programme
        assert len(programme.waiting_referrals) == shape.referrals


@pytest.mark.parametrize("seed", range(8))
def test_plain_cp_sat_and_the_solver_agree(tmp_path: Path, seed: int) -> None:
    problem = tiny_problem(tmp_path / "folder", seed)
    ours = solve_stays(problem, Limits())
    plain = solve_intervals(problem, Limits())
    assert (ours.stop, plain.is_proven) == (Stop.PROOF, True)
    assert ours.objective == plain.objective == plain.bound
    assert plain.placements is not None
    assert total_cost(problem, plain.placements) == plain.objective


@pytest.mark.parametrize("name", ["two_houses", "weekend_cohort"])
def test_plain_cp_sat_and_the_solver_agree_on_small_samples(name: str) -> None:
    folder = Path(__file__).parents[2] / "sample_data" / "small" / name
    problem = translate(read_programme(folder).programme).problem
    ours, plain = solve_stays(problem, Limits()), solve_intervals(problem, Limits())
    assert (ours.objective, ours.bound) == (plain.objective, plain.bound)
