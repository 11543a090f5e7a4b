from xml.etree import ElementTree

import numpy as np
import pytest

from planner.capacity.fitting import fit_law
from planner.capacity.laws import Exponential
from planner.capacity.plots import curves_svg, fit_svg, grid_svg, spread_svg, tornado_svg
from planner.capacity.studying import run_study
from planner.capacity.sweeps import grid, tornado
from tests.planner.capacity.models import short_study, three_beds

STUDY = short_study(replications=50, curve_points=13)


def texts(svg: bytes) -> str:
    return " ".join(ElementTree.fromstring(svg).itertext())


def test_curves_name_every_scenario_and_are_the_same_bytes_again() -> None:
    scenarios = [three_beds(), three_beds("a fourth bed", beds=4)]
    results = run_study(scenarios, STUDY).scenarios
    first = curves_svg(results, "waiting", "people waiting", "month")
    assert first == curves_svg(results, "waiting", "people waiting", "month")
    assert "a fourth bed" in texts(first)
    assert b"<dc:date>" not in first
    assert b"a fourth bed" in spread_svg(results, {"occupancy": "occupancy"})
    with pytest.raises(ValueError, match="7 curves"):
        curves_svg([results[0]] * 7, "waiting", "", "month")


def test_tornado_and_heat_map_show_their_numbers() -> None:
    found = tornado(three_beds(), STUDY, "mean_queue", {"beds": 1.0, "stay": 0.1})
    assert "beds" in texts(tornado_svg(found))
    cells = grid(three_beds(), STUDY, "p_leave", ("beds", [2, 3]), ("referral_rate", [0.4, 0.6]))
    assert f"{cells.cells[0][0].mean:.3g}" in texts(grid_svg(cells))


def test_goodness_of_fit_shows_law_and_distance() -> None:
    fit = fit_law(Exponential(9).at(np.linspace(0.01, 0.99, 40)).tolist())
    assert fit is not None
    shown = texts(fit_svg(fit, "lengths of stay", "month"))
    assert "exponential" in shown
    assert f"p = {fit.p_value:.2f}" in shown
