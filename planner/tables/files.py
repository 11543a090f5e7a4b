"""Reading a file as text without ever failing in a way that a coordinator cannot act on."""

import errno
import stat
from pathlib import Path

from planner.domain.errors import InputError, InputProblem

MAX_TABLE_BYTES = 20_000_000
MAX_SETTINGS_BYTES = 1_000_000

_OTHER_ENCODINGS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": "a spreadsheet workbook",
}
_SYSTEM_FAULTS = {
    errno.ENOENT: "is missing",
    errno.ENOTDIR: "is missing",
    errno.EACCES: "may not be opened; give yourself the right to read it",
    errno.EPERM: "may not be opened; give yourself the right to read it",
    errno.ELOOP: "is a link that leads in a circle; put the file itself here",
    errno.EISDIR: "is a folder; a file is expected here",
    errno.ENAMETOOLONG: "has a name that is too long",
}


class UnreadableError(Exception):
    """A file, or the rest of it, cannot be read; ``row`` 0 is the whole file."""

    def __init__(self, row: int, message: str) -> None:
        self.row = row
        self.message = message
        super().__init__(message)


def system_fault(fault: OSError) -> str:
    """What the operating system refused, in words that follow the file's name."""
    return _SYSTEM_FAULTS.get(fault.errno or 0, "cannot be read; the disk or network refused")


def refuse_missing_folder(folder: Path, accepted: str) -> None:
    """Make sure that there is a folder that can be listed.

    Raises:
        InputError: there is none; ``accepted`` says which folder is wanted.
    """
    try:
        next(folder.iterdir(), None)
    except NotADirectoryError:
        fault = "this is a file"
    except OSError as refused:
        fault = f"the folder {system_fault(refused)}"
    except ValueError:
        fault = "this is not the name of a folder"
    else:
        return
    raise InputError([InputProblem(str(folder), 0, "", f"{fault}; accepted: {accepted}")])


def read_bytes(path: Path, most_bytes: int) -> bytes:
    """The bytes of a regular file.

    Raises:
        UnreadableError: it is no file, may not be read or is larger than ``most_bytes``.
        FileNotFoundError: there is nothing of that name, not even a link.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableError(0, "the file is a folder; a file is expected here")
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError(0, "the file is a device; an ordinary file is expected here")
        if found.st_size <= most_bytes:
            with path.open("rb") as stream:
                content = stream.read(most_bytes + 1)
            if len(content) <= most_bytes:
                return content
    except FileNotFoundError:
        if path.is_symlink():
            raise UnreadableError(
                0, "the file is a link to nothing; put the file itself here"
            ) from None
        raise
    except OSError as fault:
        raise UnreadableError(0, f"the file {system_fault(fault)}") from None
    raise UnreadableError(0, f"the file is too large; accepted: up to {most_bytes // 1_000_000} MB")


def decoded(content: bytes) -> str:
    """The text of UTF-8 bytes, with or without a byte-order mark.

    Raises:
        UnreadableError: the bytes are no UTF-8 text; the row is the line of the first bad byte.
    """
    for mark, name in _OTHER_ENCODINGS.items():
        if content.startswith(mark):
            raise UnreadableError(
                0, f"the file is {name}; accepted: UTF-8 text (save as 'CSV UTF-8')"
            )
    null = content.find(b"\0")
    if null >= 0:
        raise UnreadableError(
            _line_of(content, null),
            f"byte {null} is a NUL byte, which no text holds; accepted: UTF-8 text",
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        # The mark's three bytes are not counted by the decoder that drops it.
        offset = fault.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        raise UnreadableError(
            _line_of(content, offset),
            f"byte {offset} is not UTF-8; accepted: UTF-8 text (save as 'CSV UTF-8')",
        ) from None


def _line_of(content: bytes, offset: int) -> int:
    before = content[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
