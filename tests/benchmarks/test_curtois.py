"""The public shift-scheduling format: reading, planning, judging. All instances are invented."""

import random
from itertools import product
from pathlib import Path

import pytest

from benchmarks.curtois import main, measure
from benchmarks.curtois_check import Judge
from benchmarks.curtois_format import read_instance
from solver.common.limits import Limits, Stop
from solver.schedule.roster import solve_roster

SMALL = """# an invented instance
SECTION_HORIZON
# days
7

SECTION_SHIFTS
M,420,
A,480,M

SECTION_STAFF
Ada,M=5|A=2,2400,840,3,2,2,1
Bo,M=0|A=5,2400,0,4,1,1,0

SECTION_DAYS_OFF
Ada,2
Bo,0,1

SECTION_SHIFT_ON_REQUESTS
Ada,3,A,4

SECTION_SHIFT_OFF_REQUESTS
Bo,4,A,6

SECTION_COVER
0,M,1,50,2
1,M,1,50,2
3,A,1,50,2
4,A,2,50,2
5,A,1,50,2
"""


def test_an_instance_is_read() -> None:
    instance = read_instance(SMALL)
    ada, bo = instance.problem.people
    assert (instance.people, instance.shifts) == (("Ada", "Bo"), ("M", "A"))
    assert instance.problem.days == 7
    assert instance.problem.successions == frozenset({(1, 0)})
    assert [duty.minutes for duty in instance.problem.duties] == [420, 420, 480, 480, 480]
    assert (ada.duties, bo.duties) == ((0, 1, 2, 3, 4), (2, 3, 4))
    assert ada.pattern.most_by_shift == {0: 5, 1: 2}
    assert (ada.pattern.min_minutes, ada.pattern.max_minutes) == (840, 2400)


def test_the_best_roster_is_found_and_judged() -> None:
    run = measure(SMALL, best_published=10, seconds=60.0)
    assert run.faults == ()
    assert (run.cost, run.bound) == (10, 10)


@pytest.mark.parametrize(
    ("ada", "fault"),
    [
        ({0: "M", 1: "M", 3: "A", 4: "A"}, "1 days off from day 2, too few"),
        ({0: "M", 1: "M", 2: "M"}, "works on day 2, a day off"),
        ({0: "M"}, "420 minutes, 840 to 2400 allowed"),
        ({0: "M", 1: "M", 4: "A"}, "1 days of work from day 4, too few"),
        ({3: "A", 4: "M"}, "shift M on day 4 follows A"),
        ({3: "A", 4: "A", 5: "A"}, "3 shifts A, at most 2"),
        ({3: "M", 4: "M", 5: "M", 6: "M"}, "4 days of work from day 3, at most 3"),
        ({0: "X"}, "no shift X on day 0"),
    ],
)
def test_each_broken_rule_is_named(ada: dict[int, str], fault: str) -> None:
    assert f"Ada: {fault}" in Judge(SMALL).violations({"Ada": ada, "Bo": {}})


def test_a_weekend_too_many_and_a_stranger_are_named() -> None:
    found = Judge(SMALL).violations({"Ada": {0: "M", 1: "M"}, "Bo": {5: "A"}, "Cy": {}})
    assert found == ["Cy: nobody has this name", "Bo: 1 weekends, at most 0"]


def test_the_cost_is_that_of_requests_and_cover() -> None:
    roster = {"Ada": {0: "M", 1: "M"}, "Bo": {1: "A", 4: "A"}}
    assert Judge(SMALL).cost(roster) == 4 + 6 + 50 + 50 + 50


@pytest.mark.parametrize("seed", range(8))
def test_the_optimum_is_that_of_trying_everything(seed: int) -> None:
    text = random_instance(random.Random(seed))
    instance, judge = read_instance(text), Judge(text)
    outcome = solve_roster(instance.problem, Limits())
    assert outcome.stop is Stop.PROOF
    assert outcome.objective == least_cost(judge)
    if outcome.solution is not None:
        assert judge.violations(instance.roster(outcome.solution.duties)) == []


def least_cost(judge: Judge) -> int | None:
    """Over all rosters of two people and five days that break no rule."""
    weeks = [
        {day: shift for day, shift in enumerate(shifts) if shift}
        for shifts in product(("", "E", "L"), repeat=5)
    ]
    legal = {
        name: [
            week
            for week in weeks
            if not any(fault.startswith(name) for fault in judge.violations({name: week}))
        ]
        for name in ("P", "Q")
    }
    pairs = product(legal["P"], legal["Q"])
    return min((judge.cost({"P": p, "Q": q}) for p, q in pairs), default=None)


def random_instance(rng: random.Random) -> str:
    lines = ["SECTION_HORIZON", "5", "SECTION_SHIFTS", "E,480,", f"L,{rng.choice([300, 480])},E"]
    lines.append("SECTION_STAFF")
    for name in ("P", "Q"):
        least = rng.choice([0, 960, 1500])
        runs = f"{rng.randint(2, 4)},{rng.randint(1, 2)},{rng.randint(1, 2)}"
        lines.append(f"{name},E=3|L={rng.randint(0, 3)},1920,{least},{runs},1")
    lines += ["SECTION_DAYS_OFF", f"P,{rng.randrange(5)}", "SECTION_SHIFT_ON_REQUESTS"]
    lines.append(f"P,{rng.randrange(5)},E,{rng.randint(1, 4)}")
    lines += ["SECTION_SHIFT_OFF_REQUESTS", f"Q,{rng.randrange(5)},L,{rng.randint(1, 4)}"]
    lines.append("SECTION_COVER")
    lines += [f"{day},{shift},{rng.randint(0, 2)},9,2" for day in range(5) for shift in "EL"]
    return "\n".join(lines)


def test_the_table_has_a_line_for_each_instance(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "Instance1.txt").write_text(SMALL, encoding="utf-8")
    (tmp_path / "best_known.csv").write_text("instance,best_known_solution\nInstance1,8\n")
    assert main(["--folder", str(tmp_path), "--instances", "1"]) == 0
    cells = capsys.readouterr().out.splitlines()[1].split()
    assert cells[:5] == ["Instance1", "10", "10", "8", "25.00%"]


def test_a_folder_without_instances_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--folder", str(tmp_path)])
    assert "--folder" in capsys.readouterr().err
