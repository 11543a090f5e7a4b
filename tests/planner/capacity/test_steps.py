import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.capacity.scenario import Bed
from planner.capacity.steps import Profile, Steps, changed_rate
from tests.planner.capacity.models import three_beds


def test_amounts_change_at_their_times() -> None:
    steps = Steps.of(3, [(5.0, 1), (2.0, -1), (-1.0, 1)])
    assert [steps.at(time) for time in (0.0, 2.0, 4.9, 5.0)] == [4, 3, 3, 4]
    assert steps.over(np.array([0.0, 2.0, 6.0])).tolist() == [4, 3, 4]
    assert steps.integral(1.0, 6.0) == pytest.approx(4 + 3 * 3 + 4)
    assert not steps.never_falls


def test_beds_in_service_follow_openings_and_closures() -> None:
    beds = (Bed(), Bed(opens=4.0), Bed(closures=((2.0, 3.0),)), Bed(closes=5.0))
    scenario = three_beds().__class__(
        "x", beds, three_beds().classes, three_beds().stay, three_beds().patience
    )
    service = scenario.beds_in_service
    assert [service.at(time) for time in (0.0, 2.0, 3.0, 4.0, 5.0)] == [3, 2, 3, 4, 3]


@pytest.mark.parametrize("shape", ["step", "linear", "front", "back"])
@given(amounts=st.lists(st.floats(0, 40), min_size=1, max_size=20))
def test_arrivals_turn_the_integral_of_the_rate_around(shape: str, amounts: list[float]) -> None:
    profile = changed_rate(shape, 1.5, 3.0, 9.0)
    wanted = np.array(amounts)
    reached = np.array([profile.total(float(time)) for time in profile.arrivals(wanted)])
    np.testing.assert_allclose(reached, wanted, rtol=1e-9, atol=1e-9)


def test_front_loaded_change_comes_sooner_than_back_loaded() -> None:
    front, back = (changed_rate(shape, 2.0, 0.0, 10.0) for shape in ("front", "back"))
    assert front.total(5.0) > changed_rate("linear", 2.0, 0.0, 10.0).total(5.0) > back.total(5.0)


def test_profile_without_points_changes_nothing() -> None:
    amounts = np.array([1.0, 2.0])
    assert Profile().arrivals(amounts) is amounts
    assert Profile().total(7.0) == 7.0


def test_rate_of_zero_brings_nobody_any_more() -> None:
    profile = changed_rate("step", 0.0, 4.0, 4.0)
    assert np.isinf(profile.arrivals(np.array([5.0]))[0])
