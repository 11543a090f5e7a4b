"""Shortest ways of one person through her days, with her hours and weekends counted on the way."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from operator import add, itemgetter

from solver.schedule.problem import DAYS_PER_WEEK, SATURDAY
from solver.schedule.states import DayPattern, PersonNetwork

Path = tuple[int, ...]
"""The choice of each day."""

_MOST_WEEKENDS = 1 << 10
_Place = tuple[int, int]
_Getter = Callable[[Sequence[float]], tuple[float, ...]]


class _Graph:
    """Nodes in topological order; arcs as pairs of an earlier node and the index of a weight.

    A node without arcs is a beginning.
    """

    def __init__(self) -> None:
        self.arcs: list[list[tuple[int, int]]] = []
        self._steps: list[tuple[int, _Getter, _Getter]] = []

    def add(self) -> int:
        """A new node; returns its index."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def finish(self) -> None:
        """Make ready for searches; no node or arc may come after this."""
        for arcs in self.arcs:
            nodes, weights = [arc[0] for arc in arcs], [arc[1] for arc in arcs]
            if len(arcs) < 2:
                nodes, weights = 2 * nodes or [0, 0], 2 * weights or [0, 0]
            self._steps.append((len(arcs), itemgetter(*nodes), itemgetter(*weights)))

    def distances(self, weights: Sequence[float]) -> list[float]:
        """The least weight from a beginning to each node."""
        found: list[float] = []
        for (count, earlier, over), arcs in zip(self._steps, self.arcs, strict=True):
            if count > 1:
                # Getters and map keep this innermost loop out of the interpreter.
                found.append(min(map(add, earlier(found), over(weights))))
            elif count == 1:
                found.append(found[arcs[0][0]] + weights[arcs[0][1]])
            else:
                found.append(0.0)
        return found

    def way_to(self, node: int, found: Sequence[float], weights: Sequence[float]) -> list[int]:
        """The weights along one shortest way to a node, in order."""
        way = []
        while self.arcs[node]:
            node, weight = min(self.arcs[node], key=lambda arc: found[arc[0]] + weights[arc[1]])
            way.append(weight)
        return way[::-1]

    def through(
        self, found: Sequence[float], weights: Sequence[float], rest: list[float]
    ) -> list[float]:
        """The least total over each weight, where ``rest`` is what follows after a node."""
        least = [inf] * len(weights)
        for node in range(len(self.arcs) - 1, -1, -1):
            after = rest[node]
            for earlier, weight in self.arcs[node]:
                ahead = weights[weight] + after
                if ahead < rest[earlier]:
                    rest[earlier] = ahead
                if found[earlier] + ahead < least[weight]:
                    least[weight] = found[earlier] + ahead
        return least


@dataclass(frozen=True)
class _Block:
    """Days from one day without duties to the next: where it ends (None: after the last day)."""

    end: _Place | None
    used: int
    node: int


class PathFinder:
    """Finds paths of least weight, where every choice of every day has a weight.

    Hours and weekends of the shift pattern are limits that every path keeps. The days between two
    days without duties form a block; what blocks cost does not depend on what was done before.
    """

    def __init__(self, network: PersonNetwork) -> None:
        self._network = network
        self.offsets = [0]
        for choices in network.choices:
            self.offsets.append(self.offsets[-1] + len(choices))
        self._inner, self._outer = _Graph(), _Graph()
        self._blocks = {start: self._block(start) for start in self._free_places()}
        self._connect()
        self._inner.finish()
        self._outer.finish()

    @property
    def has_path(self) -> bool:
        """Whether there is any legal path."""
        return bool(self._outer.arcs[-1])

    def flat(self, path: Path) -> list[int]:
        """The choices of a path, counted through all days."""
        return [offset + choice for offset, choice in zip(self.offsets, path, strict=False)]

    def pattern(self, choice: int) -> DayPattern:
        """What a choice, counted through all days, stands for."""
        day = bisect_right(self.offsets, choice) - 1
        return self._network.choices[day][choice - self.offsets[day]]

    def rivals(self, choice: int) -> int:
        """The other choices of the same day, a bit each."""
        day = bisect_right(self.offsets, choice) - 1
        whole_day = (1 << self.offsets[day + 1]) - (1 << self.offsets[day])
        return whole_day & ~(1 << choice)

    def search(self, weights: Sequence[float]) -> "Paths":
        """The paths under weights, one for each choice, counted through all days."""
        return Paths(self._inner, self._outer, self.offsets, weights)

    def _free_places(self) -> list[_Place]:
        """Before the first day, and the nodes without duties, in the order of days."""
        places = [(-1, 0)]
        for day, nodes in enumerate(self._network.nodes):
            places += [(day, n) for n in range(len(nodes)) if self._is_free(day, n)]
        return places

    def _is_free(self, day: int, node: int) -> bool:
        return not self._network.choices[day][self._network.nodes[day][node][0]].timed

    def _block(self, start: _Place) -> list[_Block]:
        """Everything that may be done between a free day and the next one."""
        network, graph = self._network, self._inner
        level = {(start[1], 0): graph.add()}
        ends: dict[tuple[_Place | None, int], int] = {}
        for day in range(start[0], len(network.nodes) - 1):
            later: dict[tuple[int, int], int] = {}
            for (node, used), number in level.items():
                for follower in network.follows[day + 1][node]:
                    choice = network.nodes[day + 1][follower][0]
                    total = used + self._use(day, node if day >= 0 else None, choice)
                    if self._is_free(day + 1, follower):
                        end = ends.setdefault(((day + 1, follower), total), -1)
                        if end < 0:
                            end = ends[(day + 1, follower), total] = graph.add()
                    else:
                        if (follower, total) not in later:
                            later[follower, total] = graph.add()
                        end = later[follower, total]
                    graph.arcs[end].append((number, self.offsets[day + 1] + choice))
            level = later
        for (_, used), number in level.items():
            if (None, used) not in ends:
                ends[None, used] = graph.add()
            graph.arcs[ends[None, used]].append((number, self.offsets[-1]))
        return [_Block(end, used, number) for (end, used), number in ends.items()]

    def _use(self, day: int, node: int | None, choice: int) -> int:
        """Minutes and weekends, as one number, that a choice of the next day adds."""
        network, rules = self._network, self._network.person.pattern
        pattern = network.choices[day + 1][choice]
        used = 0
        if rules.min_minutes or rules.max_minutes is not None:
            used += pattern.shift_minutes * _MOST_WEEKENDS
        if rules.max_weekends is not None and pattern.is_weekend:
            is_sunday = (day + 1) % DAYS_PER_WEEK > SATURDAY
            saturday = network.nodes[day][node][0] if is_sunday and node is not None else None
            if saturday is None or not network.choices[day][saturday].is_weekend:
                used += 1
        return used

    def _is_within(self, used: int, ended: bool) -> bool:
        network, (minutes, weekends) = self._network, divmod(used, _MOST_WEEKENDS)
        if network.most_minutes is not None and minutes > network.most_minutes:
            return False
        if network.most_weekends is not None and weekends > network.most_weekends:
            return False
        return not ended or minutes >= network.person.pattern.min_minutes

    def _connect(self) -> None:
        """Join the blocks, once for each amount of hours and weekends used before."""
        useful = self._useful()
        numbers = {label: self._outer.add() for label in sorted(useful)}
        last = self._outer.add()
        for (place, used), number in numbers.items():
            for block in self._blocks[place]:
                total = used + block.used
                if block.end is None:
                    if self._is_within(total, ended=True):
                        self._outer.arcs[last].append((number, block.node))
                elif (block.end, total) in numbers:
                    self._outer.arcs[numbers[block.end, total]].append((number, block.node))

    def _useful(self) -> set[tuple[_Place, int]]:
        """Places with what was used before that lie on a legal path."""
        reached: dict[_Place, set[int]] = {place: set() for place in self._blocks}
        reached[-1, 0].add(0)
        for place, blocks in self._blocks.items():
            for block in blocks:
                if block.end is not None:
                    reached[block.end].update(
                        used + block.used
                        for used in reached[place]
                        if self._is_within(used + block.used, ended=False)
                    )
        useful: set[tuple[_Place, int]] = set()
        for place in reversed(list(self._blocks)):
            for used in reached[place]:
                for block in self._blocks[place]:
                    total = used + block.used
                    if (
                        self._is_within(total, ended=True)
                        if block.end is None
                        else (block.end, total) in useful
                    ):
                        useful.add((place, used))
                        break
        return useful


class Paths:
    """The shortest paths of one person under one set of weights."""

    def __init__(
        self, inner: _Graph, outer: _Graph, offsets: Sequence[int], weights: Sequence[float]
    ) -> None:
        self._graphs = inner, outer
        self._offsets = offsets
        self._weights = [*weights, 0.0]
        self._inner = inner.distances(self._weights)
        self._outer = outer.distances(self._inner)
        self.least = self._outer[-1]

    def shortest(self) -> Path:
        """A path of the least weight."""
        inner, outer = self._graphs
        steps: list[int] = []
        for block in outer.way_to(len(self._outer) - 1, self._outer, self._inner):
            steps += inner.way_to(block, self._inner, self._weights)
        return tuple(step - offset for step, offset in zip(steps, self._offsets[:-1], strict=False))

    def lifts(self) -> list[float]:
        """For every choice, how much more than the least weight the paths cost that take it."""
        inner, outer = self._graphs
        rest = [inf] * len(self._outer)
        rest[-1] = 0.0
        totals = outer.through(self._outer, self._inner, rest)
        after = [total - found for total, found in zip(totals, self._inner, strict=True)]
        through = inner.through(self._inner, self._weights, after)[:-1]
        return [total - self.least for total in through]
