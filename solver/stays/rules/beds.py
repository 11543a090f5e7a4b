"""S1: one participant a night in a bed, and turnover between two stays."""

from solver.common.linear import LinearModel
from solver.stays.problem import StayProblem
from solver.stays.variables import StayVariables, start_days


def add_beds(model: LinearModel, problem: StayProblem, variables: StayVariables) -> None:
    """Ensures that whoever is admitted finds the bed empty and turned over.

    A bed can only become overfull on a day on which somebody may be admitted to it.
    """
    for bed in range(len(problem.bed_house)):
        windows = variables.of_bed(bed)
        for day in start_days(windows):
            terms = []
            for window in windows:
                terms += window.start.by(day)
                terms += window.end.by(day - problem.turnover_days, -1)
            model.add_row(terms, 1, ("bed", bed, day))
