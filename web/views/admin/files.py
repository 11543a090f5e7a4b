"""What leaves the installation as a file: a programme, or a backup of everything."""

import os
import tempfile
from pathlib import Path

from flask import Response, request, send_file
from flask_babel import gettext as _

from planner.services.keeping.backup import write_backup
from planner.services.keeping.backup_file import SUFFIX
from planner.services.keeping.exporting import export_files, export_workbook, exports
from planner.services.permissions import Action, NotAllowedError
from planner.services.programmes import programme_codes
from web.access import asks, desk, programme
from web.clock import wall_of
from web.data_folder import data_folder
from web.downloads import BYTES, WORKBOOK, ZIP, download, zipped
from web.pages import show
from web.views.admin.pages import admin_pages

_MOST_LISTED = 20


@admin_pages.get("/export", endpoint="export")
@asks(Action.EXPORT)
def page() -> Response:
    """The forms that give a programme away, and who had it so far."""
    at, code = desk(), programme()
    return show(
        "admin/export.html",
        "admin/_export.html",
        code=code,
        codes=programme_codes(at),
        exports=exports(at, code)[:_MOST_LISTED],
        wall=wall_of(code),
    )


@admin_pages.post("/export", endpoint="take_export")
@asks(Action.EXPORT)
def take() -> Response:
    """The programme as a workbook, or as a folder in one archive."""
    at, code = desk(), programme()
    name = f"{code}-{at.today}"
    if request.form.get("form") == "workbook":
        return download(export_workbook(at, code), f"{name}.xlsx", WORKBOOK)
    return download(zipped(name, export_files(at, code)), f"{name}.zip", ZIP)


@admin_pages.post("/backup", endpoint="backup")
@asks(Action.BACKUP)
def backup() -> Response:
    """Everything but the secret key; on the disk it has no name any more once it is sent.

    Raises:
        NotAllowedError: an administrator of one programme must not have the others.
    """
    at = desk()
    if at.actor.programme is not None:
        raise NotAllowedError(
            _("A backup holds every programme; it is for those who keep them all.")
        )
    name = f"harbourplan-{at.now:%Y-%m-%d-%H%M}{SUFFIX}"
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=data_folder()) as folder:
        path = Path(folder) / name
        write_backup(at, path)
        stream = os.fdopen(os.open(path, os.O_RDONLY), "rb")
    answer = send_file(stream, mimetype=BYTES, as_attachment=True, download_name=name, etag=False)
    answer.headers["Cache-Control"] = "no-store"
    return answer
