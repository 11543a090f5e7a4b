"""The two simulating engines agree, person by person, and keep what must be kept."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.capacity import event, fast
from planner.capacity.draws import Draws
from planner.capacity.engines import choose_engine, histories, is_fast
from planner.capacity.errors import CapacityError
from planner.capacity.history import History
from planner.capacity.laws import AtOnce, Deterministic, Erlang, Exponential, Never, Uniform
from planner.capacity.scenario import (
    Bed,
    EngineName,
    InService,
    Mode,
    Need,
    ReferralClass,
    Scenario,
    Study,
    Waiting,
)
from planner.capacity.steps import Steps, changed_rate
from planner.capacity.studying import run_study
from planner.capacity.tallies import tally
from tests.planner.capacity.models import short_study, three_beds

SCENARIOS = [
    three_beds(),
    replace(three_beds(), patience=Never(), stay=Erlang(3, 5)),
    replace(three_beds(), patience=AtOnce(), turnover=Exponential(0.2)),
    replace(
        three_beds(),
        beds=(Bed(), Bed(), Bed(opens=5.0)),
        in_service=(InService(left=2.0), InService(elapsed=7.0)),
        waiting=(Waiting(1.0), Waiting(0.5, ready_in=3.0), Waiting(6.0)),
        turnover=Deterministic(0.1),
        profile=changed_rate("linear", 2.0, 6.0, 24.0),
    ),
]


def everything(**changes: object) -> Scenario:
    """Priorities, caseload, day places, closures and today's people at once."""
    full = Scenario(
        "everything",
        (Bed(), Bed(closures=((4.0, 6.0),)), Bed(closes=20.0)),
        (
            ReferralClass("urgent", 0.2),
            ReferralClass("planned", 0.4, patience=Uniform(0, 8)),
            ReferralClass("day", 0.5, Need.DAY_PROGRAM, Deterministic(6)),
            ReferralClass("support", 0.3, Need.SUPPORT, Uniform(3, 6)),
        ),
        Uniform(6, 12),
        Exponential(4),
        turnover=Deterministic(0.1),
        caseload=Steps.of(9, [(10.0, -2)]),
        places=Steps.of(5),
        residents_join=True,
        place_time=6.0,
        in_service=(
            InService(left=3.0, place_left=1.0),
            InService(left=8.0, place_left=8.0),
            InService(Need.DAY_PROGRAM, 2.0, 4.0, 2.0),
        ),
        waiting=(Waiting(1.0), Waiting(2.0, group=1), Waiting(0.0, 3.0, 1, promised=True)),
    )
    return replace(full, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("mode", list(Mode))
def test_both_engines_tell_the_same_history(scenario: Scenario, mode: Mode) -> None:
    study = short_study(mode=mode, window=(6.0, 36.0))
    one = fast.simulate(scenario, Draws(3, 0, 50), study.horizon)
    other = event.simulate(scenario, study, Draws(3, 0, 50))
    first, second = (tally(scenario, study, history, 50) for history in (one, other))
    assert first.keys() == second.keys()
    for name, values in first.items():
        np.testing.assert_allclose(values, second[name], rtol=1e-9, atol=1e-9, err_msg=name)


def occupied_as_counted_anew(history: History, replication: int) -> list[tuple[float, int]]:
    """Residents after each admission of a replication, by a plain count."""
    stays = [
        (0.0, float(person.end[replication]))
        for person in history.served
        if person.need is Need.RESIDENTIAL
    ]
    for block in history.blocks:
        if block.need is Need.RESIDENTIAL:
            taken = block.taken[:, replication]
            begins, ends = block.out[taken, replication], block.end[taken, replication]
            stays += list(zip(begins.tolist(), ends.tolist(), strict=True))
    return [
        (begin, sum(start <= begin < end for start, end in stays)) for begin, _ in sorted(stays)
    ]


@pytest.mark.parametrize("scenario", [*SCENARIOS, everything()])
def test_beds_are_never_exceeded_and_referrals_never_lost(scenario: Scenario) -> None:
    study = short_study()
    engine = EngineName.FAST if is_fast(scenario) else EngineName.EVENT
    history = histories(engine, scenario, study, Draws(5, 0, 60))
    sums = tally(scenario, study, history, 60)
    total = sums["admitted"] + sums["left"] + sums["waiting"]
    np.testing.assert_array_equal(sums["referrals"], total)
    if scenario.waiting:
        listed = sums["listed_admitted"] + sums["listed_left"] + sums["listed_waiting"]
        np.testing.assert_array_equal(sums["listed"], listed)
    for replication in range(60):
        for time, residents in occupied_as_counted_anew(history, replication):
            assert time == 0 or residents <= scenario.beds_in_service.at(time)
    for block in history.blocks:
        assert (block.out >= block.arrival).all()
        assert (block.end[~block.taken] == block.out[~block.taken]).all()


def test_caseload_and_places_are_never_exceeded() -> None:
    scenario, study = everything(), short_study()
    history = event.simulate(scenario, study, Draws(5, 0, 40))
    for replication in range(40):
        services = [(0.0, person.end[replication]) for person in history.served]
        places = [
            (0.0, min(person.end[replication], person.place_left)) for person in history.served
        ]
        for block in history.blocks:
            for place in np.flatnonzero(block.taken[:, replication]):
                begin, end = block.out[place, replication], block.end[place, replication]
                services.append((begin, end))
                if block.need is Need.RESIDENTIAL:
                    places.append((begin, min(end, begin + scenario.place_time)))
                elif block.need is Need.DAY_PROGRAM:
                    places.append((begin, end))
        assert scenario.caseload is not None
        for begin, _ in services:
            held = sum(start <= begin < end for start, end in services)
            assert begin == 0 or held <= scenario.caseload.at(begin)
        for begin, _ in places:
            assert sum(start <= begin < end for start, end in places) <= 5


def test_urgent_referrals_are_admitted_before_planned_ones_who_came_earlier() -> None:
    scenario, study = everything(), short_study()
    history = event.simulate(scenario, study, Draws(5, 0, 40))
    urgent, planned = history.referred[0], history.referred[1]
    for replication in range(40):
        for place in np.flatnonzero(planned.taken[:, replication]):
            start = planned.out[place, replication]
            waits = (urgent.arrival[:, replication] < start) & (urgent.out[:, replication] > start)
            assert start == planned.arrival[place, replication] or not waits.any()


def test_promised_admission_goes_first_and_never_gives_up() -> None:
    scenario = everything(patience=Deterministic(0.01))
    history = event.simulate(scenario, short_study(), Draws(5, 0, 40))
    promised = next(block for block in history.waiting if block.group == 1)
    assert promised.taken[1].all()


@given(
    st.integers(0, 2**31 - 1),
    st.integers(1, 5),
    st.floats(0.2, 2.0),
    st.booleans(),
)
@settings(max_examples=15)
def test_one_more_bed_never_admits_anybody_later(
    seed: int, beds: int, rate: float, has_turnover: bool
) -> None:
    fewer = replace(
        three_beds(beds=beds, rate=rate),
        patience=Never(),
        turnover=Deterministic(0.3 if has_turnover else 0.0),
    )
    more = replace(fewer, beds=(Bed(),) * (beds + 1))
    before = fast.simulate(fewer, Draws(seed, 0, 30), 36.0).referred[0]
    after = fast.simulate(more, Draws(seed, 0, 30), 36.0).referred[0]
    assert (after.out <= before.out + 1e-12).all()


def test_littles_law_holds_over_a_long_window() -> None:
    study = Study(horizon=3000.0, window=(200.0, 3000.0), mode=Mode.STEADY)
    history = fast.simulate(three_beds(), Draws(1, 0, 200), study.horizon)
    sums = tally(three_beds(), study, history, 200)
    queue = sums["queue_time"].sum() / sums["length"].sum()
    wait = sums["wait_resolved"].sum() / sums["resolved"].sum()
    rate = sums["referrals"].sum() / sums["length"].sum()
    assert queue == pytest.approx(rate * wait, rel=2e-3)


def test_residents_stay_on_when_a_bed_closes_and_count_as_bed_time() -> None:
    scenario = replace(
        three_beds(),
        beds=(Bed(closes=2.0),),
        classes=(ReferralClass("", 0.0),),
        in_service=(InService(left=5.0),),
    )
    study = short_study(horizon=10.0, window=(0.0, 10.0))
    history = event.simulate(scenario, study, Draws(1, 0, 2))
    sums = tally(scenario, study, history, 2)
    assert sums["bed_time"].tolist() == [5.0, 5.0]
    assert sums["bed_time_in_service"].tolist() == [5.0, 5.0]


def test_cheapest_engine_that_covers_every_scenario_is_chosen() -> None:
    study = short_study()
    steady = replace(study, mode=Mode.STEADY)
    exponential = replace(three_beds(), stay=Exponential(9))
    assert choose_engine([three_beds()], study) is EngineName.FAST
    assert choose_engine([three_beds(), everything()], study) is EngineName.EVENT
    assert choose_engine([exponential], steady) is EngineName.ANALYTIC
    assert choose_engine([exponential, three_beds()], steady) is EngineName.FAST
    with pytest.raises(CapacityError, match="fast does not cover"):
        choose_engine([everything()], replace(study, engine=EngineName.FAST))


def test_long_run_without_a_balance_is_refused() -> None:
    scenario = replace(three_beds(), patience=Never())
    with pytest.raises(CapacityError, match="no long run"):
        choose_engine([scenario], short_study(mode=Mode.STEADY))
    assert math.isinf(scenario.patience.mean)


def test_study_without_residents_and_referrals_that_end_are_simulated() -> None:
    day = ReferralClass("day", 1.0, Need.DAY_PROGRAM, Deterministic(6))
    scenario = replace(three_beds(), classes=(day,), places=Steps.of(3))
    found = run_study([scenario], short_study(curve_points=5)).base
    assert max(found.curves["residents"].mean) == 0
    assert max(found.curves["waiting"].mean) > 0
    assert found.estimates["places_use"].mean > 0.8
    ending = replace(three_beds(), profile=changed_rate("back", 0.0, 1.0, 9.0))
    for engine in (EngineName.FAST, EngineName.EVENT):
        some = run_study([ending], short_study(engine=engine)).base.estimates
        assert 0 < some["referrals"].mean < 0.5 * 36
        assert some["referrals"].p90 < 12
