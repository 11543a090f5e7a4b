"""What a calendar holds: duties of one feed, and the same as they were handed out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedKind(StrEnum):
    """Whose time a feed shows."""

    STAFF = "staff"
    HOUSE = "house"
    ROOM = "room"
    VEHICLE = "vehicle"
    ACTIVITY = "activity"


@dataclass(frozen=True, order=True)
class Feed:
    """One feed: a staff member's own duties, or those of a house, room, vehicle or activity.

    An empty ``code`` stands for all of that kind together; a staff member always has one.
    """

    kind: FeedKind
    code: str = ""


class EntryKind(StrEnum):
    """The word that an entry begins with."""

    SHIFT = "shift"
    SESSION = "session"
    ACTIVITY = "activity"
    ARRIVALS = "arrivals"
    DEPARTURES = "departures"


@dataclass(frozen=True)
class Duty:
    """An entry of a feed as the published plan has it, with no more than its privacy level allows.

    ``start`` and ``end`` are wall-clock times of the programme, half-open; where ``is_all_day``
    both are midnights. ``names`` are the codes and counts shown after the word. ``source`` tells
    which shift, activity or participant the duty is one of: it pairs the duties of two
    publications and is shown at no level.
    """

    feed: Feed
    source: str
    start: datetime
    end: datetime
    kind: EntryKind
    names: tuple[str, ...] = ()
    is_all_day: bool = False

    @property
    def shown(self) -> tuple[object, ...]:
        """Everything that a subscriber can see of it."""
        return self.start, self.end, self.kind, self.names, self.is_all_day


@dataclass(frozen=True)
class CalendarEntry:
    """A duty as it was handed out; one row of what is stored for a privacy level.

    ``uid`` says nothing and never changes; ``sequence`` counts the changes since the first
    publication, and ``changed_at`` (aware, UTC, whole seconds) is the last of them.
    """

    duty: Duty
    uid: str
    sequence: int
    changed_at: datetime
    is_cancelled: bool = False
