"""The files of an import on their way from the look at it to the import itself.

They travel in the form that the browser holds and sends back, so that nothing of them is written
down on the server before somebody has said yes. They need no seal: what comes back is checked whole
again, and is imported only where the token of the preview stands for exactly these bytes.
"""

import base64
import binascii
import io
import zipfile
import zlib

from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.keeping.importing import MAX_IMPORT_BYTES
from planner.tables.contents import Contents, uploaded_contents

MOST_CHARACTERS = 450_000
_MOST_FILES = 100
_FAULTS = (binascii.Error, zipfile.BadZipFile, zlib.error, LookupError, ValueError, OSError)


class CarryingError(PlannerError):
    """The files cannot travel in a form, or did not come back as they left."""


def packed(contents: Contents) -> str:
    """The files as one text.

    Raises:
        CarryingError: they are too many for a form.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in contents.files.items():
            archive.writestr(name, content)
    text = base64.b64encode(stream.getvalue()).decode()
    if len(text) > MOST_CHARACTERS:
        raise CarryingError(
            told("These files are too large to import in the browser; use harbourplan import.")
        )
    return text


def unpacked(text: str) -> Contents:
    """The files again.

    Raises:
        CarryingError: the text is no such text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(text, validate=True))) as archive:
            infos = archive.infolist()
            if len(infos) > _MOST_FILES or sum(i.file_size for i in infos) > MAX_IMPORT_BYTES:
                raise ValueError
            return uploaded_contents({info.filename: archive.read(info) for info in infos})
    except _FAULTS:
        raise CarryingError(told("The files did not come back whole; choose them again.")) from None
