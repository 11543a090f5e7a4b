"""Importing a programme: looked at first, then taken over as a whole or not at all."""

from flask import Response, request, url_for
from flask_babel import gettext as _

from planner.domain.errors import CommitmentError, InputError, InputProblem, PlannerError
from planner.services.keeping.import_carrying import CarryingError, packed, unpacked
from planner.services.keeping.importing import (
    ImportOutdatedError,
    ImportPreview,
    apply_import,
    contents_of_uploads,
    preview_import,
)
from planner.services.permissions import Action
from planner.services.programmes import ProgrammeExistsError
from web.access import asks, desk
from web.language import said
from web.pages import go, show
from web.views.admin.pages import admin_pages

MOST_SHOWN = 200
_OUTDATED = (ImportOutdatedError, ProgrammeExistsError)
_REFUSALS = (InputError, CommitmentError, CarryingError, *_OUTDATED)


@admin_pages.get("/import", endpoint="import")
@asks(Action.IMPORT)
def page() -> Response:
    """The form that takes the files."""
    return _show(200)


@admin_pages.post("/import", endpoint="preview_import")
@asks(Action.IMPORT)
def preview() -> Response:
    """What importing the files would do; nothing is changed."""
    uploads = {
        upload.filename: upload.read()
        for upload in request.files.getlist("files")
        if upload.filename
    }
    if not uploads:
        return _show(422, sentences=[_("Choose at least one file.")])
    try:
        contents = contents_of_uploads(uploads)
        found = preview_import(desk(), contents)
        carried = packed(contents)
    except _REFUSALS as error:
        return _refused(error)
    return _show(200, preview=found, carried=carried)


@admin_pages.post("/import/apply", endpoint="apply_import")
@asks(Action.IMPORT)
def apply() -> Response:
    """Take over what was looked at."""
    try:
        contents = unpacked(request.form.get("carried", ""))
        code = apply_import(desk(), contents, request.form.get("token", ""))
    except _REFUSALS as error:
        return _refused(error)
    return go(url_for("admin.page"), _("%(code)s is imported.", code=code))


def _refused(error: PlannerError) -> Response:
    if isinstance(error, InputError):
        return _show(422, problems=error.problems)
    status = 409 if isinstance(error, _OUTDATED) else 422
    return _show(status, sentences=list(map(said, error.lines)))


def _show(
    status: int,
    preview: ImportPreview | None = None,
    carried: str = "",
    problems: list[InputProblem] | None = None,
    sentences: list[str] | None = None,
) -> Response:
    return show(
        "admin/import.html",
        "admin/_import.html",
        status,
        preview=preview,
        carried=carried,
        problems=problems or [],
        sentences=sentences or [],
        most=MOST_SHOWN,
    )
