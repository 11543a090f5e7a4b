"""What a person may do on one day, and what may follow on the next (R1, R4, shift patterns)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from solver.schedule.pairs import exclude_each_other
from solver.schedule.problem import (
    DAYS_PER_WEEK,
    Duty,
    FixedDuty,
    Person,
    ScheduleProblem,
    ShiftPattern,
)


@dataclass(frozen=True)
class DayPattern:
    """Duties that one person may have together on a day; ``past`` ones are over."""

    duties: tuple[int, ...]
    timed: tuple[Duty | FixedDuty, ...]
    shift_minutes: int
    has_shift: bool
    is_weekend: bool
    nights: tuple[int, ...]

    @property
    def minutes(self) -> int:
        """Real minutes of all its duties."""
        return sum(duty.minutes for duty in self.timed)


class RunState(NamedTuple):
    """The runs of days that a day belongs to, each counted only as far as it matters.

    ``shift_days`` counts days with a shift, or as a negative number those without; a ``settled``
    run may end. ``last_night`` is a day, None once no later night can follow it.
    """

    shift_days: int = 0
    settled: bool = True
    duty_days: int = 0
    nights: int = 0
    last_night: int | None = None


class PersonNetwork:
    """The legal ways of one person through the days; a path takes one node of each day.

    ``choices[day]`` are her patterns of that day, ``nodes[day]`` pairs of a choice and the state
    in which it leaves her, ``follows[day][node]`` the nodes of that day that may come after a node
    of the day before. ``most_minutes`` and ``most_weekends`` are the limits of her shift pattern,
    or what history alone has used of them where that is more.
    """

    def __init__(self, problem: ScheduleProblem, index: int) -> None:
        self.person = problem.people[index]
        self._problem = problem
        past = [p for p in self.person.past if 0 <= p.day < problem.days and p.is_shift]
        rules, minutes = self.person.pattern, sum(p.minutes for p in past)
        weekends = len({p.day // DAYS_PER_WEEK for p in past if p.is_weekend_shift})
        self.most_minutes = _at_least(rules.max_minutes, minutes)
        self.most_weekends = _at_least(rules.max_weekends, weekends)
        self._has_weekends_left = not _exceeds(weekends, rules.max_weekends)
        self.choices = [self._patterns(day) for day in range(problem.days)]
        self.nodes: list[list[tuple[int, RunState]]] = []
        self.follows: list[list[list[int]]] = []
        self._expand()
        self._prune()

    def _patterns(self, day: int) -> list[DayPattern]:
        """All legal sets of duties of a day with everything that is locked; the smallest first."""
        problem, person = self._problem, self.person
        duties = [d for d in person.duties if problem.duties[d].day == day]
        duties.sort(key=lambda d: (problem.duties[d].start_minute, d))
        allowed = [d for d in duties if not self._excluded(d, person.past)]
        before = [p for p in person.past if p.day == day - 1]
        allowed = [d for d in allowed if not self._is_barred(before, problem.duties[d])]
        if not self._has_weekends_left:
            allowed = [d for d in allowed if not problem.duties[d].is_weekend_shift]
        locked = person.locked.intersection(duties)
        past = tuple(p for p in person.past if p.day == day)
        patterns = [_pattern(problem, chosen, past) for chosen in self._subsets(allowed, ())]
        most = person.daily_max_minutes
        return [
            pattern
            for pattern in sorted(patterns, key=lambda p: (len(p.duties), p.duties))
            if locked <= set(pattern.duties)
            and (most is None or not pattern.duties or pattern.minutes <= most)
        ]

    def _subsets(self, duties: Sequence[int], chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        yield chosen
        for k, duty in enumerate(duties):
            if not self._excluded(duty, [self._problem.duties[d] for d in chosen]):
                yield from self._subsets(duties[k + 1 :], (*chosen, duty))

    def _excluded(self, duty: int, others: Sequence[Duty | FixedDuty]) -> bool:
        one = self._problem.duties[duty]
        return any(exclude_each_other(self._problem.labour, one, other) for other in others)

    def _expand(self) -> None:
        """All states that can be reached from the history."""
        before: list[tuple[int, RunState]] = [(-1, _history(self.person))]
        for day, choices in enumerate(self.choices):
            compatible = self._compatible(day)
            index: dict[tuple[int, RunState], int] = {}
            follows = []
            for earlier, state in before:
                after: list[int] = []
                for choice, pattern in enumerate(choices):
                    if (earlier, choice) not in compatible:
                        continue
                    later = self._after(state, pattern, day)
                    if later is not None:
                        after.append(index.setdefault((choice, later), len(index)))
                follows.append(after)
            self.follows.append(follows)
            self.nodes.append(list(index))
            before = list(index)
        self.follows.append([[] for _ in before])

    def _compatible(self, day: int) -> set[tuple[int, int]]:
        """Pairs of a choice of the day before and one of this day that keep rest and order."""
        today = range(len(self.choices[day]))
        if day == 0:
            return {(-1, choice) for choice in today}
        return {
            (before, choice)
            for before, earlier in enumerate(self.choices[day - 1])
            for choice in today
            if self._may_follow(earlier, self.choices[day][choice])
        }

    def _may_follow(self, earlier: DayPattern, later: DayPattern) -> bool:
        return not any(
            self._excluded(d, earlier.timed)
            or self._is_barred(earlier.timed, self._problem.duties[d])
            for d in later.duties
        )

    def _is_barred(self, earlier: Sequence[Duty | FixedDuty], later: Duty) -> bool:
        return any((one.shift, later.shift) in self._problem.successions for one in earlier)

    def _after(self, state: RunState, pattern: DayPattern, day: int) -> RunState | None:
        """The state that a pattern leads to, None where a run would be too short or too long."""
        is_early = day < max(1, self._problem.open_from)
        shift_days, settled = _shift_run(state, pattern, self.person.pattern, is_early)
        turned = (state.shift_days > 0) != (shift_days > 0)
        if turned and not state.settled:
            return None
        rules, labour = self.person.pattern, self._problem.labour
        duty_days = state.duty_days + 1 if pattern.timed else 0
        nights, last_night = _night_run(state, pattern, day)
        if pattern.duties and (
            _exceeds(shift_days, rules.max_consecutive_days)
            or _exceeds(duty_days, labour.max_consecutive_days)
            or _exceeds(nights, labour.max_consecutive_nights)
        ):
            return None
        if labour.max_consecutive_days is None:
            duty_days = 0
        if labour.max_consecutive_nights is None:
            nights, last_night = 0, None
        return RunState(shift_days, settled, duty_days, nights, last_night)

    def _prune(self) -> None:
        """Leave out nodes from which no path reaches the last day."""
        alive: list[bool] = [True] * len(self.nodes[-1])
        for day in range(len(self.nodes) - 1, -1, -1):
            numbers: dict[int, int] = {}
            for node, lives in enumerate(alive):
                if lives:
                    numbers[node] = len(numbers)
            self.nodes[day] = [self.nodes[day][node] for node in numbers]
            self.follows[day + 1] = [self.follows[day + 1][node] for node in numbers]
            self.follows[day] = [
                [numbers[node] for node in after if node in numbers] for after in self.follows[day]
            ]
            alive = [bool(after) for after in self.follows[day]]


def _pattern(
    problem: ScheduleProblem, chosen: tuple[int, ...], past: tuple[FixedDuty, ...]
) -> DayPattern:
    duties = [problem.duties[d] for d in chosen]
    shifts: list[Duty | FixedDuty] = [duty for duty in duties if duty.shift is not None]
    shifts += [duty for duty in past if duty.is_shift]
    timed: tuple[Duty | FixedDuty, ...] = (*past, *duties)
    return DayPattern(
        duties=chosen,
        timed=timed,
        shift_minutes=sum(duty.minutes for duty in shifts),
        has_shift=bool(shifts),
        is_weekend=any(duty.is_weekend_shift for duty in shifts),
        nights=tuple(sorted(duty.night for duty in timed if duty.night is not None)),
    )


def _at_least(limit: int | None, used: int) -> int | None:
    return None if limit is None else max(limit, used)


def _exceeds(days: int, most: int | None) -> bool:
    return most is not None and days > most


def _history(person: Person) -> RunState:
    """The runs of days with a shift, with any duty, and of nights up to the first day."""
    dated = {duty.night for duty in person.past if duty.night is not None and duty.day < 0}
    last_night = next((night for night in (0, -1) if night in dated), None)
    return RunState(
        shift_days=_run_up_to(-1, {duty.day for duty in person.past if duty.is_shift}),
        duty_days=_run_up_to(-1, {duty.day for duty in person.past}),
        nights=0 if last_night is None else _run_up_to(last_night, dated),
        last_night=last_night,
    )


def _run_up_to(last: int, days: set[int]) -> int:
    length = 0
    while last - length in days:
        length += 1
    return length


def _shift_run(
    state: RunState, pattern: DayPattern, rules: ShiftPattern, is_early: bool
) -> tuple[int, bool]:
    """The run of days with or without a shift after this day, and whether it may end.

    One that begins early, with the schedule or before the planning date, may end at any time.
    """
    if not rules.limits_runs:
        return 0, True
    sign = 1 if pattern.has_shift else -1
    goes_on = state.shift_days * sign > 0
    least = rules.min_consecutive_days if pattern.has_shift else rules.min_consecutive_days_off
    length = abs(state.shift_days) + 1 if goes_on else 1
    settled = length >= least or is_early or (goes_on and state.settled)
    if settled and (sign < 0 or rules.max_consecutive_days is None):
        length = 1
    return sign * length, settled


def _night_run(state: RunState, pattern: DayPattern, day: int) -> tuple[int, int | None]:
    nights, last = state.nights, state.last_night
    for night in pattern.nights:
        nights = nights + 1 if last is not None and night == last + 1 else 1
        last = night
    return (nights, last) if last is not None and last >= day else (0, None)
