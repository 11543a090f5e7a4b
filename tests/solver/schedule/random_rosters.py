"""Small random schedules without sessions in which every rule and cost of a roster occurs."""

import random

from solver.schedule.problem import (
    Duty,
    FixedDuty,
    Labour,
    LegalWeek,
    Person,
    ScheduleCosts,
    ScheduleProblem,
    ShiftPattern,
    Wish,
)

DAY = 1440
CLOCKS = ((420, 900), (840, 1320), (1320, 1860), (480, 1200))
NIGHT = 2


def random_roster(rng: random.Random) -> ScheduleProblem:
    """Two or three people, one to two weeks, history before the planning date."""
    days, open_from = rng.choice([7, 10, 14]), rng.choice([0, 0, 2])
    duties = [duty for day in range(open_from, days) for duty in _duties(rng, day)]
    weeks = tuple(_legal_week(first, days) for first in range(-1, days, 7))
    return ScheduleProblem(
        days,
        tuple(duties),
        tuple(_person(rng, duties, days, open_from) for _ in range(rng.randint(2, 3))),
        Labour(
            min_rest_minutes=rng.choice([0, 480, 660]),
            weekly_rest_minutes=rng.choice([0, 1920, 1440]),
            day_span_minutes=rng.choice([None, 720]),
            overtime_weekly_minutes=rng.choice([None, 1200, 2400]),
            max_consecutive_days=rng.choice([None, 3, 5]),
            max_consecutive_nights=rng.choice([None, 1, 2]),
            legal_weeks=weeks,
        ),
        ScheduleCosts(0, 2, rng.choice([0, 1]), 5, 5, rng.choice([0, 7])),
        successions=frozenset(rng.choice([[], [(1, 0)]])),
        fixed_cost=3,
        open_from=open_from,
    )


def _duties(rng: random.Random, day: int) -> list[Duty]:
    duties = []
    for kind, (start, end) in enumerate(CLOCKS):
        if rng.random() < 0.3:
            needed = rng.randint(0, 2)
            duties.append(
                Duty(
                    day,
                    DAY * day + start,
                    DAY * day + end,
                    needed,
                    needed + rng.randint(0, 1),
                    rng.choice([50, 30]),
                    rng.choice([0, 3]),
                    lead_needed=min(needed, rng.randint(0, 1)),
                    missing_lead_cost=20,
                    shift=kind,
                    night=day + 1 if kind == NIGHT else None,
                )
            )
    if rng.random() < 0.3:
        start = DAY * day + 60 * rng.choice([8, 10, 16])
        duties.append(Duty(day, start, start + rng.choice([60, 90]), 1, 1, 15))
    return duties


def _legal_week(first: int, days: int) -> LegalWeek:
    return LegalWeek(first, first + 7, DAY * first, DAY * (first + 7), first + 7 <= days)


def _person(rng: random.Random, duties: list[Duty], days: int, open_from: int) -> Person:
    may = [index for index in range(len(duties)) if rng.random() < 0.7]
    shifts = [index for index in may if duties[index].shift is not None]
    return Person(
        tuple(may),
        rng.choice([2400, 10_000]),
        leads=_some(rng, shifts, 0.5),
        locked=frozenset(rng.sample(may, 1)) if may and rng.random() < 0.2 else frozenset(),
        published=_some(rng, may, 0.2),
        accompanied=_some(rng, shifts, 0.1),
        past=tuple(_history(rng, open_from)),
        daily_max_minutes=rng.choice([None, 600, 720]),
        overtime_daily_minutes=rng.choice([None, 470, 480]),
        contract_minutes=rng.choice([None, 1920]),
        shift_cost=rng.choice([0, 4]),
        shares_nights=rng.random() < 0.6,
        shares_weekends=rng.random() < 0.6,
        wishes=tuple(_wish(rng, duties, rng.randrange(open_from, days)) for _ in range(3)),
        pattern=_pattern(rng) if rng.random() < 0.6 else ShiftPattern(),
    )


def _some(rng: random.Random, indices: list[int], share: float) -> frozenset[int]:
    return frozenset(index for index in indices if rng.random() < share)


def _history(rng: random.Random, open_from: int) -> list[FixedDuty]:
    history = []
    for day in range(-6, open_from):
        if rng.random() < 0.4:
            kind = rng.randrange(3)
            start, end = (DAY * day + minute for minute in CLOCKS[kind])
            night = day + 1 if kind == NIGHT else None
            history.append(FixedDuty(day, start, end, True, night, kind))
    return history


def _wish(rng: random.Random, duties: list[Duty], day: int) -> Wish:
    today = [index for index, duty in enumerate(duties) if duty.day == day]
    chosen = frozenset(rng.sample(today, 1)) if today and rng.random() < 0.5 else None
    return Wish(day, rng.random() < 0.5, rng.randint(1, 9), chosen)


def _pattern(rng: random.Random) -> ShiftPattern:
    return ShiftPattern(
        most_by_shift={0: rng.choice([1, 3])} if rng.random() < 0.4 else {},
        min_minutes=rng.choice([0, 0, 960]),
        max_minutes=rng.choice([None, 2400]),
        max_consecutive_days=rng.choice([None, 2, 4]),
        min_consecutive_days=rng.choice([1, 2]),
        min_consecutive_days_off=rng.choice([1, 2]),
        max_weekends=rng.choice([None, 1]),
    )
