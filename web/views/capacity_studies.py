"""Calculations of capacity studies: watched, stopped, looked at, printed and exported."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request, url_for
from flask_babel import format_decimal, format_percent

from planner.services.capacity.studies import StudyRun, stop_study, study_run
from planner.services.capacity.study_tables import is_share, span, study_tables
from planner.services.permissions import Action, NotFoundError
from web.access import asks, desk, programme
from web.downloads import CSV, download
from web.pages import go, show
from web.views.capacity import capacity_pages

__all__ = ["capacity_pages"]

_SVG = "image/svg+xml"
_MOST_PLOTS_ON_A_PAGE = 2
_MANY = 100


@capacity_pages.get("/runs/<int:run_id>", endpoint="run")
@asks(Action.VIEW_CAPACITY)
def run(run_id: int) -> Response:
    """How a calculation goes, and then what it has found."""
    found = study_run(desk(), programme(), run_id)
    tables = study_tables(found.result["full"], _sentences(found)) if found.result else None
    shown = list(found.result["plots"]) if found.result else []
    return show(
        "capacity/run.html",
        "capacity/_run.html",
        run=found,
        tables=tables,
        plots=shown,
        is_shared=False,
    )


@capacity_pages.post("/runs/<int:run_id>/stop", endpoint="stop")
@asks(Action.STUDY_CAPACITY)
def stop(run_id: int) -> Response:
    """Stop calculating."""
    stop_study(desk(), programme(), run_id)
    return go(url_for("capacity.run", run_id=run_id))


@capacity_pages.get("/runs/<int:run_id>/report", endpoint="report")
@asks(Action.VIEW_CAPACITY)
def report(run_id: int) -> Response:
    """What a calculation has found, to print and share: without numbers under five."""
    found = _done(run_id)
    assert found.result is not None
    return show(
        "capacity/report.html",
        "capacity/_figures.html",
        run=found,
        tables=study_tables(found.result["shared"], _sentences(found), is_brief=True),
        plots=found.result["shared_plots"][:_MOST_PLOTS_ON_A_PAGE],
        is_shared=True,
    )


@capacity_pages.get("/runs/<int:run_id>/figures.csv", endpoint="export")
@asks(Action.VIEW_CAPACITY)
def export(run_id: int) -> Response:
    """The indicators as a table; every number of it only where that is asked for."""
    found = _done(run_id)
    assert found.result is not None
    text = found.result["csv" if request.args.get("all") else "shared_csv"]
    return download(text.encode(), f"capacity-{run_id}.csv", CSV)


@capacity_pages.get("/runs/<int:run_id>/plots/<name>.svg", endpoint="plot")
@asks(Action.VIEW_CAPACITY)
def plot(run_id: int, name: str) -> Response:
    """A plot as a picture."""
    found = _done(run_id)
    assert found.result is not None
    if name not in found.result["plots"]:
        raise NotFoundError("There is no such plot.")
    return Response(found.result["plots"][name], mimetype=_SVG)


def _sentences(found: StudyRun) -> Mapping[str, Any]:
    """What the words of a calculation are made of; one from before they were kept has none."""
    sentences: Mapping[str, Any] = (found.result or {}).get("sentences", {})
    return sentences


def _done(run_id: int) -> StudyRun:
    """A calculation with figures.

    Raises:
        NotFoundError: it has none.
    """
    found = study_run(desk(), programme(), run_id)
    if not found.result:
        raise NotFoundError("There are no figures.")
    return found


@capacity_pages.app_template_filter("figure")
def figure(value: float | None, name: str, with_sign: bool = False) -> str:
    """A figure as the language writes it, shares in per cent; no name: an input or a time."""
    if value is None:
        return "\N{EN DASH}"
    sign = "+" if with_sign and value > 0 else ""
    if is_share(name):
        return sign + str(format_percent(value, "0.0 %"))
    few = "0.00" if name else "0.##"
    return sign + str(format_decimal(value, "#,##0" if abs(value) >= _MANY else few))


@capacity_pages.app_template_filter("points")
def points(value: float) -> str:
    """A difference of shares in percentage points."""
    return ("+" if value > 0 else "") + str(format_decimal(100 * value, "0.0"))


capacity_pages.app_template_filter("span")(span)
capacity_pages.app_template_test("share")(is_share)
