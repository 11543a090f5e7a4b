"""What a change would do to everybody waiting: the search."""

import threading
from typing import Any

import pytest

from planner.domain.runs import RunKind
from planner.services.runs.effects import EffectRow, Verdict, effect_rows
from planner.services.runs.kinds import RUN_KINDS, Watch
from planner.tables.contents import folder_contents
from tests.installation import SAMPLES, TODAY

SETTINGS = {"as_of": TODAY.isoformat(), "time_limit": 120.0, "seed": 1, "threads": 2}


def stopped(before: dict[str, str], **settings: float) -> dict[str, Any]:
    """What a search finds that is told to stop at once, or that has next to no time."""
    stop = threading.Event()
    if not settings:
        stop.set()
    watch = Watch(stop, lambda _: None, lambda _: None)
    snapshot = {"files": before, "after": before}
    return RUN_KINDS[RunKind.EFFECT](snapshot, SETTINGS | settings, watch).result


def found(after: dict[str, str], before: dict[str, str]) -> dict[str, Any]:
    watch = Watch(threading.Event(), lambda _: None, lambda _: None)
    snapshot = {"files": before, "after": after}
    return RUN_KINDS[RunKind.EFFECT](snapshot, SETTINGS, watch).result


@pytest.fixture(scope="module")
def extended() -> dict[str, EffectRow]:
    """What becomes of everybody where P101 stays until 16 April, by participant."""
    contents = folder_contents(SAMPLES / "safexst")
    before = {name: content.decode() for name, content in contents.files.items()}
    longer = before["stays.csv"].replace("2027-03-19,in_house", "2027-04-16,in_house")
    result = found(before | {"stays.csv": longer}, before)
    assert result["is_best"]
    return {row.participant: row for row in effect_rows(result)}


def test_whoever_waits_for_the_bed_moves_back_with_it(extended: dict[str, EffectRow]) -> None:
    row = extended["R203"]
    assert (str(row.before.start), str(row.after.start)) == ("2027-03-22", "2027-04-19")
    assert (row.days, row.verdict, row.after.bed) == (28, Verdict.LATER, "B1")


def test_who_cannot_be_placed_either_way_keeps_her_reason(extended: dict[str, EffectRow]) -> None:
    row = extended["R204"]
    assert (row.before.reason, row.after.reason) == ("window", "window")
    assert (row.days, row.verdict) == (None, Verdict.STILL_WAITING)


def test_everybody_who_waits_is_told_of_once(extended: dict[str, EffectRow]) -> None:
    assert sorted(extended) == [f"R{number}" for number in range(201, 213)]
    services = {row.service for row in extended.values()}
    assert services == {"residential", "day_program", "support"}


def test_searches_that_were_stopped_are_not_compared() -> None:
    files = folder_contents(SAMPLES / "safexst").files
    before = {name: content.decode() for name, content in files.items()}
    assert "rows" not in stopped(before)


def test_plans_far_from_proven_are_not_compared() -> None:
    files = folder_contents(SAMPLES / "safexst").files
    before = {name: content.decode() for name, content in files.items()}
    assert "rows" not in stopped(before, time_limit=0.0)
