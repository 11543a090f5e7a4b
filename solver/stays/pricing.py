"""What each start and end of each window costs at least, when the coupling rows have prices.

Any non-negative prices give a valid lower bound (Lagrangian relaxation of the coupling rows): apart
from them the cases do not touch, and each is solved exactly here. The reduced cost of a choice says
how far the bound rises when it is forced; whatever rises above the best known plan can go.
Only sums of floating-point prices enter, so that a margin of one thousandth covers the rounding.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from solver.common.linear import RowKey
from solver.stays.model import StayModel
from solver.stays.variables import Steps, WindowSteps
from solver.stays.windows import entry_days_between


@dataclass(frozen=True)
class PricedWindow:
    """Reduced costs of one window: by start day and by end day, infinite where impossible."""

    steps: WindowSteps
    by_start: dict[int, float]
    by_end: dict[int, float]


@dataclass(frozen=True)
class Pricing:
    """A lower bound on every plan, and how much each choice adds to it."""

    bound: float
    windows: tuple[PricedWindow, ...]


def price(model: StayModel, prices: Mapping[RowKey, float]) -> Pricing:
    """Bound and reduced costs for given prices of coupling rows; others have the price 0."""
    linear = model.linear
    costs = [float(cost) for cost in linear.costs]
    bound = float(linear.offset)
    for row in linear.rows:
        worth = prices.get(row.key, 0.0) if row.key is not None else 0.0
        if worth > 0.0:
            bound -= worth * row.upper
            for column, coefficient in row.terms:
                costs[column] += worth * coefficient
    for column in linear.continuous:
        bound += min(0.0, costs[column]) * linear.uppers[column]
    windows: list[PricedWindow] = []
    for case in range(len(model.problem.cases)):
        priced = [_price_window(model, steps, costs) for steps in model.variables.of_case(case)]
        least = min((min(p.by_start.values(), default=inf) for p in priced), default=inf)
        least = min(0.0, least)
        bound += least
        windows += [
            PricedWindow(
                p.steps,
                {day: cost - least for day, cost in p.by_start.items()},
                {day: cost - least for day, cost in p.by_end.items()},
            )
            for p in priced
        ]
    return Pricing(bound, tuple(windows))


def _rising(steps: Steps, costs: Sequence[float]) -> list[float]:
    """The cost of rising on each day: what all columns from there on cost together."""
    total, sums = 0.0, []
    for column in reversed(steps.columns):
        total += costs[column]
        sums.append(total)
    return sums[::-1]


def _price_window(model: StayModel, steps: WindowSteps, costs: Sequence[float]) -> PricedWindow:
    entry = model.variables.entries.get(steps.window.case)
    starts = _rising(steps.start, costs)
    if steps.window.has_one_end:
        ends: list[float] = []
    else:
        ends = _rising(steps.end, costs)
    pricer = _WindowPricer(model, steps, entry, _rising(entry, costs) if entry else [])
    return pricer.priced(starts, ends)


@dataclass(frozen=True)
class _WindowPricer:
    """Finds the cheapest end and enrolment for each start, and the cheapest start for each end."""

    model: StayModel
    steps: WindowSteps
    entry: Steps | None
    entry_costs: list[float]

    def priced(self, starts: list[float], ends: list[float]) -> PricedWindow:
        window = self.steps.window
        by_start: dict[int, float] = {}
        by_end = dict.fromkeys(self.steps.end.days, inf)
        for k, start in enumerate(window.start_days):
            best = inf
            for entry_cost, least_end in self._entries(start, window.first_ends[k]):
                best = min(best, self._spread(starts[k] + entry_cost, k, least_end, ends, by_end))
            by_start[start] = best
        return PricedWindow(self.steps, by_start, by_end)

    def _entries(self, start: int, first_end: int) -> list[tuple[float, int]]:
        """Cost and least end of each useful enrolment; a later one must be cheaper to be useful."""
        if self.entry is None:
            return [(0.0, first_end)]
        case = self.model.problem.cases[self.steps.window.case]
        found: list[tuple[float, int]] = []
        for day in entry_days_between(case, start):
            k = bisect_left(self.entry.days, day)
            cost = self.entry_costs[k]
            if found and cost >= found[-1][0]:
                continue
            within = case.entry is not None and case.entry.within_stay
            least = max(first_end, day + self.model.problem.program_days) if within else first_end
            found.append((cost, least))
        return found

    def _spread(
        self, cost: float, k: int, least_end: int, ends: list[float], by_end: dict[int, float]
    ) -> float:
        """The best cost over the ends that a start allows; each end learns of it too."""
        window, days = self.steps.window, self.steps.end.days
        if window.has_one_end:
            end = window.last_ends[k]
            if end < least_end:
                return inf
            by_end[end] = min(by_end[end], cost)
            return cost
        # An end column between two grid days stands for the last of them that is allowed.
        low = max(0, bisect_right(days, least_end) - 1)
        if days[low] < least_end:
            low += 1
        high = bisect_right(days, window.last_ends[k])
        best = inf
        for index in range(low, high):
            total = cost + ends[index]
            day = days[index]
            if total < by_end[day]:
                by_end[day] = total
            best = min(best, total)
        return best
