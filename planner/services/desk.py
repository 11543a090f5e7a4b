"""Who acts, where and when: what every use case is given first."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.db.store import Store

if TYPE_CHECKING:
    from planner.services.snapshots import Snapshot


class Role(StrEnum):
    """What somebody may do follows from her role; planner.services.permissions says what."""

    COORDINATOR = "coordinator"
    MANAGER = "manager"
    STAFF = "staff"
    ADMIN = "admin"


@dataclass(frozen=True)
class Actor:
    """Who acts. ``programme`` None: every programme; ``staff`` is her code in the team."""

    code: str
    role: Role
    programme: str | None = None
    staff: str | None = None
    account_id: int | None = None


@dataclass
class Rehearsal:
    """A change that is only tried: it leaves here what would come of it."""

    after: "Snapshot | None" = None


@dataclass(frozen=True)
class Desk:
    """Where somebody works: the database, who she is, and what time it is.

    ``now`` has its zone; ``today`` is the date on which plans and pages stand. With a
    ``rehearsal`` changes are only tried.
    """

    store: Store
    actor: Actor
    now: datetime
    today: date
    rehearsal: Rehearsal | None = None
