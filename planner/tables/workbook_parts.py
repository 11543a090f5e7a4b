"""The cells of an .xlsx workbook, read with nothing but a zip and an XML parser.

A workbook from outside is hostile until read: what it unpacks to is limited, a document type (the
door of entity attacks) is refused, and each element is looked at once. openpyxl builds objects of
everything that a workbook holds, some of them in quadratic time; it only writes here.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.parsers import expat

from planner.domain.sentences import told
from planner.tables.files import UnreadableError
from planner.tables.sheet_reader import SheetCells, SheetReader, StringReader, parse

MAX_WORKBOOK_BYTES = 4_000_000
MAX_UNPACKED_BYTES = 8_000_000

_MOST_PARTS = 500
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_DAMAGED = told("the workbook is damaged; save it again as .xlsx")
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@dataclass
class Parts:
    """A workbook: its sheets' places by title, and what all of them share."""

    archive: zipfile.ZipFile
    left: int = MAX_UNPACKED_BYTES
    places: dict[str, str] = field(default_factory=dict)
    strings: list[str] = field(default_factory=list)
    counts_from_1904: bool = False

    def sheet(self, title: str) -> SheetCells:
        """The cells of a sheet that hold something.

        Raises:
            UnreadableError: the sheet is damaged or larger than accepted.
        """
        reader = SheetReader(self.strings)
        with _in_words():
            parse(self.read(self.places[title]), reader.start, reader.end, reader.text)
        return reader.rows

    def read(self, name: str) -> bytes:
        """The bytes of a part, as long as all of them together are not too many."""
        size = self.archive.getinfo(name).file_size
        if size > self.left:
            most = MAX_UNPACKED_BYTES // 1_000_000
            raise UnreadableError(
                0, told("the workbook unpacks to too much; accepted: {most} MB", most=most)
            )
        self.left -= size
        return self.archive.read(name)


def open_parts(content: bytes) -> Parts:
    """The workbook in these bytes.

    Raises:
        UnreadableError: it is none, or larger than accepted.
    """
    if len(content) > MAX_WORKBOOK_BYTES:
        most = MAX_WORKBOOK_BYTES // 1_000_000
        raise UnreadableError(0, told("the workbook is too large; accepted: {most} MB", most=most))
    if content.startswith(_OLD_OR_LOCKED):
        raise UnreadableError(
            0,
            told("the workbook is locked by a password or of the old kind; save it as plain .xlsx"),
        )
    with _in_words():
        parts = Parts(zipfile.ZipFile(io.BytesIO(content)))
        found = parts.archive.infolist()
        if len(found) > _MOST_PARTS or any(
            part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in found
        ):
            raise UnreadableError(0, _DAMAGED)
        _read_index(parts)
    return parts


@contextmanager
def _in_words() -> Iterator[None]:
    """Whatever a damaged archive or part makes its parser raise, as one sentence."""
    try:
        yield
    except _FAULTS:
        raise UnreadableError(0, _DAMAGED) from None


def _read_index(parts: Parts) -> None:
    """Find the sheets and the shared texts."""
    book = next(iter(_targets(parts, "", "officeDocument").values()), "xl/workbook.xml")
    sheets = _targets(parts, book, "worksheet")
    index = _Index()
    parse(parts.read(book), index.start)
    parts.counts_from_1904 = index.counts_from_1904
    parts.places = {title: sheets[link] for title, link in index.links.items() if link in sheets}
    for place in _targets(parts, book, "sharedStrings").values():
        reader = StringReader()
        parse(parts.read(place), reader.start, reader.end, reader.text)
        parts.strings += reader.strings


def _targets(parts: Parts, source: str, kind: str) -> dict[str, str]:
    """The parts that a part links to as this kind, by the link's id."""
    folder, name = posixpath.split(source)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, str] = {}

    def start(element: str, cells: Mapping[str, str]) -> None:
        if element == "Relationship" and cells.get("Type", "").endswith(f"/{kind}"):
            target = posixpath.normpath(posixpath.join("/", folder, cells.get("Target", "")))
            found[cells.get("Id", "")] = target.lstrip("/")

    if links in parts.archive.namelist():
        parse(parts.read(links), start)
    return found


class _Index:
    """What the part of the workbook itself says."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}
        self.counts_from_1904 = False

    def start(self, element: str, cells: Mapping[str, str]) -> None:
        """Take note of a sheet, or of where its dates start."""
        if element == "sheet":
            self.links[cells.get("name", "")] = cells.get("id", "")
        elif element == "workbookPr":
            self.counts_from_1904 = cells.get("date1904") in ("1", "true", "on")
