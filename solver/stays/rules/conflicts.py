"""S4: two participants in conflict are never in one house on the same night."""

from solver.common.linear import LinearModel
from solver.stays.problem import StayProblem
from solver.stays.variables import StayVariables, start_days


def add_conflicts(model: LinearModel, problem: StayProblem, variables: StayVariables) -> None:
    """Ensures that at most one of two cases in conflict is in a house; checked as one arrives."""
    for house in sorted(set(problem.bed_house)):
        beds = [bed for bed, its_house in enumerate(problem.bed_house) if its_house == house]
        in_house = variables.of_beds(beds)
        for pair in problem.conflicts:
            windows = [window for window in in_house if window.window.case in pair]
            for day in start_days(windows):
                terms = [term for window in windows for term in window.in_service(day)]
                model.add_row(terms, 1, ("conflict", house, *pair, day))
