"""The data folder of the installation, for what lies beside its database."""

from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from planner.domain.errors import PlannerError
from planner.services.keeping.erasure_list import ErasureList

DATA_FOLDER = "DATA_FOLDER"
"""The setting of the site that names it."""


class NoDataFolderError(PlannerError):
    """The site was not told where its data folder is."""


def data_folder() -> Path:
    """The folder.

    Raises:
        NoDataFolderError: the site was not told.
    """
    folder: Path | None = current_app.config.get(DATA_FOLDER)
    if folder is None:
        raise NoDataFolderError(
            _("This site does not know its data folder. Do this on the command line.")
        )
    return folder


def erasures() -> ErasureList:
    """The list of the erased beside the database.

    Raises:
        NoDataFolderError: the site was not told where it is.
    """
    return ErasureList(data_folder())
