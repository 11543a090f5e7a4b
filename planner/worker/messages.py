"""What a child process tells its worker."""

from dataclasses import dataclass
from typing import Any

from planner.services.runs.kinds import Outcome


@dataclass(frozen=True)
class Progressed:
    """How far the search is."""

    progress: dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """What is worth keeping should the search not end well."""

    outcome: Outcome


@dataclass(frozen=True)
class Found:
    """The search has ended."""

    outcome: Outcome


@dataclass(frozen=True)
class Refused:
    """The input cannot be searched; trying again would not help."""

    sentence: str


@dataclass(frozen=True)
class Died:
    """The child ended without a word."""

    how: str


Message = Progressed | Kept | Found | Refused | Died
STOP = "stop"
