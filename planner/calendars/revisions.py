"""From one publication to the next: which entries stay, move, are cancelled or go.

A duty keeps its UID for life. What a subscriber cannot see changes nothing for him, so that a feed
stays the same to the octet where nothing that it shows has changed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from planner.calendars.entries import CalendarEntry, Duty

# Further away it is another duty: one cancelled, one new.
FARTHEST_MOVE = timedelta(days=7)
KEPT_BEFORE, KEPT_AFTER = timedelta(days=30), timedelta(days=180)

_Key = Callable[[Duty], object]


@dataclass(frozen=True)
class Publication:
    """When a plan was published (with its offset), and in which zone the programme's clock runs."""

    changed_at: datetime
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if self.changed_at.utcoffset() is None:
            raise ValueError("changed_at must say its offset: a moment without one is ambiguous")

    @property
    def stamp(self) -> datetime:
        """The moment of publication in UTC, whole seconds."""
        return self.changed_at.astimezone(UTC).replace(microsecond=0)

    @property
    def now(self) -> datetime:
        """The moment of publication as the programme's wall clock shows it."""
        return self.changed_at.astimezone(self.zone).replace(tzinfo=None)


def next_entries(
    before: Sequence[CalendarEntry],
    duties: Sequence[Duty],
    publication: Publication,
    new_uid: Callable[[], str],
    ended: Collection[str] = (),
) -> list[CalendarEntry]:
    """The entries of all feeds of one privacy level after a publication.

    ``duties`` are those of every feed, because a duty that another feed of the same kind takes
    over leaves its own without a word, while one that is gone is cancelled until its end. Entries
    that are over stay as they were for 30 days. ``ended`` are sources (``session_source``) whose
    duties vanish at once, past ones too: somebody has left.
    """
    pairing, stamp = _Pairing(before, duties, publication.now), publication.stamp
    entries = [_updated(entry, duty, stamp) for entry, duty in pairing.pairs]
    entries += [CalendarEntry(duty, new_uid(), 0, stamp) for duty in pairing.appeared()]
    taken_over = Counter(map(_place, pairing.arrived()))
    for entry in pairing.lost():
        duty = entry.duty
        if duty.source in ended:
            continue
        if duty.end <= publication.now or entry.is_cancelled:
            entries.append(entry)
        elif taken_over[_place(duty)]:
            taken_over[_place(duty)] -= 1
        else:
            entries.append(_cancelled(entry, stamp))
    shown = [entry for entry in entries if not _is_gone(entry, publication.now)]
    return sorted(shown, key=lambda entry: (entry.duty.feed, entry.duty.start, entry.uid))


def within_window(entries: Iterable[CalendarEntry], now: datetime) -> list[CalendarEntry]:
    """What a feed shows at the wall-clock time ``now``: 30 days back and 180 days ahead.

    A cancelled entry goes with its end.
    """
    coming = (entry for entry in entries if entry.duty.start < now + KEPT_AFTER)
    return [entry for entry in coming if not _is_gone(entry, now)]


def _is_gone(entry: CalendarEntry, now: datetime) -> bool:
    return entry.duty.end <= (now if entry.is_cancelled else now - KEPT_BEFORE)


def _updated(entry: CalendarEntry, duty: Duty, stamp: datetime) -> CalendarEntry:
    if entry.duty.shown == duty.shown and not entry.is_cancelled:
        return replace(entry, duty=duty)
    return CalendarEntry(duty, entry.uid, entry.sequence + 1, stamp)


def _cancelled(entry: CalendarEntry, stamp: datetime) -> CalendarEntry:
    return CalendarEntry(entry.duty, entry.uid, entry.sequence + 1, stamp, is_cancelled=True)


def _place(duty: Duty) -> object:
    """What one worker, house or room can take over from another."""
    return duty.feed.kind, duty.source, duty.start


def _same_duty(duty: Duty) -> object:
    return duty.feed, duty.source, duty.start, duty.end


def _same_sight(duty: Duty) -> object:
    return duty.feed, duty.shown


def _same_source(duty: Duty) -> object:
    return duty.feed, duty.source


class _Pairing:
    """Which entry of before is which duty of now; each at most once."""

    def __init__(
        self, before: Sequence[CalendarEntry], duties: Sequence[Duty], now: datetime
    ) -> None:
        self._before, self._duties = before, duties
        self._entries_left = set(range(len(before)))
        self._duties_left = set(range(len(duties)))
        self.pairs: list[tuple[CalendarEntry, Duty]] = []
        live = {k for k in self._entries_left if not before[k].is_cancelled}
        self._pair_equal(_same_duty, live)
        self._pair_equal(_same_sight, live)
        self._pair_equal(_same_duty, self._entries_left - live)
        self._pair_moved({k for k in live if before[k].duty.end > now})

    def appeared(self) -> list[Duty]:
        """The duties that no entry was found for, in their order."""
        return [self._duties[k] for k in sorted(self._duties_left)]

    def arrived(self) -> list[Duty]:
        """The duties that were not there at their start before, new ones and moved ones."""
        moved = [duty for entry, duty in self.pairs if entry.duty.start != duty.start]
        return [*self.appeared(), *moved]

    def lost(self) -> list[CalendarEntry]:
        """The entries that no duty was found for, in their order."""
        return [self._before[k] for k in sorted(self._entries_left)]

    def _pair(self, entry: int, duty: int) -> None:
        self._entries_left.remove(entry)
        self._duties_left.remove(duty)
        self.pairs.append((self._before[entry], self._duties[duty]))

    def _pair_equal(self, key: _Key, among: Collection[int]) -> None:
        waiting: dict[object, list[int]] = defaultdict(list)
        for k in sorted(self._entries_left.intersection(among), reverse=True):
            waiting[key(self._before[k].duty)].append(k)
        for duty in sorted(self._duties_left):
            if found := waiting.get(key(self._duties[duty])):
                self._pair(found.pop(), duty)

    def _pair_moved(self, among: Collection[int]) -> None:
        """The nearest in time first, so that of two duties each keeps its own."""
        for _, entry, duty in sorted(self._moves(among)):
            if entry in self._entries_left and duty in self._duties_left:
                self._pair(entry, duty)

    def _moves(self, among: Collection[int]) -> Iterator[tuple[timedelta, int, int]]:
        waiting: dict[object, list[int]] = defaultdict(list)
        for k in self._entries_left.intersection(among):
            waiting[_same_source(self._before[k].duty)].append(k)
        for duty in self._duties_left:
            for entry in waiting.get(_same_source(self._duties[duty]), ()):
                distance = abs(self._before[entry].duty.start - self._duties[duty].start)
                if distance <= FARTHEST_MOVE:
                    yield distance, entry, duty
