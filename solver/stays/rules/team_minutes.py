"""S11: the team's minutes of one-on-one support in every Monday week."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from solver.common.linear import LinearModel
from solver.stays.problem import Case, StayProblem, held
from solver.stays.variables import StayVariables, WindowSteps


@dataclass(frozen=True)
class Week:
    """A Monday week in units of minutes that divide whatever a case can add to it.

    ``by_age[case][k]`` is what she adds when her new service began k weeks before; the last holds
    for older ones, of which there are none in the first weeks. ``free`` is what the commitments
    leave. Part of a unit is of use to nobody.
    """

    number: int
    by_age: tuple[tuple[int, ...], ...]
    free: int


def add_team_minutes(model: LinearModel, problem: StayProblem, variables: StayVariables) -> None:
    """Ensures that the support of all planned services fits what the commitments leave."""
    for week in scarce_weeks(problem, variables):
        terms = weekly_terms(model, problem, variables, week)
        model.add_row(terms, week.free, ("minutes", week.number))


def scarce_weeks(problem: StayProblem, variables: StayVariables) -> list[Week]:
    """The weeks in which the minutes could run out."""
    windows = [window for window in variables.windows if window.window.counts]
    if not windows:
        return []
    last_day = max(window.end.days[-1] for window in windows)
    weeks = [_week(problem, number) for number in range(problem.week_of(last_day) + 1)]
    return [week for week in weeks if _most(problem, windows, week) > week.free]


def _week(problem: StayProblem, number: int) -> Week:
    extra = [_extra_by_age(problem, case, number) for case in problem.cases]
    unit = max(1, gcd(*(minutes for ages in extra for minutes in ages)))
    by_age = tuple(tuple(minutes // unit for minutes in ages) for ages in extra)
    return Week(number, by_age, held(problem.minutes_free, number) // unit)


def _extra_by_age(problem: StayProblem, case: Case, week: int) -> list[int]:
    """What a case adds to the minutes committed to her, by the age of the new service."""
    committed = dict(case.committed_minutes).get(week, 0)
    return [max(0, minutes - committed) for minutes in problem.minutes_by_age[: week + 1]]


def _most(problem: StayProblem, windows: list[WindowSteps], week: Week) -> int:
    most: dict[int, int] = {}
    for window in windows:
        case = window.window.case
        begun = problem.week_of(window.start.days[0]) <= week.number
        if begun and problem.monday_of(week.number) < window.end.days[-1]:
            most[case] = max(most.get(case, 0), max(week.by_age[case]))
    return sum(most.values())


def weekly_terms(
    model: LinearModel,
    problem: StayProblem,
    variables: StayVariables,
    week: Week,
    cases: Sequence[int] | None = None,
) -> list[tuple[int, int]]:
    """The terms of what some cases (default: all) add to a week."""
    return [
        term
        for steps in variables.windows
        if steps.window.counts and (cases is None or steps.window.case in cases)
        for term in _WindowWeek(problem, variables, steps, week).terms(model)
    ]


@dataclass(frozen=True)
class _WindowWeek:
    """What the service of one window adds to one week."""

    problem: StayProblem
    variables: StayVariables
    steps: WindowSteps
    week: Week

    def terms(self, model: LinearModel) -> list[tuple[int, int]]:
        """It steps up or down as the service grows older; whoever left before adds nothing."""
        amounts = self.week.by_age[self.steps.window.case]
        terms, before = [], 0
        for age, amount in enumerate(amounts):
            if amount != before:
                terms += self._aged(age, amount - before)
                before = amount
        gone = self.steps.end.by(self._monday(0))
        if not gone or not any(amounts):
            return terms
        terms += [(column, -amounts[-1]) for column, _ in gone]
        least = self._least_age_at_end()
        for age in range(least + 1, len(amounts)):
            step = amounts[age] - amounts[age - 1]
            if step:
                recent = self._aged(least) + self._aged(age, -1)
                terms.append((self._left_young(model, gone, recent, step, age), step))
        return terms

    def _monday(self, age: int) -> int:
        return self.problem.monday_of(self.week.number - age)

    def _aged(self, age: int, sign: int = 1) -> list[tuple[int, int]]:
        """The term "began at least so many weeks before"."""
        return self.steps.start.by(self._monday(age) + 6, sign)

    def _left_young(
        self,
        model: LinearModel,
        gone: list[tuple[int, int]],
        recent: list[tuple[int, int]],
        step: int,
        age: int,
    ) -> int:
        """The column "has left, and would still be below that age": nothing to count, then.

        Only short stays can end while the phases still change. The column is pushed up where the
        minutes fall with age and down where they rise; all rows of a week share it.
        """
        window = self.steps.window
        key = (window.case, window.opening, self.week.number, age)
        if key in self.variables.left_young:
            return self.variables.left_young[key]
        left = self.variables.left_young[key] = model.add_amount(1)
        if step < 0:
            model.add_row([(left, 1), *((c, -k) for c, k in gone)], 0, ("left", *key))
            model.add_row([(left, 1), *((c, -k) for c, k in recent)], 0, ("young", *key))
        else:
            model.add_row([*gone, *recent, (left, -1)], 1, ("left young", *key))
        return left

    def _least_age_at_end(self) -> int:
        """The least age in weeks that a service can have in a week that it no longer touches."""
        window = self.steps.window
        shortest = min(
            end - start for start, end in zip(window.start_days, window.first_ends, strict=True)
        )
        return min(shortest // 7, len(self.problem.minutes_by_age) - 1)
