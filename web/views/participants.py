"""Participants: finding one, her page, and changing what is known of her."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from planner.domain.errors import CommitmentError, InputError, PlannerError
from planner.services.change import ChangedMeanwhileError
from planner.services.pages.participant_list import MOST_LISTED, participant_list
from planner.services.pages.participant_page import (
    ParticipantPage,
    participant_code,
    participant_page,
)
from planner.services.permissions import Action
from planner.services.records.participants import (
    add_conflict,
    assign_worker,
    edit_participant,
    enrol,
    remove_conflict,
)
from web.access import asks, desk, programme
from web.clock import on_the_wall
from web.forms import Form
from web.pages import show
from web.undoing import done

participants_pages = Blueprint("participants", __name__, url_prefix="/participants")

_WISHES = (
    *("needs", "languages", "language_rule", "worker_gender", "worker_gender_rule", "stage"),
    *("sessions_per_week", "session_minutes", "adult_residence_ok"),
)
_REFUSALS = (InputError, CommitmentError, ChangedMeanwhileError)


@participants_pages.get("", endpoint="index")
@asks(Action.VIEW_PARTICIPANT)
def index() -> Response:
    """Whoever has the searched text in her code, within what may be seen."""
    search = request.args.get("search", "").strip()
    found = participant_list(desk(), programme(), search)
    return show(
        "participants/index.html",
        "participants/_list.html",
        people=found,
        search=search,
        most=MOST_LISTED,
    )


@participants_pages.get("/<int:row_id>", endpoint="page")
@asks(Action.VIEW_PARTICIPANT)
def page(row_id: int) -> Response:
    """One participant."""
    return _show(participant_page(desk(), programme(), row_id))


@participants_pages.post("/<int:row_id>", endpoint="edit")
@asks(Action.EDIT_PARTICIPANT)
def edit(row_id: int) -> Response:
    """Change what she needs and wishes."""
    form = Form.sent(*_WISHES, "version")
    return _changed(
        row_id,
        form,
        "wishes",
        lambda _code: edit_participant(
            desk(), programme(), row_id, _version(), **form.cells(*_WISHES)
        ),
    )


@participants_pages.post("/<int:row_id>/worker", endpoint="worker")
@asks(Action.ASSIGN_WORKER)
def worker(row_id: int) -> Response:
    """Give her another primary worker."""
    form = Form.sent("staff", "start", "end")
    return _changed(
        row_id,
        form,
        "worker",
        lambda code: assign_worker(
            desk(), programme(), code, form["staff"], form["start"], form["end"]
        ),
    )


@participants_pages.post("/<int:row_id>/day-program", endpoint="enrol")
@asks(Action.ENROL)
def day_program(row_id: int) -> Response:
    """Promise or record a place in the day program."""
    form = Form.sent("start", "end", "status")
    return _changed(
        row_id,
        form,
        "enrolment",
        lambda code: enrol(desk(), programme(), code, form["start"], form["end"], form["status"]),
    )


@participants_pages.post("/<int:row_id>/conflicts", endpoint="add_conflict")
@asks(Action.ADD_CONFLICT)
def keep_apart(row_id: int) -> Response:
    """Keep her apart from somebody."""
    form = Form.sent("second", "kind")
    return _changed(
        row_id,
        form,
        "conflict",
        lambda code: add_conflict(desk(), programme(), code, form["second"], form["kind"]),
    )


@participants_pages.post(
    "/<int:row_id>/conflicts/<int:conflict_id>/remove", endpoint="remove_conflict"
)
@asks(Action.REMOVE_CONFLICT)
def no_longer_apart(row_id: int, conflict_id: int) -> Response:
    """The two need not be kept apart any more."""
    return _changed(
        row_id,
        Form({}),
        "conflict",
        lambda _code: remove_conflict(desk(), programme(), conflict_id, _version()),
    )


def _changed(row_id: int, form: Form, part: str, change: Callable[[str], None]) -> Response:
    """Change something of hers and go back to her page, or show there what was wrong."""
    code = participant_code(desk(), programme(), row_id)
    try:
        change(code)
    except _REFUSALS as error:
        return _refused(row_id, form, part, error)
    return done(url_for("participants.page", row_id=row_id), _("Saved."))


def _refused(row_id: int, form: Form, part: str, error: PlannerError) -> Response:
    status = form.refuse(error)
    found = participant_page(desk(), programme(), row_id)
    if status == 409:
        form.values["version"] = str(found.version)
    return _show(found, status, **{part: form})


def _show(found: ParticipantPage, status: int = 200, **filled: Form) -> Response:
    today = desk().today.isoformat()
    forms = {
        "wishes": Form(dict(found.wishes or {}) | {"version": str(found.version)}),
        "worker": Form({"staff": "", "start": today, "end": ""}),
        "enrolment": Form({"start": today, "end": "", "status": "active"}),
        "conflict": Form({"second": "", "kind": "participant_participant"}),
    }
    return show(
        "participants/page.html",
        "participants/_page.html",
        status,
        found=found,
        forms=forms | filled,
        opened=next(iter(filled), ""),
        wall=on_the_wall,
    )


def _version() -> int:
    return request.form.get("version", -1, type=int)
