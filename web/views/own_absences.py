"""Absences from a calendar file: read, shown, and only then recorded."""

from flask import Response, make_response, render_template, request, url_for
from flask_babel import ngettext

from planner.domain.errors import InputError, InputProblem, PlannerError
from planner.services.change import ChangedMeanwhileError
from planner.services.permissions import Action, NotAllowedError, NotFoundError
from planner.services.records.absence_files import (
    MOST_FILE_OCTETS,
    AbsencePreview,
    apply_absences,
    preview_absences,
    staff_with_absences,
)
from web.access import asks, desk, programme
from web.forms import Form
from web.pages import go
from web.views.own_calendars import me_pages

__all__ = ["me_pages"]


@me_pages.route("/me/absences/import", methods=["GET", "POST"])
@asks(Action.RECORD_OWN_ABSENCE)
def absences() -> Response:
    """A file, and what recording it would do."""
    form = Form.sent("staff")
    if request.method == "GET":
        return _page(form, 200)
    try:
        preview = preview_absences(desk(), programme(), form["staff"], _sent_file())
    except (NotFoundError, NotAllowedError):
        raise
    except InputError as error:
        return _page(form, 422, problems=error.problems)
    except PlannerError as error:
        return _page(form, form.refuse(error))
    return _page(form, 200, preview)


@me_pages.post("/me/absences")
@asks(Action.RECORD_OWN_ABSENCE)
def keep_absences() -> Response:
    """Record what was shown."""
    form = Form.sent("staff", "times")
    try:
        number = apply_absences(desk(), programme(), form["staff"], form["times"])
    except (NotFoundError, NotAllowedError, ChangedMeanwhileError):
        raise
    except PlannerError as error:
        return _page(form, form.refuse(error))
    said = ngettext("%(num)s absence is recorded.", "%(num)s absences are recorded.", number)
    return go(url_for("me.page"), said)


def _sent_file() -> bytes:
    """What was sent, or enough of it to say that it is too much."""
    sent = request.files.get("file")
    if sent is None:
        return b""
    with sent.stream as stream:
        return stream.read(MOST_FILE_OCTETS + 1)


def _page(
    form: Form,
    status: int,
    preview: AbsencePreview | None = None,
    problems: tuple[InputProblem, ...] | list[InputProblem] = (),
) -> Response:
    page = render_template(
        "me/absences.html",
        form=form,
        preview=preview,
        problems=problems,
        staff=staff_with_absences(desk(), programme()),
    )
    return make_response(page, status)
