"""Who fits a bed that becomes free."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.plan import Reason
from planner.domain.programme import Programme
from planner.scheduling.fitting import Fit, who_fits
from planner.tables.programme import read_programme

SAMPLE = Path(__file__).parents[3] / "sample_data" / "safexst"
SINCE = dt.date(2027, 2, 12)


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The sample, P103 having left B3 on 10 February 2027."""
    found = read_programme(SAMPLE).programme
    left = dt.date(2027, 2, 10)
    stays = (
        replace(stay, discharge=left) if stay.participant == "P103" else stay
        for stay in found.stays
    )
    return replace(found, stays=tuple(stays))


@pytest.fixture(scope="module")
def fits(programme: Programme) -> dict[str, Fit]:
    """Who fits B3, by code."""
    return {fit.referral.participant: fit for fit in who_fits(programme, "B3", SINCE)}


def test_those_who_fit_come_first_by_priority_then_by_days_waited(programme: Programme) -> None:
    found = who_fits(programme, "B3", SINCE)
    assert [fit.referral.participant for fit in found][:4] == ["R201", "R211", "R212", "R210"]
    assert [fit.stay is None for fit in found] == sorted(fit.stay is None for fit in found)


def test_day_is_one_on_which_somebody_may_really_come(fits: dict[str, Fit]) -> None:
    stay = fits["R201"].stay
    assert stay is not None
    assert stay.bed == "B3"
    assert stay.start >= SINCE
    assert stay.start.weekday() < 4


def test_conflict_is_named_as_one_of_the_rules_against_her(fits: dict[str, Fit]) -> None:
    assert fits["R202"].against == (Reason.WINDOW, Reason.CONFLICT)


def test_bed_without_what_she_needs_does_not_fit(fits: dict[str, Fit]) -> None:
    assert Reason.BED in fits["R203"].against
    assert fits["R203"].stay is None


def test_somebody_for_whom_a_person_decides_is_never_placed(fits: dict[str, Fit]) -> None:
    assert fits["R206"].against == (Reason.MINOR_PROTOCOL,)
