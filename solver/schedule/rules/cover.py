"""R5 and R6: how many people a shift or an activity has, and who must not be alone on it."""

from solver.schedule.variables import Variables


def add_most_people(variables: Variables) -> None:
    """R5: ensures that no duty has more people than it may; locked ones count and stay."""
    problem = variables.problem
    for d, duty in enumerate(problem.duties):
        holders = problem.holders[d]
        locked = sum(d in problem.people[p].locked for p in holders)
        most = max(duty.most, locked)
        if len(holders) > most:
            variables.model.add(sum(variables.duty[p, d] for p in holders) <= most)


def add_locked_duties(variables: Variables) -> None:
    """R8: ensures that locked duties stay."""
    for p, person in enumerate(variables.problem.people):
        for d in sorted(person.locked):
            variables.model.add(variables.duty[p, d] == 1)


def add_company(variables: Variables) -> None:
    """R6: ensures that nobody is alone on a shift of a house with a participant kept from her."""
    problem = variables.problem
    for p, person in enumerate(problem.people):
        for d in sorted(person.accompanied):
            others = [variables.duty[q, d] for q in problem.holders[d] if q != p]
            variables.model.add(sum(others) >= 1).only_enforce_if(variables.duty[p, d])
