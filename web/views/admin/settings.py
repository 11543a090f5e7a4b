"""The settings of a programme as one text, beside its labour rules."""

from flask import Response, request, url_for
from flask_babel import gettext as _

from planner.domain.errors import CommitmentError, InputError, PlannerError
from planner.services.pages.settings_page import settings_page
from planner.services.permissions import Action
from planner.services.programmes import programme_codes
from planner.services.records.editing import SettingsChangedError, edit_settings
from web.access import asks, desk, programme
from web.forms import Form
from web.language import said
from web.pages import go, show
from web.views.admin.pages import admin_pages


@admin_pages.get("/settings", endpoint="settings")
@asks(Action.EDIT_SETTINGS)
def page() -> Response:
    """The text as it stands."""
    found = settings_page(desk(), programme())
    return _show(Form({"text": found.text, "seen": found.seen}), 200)


@admin_pages.post("/settings", endpoint="save_settings")
@asks(Action.EDIT_SETTINGS)
def save() -> Response:
    """Replace the text that somebody saw, whole or not at all."""
    at, code = desk(), programme()
    # Browsers send every line end as two characters.
    text = request.form.get("text", "").replace("\r\n", "\n")
    form = Form({"text": text, "seen": request.form.get("seen", "")})
    found = settings_page(at, code)
    try:
        if found.seen != form["seen"]:
            raise SettingsChangedError(
                _("Somebody else changed the settings in the meantime. Nothing of yours was saved.")
            )
        edit_settings(at, code, found.text, text)
    except (InputError, CommitmentError, SettingsChangedError) as error:
        return _refused(form, error)
    return go(url_for("admin.settings", programme=code), _("The settings are saved."))


def _refused(form: Form, error: PlannerError) -> Response:
    if isinstance(error, InputError):
        form.errors["text"] = [said(problem.sentence) for problem in error.problems]
        return _show(form, 422)
    form.errors[""] = list(map(said, error.lines))
    return _show(form, 409 if isinstance(error, SettingsChangedError) else 422)


def _show(form: Form, status: int) -> Response:
    at, code = desk(), programme()
    found = settings_page(at, code)
    if status == 409:
        form.values["seen"] = found.seen
    return show(
        "admin/settings.html",
        "admin/_settings.html",
        status,
        found=found,
        form=form,
        code=code,
        codes=programme_codes(at),
        is_overtaken=status == 409,
    )
