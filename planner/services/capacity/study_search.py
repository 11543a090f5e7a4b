"""A capacity study calculated by a worker: figures, tables to export, and plots."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from planner.capacity import plots
from planner.capacity.errors import StoppedError
from planner.domain.sentences import sentence_document
from planner.services.capacity.document import (
    NO_PLAN,
    CapacityReport,
    capacity_csv,
    capacity_document,
)
from planner.services.capacity.study_texts import read_study, starts_from_programme
from planner.services.capacity.what_if import Settings, study_scenarios
from planner.services.runs.kinds import Outcome, Watch
from planner.tables.contents import Contents
from planner.tables.programme import read_contents

_SPREAD = {"occupancy": "Occupancy of beds in service", "mean_wait_admitted": "Mean wait"}


def search_study(snapshot: Mapping[str, Any], settings: Mapping[str, Any], watch: Watch) -> Outcome:
    """Study the text in ``settings["text"]`` on the programme in ``snapshot["files"]``.

    The document: ``full`` and ``shared``, the latter without numbers under five; ``csv`` and
    ``shared_csv``; ``plots``, SVG by name; ``shared_plots``, the names of those to share;
    ``sentences``, what their words are made of. A study that is stopped leaves an empty document.

    Raises:
        PlannerError: it cannot be calculated; trying again would not help.
    """
    file = read_study(settings["text"], settings["programme"])
    as_of = date.fromisoformat(settings["as_of"])
    loaded = None
    if starts_from_programme(file):
        files = {name: text.encode() for name, text in snapshot["files"].items()}
        loaded = read_contents(Contents(files), as_of)

    def report(what: str, done: int, wanted: int) -> None:
        watch.report({"what": what, "done": done, "wanted": wanted})

    chosen = Settings(as_of, threads=settings["threads"], report=report, stop=watch.stop)
    try:
        found = study_scenarios(file, chosen, loaded)
    except StoppedError:
        return Outcome({})
    return Outcome(_document(found))


def _document(report: CapacityReport) -> dict[str, Any]:
    shared = capacity_document(report, shared=True)
    drawn = _plots(report)
    return {
        "full": capacity_document(report),
        "shared": shared,
        "csv": capacity_csv(report),
        "shared_csv": capacity_csv(report, shared=True),
        "plots": {name: svg.decode() for name, svg in drawn.items()},
        "shared_plots": [name for name in drawn if _is_shared(name, shared)],
        "sentences": {str(text): sentence_document(text) for text in _sentences(report)},
    }


def _sentences(report: CapacityReport) -> Iterator[str]:
    """What the documents tell in words, and hold in English only."""
    yield NO_PLAN
    yield from report.stamp["origins"].values()
    yield from (side.refusal for side in report.schedule if side.refusal)


def _is_shared(plot: str, shared: Mapping[str, Any]) -> bool:
    """Whether all that a plot shows is in the document to share."""
    if plot == "spread":
        found = [one["indicators"].get(name, {}) for one in shared["scenarios"] for name in _SPREAD]
        return not any("suppressed" in figures for figures in found)
    return plot in shared


def _plots(report: CapacityReport) -> dict[str, bytes]:
    results, unit = report.study.scenarios, report.study.study.time_unit
    found = {}
    titles = {"residents": "Residents over time", "waiting": "Waiting over time"}
    for what, title in titles.items():
        if all(what in result.curves for result in results):
            found[what] = plots.curves_svg(results, what, title, unit)
    known = set.intersection(*(set(result.estimates) for result in results))
    names = {name: title for name, title in _SPREAD.items() if name in known}
    if report.study.replications and names:
        found["spread"] = plots.spread_svg(results, names)
    if report.tornado is not None:
        found["tornado"] = plots.tornado_svg(report.tornado)
    if report.grid is not None:
        found["grid"] = plots.grid_svg(report.grid)
    fits = {"stays": "Lengths of stays that have ended", "referrals": "Time between referrals"}
    for name, title in fits.items():
        if name in report.fits:
            found[f"fit_{name}"] = plots.fit_svg(report.fits[name], title, unit)
    return found
