import numpy as np
import pytest

from planner.capacity.gamma import erlang_quantile, erlang_survival
from planner.capacity.law_documents import law_of
from planner.capacity.laws import (
    AtOnce,
    Deterministic,
    Empirical,
    Erlang,
    Exponential,
    Law,
    Never,
    Uniform,
)
from planner.capacity.mixtures import Mixture, with_early_exit

LAWS: list[Law] = [
    Exponential(9),
    Deterministic(4),
    Uniform(6, 12),
    Erlang(1, 9),
    Erlang(4, 9),
    Erlang(30, 9),
    Empirical((1.0, 3.0, 3.0, 8.0)),
    Mixture(((0.2, Uniform(0.5, 4)), (0.8, Erlang(3, 9)))),
]
EVEN = (np.arange(200_000) + 0.5) / 200_000


@pytest.mark.parametrize("law", LAWS, ids=lambda law: type(law).__name__)
def test_draws_have_the_mean_of_their_law(law: Law) -> None:
    assert law.at(EVEN).mean() == pytest.approx(law.mean, rel=2e-4)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: type(law).__name__)
def test_share_of_draws_beyond_a_time_is_the_survival_function(law: Law) -> None:
    draws = law.at(EVEN)
    for time in (0.7, 2.5, 5.0, 9.0, 14.0):
        survival = float(law.survival(np.array([time]))[0])
        assert (draws > time).mean() == pytest.approx(survival, abs=2e-5)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: type(law).__name__)
def test_integral_of_the_survival_function_is_the_mean_of_the_shorter_time(law: Law) -> None:
    draws = law.at(EVEN)
    for time in (0.7, 2.5, 5.0, 9.0, 14.0):
        integral = float(law.survival_integral(np.array([time]))[0])
        assert np.minimum(draws, time).mean() == pytest.approx(integral, rel=2e-4)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: type(law).__name__)
def test_what_is_left_of_a_time_follows_the_law_beyond_the_age(law: Law) -> None:
    age = 2.0
    draws = law.at(EVEN)
    expected = draws[draws > age].mean() - age
    assert law.rest(EVEN, age).mean() == pytest.approx(expected, rel=2e-3)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: type(law).__name__)
def test_scaled_law_has_scaled_draws_and_its_document_reads_back(law: Law) -> None:
    np.testing.assert_allclose(law.scaled(2).at(EVEN), 2 * law.at(EVEN), rtol=1e-12)
    assert law_of(law.document()) == law


def test_nothing_is_left_beyond_the_longest_time() -> None:
    assert Uniform(6, 12).rest(EVEN, 13.0).max() == 0
    assert Deterministic(4).rest(EVEN, 5.0).max() == 0


@pytest.mark.parametrize("phases", [2, 3, 10, 100])
def test_quantiles_of_the_erlang_law_turn_back_into_their_probabilities(phases: int) -> None:
    uniform = np.concatenate([10.0 ** -np.arange(1, 15), 1 - 10.0 ** -np.arange(1, 15), EVEN[::99]])
    time = erlang_quantile(phases, uniform)
    np.testing.assert_allclose(erlang_survival(phases, time), 1 - uniform, rtol=1e-8)


def test_patience_of_none_and_zero() -> None:
    assert np.isinf(Never().at(EVEN)).all()
    assert not AtOnce().at(EVEN).any()


def test_early_exits_leave_the_other_stays_as_they_were() -> None:
    early = Uniform(0.5, 4)
    one = with_early_exit(Uniform(6, 12), 0.2, early)
    other = with_early_exit(Uniform(6, 10), 0.2, early)
    is_early = EVEN < 0.2
    np.testing.assert_array_equal(one.at(EVEN)[is_early], other.at(EVEN)[is_early])
    assert with_early_exit(early, 0, early) == early
