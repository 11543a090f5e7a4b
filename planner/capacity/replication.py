"""One replication of the event engine."""

from collections import deque
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

# A time, and the beds, caseload and day places that become free then.
Start = tuple[float, float, float, float]


@dataclass(frozen=True)
class Limits:
    """Capacities (beds, caseload, places) at 0 and their changes; what each class takes of them.

    ``window_end`` is None in a terminating study; in the long run every referral before it is
    followed to its fate.
    """

    first: tuple[float, ...]
    changes: tuple[Start, ...]
    takes: tuple[tuple[bool, bool, bool], ...]
    place_time: float
    horizon: float
    window_end: float | None


class Person:
    """Somebody who is referred; ``held`` is her stay and the turnover of her bed."""

    __slots__ = ("arrival", "deadline", "end", "group", "held", "out", "stay", "taken")

    def __init__(self, arrival: float, deadline: float, stay: float, held: float) -> None:
        self.arrival = arrival
        self.deadline = deadline
        self.stay = stay
        self.held = held
        self.out = self.end = arrival
        self.taken = False
        self.group = 0


class Replication:
    """The state of the programme as time goes on."""

    def __init__(self, limits: Limits, starts: list[Start]) -> None:
        self._limits = limits
        self._beds, self._slots, self._places = limits.first
        self._releases = [*starts, *limits.changes]
        for _, bed, slot, place in starts:
            self._beds -= bed
            self._slots -= slot
            self._places -= place
        heapify(self._releases)
        self._lines: list[deque[Person]] = [deque() for _ in range(len(limits.takes) + 1)]

    def run(self, people: list[tuple[int, Person]], reach: float) -> bool:
        """Simulate people in order of arrival, each with her line.

        True once all is known that the study asks; False if ``reach`` came before.
        """
        horizon = self._limits.horizon
        for line, person in people:
            now = person.arrival
            if self._releases and self._releases[0][0] <= now:
                self._release_until(now)
            if now >= horizon and self._is_settled(now):
                return True
            if self._fits(person):
                self._start(person, now)
            else:
                self._lines[line].append(person)
        self._release_until(reach)
        return self._is_settled(reach)

    def _release_until(self, until: float) -> None:
        """Every release up to and at ``until``, and whoever can start at each."""
        releases = self._releases
        while releases and releases[0][0] <= until:
            now, beds, slots, places = heappop(releases)
            self._beds += beds
            self._slots += slots
            self._places += places
            self._call(now)

    def _call(self, now: float) -> None:
        """Start whoever waits and can; who has given up by now is out."""
        for line in self._lines:
            while line and self._fits(line[0]):
                person = line.popleft()
                if person.deadline < now:
                    person.out = person.end = person.deadline
                else:
                    self._start(person, now)

    def _fits(self, person: Person) -> bool:
        bed, slot, place = self._limits.takes[person.group]
        return (
            (not bed or self._beds >= 1)
            and (not slot or self._slots >= 1)
            and (not place or self._places >= 1)
        )

    def _start(self, person: Person, now: float) -> None:
        bed, slot, place = self._limits.takes[person.group]
        person.out = now
        person.taken = True
        end = person.end = now + person.stay
        if bed:
            self._beds -= 1
            heappush(self._releases, (now + person.held, 1, 0, 0))
        if slot:
            self._slots -= 1
            heappush(self._releases, (end, 0, 1, 0))
        if place:
            self._places -= 1
            until = min(end, now + self._limits.place_time) if bed else end
            heappush(self._releases, (until, 0, 0, 1))

    def _is_settled(self, now: float) -> bool:
        """Write down who is still waiting; whether every fate that matters is known."""
        end = self._limits.window_end
        if end is not None and any(
            person.arrival < end and person.deadline >= now
            for line in self._lines
            for person in line
        ):
            return False
        for line in self._lines:
            for person in line:
                person.out = person.end = min(person.deadline, now)
        return True
