import numpy as np
import pytest

from planner.capacity.fitting import ENOUGH, fit_gaps, fit_law
from planner.capacity.laws import Deterministic, Empirical, Erlang, Exponential, Law, Uniform

EVEN = (np.arange(60) + 0.5) / 60


@pytest.mark.parametrize("law", [Exponential(9), Erlang(4, 9), Uniform(6, 12)])
def test_law_behind_the_times_is_found(law: Law) -> None:
    fit = fit_law(law.at(EVEN).tolist())
    assert fit is not None
    assert type(fit.law) is type(law)
    assert fit.law.mean == pytest.approx(law.mean, rel=0.05)
    assert fit.p_value > 0.2
    assert fit.distance < 0.1


def test_times_that_no_law_fits_are_taken_as_they_are() -> None:
    times = [1.0 + 0.001 * n for n in range(30)] + [11.0 + 0.001 * n for n in range(30)]
    fit = fit_law(times)
    assert fit is not None
    assert fit.law == Empirical(tuple(sorted(times)))
    assert fit.p_value < 0.05


def test_equal_times_are_fixed() -> None:
    fit = fit_law([7.0] * ENOUGH)
    assert fit is not None
    assert fit.law == Deterministic(7.0)


def test_too_few_times_say_nothing() -> None:
    assert fit_law([5.0] * (ENOUGH - 1)) is None
    assert fit_gaps(list(range(ENOUGH))) is None


def test_gaps_between_referrals_give_their_rate() -> None:
    times = np.cumsum(Exponential(2).at(np.random.default_rng(3).random(80)))
    fit = fit_gaps(times.tolist())
    assert fit is not None
    assert fit.law.mean == pytest.approx(2, rel=0.3)
    assert fit == fit_gaps(times.tolist())
