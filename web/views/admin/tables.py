"""Every table of a programme, row by row."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, request, url_for
from flask_babel import gettext as _

from planner.domain.errors import CommitmentError, InputError, PlannerError
from planner.services.change import ChangedMeanwhileError
from planner.services.pages.table_page import RowView, table_page, table_row, tables
from planner.services.permissions import Action
from planner.services.records.editing import add_row, edit_row, remove_row
from planner.services.records.referrals import ErasedCodeError
from web.access import asks, desk, programme
from web.forms import Form
from web.pages import show
from web.undoing import done
from web.views.admin.pages import admin_pages

_REFUSALS = (InputError, CommitmentError, ChangedMeanwhileError, ErasedCodeError)


@admin_pages.get("/tables", endpoint="tables")
@asks(Action.EDIT_TABLE)
def index() -> Response:
    """The tables, and how many rows each has."""
    found = tables(desk(), programme())
    return show("admin/tables.html", "admin/_tables.html", tables=found)


@admin_pages.get("/tables/<name>", endpoint="table")
@asks(Action.EDIT_TABLE)
def table(name: str) -> Response:
    """The rows of a table as the address filters them."""
    search = request.args.get("search", "").strip()
    first = request.args.get("first", 0, type=int)
    found = table_page(desk(), programme(), name, search, first)
    return show("admin/table.html", "admin/_table.html", found=found, search=search)


@admin_pages.route("/tables/<name>/new", methods=["GET", "POST"], endpoint="new_row")
@asks(Action.EDIT_TABLE)
def new(name: str) -> Response:
    """Add a row."""
    view = table_row(desk(), programme(), name)
    names = [column.name for column in view.columns]
    if request.method == "GET":
        return _show(view, Form(dict.fromkeys(names, "")), 200)
    form = _sent(names)
    try:
        add_row(desk(), programme(), name, _cells(form, names))
    except _REFUSALS as error:
        return _show(view, form, form.refuse(error))
    return done(url_for("admin.table", name=name), _("The row is added."))


@admin_pages.get("/tables/<name>/<int:row_id>", endpoint="row")
@asks(Action.EDIT_TABLE)
def row(name: str, row_id: int) -> Response:
    """One row, with the form to change it."""
    view = table_row(desk(), programme(), name, row_id)
    return _show(view, _filled(view), 200)


@admin_pages.post("/tables/<name>/<int:row_id>", endpoint="edit_row")
@asks(Action.EDIT_TABLE)
def edit(name: str, row_id: int) -> Response:
    """Change a row."""
    view = table_row(desk(), programme(), name, row_id)
    names = [column.name for column in view.columns]
    form = _sent(names)
    try:
        edit_row(desk(), programme(), name, row_id, _version(), **_cells(form, names))
    except _REFUSALS as error:
        return _refused(view, form, error)
    return done(url_for("admin.table", name=name), _("The row is changed."))


@admin_pages.post("/tables/<name>/<int:row_id>/remove", endpoint="remove_row")
@asks(Action.EDIT_TABLE)
def remove(name: str, row_id: int) -> Response:
    """Remove a row."""
    view = table_row(desk(), programme(), name, row_id)
    try:
        remove_row(desk(), programme(), name, row_id, _version())
    except _REFUSALS as error:
        # What is wrong then is in other rows: it has no place beside the fields of this one.
        told = Form({})
        status = told.refuse(error)
        return _show(view, replace(_filled(view), errors=told.errors, theirs=told.theirs), status)
    return done(url_for("admin.table", name=name), _("The row is removed."))


def _refused(view: RowView, form: Form, error: PlannerError) -> Response:
    status = form.refuse(error)
    if status == 409 and view.row is not None:
        form.values["version"] = str(view.row.version)
    return _show(view, form, status)


def _filled(view: RowView) -> Form:
    assert view.row is not None
    return Form(view.row.cells | {"version": str(view.row.version)})


def _sent(names: list[str]) -> Form:
    """Fields have a prefix: a column may be called like a field of the form itself."""
    values = {name: request.form.get(f"cell-{name}", "").strip() for name in names}
    return Form(values | {"version": request.form.get("version", "")})


def _cells(form: Form, names: list[str]) -> Mapping[str, str]:
    return {name: form[name] for name in names}


def _version() -> int:
    return request.form.get("version", -1, type=int)


def _show(view: RowView, form: Form, status: int) -> Response:
    return show("admin/row.html", "admin/_row.html", status, view=view, form=form)
