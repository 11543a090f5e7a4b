"""Builders of small stay problems; what a test does not care about has a default.

Without other word there is one bed, one worker with room for everybody, no rule that binds, and day
0 is a Monday.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from solver.common.limits import Limits, Stop
from solver.stays.problem import Case, Opening, Placement, ProgramEntry, StayProblem
from solver.stays.solve import StayOutcome, solve_stays

PLENTY = 1000


def problem(*cases: Case, **changes: object) -> StayProblem:
    """A problem of these cases in which no rule but S1 and S7 binds."""
    base = StayProblem(
        horizon_days=60,
        first_weekday=0,
        bed_house=(0,),
        turnover_days=0,
        spacing_days=0,
        program_days=7,
        places_free=(PLENTY,),
        minutes_by_age=(0,),
        minutes_free=(PLENTY,),
        caseload_free=((PLENTY,),),
        cases=cases,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def into_bed(
    starts: Iterable[int], shortest: int, longest: int | None = None, bed: int = 0, cost: int = 0
) -> Opening:
    """A bed open to stays of ``shortest`` to ``longest`` nights from each of ``starts``."""
    days = tuple(starts)
    most = shortest if longest is None else longest
    return Opening(
        bed, days, tuple(d + shortest for d in days), tuple(d + most for d in days), cost
    )


def into_service(starts: Iterable[int], length: int, counts: bool = True) -> Opening:
    """A service without a bed."""
    days = tuple(starts)
    ends = tuple(day + length for day in days)
    return Opening(None, days, ends, ends, counts=counts)


def case(*openings: Opening, **changes: object) -> Case:
    """A case ready on day 0: a day of waiting costs 1, not being placed 100."""
    base = Case(ready_day=0, day_cost=1, unplaced_cost=100, openings=openings, workers=(0,))
    return replace(base, **changes)  # type: ignore[arg-type]


def resident(starts: Iterable[int], nights: int, bed: int = 0, **changes: object) -> Case:
    """A case that stays so many nights in one bed."""
    return case(into_bed(starts, nights, bed=bed), **changes)


def supported(starts: Iterable[int], days: int, **changes: object) -> Case:
    """A case of one-on-one support."""
    return case(into_service(starts, days), **changes)


def enrolled(starts: Iterable[int], days: int = 7, **changes: object) -> Case:
    """A case of the day program."""
    return case(into_service(starts, days), takes_place=True, **changes)


def entry(days: Iterable[int], **changes: object) -> ProgramEntry:
    """An enrolment within the stay, from the admission to seven days later; delay costs 1 a day."""
    base = ProgramEntry(
        days=tuple(days), earliest_days=0, latest_days=7, within_stay=True, delay_cost=1
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def solved(problem: StayProblem) -> StayOutcome:
    """The proven optimum."""
    outcome = solve_stays(problem, Limits())
    assert outcome.stop is Stop.PROOF
    assert outcome.bound == outcome.objective
    return outcome


def optimum(problem: StayProblem) -> int:
    """The proven least cost."""
    return solved(problem).objective


def starts(placements: Sequence[Placement | None]) -> list[int | None]:
    """The start of each case, None where it is not placed."""
    return [None if placed is None else placed.start_day for placed in placements]
