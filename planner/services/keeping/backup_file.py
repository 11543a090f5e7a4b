"""A backup as one file: a zip of a sealed manifest and a file of JSON lines for each table."""

import hashlib
import hmac
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planner.domain.errors import PlannerError
from planner.domain.sentences import told

SUFFIX = ".hpbackup"
_FORMAT = 1
_MANIFEST = "manifest.json"
_MOST_MANIFEST_BYTES = 1_000_000
_CHUNK = 1 << 20
_KEY_PURPOSE = b"harbourplan backup: which key"
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, LookupError, ValueError, TypeError)

Row = dict[str, Any]


class BackupError(PlannerError):
    """A backup cannot be written, or is none of this installation, or is damaged."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: versions, the moment, rows and SHA-256 of each table's file."""

    version: str
    schema: str
    made_at: str
    database: str
    counts: Mapping[str, int]
    digests: Mapping[str, str]
    key_check: str
    format: int = _FORMAT


class BackupWriter:
    """Writes the tables one after another, then the manifest."""

    def __init__(self, archive: zipfile.ZipFile, key: bytes) -> None:
        self._archive = archive
        self._key = key
        self._counts: dict[str, int] = {}
        self._digests: dict[str, str] = {}

    def add_table(self, name: str, rows: Iterable[Row]) -> None:
        """Write the rows of one table."""
        digest, count = hashlib.sha256(), 0
        with self._archive.open(_member(name), "w", force_zip64=True) as stream:
            for row in rows:
                line = json.dumps(row, separators=(",", ":")).encode() + b"\n"
                digest.update(line)
                stream.write(line)
                count += 1
        self._counts[name], self._digests[name] = count, digest.hexdigest()

    def finish(self, version: str, schema: str, made_at: str, database: str) -> Manifest:
        """Write the manifest and its seal."""
        manifest = Manifest(
            version, schema, made_at, database, self._counts, self._digests, _key_check(self._key)
        )
        content = json.dumps(asdict(manifest), sort_keys=True)
        sealed = {"manifest": content, "seal": _seal(self._key, content)}
        self._archive.writestr(_MANIFEST, json.dumps(sealed))
        return manifest


class BackupReader:
    """A backup whose seal and digests are right."""

    def __init__(self, archive: zipfile.ZipFile, key: bytes) -> None:
        self._archive = archive
        self.manifest = _manifest(archive, key)
        for name in self.manifest.digests:
            self._check(name)

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of one table."""
        with self._archive.open(_member(name)) as stream:
            for line in stream:
                yield json.loads(line)

    def _check(self, name: str) -> None:
        digest = hashlib.sha256()
        with self._archive.open(_member(name)) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != self.manifest.digests[name]:
            raise BackupError(
                told("The backup is damaged: the rows of {name} are not as written.", name=name)
            )


@contextmanager
def new_backup(path: Path, key: bytes) -> Iterator[BackupWriter]:
    """A backup that is at ``path`` when the block ends, for its owner's eyes only, or not at all.

    Raises:
        BackupError: there is such a file already, or the system refuses.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        if path.exists():
            raise BackupError(
                told("{path} is there already; give the backup another name.", path=str(path))
            )
        partial.unlink(missing_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                yield BackupWriter(archive, key)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except OSError as fault:
        raise BackupError(
            told("{path} cannot be written: {fault}.", path=str(path), fault=str(fault.strerror))
        ) from None
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def opened_backup(path: Path, key: bytes) -> Iterator[BackupReader]:
    """A backup to read, checked first.

    Raises:
        BackupError: there is none, it is damaged, or another key made it.
    """
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BackupError(told("There is no file {path}.", path=str(path))) from None
    except _FAULTS:
        raise BackupError(told("{path} is no backup, or it is damaged.", path=str(path))) from None
    with archive:
        try:
            reader = BackupReader(archive, key)
        except _FAULTS:
            raise BackupError(
                told("{path} is no backup, or it is damaged.", path=str(path))
            ) from None
        yield reader


def _manifest(archive: zipfile.ZipFile, key: bytes) -> Manifest:
    if archive.getinfo(_MANIFEST).file_size > _MOST_MANIFEST_BYTES:
        raise ValueError
    sealed = json.loads(archive.read(_MANIFEST))
    content = str(sealed["manifest"])
    manifest = Manifest(**json.loads(content))
    if manifest.key_check != _key_check(key):
        raise BackupError(
            told(
                "The backup was made with another secret key; put that key's file into the data"
                " folder first."
            )
        )
    if not hmac.compare_digest(str(sealed["seal"]), _seal(key, content)):
        raise BackupError(told("The backup is damaged: its manifest is not as written."))
    if manifest.format != _FORMAT:
        raise BackupError(told("The backup was made by a newer harbourplan; install that version."))
    return manifest


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _key_check(key: bytes) -> str:
    return hmac.digest(key, _KEY_PURPOSE, hashlib.sha256).hex()


def _seal(key: bytes, content: str) -> str:
    return hmac.digest(key, b"harbourplan backup: seal " + content.encode(), hashlib.sha256).hex()
