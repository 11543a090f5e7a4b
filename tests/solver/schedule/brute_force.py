"""The optimum of a tiny schedule by trying everything: its own rules and its own cost.

Nothing here comes from the model; ``person_rules`` has what is asked of one person.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from solver.schedule.problem import Person, ScheduleProblem
from tests.solver.schedule.person_rules import Work, is_allowed

Held = tuple[int, int, int]
"""Session day, person and start."""


def least_cost(problem: ScheduleProblem) -> int | None:
    """The cost of the best schedule, None where none keeps what is locked."""
    costs = [cost_of(problem, given, held) for given, held in every_schedule(problem)]
    return min((cost for cost in costs if cost is not None), default=None)


def every_schedule(
    problem: ScheduleProblem,
) -> Iterator[tuple[tuple[frozenset[int], ...], list[Held]]]:
    """Who is on each duty, and which sessions are held, with everything that is locked."""
    teams = []
    for d, duty in enumerate(problem.duties):
        able = [p for p, person in enumerate(problem.people) if d in person.duties]
        kept = {p for p in able if d in problem.people[p].locked}
        sizes = range(max(duty.most, len(kept)) + 1)
        every = [frozenset(team) for size in sizes for team in combinations(able, size)]
        teams.append([team for team in every if kept <= team])
    meetings: list[list[Held | None]] = []
    for s, day in enumerate(problem.session_days):
        ways = [(s, choice.person, start) for choice in day.choices for start in choice.starts]
        meetings.append([*ways, *([] if day.locked else [None])])
    for given in product(*teams):
        for chosen in product(*meetings):
            yield given, [held for held in chosen if held is not None]


def cost_of(
    problem: ScheduleProblem, given: Sequence[frozenset[int]], held: Sequence[Held]
) -> int | None:
    """The cost of a schedule, None where it breaks a rule."""
    if not keeps_company(problem, given) or not keeps_sessions_right(problem, held):
        return None
    total = problem.fixed_cost + cover_cost(problem, given) + session_cost(problem, held)
    loads = []
    for p, person in enumerate(problem.people):
        duties = [d for d, team in enumerate(given) if p in team]
        work = work_of(problem, person, duties, [h for h in held if h[1] == p])
        if not is_allowed(problem, person, work):
            return None
        total += person_cost(problem, person, duties, work)
        loads.append(work)
    return total + spreads(problem, loads)


def work_of(
    problem: ScheduleProblem, person: Person, duties: Iterable[int], held: Iterable[Held]
) -> list[Work]:
    """Everything that somebody does, history first."""
    work = [
        Work(p.day, p.start_minute, p.end_minute, False, p.shift if p.is_shift else None, p.night)
        for p in person.past
    ]
    for d in duties:
        duty = problem.duties[d]
        work.append(
            Work(duty.day, duty.start_minute, duty.end_minute, True, duty.shift, duty.night)
        )
    for s, _, start in held:
        day = problem.session_days[s]
        work.append(Work(day.day, start, start + day.minutes, True))
    return work


def keeps_company(problem: ScheduleProblem, given: Sequence[frozenset[int]]) -> bool:
    """R6."""
    return not any(
        len(team) == 1 and d in problem.people[min(team)].accompanied
        for d, team in enumerate(given)
    )


def keeps_sessions_right(problem: ScheduleProblem, held: Sequence[Held]) -> bool:
    """R7: how many, for how long, and in how many rooms."""
    number: Counter[int] = Counter()
    locked: Counter[int] = Counter()
    minutes: Counter[tuple[int, int]] = Counter()
    taken: Counter[int] = Counter()
    for s, person, start in held:
        day = problem.session_days[s]
        number[day.demand] += 1
        locked[day.demand] += day.locked
        minutes[person, problem.demands[day.demand].week] += day.minutes
        taken.update(range(start, start + day.minutes, 15))
    for d, demand in enumerate(problem.demands):
        fixed = locked[d] + demand.held
        if number[d] and number[d] + demand.held > max(demand.needed, fixed):
            return False
    enough = all(
        used <= problem.people[p].support_minutes_by_week[week]
        for (p, week), used in minutes.items()
    )
    return enough and (problem.rooms is None or max(taken.values(), default=0) <= problem.rooms)


def cover_cost(problem: ScheduleProblem, given: Sequence[frozenset[int]]) -> int:
    """uncovered, unled, lead, and people above the need."""
    total = 0
    for d, (duty, team) in enumerate(zip(problem.duties, given, strict=True)):
        leads = sum(d in problem.people[p].leads for p in team)
        total += duty.missing_cost * max(0, duty.needed - len(team))
        total += duty.surplus_cost * max(0, len(team) - duty.needed)
        total += duty.missing_lead_cost * max(0, duty.lead_needed - leads)
    return total


def session_cost(problem: ScheduleProblem, held: Sequence[Held]) -> int:
    """unmet, other_worker and preference, and published sessions not held so."""
    number = Counter(problem.session_days[s].demand for s, _, _ in held)
    unmet = sum(max(0, d.needed - d.held - number[i]) for i, d in enumerate(problem.demands))
    chosen = {s: (person, start) for s, person, start in held}
    moved = sum(
        day.kept is not None and chosen.get(s) != day.kept
        for s, day in enumerate(problem.session_days)
    )
    own = sum(problem.session_days[s].choice_of(person).cost for s, person, _ in held)
    return problem.costs.unmet_session * unmet + problem.costs.moved * moved + own


def person_cost(
    problem: ScheduleProblem, person: Person, duties: Sequence[int], work: list[Work]
) -> int:
    """relief, overtime, under_contract, requests, and published duties that are lost."""
    costs = problem.costs
    total = costs.moved * len(person.published - set(duties))
    total += person.shift_cost * sum(problem.duties[d].shift is not None for d in duties)
    for week in problem.labour.legal_weeks:
        by_day: Counter[int] = Counter()
        for w in work:
            if week.first_day <= w.day < week.end_day:
                by_day[w.day] += w.end - w.start
        daily, weekly = person.overtime_daily_minutes, problem.labour.overtime_weekly_minutes
        over = 0 if daily is None else sum(max(0, m - daily) for m in by_day.values())
        if weekly is not None:
            over = max(over, sum(by_day.values()) - weekly)
        total += costs.overtime_quarter * -(-over // 15)
    if person.contract_minutes is not None:
        worked = sum(w.end - w.start for w in work if w.day >= 0)
        total += costs.under_contract_quarter * max(0, (person.contract_minutes - worked) // 15)
    for wish in person.wishes:
        days = {w.day for w in work if w.is_new}
        works = wish.day in days if wish.duties is None else bool(wish.duties & set(duties))
        total += wish.cost * (works != wish.wants_work)
    return total


def spreads(problem: ScheduleProblem, loads: list[list[Work]]) -> int:
    """night_spread and weekend_spread."""
    nights, weekends = [], []
    for person, work in zip(problem.people, loads, strict=True):
        inside = [w for w in work if w.day >= 0]
        if person.shares_nights:
            nights.append(sum(w.night is not None for w in inside))
        if person.shares_weekends:
            weekends.append(sum(w.is_weekend for w in inside))
    return problem.costs.night_spread * spread(nights) + problem.costs.weekend_spread * spread(
        weekends
    )


def spread(counts: list[int]) -> int:
    """The most less the fewest."""
    return max(counts, default=0) - min(counts, default=0)
