"""Files that a browser keeps."""

import io
import zipfile
from collections.abc import Mapping

from flask import Response

ZIP = "application/zip"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
BYTES = "application/octet-stream"


def download(content: bytes, name: str, kind: str) -> Response:
    """A file that the browser keeps under ``name``, which is plain ASCII."""
    answer = Response(content, mimetype=kind.partition(";")[0], content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """The files as one archive with a folder in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{folder}/{name}", content)
    return stream.getvalue()
