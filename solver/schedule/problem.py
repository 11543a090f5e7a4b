"""The schedule as integers: duties, people who may have them, and sessions (MODEL.md, section 2).

Day 0 is the first Monday; earlier days are negative. Minutes are real elapsed ones since 00:00 of
day 0, so that a clock change makes a night shorter or longer and no rule has to know of it.
People, duties and shift types are known by their index.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

DAYS_PER_WEEK = 7
SATURDAY, SUNDAY = 5, 6
QUARTER_MINUTES = 15


@dataclass(frozen=True)
class Duty:
    """A shift on one work day, or the facilitation of an activity (``shift`` None).

    ``most`` people may have it, each of the ``needed`` who is missing costs ``missing_cost`` and
    each above them ``surplus_cost``; likewise for those of them who can lead. ``night`` is the day
    whose 03:00 the shift covers, None for no night.
    """

    day: int
    start_minute: int
    end_minute: int
    needed: int
    most: int
    missing_cost: int
    surplus_cost: int = 0
    lead_needed: int = 0
    missing_lead_cost: int = 0
    shift: int | None = None
    night: int | None = None

    @property
    def minutes(self) -> int:
        """Real elapsed minutes."""
        return self.end_minute - self.start_minute

    @property
    def is_weekend_shift(self) -> bool:
        """Whether this is a shift on a Saturday or Sunday."""
        return self.shift is not None and self.day % DAYS_PER_WEEK in (SATURDAY, SUNDAY)


@dataclass(frozen=True)
class FixedDuty:
    """A duty of somebody that is over; it counts in every rule and cannot change.

    ``shift`` is the type of a shift, where that is still known.
    """

    day: int
    start_minute: int
    end_minute: int
    is_shift: bool
    night: int | None = None
    shift: int | None = None

    @property
    def minutes(self) -> int:
        """Real elapsed minutes."""
        return self.end_minute - self.start_minute

    @property
    def is_weekend_shift(self) -> bool:
        """Whether this is a shift on a Saturday or Sunday."""
        return self.is_shift and self.day % DAYS_PER_WEEK in (SATURDAY, SUNDAY)


@dataclass(frozen=True)
class Wish:
    """Costs ``cost`` unless the person has one of ``duties`` (or any duty of ``day``), or none."""

    day: int
    wants_work: bool
    cost: int
    duties: frozenset[int] | None = None


@dataclass(frozen=True)
class ShiftPattern:
    """An agency's own rules on the shifts of one person in the schedule; see docs/data.md.

    Runs that touch the first or the last day of the schedule, or reach back before the planning
    date, may be shorter than the minima.
    """

    most_by_shift: Mapping[int, int] = field(default_factory=dict)
    min_minutes: int = 0
    max_minutes: int | None = None
    max_consecutive_days: int | None = None
    min_consecutive_days: int = 1
    min_consecutive_days_off: int = 1
    max_weekends: int | None = None

    @property
    def limits_runs(self) -> bool:
        """Whether runs of days with or without a shift have a least or greatest length."""
        return (
            self.max_consecutive_days is not None
            or self.min_consecutive_days > 1
            or self.min_consecutive_days_off > 1
        )


@dataclass(frozen=True)
class Person:
    """Somebody who may be given duties.

    ``duties`` are those that she may have (R2, R3, and R6 where nobody else may be there too),
    ``leads`` those of them that she could lead, ``locked`` those that she keeps. On ``accompanied``
    duties she must not be alone (R6). ``published`` duties cost ``moved`` when she loses them.
    ``contract_minutes`` is what the schedule owes her, None where nothing is counted.
    """

    duties: tuple[int, ...]
    weekly_max_minutes: int
    leads: frozenset[int] = frozenset()
    locked: frozenset[int] = frozenset()
    published: frozenset[int] = frozenset()
    accompanied: frozenset[int] = frozenset()
    past: tuple[FixedDuty, ...] = ()
    daily_max_minutes: int | None = None
    overtime_daily_minutes: int | None = None
    contract_minutes: int | None = None
    shift_cost: int = 0
    shares_nights: bool = False
    shares_weekends: bool = False
    wishes: tuple[Wish, ...] = ()
    support_minutes_by_week: tuple[int, ...] = ()
    pattern: ShiftPattern = field(default_factory=ShiftPattern)


@dataclass(frozen=True)
class SessionChoice:
    """Somebody who may hold a session on a day: at these starts, ascending, at this cost."""

    person: int
    starts: tuple[int, ...]
    cost: int = 0


@dataclass(frozen=True)
class SessionDay:
    """A day on which a participant may have one session; it lasts ``minutes``.

    ``locked``: it is held as the only choice and start say. ``kept`` is the published session as
    person and start, which costs ``moved`` when it is not held so. On the clock a start is that
    many minutes after ``clock_minute``.
    """

    demand: int
    day: int
    minutes: int
    choices: tuple[SessionChoice, ...]
    locked: bool = False
    kept: tuple[int, int] | None = None
    clock_minute: int = 0

    def choice_of(self, person: int) -> SessionChoice:
        """The choice that has this person hold it."""
        return next(choice for choice in self.choices if choice.person == person)


@dataclass(frozen=True)
class SessionDemand:
    """How many sessions a participant should have in a week; ``held`` of them are over."""

    participant: int
    week: int
    needed: int
    held: int = 0


@dataclass(frozen=True)
class LegalWeek:
    """A week as the law counts it, in minutes and days ``[first_day, end_day)``."""

    first_day: int
    end_day: int
    start_minute: int
    end_minute: int
    needs_rest: bool


@dataclass(frozen=True)
class Labour:
    """The limits of a rule pack that are alike for everybody; None: no such limit."""

    min_rest_minutes: int = 0
    weekly_rest_minutes: int = 0
    day_span_minutes: int | None = None
    overtime_weekly_minutes: int | None = None
    max_consecutive_days: int | None = None
    max_consecutive_nights: int | None = None
    legal_weeks: tuple[LegalWeek, ...] = ()


@dataclass(frozen=True)
class ScheduleCosts:
    """What the terms cost that belong to no single duty or choice."""

    unmet_session: int = 0
    overtime_quarter: int = 0
    under_contract_quarter: int = 0
    night_spread: int = 0
    weekend_spread: int = 0
    moved: int = 0


@dataclass(frozen=True)
class ScheduleProblem:
    """Everything that the schedule is decided by.

    ``rooms`` None: rooms do not limit sessions. ``successions`` are pairs of shift types that
    nobody may have on two days that follow each other. ``fixed_cost`` is paid whatever is planned.
    Days before ``open_from`` are over.
    """

    days: int
    duties: tuple[Duty, ...]
    people: tuple[Person, ...]
    labour: Labour = field(default_factory=Labour)
    costs: ScheduleCosts = field(default_factory=ScheduleCosts)
    demands: tuple[SessionDemand, ...] = ()
    session_days: tuple[SessionDay, ...] = ()
    rooms: int | None = None
    successions: frozenset[tuple[int, int]] = frozenset()
    fixed_cost: int = 0
    open_from: int = 0

    @cached_property
    def holders(self) -> tuple[tuple[int, ...], ...]:
        """The people who may have each duty."""
        found: list[list[int]] = [[] for _ in self.duties]
        for index, person in enumerate(self.people):
            for duty in person.duties:
                found[duty].append(index)
        return tuple(map(tuple, found))

    @cached_property
    def days_by_demand(self) -> tuple[tuple[int, ...], ...]:
        """The session days of each demand."""
        found: list[list[int]] = [[] for _ in self.demands]
        for index, session_day in enumerate(self.session_days):
            found[session_day.demand].append(index)
        return tuple(map(tuple, found))


@dataclass(frozen=True)
class HeldSession:
    """A session that takes place; ``start_minute`` None: at a time that is still to be found."""

    session_day: int
    person: int
    start_minute: int | None


@dataclass(frozen=True)
class ScheduleSolution:
    """Who has which duty, as pairs of person and duty, and which sessions are held."""

    duties: frozenset[tuple[int, int]] = frozenset()
    sessions: tuple[HeldSession, ...] = ()
