"""S6: admissions to one house are staggered."""

from solver.common.linear import LinearModel
from solver.stays.problem import StayProblem
from solver.stays.variables import StayVariables, start_days


def add_admissions(model: LinearModel, problem: StayProblem, variables: StayVariables) -> None:
    """Ensures at most one admission to a house in any ``spacing_days`` days running."""
    if problem.spacing_days == 0:
        return
    for house in sorted(set(problem.bed_house)):
        beds = [bed for bed, its_house in enumerate(problem.bed_house) if its_house == house]
        windows = variables.of_beds(beds)
        for day in start_days(windows):
            terms = []
            for window in windows:
                terms += window.start.by(day)
                terms += window.start.by(day - problem.spacing_days, -1)
            model.add_row(terms, 1, ("admission", house, day))
