"""Capacity: saved studies, and new ones by a form or as text."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from planner.domain.errors import InputError, PlannerError
from planner.services.capacity.studies import (
    add_study,
    delete_study,
    edit_study,
    request_study,
    saved_studies,
    saved_study,
    team_codes,
)
from planner.services.capacity.study_forms import (
    DEFAULTS,
    FIELDS,
    NUMBERS,
    in_the_form,
    study_text,
)
from planner.services.permissions import Action
from web.access import asks, desk, programme
from web.forms import Form
from web.pages import go, show

capacity_pages = Blueprint("capacity", __name__, url_prefix="/capacity")


@capacity_pages.get("", endpoint="page")
@asks(Action.VIEW_CAPACITY)
def page() -> Response:
    """Every saved study."""
    studies = saved_studies(desk(), programme())
    return show("capacity/page.html", "capacity/_list.html", studies=studies)


@capacity_pages.get("/new", endpoint="new")
@asks(Action.STUDY_CAPACITY)
def new() -> Response:
    """The form of a new study."""
    return _form(Form(dict(DEFAULTS)), 200)


@capacity_pages.post("/new", endpoint="add")
@asks(Action.STUDY_CAPACITY)
def add() -> Response:
    """Save a new study from its form, and calculate it if that is wanted."""
    form = Form.sent(*FIELDS)
    try:
        text = study_text(form.values, programme())
        study_id = add_study(desk(), programme(), form["label"], text)
    except InputError as error:
        return _form(form, form.refuse(in_the_form(error, form.values)))
    except PlannerError as error:
        return _form(form, form.refuse(error))
    return _saved(study_id)


@capacity_pages.get("/text", endpoint="write")
@asks(Action.STUDY_CAPACITY)
def write() -> Response:
    """A new study as text, to begin with the one that the empty form asks for."""
    text = study_text({**DEFAULTS, "label": "-"}, programme())
    return _text(Form({"label": "", "study": text}), 200)


@capacity_pages.post("/text", endpoint="keep")
@asks(Action.STUDY_CAPACITY)
def keep() -> Response:
    """Save a new study that was written as text."""
    form = Form.sent("label", "study")
    try:
        study_id = add_study(desk(), programme(), form["label"], form["study"])
    except PlannerError as error:
        return _text(form, form.refuse(error))
    return _saved(study_id)


@capacity_pages.get("/<int:study_id>", endpoint="study")
@asks(Action.VIEW_CAPACITY)
def study(study_id: int) -> Response:
    """A study: its text and its calculations."""
    found = saved_study(desk(), programme(), study_id)
    values = {"label": found.label, "study": found.text, "version": str(found.version)}
    return _study(study_id, Form(values), 200)


@capacity_pages.post("/<int:study_id>", endpoint="edit")
@asks(Action.STUDY_CAPACITY)
def edit(study_id: int) -> Response:
    """Change a study's text."""
    form = Form.sent("label", "study", "version")
    try:
        edit_study(desk(), programme(), study_id, _version(), form["label"], form["study"])
    except PlannerError as error:
        status = form.refuse(error)
        return _study(study_id, form, status)
    return _saved(study_id)


@capacity_pages.post("/<int:study_id>/calculate", endpoint="start")
@asks(Action.STUDY_CAPACITY)
def start(study_id: int) -> Response:
    """Ask for a calculation."""
    run_id = request_study(desk(), programme(), study_id)
    return go(url_for("capacity.run", run_id=run_id))


@capacity_pages.post("/<int:study_id>/delete", endpoint="delete")
@asks(Action.STUDY_CAPACITY)
def delete(study_id: int) -> Response:
    """Delete a study."""
    delete_study(desk(), programme(), study_id, _version())
    return go(url_for("capacity.page"), _("The study is deleted."))


def _saved(study_id: int) -> Response:
    if request.form.get("then") == "calculate":
        return start(study_id)
    return go(url_for("capacity.study", study_id=study_id), _("The study is saved."))


def _version() -> int:
    return request.form.get("version", -1, type=int)


def _form(form: Form, status: int) -> Response:
    context = {"form": form, "numbers": NUMBERS, "staff": team_codes(desk(), programme())}
    return show("capacity/new.html", "capacity/_form.html", status, **context)


def _text(form: Form, status: int) -> Response:
    return show("capacity/text.html", "capacity/_write.html", status, form=form)


def _study(study_id: int, form: Form, status: int) -> Response:
    found = saved_study(desk(), programme(), study_id)
    return show("capacity/study.html", "capacity/_study.html", status, study=found, form=form)
