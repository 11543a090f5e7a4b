"""Builders of tiny schedule problems; what a test does not care about has a default.

Day 0 is a Monday, times are given as ``HH:MM`` and no clock changes. Everybody missing on a duty
costs 1000, a session that is not held 300; without other word no rule binds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from solver.common.limits import Limits, Stop
from solver.schedule.problem import (
    Duty,
    FixedDuty,
    HeldSession,
    Labour,
    LegalWeek,
    Person,
    ScheduleCosts,
    ScheduleProblem,
    SessionChoice,
    SessionDay,
    SessionDemand,
    ShiftPattern,
)
from solver.schedule.solve import ScheduleOutcome, solve_schedule

PLENTY = 100_000
MISSING = 1000
UNMET = 300
DAY_MINUTES = 1440


def minute(day: int, clock: str) -> int:
    """Minutes since 00:00 of day 0; hours may go beyond 24."""
    hours, minutes = clock.split(":")
    return DAY_MINUTES * day + 60 * int(hours) + int(minutes)


def span(day: int, start: str, end: str) -> tuple[int, int]:
    """An end that is not after its start is of the next day."""
    first, last = minute(day, start), minute(day, end)
    return first, last if last > first else last + DAY_MINUTES


def night_of(first: int, last: int) -> int | None:
    """The day whose 03:00 lies in ``[first, last)``."""
    days = range(first // DAY_MINUTES, last // DAY_MINUTES + 1)
    return next((d for d in days if first <= minute(d, "03:00") < last), None)


def shift(day: int, start: str = "08:00", end: str = "16:00", **changes: object) -> Duty:
    """A shift of one person."""
    first, last = span(day, start, end)
    base = Duty(day, first, last, 1, 1, MISSING, shift=0, night=night_of(first, last))
    return replace(base, **changes)  # type: ignore[arg-type]


def activity(day: int, start: str = "10:00", end: str = "11:00", **changes: object) -> Duty:
    """The facilitation of an activity by one person."""
    return shift(day, start, end, **{"shift": None, "night": None, **changes})


def past(day: int, start: str = "08:00", end: str = "16:00", **changes: object) -> FixedDuty:
    """A shift that is over."""
    first, last = span(day, start, end)
    base = FixedDuty(day, first, last, True, night_of(first, last), 0)
    return replace(base, **changes)  # type: ignore[arg-type]


def person(duties: Iterable[int] = (), **changes: object) -> Person:
    """Somebody who may have these duties, with no limits and 5000 support minutes a week."""
    base = Person(tuple(duties), PLENTY, support_minutes_by_week=(5000,) * 4)
    return replace(base, **changes)  # type: ignore[arg-type]


def own_rules(**limits: object) -> dict[str, ShiftPattern]:
    """An agency's own rules for a person."""
    return {"pattern": ShiftPattern(**limits)}  # type: ignore[arg-type]


def problem(
    duties: Iterable[Duty] = (), people: Iterable[Person] | None = None, **changes: object
) -> ScheduleProblem:
    """A schedule of two weeks; without ``people`` one person may have all duties."""
    given = tuple(duties)
    everybody = (person(range(len(given))),) if people is None else tuple(people)
    base = ScheduleProblem(14, given, everybody, costs=ScheduleCosts(unmet_session=UNMET))
    return replace(base, **changes)  # type: ignore[arg-type]


def labour(**limits: object) -> dict[str, Labour]:
    """Labour rules of a problem."""
    return {"labour": Labour(**limits)}  # type: ignore[arg-type]


def legal_week(first_day: int, needs_rest: bool = True) -> LegalWeek:
    """Seven days from ``first_day`` on."""
    end = first_day + 7
    return LegalWeek(first_day, end, first_day * DAY_MINUTES, end * DAY_MINUTES, needs_rest)


def choice(day: int, *clocks: str, person: int = 0, cost: int = 0) -> SessionChoice:
    """Somebody who may hold a session at these times of a day."""
    return SessionChoice(person, tuple(minute(day, clock) for clock in clocks), cost)


def quarters(day: int, first: str, last: str, person: int = 0, cost: int = 0) -> SessionChoice:
    """Somebody who may hold a session at every quarter hour from ``first`` to ``last``."""
    starts = range(minute(day, first), minute(day, last) + 1, 15)
    return SessionChoice(person, tuple(starts), cost)


def session_day(
    day: int, *choices: SessionChoice, demand: int = 0, **changes: object
) -> SessionDay:
    """A day on which a session of an hour may be held."""
    base = SessionDay(demand, day, 60, choices, clock_minute=DAY_MINUTES * day)
    return replace(base, **changes)  # type: ignore[arg-type]


def sessions(
    days: Iterable[SessionDay], needed: int = 1, participants: int = 1, held: int = 0
) -> dict[str, object]:
    """Session days, and the same demand for each participant in the first two weeks.

    Participant p has the demands 2p and 2p + 1.
    """
    demands = tuple(
        SessionDemand(p, week, needed if week == 0 else 0, held if week == 0 else 0)
        for p in range(participants)
        for week in range(2)
    )
    return {"demands": demands, "session_days": tuple(days)}


def solved(made: ScheduleProblem) -> ScheduleOutcome:
    """The proven optimum."""
    outcome = solve_schedule(made, Limits())
    assert outcome is not None
    assert outcome.stop is Stop.PROOF
    assert outcome.bound == outcome.objective
    return outcome


def cost(made: ScheduleProblem) -> int:
    """The proven least cost."""
    return solved(made).objective


def is_impossible(made: ScheduleProblem) -> bool:
    """Whether no schedule keeps what is locked."""
    return solve_schedule(made, Limits()).solution is None


def in_time(held: Iterable[HeldSession]) -> Iterator[tuple[int, int, int]]:
    """Session day, person and start of each session."""
    for session in held:
        assert session.start_minute is not None
        yield session.session_day, session.person, session.start_minute
