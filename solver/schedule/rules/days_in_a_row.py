"""R4: how many work days and nights may follow each other."""

from collections.abc import Mapping

from solver.schedule.variables import Bool, Variables


def add_consecutive_days(variables: Variables) -> None:
    """R4: ensures at most max_consecutive_days work days in a row with a duty."""
    problem, model = variables.problem, variables.model
    most = problem.labour.max_consecutive_days
    if most is None:
        return
    for p, person in enumerate(problem.people):
        by_day: dict[int, list[Bool]] = {}
        for engagement in variables.engagements[p]:
            by_day.setdefault(engagement.day, []).append(engagement.literal)
        worked: dict[int, Bool] = {}
        for day, literals in by_day.items():
            worked[day] = literals[0]
            if len(literals) > 1:
                worked[day] = model.new_bool_var(f"works_{p}_{day}")
                for literal in literals:
                    model.add_implication(literal, worked[day])
        _limit_runs(variables, worked, {past.day for past in person.past}, most)


def add_consecutive_nights(variables: Variables) -> None:
    """R4: ensures at most max_consecutive_nights nights in a row."""
    problem, model = variables.problem, variables.model
    most = problem.labour.max_consecutive_nights
    if most is None:
        return
    for p, person in enumerate(problem.people):
        by_night: dict[int, list[Bool]] = {}
        for d in person.duties:
            night = problem.duties[d].night
            if night is not None:
                by_night.setdefault(night, []).append(variables.duty[p, d])
        for literals in by_night.values():
            model.add_at_most_one(literals)
        worked = {night: literals[0] for night, literals in by_night.items()}
        for night, literals in by_night.items():
            if len(literals) > 1:
                worked[night] = model.new_bool_var(f"night_{p}_{night}")
                model.add(sum(literals) == worked[night])
        past = {duty.night for duty in person.past if duty.night is not None}
        _limit_runs(variables, worked, past, most)


def _limit_runs(
    variables: Variables, worked: Mapping[int, Bool], past: set[int], most: int
) -> None:
    """No ``most + 1`` days in a row; days that history alone fills are nobody's fault."""
    for first in sorted({day - back for day in worked for back in range(most + 1)}):
        window = range(first, first + most + 1)
        open_days = [worked[day] for day in window if day in worked and day not in past]
        over = sum(day in past for day in window)
        if open_days and over + len(open_days) > most:
            variables.model.add(sum(open_days) <= max(0, most - over))
