"""Both simulations against every case, with wide intervals; the acceptance run has narrow ones."""

from typing import Any

import pytest

from planner.capacity.studying import run_study
from tests.planner.capacity.models import cases_for, scenario_of, study_of, z_score

_PRECISION = {"fast": 0.02, "event": 0.1}
_CASES = [
    pytest.param(case, engine, id=f"{case['id']}-{engine}")
    for engine in _PRECISION
    for case in cases_for(engine)
]


@pytest.mark.parametrize(("case", "engine"), _CASES)
def test_simulated_figures_lie_around_the_expected_ones(case: dict[str, Any], engine: str) -> None:
    study = study_of(case, engine, precision=_PRECISION[engine], max_replications=200_000)
    base = run_study([scenario_of(case)], study).base
    for name in case["expected"]:
        found = base.estimates[name]
        half_width = (found.high - found.low) / 2
        assert half_width <= _PRECISION[engine] * abs(found.mean)
        assert abs(z_score(case, name, found.mean, half_width)) <= 3.5, name
