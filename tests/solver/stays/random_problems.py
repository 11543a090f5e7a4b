"""Tiny random stay problems with every rule at work, from a seed or from hypothesis."""

from random import Random

from solver.stays.problem import Anchor, Case, Opening, ProgramEntry, StayProblem


def random_problem(random: Random) -> StayProblem:
    """Two to four cases of every kind; about half of the rules bind somewhere."""
    horizon = random.randint(10, 26)
    beds = random.randint(1, 2)
    program_days = random.choice((3, 7))
    cases = [random_case(random, horizon, beds, program_days) for _ in range(random.randint(2, 4))]
    workers = random.randint(1, 2)
    cases = [with_workers(random, case, workers) for case in cases]
    anchors = random_anchors(random, cases, workers)
    residents = [i for i, case in enumerate(cases) if case.openings[0].bed is not None]
    conflicts = tuple(
        (i, j) for i in residents for j in residents if i < j and random.random() < 0.3
    )
    ages = random.choice(((0,), (60,), (120, 60), (180, 60, 120), (60, 0, 120, 60)))
    return StayProblem(
        horizon_days=horizon,
        first_weekday=random.randint(0, 6),
        bed_house=tuple(random.randint(0, 1) for _ in range(beds)),
        turnover_days=random.randint(0, 2),
        spacing_days=random.choice((0, 0, 3, 7)),
        program_days=program_days,
        places_free=steps(random, 0, 3, horizon),
        minutes_by_age=ages,
        minutes_free=tuple(60 * n for n in steps(random, 1, 6, 6)),
        caseload_free=tuple(steps(random, 1, 3, horizon) for _ in range(workers)),
        cases=tuple(cases),
        anchors=anchors,
        conflicts=conflicts,
        fixed_cost=random.choice((0, 30)),
    )


def steps(random: Random, low: int, high: int, length: int) -> tuple[int, ...]:
    """A capacity that changes now and then."""
    values = [random.randint(low, high)]
    for _ in range(length):
        values.append(random.randint(low, high) if random.random() < 0.15 else values[-1])
    return tuple(values)


def some_days(random: Random, horizon: int) -> tuple[int, ...]:
    """A few days on which something may begin, ascending."""
    return tuple(sorted(random.sample(range(horizon), min(horizon, random.randint(2, 6)))))


def random_case(random: Random, horizon: int, beds: int, program_days: int) -> Case:
    """A resident, or one of the other two services."""
    common = {
        "ready_day": random.randint(-5, 0),
        "day_cost": random.choice((1, 2, 4)),
        "unplaced_cost": random.choice((20, 60, 150)),
        "workers": (0,),
    }
    if random.random() < 0.3:
        in_program = random.random() < 0.5
        length = program_days if in_program else random.randint(4, 12)
        days = some_days(random, horizon)
        ends = tuple(day + length for day in days)
        counts = not (in_program and random.random() < 0.3)
        opening = Opening(None, days, ends, ends, counts=counts)
        return Case(**common, openings=(opening,), takes_place=in_program)
    shortest = random.randint(3, 8)
    target = shortest + random.randint(0, 3)
    longest = target + random.randint(0, 4)
    openings = []
    for bed in random.sample(range(beds), random.randint(1, beds)):
        days = some_days(random, horizon)
        first, last = tuple(d + shortest for d in days), tuple(d + longest for d in days)
        openings.append(Opening(bed, days, first, last, cost=random.choice((0, 5))))
    if random.random() < 0.4:
        kept = random.choice(openings)
        day = random.choice(kept.start_days)
        ends = (day + random.randint(shortest, longest),)
        openings.append(Opening(kept.bed, (day,), ends, ends))
    return Case(
        **common,
        openings=tuple(openings),
        target_days=target,
        short_day_cost=random.choice((0, 1, 3)),
        entry=random_entry(random, horizon) if random.random() < 0.6 else None,
    )


def random_entry(random: Random, horizon: int) -> ProgramEntry:
    """An enrolment on one of some days, soon after the admission."""
    earliest = random.randint(0, 2)
    days = range(horizon + 8)
    return ProgramEntry(
        days=tuple(sorted(random.sample(days, random.randint(len(days) // 3, len(days))))),
        earliest_days=earliest,
        latest_days=earliest + random.randint(0, 5),
        within_stay=random.random() < 0.6,
        delay_cost=random.choice((0, 1, 2)),
    )


def with_workers(random: Random, case: Case, workers: int) -> Case:
    """The case with some workers who may be hers, and perhaps some support of hers committed."""
    able = tuple(sorted(random.sample(range(workers), random.randint(1, workers))))
    served, minutes = (), ()
    if random.random() < 0.25:
        able = able[:1]
        first = random.randint(0, 10)
        served = ((first, first + random.randint(1, 8)),)
        minutes = ((first // 7, random.choice((60, 120))),)
    return Case(**{**vars(case), "workers": able, "served": served, "committed_minutes": minutes})


def random_anchors(random: Random, cases: list[Case], workers: int) -> tuple[Anchor, ...]:
    """At most one person committed without a worker, perhaps one of the cases."""
    if random.random() < 0.6:
        return ()
    first = random.randint(0, 8)
    span = (first, first + random.randint(2, 9))
    index = random.randrange(len(cases))
    if random.random() < 0.5 and not cases[index].served:
        cases[index] = Case(**{**vars(cases[index]), "served": (span,)})
        return (Anchor(cases[index].workers, (span,), index),)
    return (Anchor(tuple(range(workers)), (span,)),)
