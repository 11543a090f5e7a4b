"""The cost of a schedule: one function a term (MODEL.md, section 2)."""

from collections.abc import Callable, Iterator

from ortools.sat.python import cp_model

from solver.schedule.problem import QUARTER_MINUTES, Duty, FixedDuty
from solver.schedule.variables import Bool, Expression, Variables

# More than the quarter hours of any legal week, with whatever history holds.
_MOST_QUARTERS = 10_000


def add_objective(variables: Variables) -> Expression:
    """Minimise all terms of the cost; returns their sum."""
    problem = variables.problem
    terms = [
        *cover_terms(variables),
        *lead_terms(variables),
        *shift_terms(variables),
        *session_terms(variables),
        *overtime_terms(variables),
        *contract_terms(variables),
        *wish_terms(variables),
        *spread_terms(variables),
        *moved_terms(variables),
    ]
    cost = cp_model.LinearExpr.sum(terms) + problem.fixed_cost
    variables.model.minimize(cost)
    return cost


def cover_terms(variables: Variables) -> Iterator[Expression]:
    """uncovered, unled: each person missing on a duty; where it may have more, each above."""
    problem, model = variables.problem, variables.model
    for d, duty in enumerate(problem.duties):
        given = sum(variables.duty[p, d] for p in problem.holders[d])
        if duty.most <= duty.needed and not _overfull(variables, d):
            yield duty.missing_cost * (duty.needed - given)
            continue
        missing = model.new_int_var(0, duty.needed, f"missing_{d}")
        model.add(missing >= duty.needed - given)
        yield duty.missing_cost * missing
        if duty.surplus_cost:
            surplus = model.new_int_var(0, len(problem.holders[d]), f"surplus_{d}")
            model.add(surplus >= given - duty.needed)
            yield duty.surplus_cost * surplus


def _overfull(variables: Variables, duty: int) -> bool:
    """Whether locked people alone are more than are needed."""
    locked = sum(duty in person.locked for person in variables.problem.people)
    return locked > variables.problem.duties[duty].needed


def lead_terms(variables: Variables) -> Iterator[Expression]:
    """lead: each missing person who could lead, an empty shift included."""
    problem, model = variables.problem, variables.model
    for d, duty in enumerate(problem.duties):
        if duty.lead_needed:
            leads = [
                variables.duty[p, d] for p in problem.holders[d] if d in problem.people[p].leads
            ]
            missing = model.new_int_var(0, duty.lead_needed, f"lead_{d}")
            model.add(missing >= duty.lead_needed - sum(leads))
            yield duty.missing_lead_cost * missing


def shift_terms(variables: Variables) -> Iterator[Expression]:
    """relief: each shift given to somebody whose shifts cost extra."""
    problem = variables.problem
    for p, person in enumerate(problem.people):
        if person.shift_cost:
            for d in person.duties:
                if problem.duties[d].shift is not None:
                    yield person.shift_cost * variables.duty[p, d]


def session_terms(variables: Variables) -> Iterator[Expression]:
    """unmet, other_worker, preference: sessions not held, and what those held cost."""
    problem, model = variables.problem, variables.model
    for d, demand in enumerate(problem.demands):
        days = problem.days_by_demand[d]
        held = [literal for s in days for literal in variables.presence(s)]
        most = max(0, demand.needed - demand.held)
        locked = sum(problem.session_days[s].locked for s in days)
        if locked > most:
            continue
        unmet = model.new_int_var(0, most, f"unmet_{d}")
        model.add(sum(held) + unmet == most)
        yield problem.costs.unmet_session * unmet
    for s, session_day in enumerate(problem.session_days):
        for choice in session_day.choices:
            if choice.cost:
                yield choice.cost * variables.held[s, choice.person]


def overtime_terms(variables: Variables) -> Iterator[Expression]:
    """overtime: each started quarter hour of overtime in a legal week."""
    problem, model = variables.problem, variables.model
    weekly = problem.labour.overtime_weekly_minutes
    for p, person in enumerate(problem.people):
        daily = person.overtime_daily_minutes
        # A threshold that is no quarter hour is counted in minutes and rounded up once a week.
        step = QUARTER_MINUTES if daily is None or daily % QUARTER_MINUTES == 0 else 1
        for week in problem.labour.legal_weeks:
            first, end = week.first_day, week.end_day
            days = [_excess(variables, p, day, day + 1, daily, step) for day in range(first, end)]
            above_daily = [excess for excess in days if excess is not None]
            over = _excess(variables, p, first, end, weekly, QUARTER_MINUTES)
            if over is None and above_daily:
                over = model.new_int_var(0, _MOST_QUARTERS, f"overtime_{p}_{first}")
            if over is not None:
                if above_daily:
                    model.add(over * (QUARTER_MINUTES // step) >= sum(above_daily))
                yield problem.costs.overtime_quarter * over


def _excess(
    variables: Variables, person: int, first_day: int, end_day: int, minutes: int | None, step: int
) -> Bool | None:
    """At least the steps of duty above ``minutes``, the last one begun; None: there are none."""
    if minutes is None:
        return None
    past = variables.past_minutes(person, first_day, end_day)
    possible = sum(e.minutes for e in variables.on_days(person, first_day, end_day))
    if past + possible <= minutes:
        return None
    most = _MOST_QUARTERS * QUARTER_MINUTES // step
    excess = variables.model.new_int_var(0, most, f"over_{person}_{first_day}_{end_day}")
    steps = variables.quarters(person, first_day, end_day) * (QUARTER_MINUTES // step)
    variables.model.add(excess >= steps - (minutes - past) // step)
    return excess


def contract_terms(variables: Variables) -> Iterator[Expression]:
    """under_contract: each whole quarter hour below what the schedule owes."""
    problem, model = variables.problem, variables.model
    for p, person in enumerate(problem.people):
        if person.contract_minutes is None:
            continue
        past = variables.past_minutes(p, 0, problem.days)
        owed = (person.contract_minutes - past) // QUARTER_MINUTES
        if owed > 0:
            under = model.new_int_var(0, owed, f"under_{p}")
            model.add(under >= owed - variables.quarters(p, 0, problem.days))
            yield problem.costs.under_contract_quarter * under


def wish_terms(variables: Variables) -> Iterator[Expression]:
    """requests: each wish that is not met."""
    problem, model = variables.problem, variables.model
    for p, person in enumerate(problem.people):
        for index, wish in enumerate(person.wishes):
            if wish.duties is None:
                literals = [e.literal for e in variables.on_days(p, wish.day, wish.day + 1)]
            else:
                literals = [
                    variables.duty[p, d] for d in sorted(wish.duties) if (p, d) in variables.duty
                ]
            if len(literals) == 1:
                has_one: Expression = literals[0]
            else:
                has_one = model.new_bool_var(f"wish_{p}_{index}")
                model.add_max_equality(has_one, [0, *literals])
            yield wish.cost * (1 - has_one if wish.wants_work else has_one)


def spread_terms(variables: Variables) -> Iterator[Expression]:
    """night_spread, weekend_spread: most minus fewest among those who share them."""
    problem = variables.problem
    nights = [p for p, person in enumerate(problem.people) if person.shares_nights]
    weekends = [p for p, person in enumerate(problem.people) if person.shares_weekends]
    yield problem.costs.night_spread * _spread(variables, nights, _is_night, "night")
    yield problem.costs.weekend_spread * _spread(variables, weekends, _is_weekend, "weekend")


def _is_night(duty: Duty | FixedDuty) -> bool:
    return duty.night is not None


def _is_weekend(duty: Duty | FixedDuty) -> bool:
    return duty.is_weekend_shift


def _spread(
    variables: Variables,
    people: list[int],
    counts: Callable[[Duty | FixedDuty], bool],
    name: str,
) -> Expression:
    problem, model = variables.problem, variables.model
    if len(people) < 2:
        return 0
    over_by_person = {
        p: sum(counts(duty) for duty in variables.past(p, 0, problem.days)) for p in people
    }
    highest = len(problem.duties) + max(over_by_person.values())
    most = model.new_int_var(0, highest, f"most_{name}")
    fewest = model.new_int_var(0, highest, f"fewest_{name}")
    for p, over in over_by_person.items():
        chosen = [
            variables.duty[p, d] for d in problem.people[p].duties if counts(problem.duties[d])
        ]
        model.add(most >= sum(chosen) + over)
        model.add(fewest <= sum(chosen) + over)
    return most - fewest


def moved_terms(variables: Variables) -> Iterator[Expression]:
    """moved: each published duty or session that is not kept."""
    problem = variables.problem
    cost = problem.costs.moved
    for p, person in enumerate(problem.people):
        for d in sorted(person.published):
            yield cost * (1 - variables.duty[p, d])
    for kept in variables.kept.values():
        yield cost * (1 - kept)
