import math
from itertools import pairwise

import numpy as np
import pytest

from planner.capacity.estimates import (
    estimate,
    needed,
    paired_difference,
    ratio_interval,
)
from planner.capacity.scenario import EngineName, Study
from planner.capacity.student import t_quantile
from planner.capacity.studying import run_study
from tests.planner.capacity.models import CASES, scenario_of, study_of


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 12.7062047), (2, 4.30265273), (5, 2.57058184), (29, 2.04522964), (30, 2.04227246),
     (200, 1.97189622), (1000, 1.96233908)],
)  # fmt: skip
def test_quantiles_of_students_t_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    assert t_quantile(0.975, freedom) == pytest.approx(quantile, abs=1.5e-7)


def test_expansion_goes_on_where_the_exact_series_ends() -> None:
    steps = [t_quantile(0.975, freedom) for freedom in (199, 200, 201, 202)]
    differences = [before - after for before, after in pairwise(steps)]
    assert differences == pytest.approx([differences[0]] * 3, rel=0.02)


def test_interval_of_a_mean_is_the_usual_one() -> None:
    values = np.arange(200, dtype=float)
    found = ratio_interval(values, np.ones(200))
    reach = t_quantile(0.975, 199) * values.std(ddof=1) / math.sqrt(200)
    assert (found.low, found.high) == pytest.approx((99.5 - reach, 99.5 + reach))


def test_jackknife_and_linearisation_agree_where_they_meet() -> None:
    random = np.random.default_rng(1)
    bottom = random.poisson(20, 100).astype(float)
    top = bottom * 0.4 + random.normal(size=100)
    few = ratio_interval(top[:99], bottom[:99])
    many = ratio_interval(top, bottom)
    assert few.half_width == pytest.approx(many.half_width, rel=0.05)


def test_ratio_is_pooled_and_replications_without_a_value_do_not_count_in_the_spread() -> None:
    found = estimate(np.array([0.0, 6.0, 0.0, 2.0]), np.array([0.0, 2.0, 0.0, 2.0]))
    assert found.mean == 2.0
    assert (found.p10, found.p50, found.p90) == pytest.approx((1.2, 2.0, 2.8))
    empty = estimate(np.zeros(4), np.zeros(4))
    assert math.isnan(empty.mean)
    assert math.isnan(empty.p50)


def test_paired_difference_of_like_with_like_is_nothing() -> None:
    top, bottom = np.arange(50.0), np.ones(50)
    found = paired_difference((top + 3, bottom), (top, bottom))
    assert (found.mean, found.low, found.high) == pytest.approx((3, 3, 3))
    assert found.is_clear
    assert not paired_difference((top, bottom), (top[::-1], bottom)).is_clear


def test_replications_needed_are_found_where_the_interval_stays_narrow() -> None:
    random = np.random.default_rng(2)
    top, bottom = random.normal(10, 2, 3000), np.ones(3000)
    count = needed(top, bottom, 0.02, 5, 30)
    assert ratio_interval(top[:count], bottom[:count]).half_width <= 0.02 * 10.2
    assert 250 < count < 600
    assert needed(top, bottom, 0.001, 5, 30) > 100_000
    assert needed(np.zeros(100), bottom[:100], 0.01, 5, 30) == 30


def test_intervals_cover_a_known_answer_as_often_as_they_say() -> None:
    case = next(case for case in CASES if case["id"] == "V20")
    base = study_of(case, "fast", replications=200)
    covered = dict.fromkeys(case["expected"], 0)
    for seed in range(200):
        study = Study(**{**vars(base), "seed": seed, "engine": EngineName.FAST})
        found = run_study([scenario_of(case)], study).base.estimates
        for name, expected in case["expected"].items():
            covered[name] += found[name].low <= expected <= found[name].high
    # 95 % of 200 are 190; fewer than 179 or 200 would come about once in a thousand times.
    assert all(179 <= count <= 199 for count in covered.values()), covered
