"""The list of erased participants beside the database, so that no backup brings them back."""

import os
from datetime import datetime
from pathlib import Path

from planner.domain.errors import PlannerError
from planner.domain.sentences import told

ERASURES_FILE = "erasures"


class ErasureListError(PlannerError):
    """The list cannot be read or written."""


class ErasureList:
    """A file of keyed digests, a line each: programme number, digest, moment. Never a code."""

    def __init__(self, data_folder: Path) -> None:
        self._path = data_folder / ERASURES_FILE

    def add(self, programme_id: int, digest: bytes, at: datetime) -> None:
        """Add a line and have it on the disk before anything else happens.

        Raises:
            ErasureListError: the system refuses.
        """
        line = f"{programme_id} {digest.hex()} {at.isoformat(timespec='seconds')}\n"
        try:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            descriptor = os.open(self._path, flags, 0o600)
            with os.fdopen(descriptor, "ab") as stream:
                stream.write(line.encode())
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as fault:
            raise ErasureListError(
                told(
                    "The list of erasures {path} cannot be written: {fault}. Nobody was erased.",
                    path=str(self._path),
                    fault=str(fault.strerror),
                )
            ) from None

    def read(self) -> set[tuple[int, bytes]]:
        """Everybody on the list, as programme number and digest.

        Raises:
            ErasureListError: the file cannot be read or is damaged.
        """
        try:
            lines = self._path.read_text(encoding="ascii").splitlines()
            pairs = [line.split()[:2] for line in lines if line.strip()]
            return {(int(number), bytes.fromhex(digest)) for number, digest in pairs}
        except FileNotFoundError:
            return set()
        except (OSError, ValueError):
            raise ErasureListError(
                told(
                    "The list of erasures {path} is damaged; restore it from a copy.",
                    path=str(self._path),
                )
            ) from None
