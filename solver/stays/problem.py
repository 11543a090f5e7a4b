"""The stay problem in integers: days count from the planning date, everything else is an index.

What the commitments and the calendar forbid is already worked into the data: an opening lists the
days on which a service may really begin, ``places_free`` what the committed enrolments leave, and
so on. The rules of the model only keep the cases apart from one another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
"""A half-open range of days."""


@dataclass(frozen=True)
class Opening:
    """One way to place a case: into a bed, or into a service without one (``bed`` None).

    ``start_days`` ascend; a service that begins on ``start_days[k]`` ends on a day of
    ``[earliest_ends[k], latest_ends[k]]``, both ascending too. ``cost`` is paid once when the
    opening is used. With ``counts`` false the service is part of another one of hers that already
    counts: it takes neither caseload nor support minutes.
    """

    bed: int | None
    start_days: tuple[int, ...]
    earliest_ends: tuple[int, ...]
    latest_ends: tuple[int, ...]
    cost: int = 0
    counts: bool = True


@dataclass(frozen=True)
class ProgramEntry:
    """The day-program enrolment that comes with a stay (S8).

    A stay from day a is joined by an enrolment from a day e of ``days`` (ascending) with
    ``a + earliest_days <= e <= a + latest_days``; with ``within_stay`` it ends by the discharge.
    """

    days: tuple[int, ...]
    earliest_days: int
    latest_days: int
    within_stay: bool
    delay_cost: int


@dataclass(frozen=True)
class Case:
    """A referral under consideration.

    Placed she costs ``day_cost * (start - ready_day)``, plus ``short_day_cost`` for each night
    below ``target_days`` and the delay of her ``entry``; otherwise ``unplaced_cost``. ``workers``
    are those who may be her primary worker (S10). On the days of ``served`` she already counts in
    her worker's caseload, and in each week of ``committed_minutes`` (week, minutes) that much of
    her support is already committed (S11). ``takes_place``: the service itself is the day program.
    """

    ready_day: int
    day_cost: int
    unplaced_cost: int
    openings: tuple[Opening, ...]
    workers: tuple[int, ...]
    target_days: int = 0
    short_day_cost: int = 0
    entry: ProgramEntry | None = None
    takes_place: bool = False
    served: tuple[Span, ...] = ()
    committed_minutes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Anchor:
    """Somebody committed who still needs a primary worker on the days of ``served``.

    ``case`` is the same person's own referral, for which she keeps that worker.
    """

    workers: tuple[int, ...]
    served: tuple[Span, ...]
    case: int | None = None


@dataclass(frozen=True)
class StayProblem:
    """Everything the stay model needs to know.

    Days before 0 lie in the past; nothing starts on ``horizon_days`` or later. Week 0 is the Monday
    week of day 0. ``places_free[day]``, ``caseload_free[worker][day]`` and ``minutes_free[week]``
    are what the commitments leave; ``minutes_by_age[k]`` are the support minutes of the week k
    weeks after the one in which a service began. The last value of each holds for ever.
    ``conflicts`` are pairs of cases that must not share a house; ``spacing_days`` keeps two
    admissions to one house apart; an enrolment lasts ``program_days``.
    """

    horizon_days: int
    first_weekday: int
    bed_house: tuple[int, ...]
    turnover_days: int
    spacing_days: int
    program_days: int
    places_free: tuple[int, ...]
    minutes_by_age: tuple[int, ...]
    minutes_free: tuple[int, ...]
    caseload_free: tuple[tuple[int, ...], ...]
    cases: tuple[Case, ...]
    anchors: tuple[Anchor, ...] = ()
    conflicts: tuple[tuple[int, int], ...] = ()
    fixed_cost: int = 0

    def week_of(self, day: int) -> int:
        """The Monday week in which a day lies."""
        return (day + self.first_weekday) // 7

    def monday_of(self, week: int) -> int:
        """The first day of a week."""
        return 7 * week - self.first_weekday


def held(values: Sequence[int], index: int) -> int:
    """A value of a sequence whose last value holds for ever."""
    return values[min(index, len(values) - 1)]


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping or adjoining spans made one, so that a participant counts once a day."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


@dataclass(frozen=True)
class Placement:
    """A case placed: service on ``[start_day, end_day)`` through ``case.openings[opening]``.

    ``entry_day`` is the first day of the enrolment that comes with a stay, if any.
    """

    opening: int
    start_day: int
    end_day: int
    entry_day: int | None = None


@dataclass(frozen=True)
class StaySolution:
    """A placement or None for each case, the worker of each placed case and of each anchor."""

    placements: tuple[Placement | None, ...]
    workers: tuple[int | None, ...]
    anchor_workers: tuple[int, ...]


def placement_cost(case: Case, placement: Placement | None) -> int:
    """What one case costs, placed or not (MODEL.md section 1)."""
    if placement is None:
        return case.unplaced_cost
    length = placement.end_day - placement.start_day
    cost = case.day_cost * (placement.start_day - case.ready_day)
    cost += case.short_day_cost * max(0, case.target_days - length)
    cost += case.openings[placement.opening].cost
    if case.entry is not None and placement.entry_day is not None:
        cost += case.entry.delay_cost * (placement.entry_day - placement.start_day)
    return cost


def total_cost(problem: StayProblem, placements: Sequence[Placement | None]) -> int:
    """The objective of a plan."""
    costs = (placement_cost(c, p) for c, p in zip(problem.cases, placements, strict=True))
    return problem.fixed_cost + sum(costs)
