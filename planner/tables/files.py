"""Reading a file as text without ever failing in a way that a coordinator cannot act on."""

import errno
import stat
from pathlib import Path

from planner.domain.errors import InputError, InputProblem
from planner.domain.sentences import told

MAX_TABLE_BYTES = 20_000_000
MAX_SETTINGS_BYTES = 1_000_000

_OTHER_ENCODINGS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": told("a spreadsheet workbook"),
}
_SYSTEM_FAULTS = {
    errno.ENOENT: told("is missing"),
    errno.ENOTDIR: told("is missing"),
    errno.EACCES: told("may not be opened; give yourself the right to read it"),
    errno.EPERM: told("may not be opened; give yourself the right to read it"),
    errno.ELOOP: told("is a link that leads in a circle; put the file itself here"),
    errno.EISDIR: told("is a folder; a file is expected here"),
    errno.ENAMETOOLONG: told("has a name that is too long"),
}


class UnreadableError(Exception):
    """A file, or the rest of it, cannot be read; ``row`` 0 is the whole file."""

    def __init__(self, row: int, message: str) -> None:
        self.row = row
        self.message = message
        super().__init__(message)


def system_fault(fault: OSError) -> str:
    """What the operating system refused, in words that follow the file's name."""
    unknown = told("cannot be read; the disk or network refused")
    return _SYSTEM_FAULTS.get(fault.errno or 0, unknown)


def refuse_missing_folder(folder: Path, accepted: str) -> None:
    """Make sure that there is a folder that can be listed.

    Raises:
        InputError: there is none; ``accepted`` says which folder is wanted.
    """
    try:
        next(folder.iterdir(), None)
    except NotADirectoryError:
        fault = told("this is a file")
    except OSError as refused:
        fault = told("the folder {fault}", fault=system_fault(refused))
    except ValueError:
        fault = told("this is not the name of a folder")
    else:
        return
    message = told("{fault}; accepted: {accepted}", fault=fault, accepted=accepted)
    raise InputError([InputProblem(str(folder), 0, "", message)])


def read_bytes(path: Path, most_bytes: int) -> bytes:
    """The bytes of a regular file.

    Raises:
        UnreadableError: it is no file, may not be read or is larger than ``most_bytes``.
        FileNotFoundError: there is nothing of that name, not even a link.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableError(0, told("the file is a folder; a file is expected here"))
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError(
                0, told("the file is a device; an ordinary file is expected here")
            )
        if found.st_size <= most_bytes:
            with path.open("rb") as stream:
                content = stream.read(most_bytes + 1)
            if len(content) <= most_bytes:
                return content
    except FileNotFoundError:
        if path.is_symlink():
            raise UnreadableError(
                0, told("the file is a link to nothing; put the file itself here")
            ) from None
        raise
    except OSError as fault:
        raise UnreadableError(0, told("the file {fault}", fault=system_fault(fault))) from None
    raise UnreadableError(
        0,
        told(
            "the file is too large; accepted: up to {most} MB",
            most=most_bytes // 1_000_000,
        ),
    )


def decoded(content: bytes) -> str:
    """The text of UTF-8 bytes, with or without a byte-order mark.

    Raises:
        UnreadableError: the bytes are no UTF-8 text; the row is the line of the first bad byte.
    """
    for mark, name in _OTHER_ENCODINGS.items():
        if content.startswith(mark):
            raise UnreadableError(
                0, told("the file is {name}; accepted: UTF-8 text (save as 'CSV UTF-8')", name=name)
            )
    null = content.find(b"\0")
    if null >= 0:
        raise UnreadableError(
            _line_of(content, null),
            told(
                "byte {place} is a NUL byte, which no text holds; accepted: UTF-8 text", place=null
            ),
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        # The mark's three bytes are not counted by the decoder that drops it.
        offset = fault.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        raise UnreadableError(
            _line_of(content, offset),
            told(
                "byte {place} is not UTF-8; accepted: UTF-8 text (save as 'CSV UTF-8')",
                place=offset,
            ),
        ) from None


def _line_of(content: bytes, offset: int) -> int:
    before = content[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
