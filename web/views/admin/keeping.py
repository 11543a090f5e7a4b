"""Letting go: erasing a participant, and what has been kept long enough."""

import hashlib

from flask import Response, request, url_for
from flask_babel import gettext as _

from planner.services.keeping.erasure import (
    ErasurePreview,
    StillServedError,
    erase_participant,
    preview_erasure,
)
from planner.services.keeping.retention import Due, RetentionRules, due_now, let_go
from planner.services.permissions import Action, NotFoundError
from web.access import asks, desk, programme
from web.data_folder import erasures
from web.forms import Form
from web.language import said_all
from web.pages import go, show
from web.views.admin.pages import admin_pages

_RULES = RetentionRules()


@admin_pages.get("/erase", endpoint="erase")
@asks(Action.ERASE)
def erase_page() -> Response:
    """Whom to erase, and what erasing her would do."""
    code = request.args.get("participant", "").strip()
    form = Form({"participant": code, "again": ""})
    if not code:
        return _show_erase(form, None, 200)
    try:
        return _show_erase(form, preview_erasure(desk(), programme(), code), 200)
    except NotFoundError as error:
        form.errors["participant"] = [said_all(error)]
        return _show_erase(form, None, 422)


@admin_pages.post("/erase", endpoint="erase_now")
@asks(Action.ERASE)
def erase() -> Response:
    """Erase her, where her code was written a second time."""
    at, code = desk(), programme()
    form = Form.sent("participant", "again")
    if not form["participant"]:
        return _show_erase(form, None, 422)
    preview = preview_erasure(at, code, form["participant"])
    if form["again"] != form["participant"]:
        form.errors["again"] = [_("This is not the same code. Nobody was erased.")]
        return _show_erase(form, preview, 422)
    try:
        report = erase_participant(at, code, form["participant"], erasures())
    except StillServedError as error:
        return _show_erase(form, preview, form.refuse(error))
    said = _("She is erased.")
    if not report.is_wiped:
        said = _(
            "She is erased. Somebody was reading meanwhile, so her code is still in free pages of"
            " the database; letting go of what is due wipes them."
        )
    return go(url_for("admin.erase"), said)


@admin_pages.get("/retention", endpoint="retention")
@asks(Action.RETAIN)
def retention_page() -> Response:
    """What has been kept long enough; nothing is changed."""
    return _show_retention(200)


@admin_pages.post("/retention", endpoint="let_go")
@asks(Action.RETAIN)
def retain() -> Response:
    """Let go of what was shown."""
    if request.form.get("seen", "") != _seen(due_now(desk(), _RULES)):
        return _show_retention(409)
    let_go(desk(), _RULES, erasures())
    return go(url_for("admin.retention"), _("All of it is gone."))


def _show_erase(form: Form, preview: ErasurePreview | None, status: int) -> Response:
    return show("admin/erase.html", "admin/_erase.html", status, form=form, preview=preview)


def _show_retention(status: int) -> Response:
    due = due_now(desk(), _RULES)
    return show(
        "admin/retention.html",
        "admin/_retention.html",
        status,
        due=due,
        rules=_RULES,
        seen=_seen(due),
        is_overtaken=status == 409,
    )


def _seen(due: Due) -> str:
    """What stands for exactly this and nothing else that is due."""
    return hashlib.sha256(repr(due).encode()).hexdigest()
