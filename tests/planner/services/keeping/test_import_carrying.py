"""The files of an import on their way through a form."""

import base64
import io
import os
import zipfile

import pytest

from planner.services.keeping.import_carrying import CarryingError, packed, unpacked
from planner.services.keeping.importing import MAX_IMPORT_BYTES
from planner.tables.contents import Contents, folder_contents
from tests.installation import SAMPLES


def test_files_come_back_as_they_left() -> None:
    contents = folder_contents(SAMPLES / "safexst")
    assert unpacked(packed(contents)).files == contents.files


def test_files_too_large_for_a_form_are_refused() -> None:
    with pytest.raises(CarryingError, match="too large"):
        packed(Contents({"beds.csv": os.urandom(1_000_000)}))


def bomb() -> str:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("beds.csv", bytes(MAX_IMPORT_BYTES + 1))
    return base64.b64encode(stream.getvalue()).decode()


@pytest.mark.parametrize("text", ["", "%", "AAAA", bomb()], ids=["none", "odd", "short", "bomb"])
def test_text_that_is_none_of_ours_is_refused(text: str) -> None:
    with pytest.raises(CarryingError, match="choose them again"):
        unpacked(text)
