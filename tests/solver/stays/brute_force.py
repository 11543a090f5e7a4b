"""The optimum of a tiny stay problem by trying everything: its own rules and its own cost.

Nothing here comes from the model: a plan is built case by case, every start, end and enrolment is
tried, and each rule is looked at day by day as MODEL.md words it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from solver.stays.problem import Case, Placement, StayProblem

Plan = Sequence[Placement | None]


def least_cost(problem: StayProblem) -> int:
    """The cost of the best plan."""
    options = [sorted_options(problem, case) for case in problem.cases]
    cheapest_rest = [0]
    for ways in reversed(options):
        cheapest_rest.insert(0, cheapest_rest[0] + ways[0][0])
    best = sum(case.unplaced_cost for case in problem.cases)

    def extend(plan: list[Placement | None], cost: int) -> None:
        nonlocal best
        index = len(plan)
        if index == len(problem.cases):
            best = min(best, cost)
            return
        for more, placement in options[index]:
            if cost + more + cheapest_rest[index + 1] >= best:
                break
            longer = [*plan, placement]
            if placement is None or breaks_no_rule(problem, longer):
                extend(longer, cost + more)

    extend([], 0)
    return best + problem.fixed_cost


def sorted_options(problem: StayProblem, case: Case) -> list[tuple[int, Placement | None]]:
    """Every way to place a case, and not to, by cost."""
    ways = [(cost_of(case, placement), placement) for placement in every_placement(problem, case)]
    return sorted([*ways, (case.unplaced_cost, None)], key=lambda way: way[0])


def every_placement(problem: StayProblem, case: Case) -> Iterator[Placement]:
    """Every placement that its opening and its enrolment allow (S7, S8)."""
    for number, opening in enumerate(case.openings):
        days = zip(opening.start_days, opening.earliest_ends, opening.latest_ends, strict=True)
        for start, earliest, latest in days:
            for end in range(earliest, latest + 1):
                if case.entry is None:
                    yield Placement(number, start, end)
                    continue
                for day in case.entry.days:
                    waited = day - start
                    in_time = case.entry.earliest_days <= waited <= case.entry.latest_days
                    late = case.entry.within_stay and day + problem.program_days > end
                    if in_time and not late:
                        yield Placement(number, start, end, day)


def cost_of(case: Case, placement: Placement) -> int:
    """What a placed case costs."""
    nights_missing = case.target_days - (placement.end_day - placement.start_day)
    cost = case.day_cost * (placement.start_day - case.ready_day)
    cost += case.openings[placement.opening].cost
    if nights_missing > 0:
        cost += case.short_day_cost * nights_missing
    if case.entry is not None and placement.entry_day is not None:
        cost += case.entry.delay_cost * (placement.entry_day - placement.start_day)
    return cost


def breaks_no_rule(problem: StayProblem, plan: Plan) -> bool:
    """Whether the cases placed so far keep S1, S4, S6, S9, S10 and S11; the rest is not placed."""
    return (
        keeps_houses_right(problem, plan)
        and has_places(problem, plan)
        and has_minutes(problem, plan)
        and has_workers(problem, plan)
    )


def keeps_houses_right(problem: StayProblem, plan: Plan) -> bool:
    """S1, S4 and S6."""
    stays = []
    for index, placement in enumerate(plan):
        if placement is not None:
            bed = problem.cases[index].openings[placement.opening].bed
            if bed is not None:
                stays.append((index, bed, placement.start_day, placement.end_day))
    for (i, bed, start, end), (j, other_bed, other_start, other_end) in combinations(stays, 2):
        first_end, second_start = (end, other_start) if start <= other_start else (other_end, start)
        if bed == other_bed and second_start - first_end < problem.turnover_days:
            return False
        if problem.bed_house[bed] != problem.bed_house[other_bed]:
            continue
        if abs(start - other_start) < problem.spacing_days:
            return False
        share_a_night = bool(set(range(start, end)) & set(range(other_start, other_end)))
        if share_a_night and ((i, j) in problem.conflicts or (j, i) in problem.conflicts):
            return False
    return True


def has_places(problem: StayProblem, plan: Plan) -> bool:
    """S9, day by day."""
    enrolled: Counter[int] = Counter()
    for index, placement in enumerate(plan):
        if placement is None:
            continue
        first = placement.entry_day
        if problem.cases[index].takes_place:
            first = placement.start_day
        if first is not None:
            enrolled.update(range(first, first + problem.program_days))
    return all(count <= at(problem.places_free, day) for day, count in enrolled.items())


def has_minutes(problem: StayProblem, plan: Plan) -> bool:
    """S11, week by week."""
    load: Counter[int] = Counter()
    for index, placement in enumerate(plan):
        if placement is None or not counts(problem, index, placement):
            continue
        committed = dict(problem.cases[index].committed_minutes)
        days = range(placement.start_day, placement.end_day)
        weeks = sorted({(day + problem.first_weekday) // 7 for day in days})
        for week in weeks:
            minutes = at(problem.minutes_by_age, week - weeks[0])
            load[week] += max(0, minutes - committed.get(week, 0))
    return all(minutes <= at(problem.minutes_free, week) for week, minutes in load.items())


def has_workers(problem: StayProblem, plan: Plan) -> bool:
    """S10: some choice of one worker each that keeps every caseload on every day."""
    people: list[tuple[Sequence[int], set[int]]] = []
    anchored = set()
    for anchor in problem.anchors:
        busy = {day for first, end in anchor.served for day in range(first, end)}
        if anchor.case is not None:
            anchored.add(anchor.case)
            busy |= days_in_service(problem, plan, anchor.case)
        people.append((anchor.workers, busy))
    for index in range(len(plan)):
        if plan[index] is not None and index not in anchored:
            case = problem.cases[index]
            already = {day for first, end in case.served for day in range(first, end)}
            people.append((case.workers, days_in_service(problem, plan, index) - already))
    return any(
        keeps_caseloads(problem, [(w, busy) for w, (_, busy) in zip(chosen, people, strict=True)])
        for chosen in product(*(workers for workers, _ in people))
    )


def days_in_service(problem: StayProblem, plan: Plan, index: int) -> set[int]:
    """The days on which the new service of a case counts."""
    placement = plan[index] if index < len(plan) else None
    if placement is None or not counts(problem, index, placement):
        return set()
    return set(range(placement.start_day, placement.end_day))


def counts(problem: StayProblem, index: int, placement: Placement) -> bool:
    """Whether the service takes caseload and minutes."""
    return problem.cases[index].openings[placement.opening].counts


def keeps_caseloads(problem: StayProblem, chosen: Sequence[tuple[int, set[int]]]) -> bool:
    """Whether no worker has more people on a day than there is room for."""
    load = Counter((worker, day) for worker, busy in chosen for day in busy)
    return all(
        people <= at(problem.caseload_free[worker], day) for (worker, day), people in load.items()
    )


def at(values: Sequence[int], index: int) -> int:
    """A value of a sequence that goes on as it ends."""
    return values[index] if index < len(values) else values[-1]
