"""Plots of a study as SVG, the same bytes for the same figures; the tables hold the numbers."""

import io
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from planner.capacity.fitting import Fit
from planner.capacity.results import Curve, ScenarioResult
from planner.capacity.sweeps import Grid, Tornado

# Okabe and Ito's palette, told apart by most people with colour blindness.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_STYLES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)))
_MOST_CURVES = 6
# matplotlib keeps its settings for the whole process: one plot is drawn at a time.
_LOCK = threading.Lock()
_SETTINGS: Any = {
    "svg.hashsalt": "harbourplan",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    # A label is text, never a formula: a dollar sign in it is a dollar sign.
    "text.parse_math": False,
}


def curves_svg(results: Sequence[ScenarioResult], what: str, title: str, unit: str) -> bytes:
    """An amount over time for up to six scenarios: mean, with the band from P10 to P90.

    ``what`` is a name in ``ScenarioResult.curves``: ``residents`` or ``waiting``.

    Raises:
        ValueError: there are none, or more than six.
    """
    if not 0 < len(results) <= _MOST_CURVES:
        raise ValueError(f"{len(results)} curves; from 1 to {_MOST_CURVES} can be shown")
    with _drawing():
        figure, axes = _new(7, 3.6, title)
        for place, result in enumerate(results):
            _draw_curve(axes, result.curves[what], result.label, place)
        axes.set_xlabel(f"{unit}s from now")
        axes.set_ylim(bottom=0)
        axes.legend(frameon=False, loc="best")
        return _svg(figure)


def _draw_curve(axes: Axes, curve: Curve, label: str, place: int) -> None:
    colour, style = _COLOURS[place], _STYLES[place]
    axes.plot(curve.times, curve.mean, color=colour, linestyle=style, label=label)
    axes.fill_between(curve.times, curve.p10, curve.p90, color=colour, alpha=0.12, linewidth=0)


def tornado_svg(tornado: Tornado) -> bytes:
    """One bar for each input, the largest effect on top."""
    swings = tornado.swings[::-1]
    with _drawing():
        figure, axes = _new(
            7, 1.2 + 0.45 * len(swings), f"What moves the {tornado.indicator.title}"
        )
        for place, swing in enumerate(swings):
            ends = ((swing.low, swing.low_value, 0), (swing.high, swing.high_value, 1))
            for interval, value, side in ends:
                axes.barh(place, interval.mean, color=_COLOURS[side], height=0.6)
                align = "left" if interval.mean > 0 else "right"
                axes.annotate(
                    f" {value:.3g} ", (interval.mean, place), ha=align, va="center", fontsize=8
                )
        names = [swing.key.replace("_", " ") for swing in swings]
        axes.set_yticks(range(len(swings)), names)
        axes.axvline(0, color="black", linewidth=0.8)
        axes.margins(x=0.15)
        axes.set_xlabel(f"difference to the base, which is {tornado.base.mean:.3g}")
        return _svg(figure)


def grid_svg(grid: Grid) -> bytes:
    """A heat map with the number in each cell."""
    means = np.array([[cell.mean for cell in row] for row in grid.cells])
    with _drawing():
        size = (2 + 0.9 * len(grid.x_values), 1.6 + 0.5 * len(grid.y_values))
        figure, axes = _new(*size, grid.indicator.title)
        image = axes.imshow(means, cmap="cividis", aspect="auto", origin="lower")
        middle = (np.nanmin(means) + np.nanmax(means)) / 2
        for (row, column), value in np.ndenumerate(means):
            colour = "black" if value > middle else "white"
            axes.text(column, row, f"{value:.3g}", ha="center", va="center", color=colour)
        axes.set_xticks(range(len(grid.x_values)), [f"{value:g}" for value in grid.x_values])
        axes.set_yticks(range(len(grid.y_values)), [f"{value:g}" for value in grid.y_values])
        axes.set_xlabel(grid.x_key.replace("_", " "))
        axes.set_ylabel(grid.y_key.replace("_", " "))
        figure.colorbar(image, ax=axes)
        return _svg(figure)


def fit_svg(fit: Fit, title: str, unit: str) -> bytes:
    """The times seen as steps against the law fitted to them."""
    times = np.array(fit.times)
    reach = np.linspace(0, times[-1] * 1.15, 200)
    shares = np.arange(1, len(times) + 1) / len(times)
    with _drawing():
        figure, axes = _new(6, 3.6, title)
        axes.step(times, shares, where="post", color=_COLOURS[0], label=f"{len(times)} times seen")
        name = str(fit.law.document()["law"])
        below = 1.0 - fit.law.survival(reach)
        axes.plot(reach, below, color=_COLOURS[1], linestyle="--", label=f"law: {name}")
        axes.set_xlabel(f"{unit}s")
        axes.set_ylabel("share at most so long")
        axes.set_ylim(0, 1.02)
        note = f"largest distance {fit.distance:.3f}, p = {fit.p_value:.2f}"
        axes.legend(frameon=False, loc="lower right", title=note)
        return _svg(figure)


def spread_svg(results: Sequence[ScenarioResult], names: Mapping[str, str]) -> bytes:
    """P10, P50 and P90 of indicators, one row of bars for each scenario; ``names`` are titles."""
    with _drawing():
        figure = Figure(figsize=(7, 0.9 + 0.35 * len(results) * len(names)), layout="constrained")
        all_axes = figure.subplots(len(names), 1, squeeze=False)[:, 0]
        for axes, (name, title) in zip(all_axes, names.items(), strict=True):
            for place, result in enumerate(results[::-1]):
                found = result.estimates[name]
                axes.plot([found.p10, found.p90], [place] * 2, color=_COLOURS[0], linewidth=4)
                axes.plot([found.p50], [place], "o", color="black", markersize=4)
            axes.set_yticks(range(len(results)), [result.label for result in results[::-1]])
            axes.set_title(title, loc="left", fontsize=9)
            axes.set_ylim(-0.6, len(results) - 0.4)
            axes.spines[["top", "right"]].set_visible(False)
        return _svg(figure)


@contextmanager
def _drawing() -> Iterator[None]:
    with _LOCK, mpl.rc_context(_SETTINGS):
        yield


def _new(width: float, height: float, title: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title[:1].upper() + title[1:], loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _svg(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()
