"""The stay model: its rules in the order of MODEL.md section 1.

S2, S3, S5 and S12, and S1, S4 and S6 against commitments, are worked into the openings of the
problem; here the cases are kept apart from one another.
"""

from collections.abc import Mapping, Sequence

from solver.common.linear import LinearModel
from solver.stays.cuts import WeekCut, add_cuts, violated_cuts
from solver.stays.objective import add_objective
from solver.stays.problem import Placement, Span, StayProblem
from solver.stays.rules.admissions import add_admissions
from solver.stays.rules.beds import add_beds
from solver.stays.rules.caseload import add_caseload
from solver.stays.rules.conflicts import add_conflicts
from solver.stays.rules.day_program import add_entries, add_places
from solver.stays.rules.lengths import add_lengths
from solver.stays.rules.team_minutes import add_team_minutes
from solver.stays.variables import StayVariables, Steps
from solver.stays.windows import Window

RULES = (
    add_beds,  # S1
    add_conflicts,  # S4
    add_admissions,  # S6
    add_lengths,  # S7
    add_entries,  # S8
    add_places,  # S9
    add_caseload,  # S10
    add_team_minutes,  # S11
)


class StayModel:
    """A linear model of the problem over some windows, and the way back to placements."""

    def __init__(
        self, problem: StayProblem, windows: Sequence[Window], cuts: Sequence[WeekCut] = ()
    ) -> None:
        self.problem = problem
        self.linear = LinearModel()
        self.variables = StayVariables(self.linear, problem, windows)
        for add_rule in RULES:
            add_rule(self.linear, problem, self.variables)
        add_cuts(self.linear, problem, self.variables, cuts)
        add_objective(self.linear, problem, self.variables)

    def placements(self, values: Sequence[int]) -> tuple[Placement | None, ...]:
        """What a 0/1 point says of each case."""
        return tuple(self._placement(case, values) for case in range(len(self.problem.cases)))

    def _placement(self, index: int, values: Sequence[int]) -> Placement | None:
        case = self.problem.cases[index]
        for steps in self.variables.of_case(index):
            start = _day_of(steps.start, values)
            if start is None:
                continue
            window = steps.window
            k = window.start_days.index(start)
            end = _day_of(steps.end, values)
            end = window.last_ends[k] if end is None else min(end, window.last_ends[k])
            entry = None
            if case.entry is not None:
                waits = self.variables.entries.get(index)
                entry = window.first_entries[k] if waits is None else _day_of(waits, values)
            return Placement(window.opening, start, end, entry)
        return None

    def violated_cuts(self, point: Sequence[float]) -> list[WeekCut]:
        """Rows that every plan obeys and a point of the relaxation does not."""
        return violated_cuts(self.linear, self.problem, self.variables, point)

    def exclude(self, spans: Mapping[int, Span]) -> None:
        """Forbid that all these cases are in service throughout their spans (a cut for S10)."""
        terms = []
        for case, (first, end) in spans.items():
            for steps in self.variables.of_case(case):
                if steps.window.counts:
                    terms += steps.start.by(first) + steps.end.by(end - 1, -1)
        self.linear.add_row(terms, len(spans) - 1, ("workers", *sorted(spans)))

    def hint(self, placements: Sequence[Placement | None]) -> list[int] | None:
        """A plan as a 0/1 point, None where the windows do not hold it."""
        values = [0] * len(self.linear.costs)
        for index, placement in enumerate(placements):
            if placement is None:
                continue
            steps = next(
                (
                    steps
                    for steps in self.variables.of_case(index)
                    if steps.window.opening == placement.opening
                    and placement.start_day in steps.window.start_days
                    and placement.end_day in steps.end.days
                ),
                None,
            )
            if steps is None:
                return None
            _raise_from(steps.start, placement.start_day, values)
            _raise_from(steps.end, placement.end_day, values)
            waits = self.variables.entries.get(index)
            if waits is not None and placement.entry_day is not None:
                if placement.entry_day not in waits.days:
                    return None
                _raise_from(waits, placement.entry_day, values)
        return values


def _day_of(steps: Steps, values: Sequence[int]) -> int | None:
    """The day on which the steps rise, None if never."""
    return next(
        (day for day, column in zip(steps.days, steps.columns, strict=True) if values[column]),
        None,
    )


def _raise_from(steps: Steps, day: int, values: list[int]) -> None:
    for its_day, column in zip(steps.days, steps.columns, strict=True):
        if its_day >= day:
            values[column] = 1
