"""Plans: searching for one, watching, comparing, publishing."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from planner.domain.errors import PlannerError
from planner.domain.plan import Layer
from planner.services.permissions import Action
from planner.services.plans.kept_plans import kept_plans, plan_page
from planner.services.plans.outdated import PlanOutdatedError
from planner.services.plans.publishing import discard_plan, publish_plan
from planner.services.runs.running import cancel_run, request_run, run_status, runs_of
from web.access import asks, desk, programme
from web.forms import Form
from web.pages import go, show

plans_pages = Blueprint("plans", __name__, url_prefix="/plans")

_LAYERS = {"both": tuple(Layer), "stays": (Layer.STAYS,), "schedule": (Layer.SCHEDULE,)}
_MOST_SECONDS = 3600


@plans_pages.get("", endpoint="page")
@asks(Action.VIEW_PLANS)
def page() -> Response:
    """Every plan and run, and the form that asks for a new one."""
    return _list(Form({"layers": "both", "seconds": "60"}), 200)


@plans_pages.post("/runs", endpoint="start")
@asks(Action.REQUEST_RUN)
def start() -> Response:
    """Ask for a plan."""
    form = Form.sent("layers", "seconds")
    seconds = _seconds(form)
    if form["layers"] not in _LAYERS:
        form.errors["layers"] = [_("Choose one of the three.")]
    if form.errors:
        return _list(form, 422)
    try:
        run_id = request_run(desk(), programme(), _LAYERS[form["layers"]], seconds)
    except PlannerError as error:
        return _list(form, form.refuse(error))
    return go(url_for("plans.run", run_id=run_id))


@plans_pages.get("/runs/<int:run_id>", endpoint="run")
@asks(Action.VIEW_PLANS)
def run(run_id: int) -> Response:
    """How a search goes."""
    return show("plans/run.html", "plans/_run.html", run=run_status(desk(), programme(), run_id))


@plans_pages.post("/runs/<int:run_id>/stop", endpoint="stop")
@asks(Action.CANCEL_RUN)
def stop(run_id: int) -> Response:
    """Stop searching and keep the best plan found so far."""
    cancel_run(desk(), programme(), run_id)
    return go(url_for("plans.run", run_id=run_id))


@plans_pages.get("/<int:plan_id>", endpoint="plan")
@asks(Action.VIEW_PLANS)
def plan(plan_id: int) -> Response:
    """One plan, and what it changes against the one that stands or another."""
    other = request.args.get("with", type=int)
    found = plan_page(desk(), programme(), plan_id, other)
    return show("plans/plan.html", "plans/_differences.html", found=found)


@plans_pages.post("/<int:plan_id>/publish", endpoint="publish")
@asks(Action.PUBLISH_PLAN)
def publish(plan_id: int) -> Response:
    """Make it the plan that staff work by."""
    try:
        found = publish_plan(desk(), programme(), plan_id, _version())
    except PlanOutdatedError as error:
        page = plan_page(desk(), programme(), plan_id)
        return show("plans/plan.html", "plans/plan.html", 422, found=page, refused=error.lines)
    said = ngettext("Published: %(num)s change.", "Published: %(num)s changes.", len(found))
    return go(url_for("plans.plan", plan_id=plan_id), said)


@plans_pages.post("/<int:plan_id>/discard", endpoint="discard")
@asks(Action.DISCARD_PLAN)
def discard(plan_id: int) -> Response:
    """Put a draft aside."""
    discard_plan(desk(), programme(), plan_id, _version())
    return go(url_for("plans.page"), _("The draft is put aside."))


def _version() -> int:
    return request.form.get("version", -1, type=int)


def _seconds(form: Form) -> float | None:
    """The time limit, None where the search may go on to its proof."""
    text = form["seconds"]
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_SECONDS:
        form.errors["seconds"] = [
            _("A whole number from 1 to %(most)s, or nothing.", most=_MOST_SECONDS)
        ]
        return None
    return float(text)


def _list(form: Form, status: int) -> Response:
    at, code = desk(), programme()
    return show(
        "plans/page.html",
        "plans/_list.html",
        status,
        form=form,
        plans=kept_plans(at, code),
        runs=[run for run in runs_of(at, code) if run.kind == "plan"],
    )
