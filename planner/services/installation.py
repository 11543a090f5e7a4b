"""Where an installation keeps its things: the data folder, its secret key, its database."""

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from planner.db.engine import sqlite_address
from planner.db.store import Store
from planner.domain.errors import PlannerError
from planner.domain.sentences import told

_KEY_FILE = "secret.key"
_KEY_BYTES = 32


class DataFolderError(PlannerError):
    """The data folder cannot be used."""


@dataclass(frozen=True)
class Installation:
    """The data folder and the address of the database; only the owner may read the folder."""

    folder: Path
    address: str

    @classmethod
    def at(cls, folder: Path, address: str | None = None) -> "Installation":
        """The installation in ``folder``, made where there is none; SQLite unless told otherwise.

        Raises:
            DataFolderError: the folder lies inside the environment or cannot be made.
        """
        place = folder.absolute()
        if Path(sys.prefix) in place.parents:
            raise DataFolderError(
                told(
                    "The data folder {folder} lies inside the Python environment, which a new"
                    " installation replaces; choose a folder outside.",
                    folder=str(folder),
                )
            )
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as fault:
            raise DataFolderError(
                told(
                    "The data folder {folder} cannot be made: {fault}.",
                    folder=str(folder),
                    fault=str(fault.strerror),
                )
            ) from None
        return cls(place, address or sqlite_address(place))

    def open(self) -> Store:
        """Open the database, its schema brought up to date."""
        return Store.open(self.address, self.key())

    def key(self) -> bytes:
        """The secret that codes and links are digested with, made at the first use.

        Raises:
            DataFolderError: the key's file is damaged or cannot be written.
        """
        path = self.folder / _KEY_FILE
        try:
            if not path.exists():
                self._make_key(path)
            key = path.read_bytes()
        except OSError as fault:
            raise DataFolderError(
                told(
                    "The key {path} cannot be read: {fault}.",
                    path=str(path),
                    fault=str(fault.strerror),
                )
            ) from None
        if len(key) != _KEY_BYTES:
            raise DataFolderError(
                told("The key {path} is damaged; restore it from a backup of it.", path=str(path))
            )
        return key

    @staticmethod
    def _make_key(path: Path) -> None:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return  # another process was quicker
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(_KEY_BYTES))
