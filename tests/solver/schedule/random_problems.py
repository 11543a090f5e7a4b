"""Tiny random schedule problems with every rule at work, from a seed."""

from dataclasses import replace
from random import Random

from solver.schedule.problem import (
    Duty,
    FixedDuty,
    Labour,
    Person,
    ScheduleCosts,
    ScheduleProblem,
    SessionDay,
    SessionDemand,
    ShiftPattern,
    Wish,
)
from tests.solver.schedule.builders import (
    activity,
    choice,
    legal_week,
    minute,
    past,
    person,
    session_day,
    shift,
)

TIMES = (
    ("07:30", "15:30"),
    ("08:00", "20:00"),
    ("15:30", "23:30"),
    ("23:30", "07:30"),
    ("00:00", "08:00"),
    ("12:00", "16:00"),
)
STARTS = ("09:00", "09:30", "10:00", "15:30", "21:00")
COSTS = ScheduleCosts(
    unmet_session=60,
    overtime_quarter=3,
    under_contract_quarter=1,
    night_spread=5,
    weekend_spread=7,
    moved=8,
)


class ProblemMaker:
    """Two or three people, a few days next to each other, up to four duties and two sessions."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.open_from = random.choice((0, 0, 1, 3))
        self.first = max(self.open_from, random.choice((0, 0, 3)))
        self.days = range(self.first, min(7, self.first + random.randint(2, 4)))
        self.duties = [self.duty() for _ in range(random.randint(2, 4))]
        self.people = random.randint(2, 3)
        self.sessions = random.randint(0, 2)

    def likely(self, chance: float) -> bool:
        return self.random.random() < chance

    def some(self, numbers: range, chance: float) -> frozenset[int]:
        return frozenset(number for number in numbers if self.likely(chance))

    def problem(self) -> ScheduleProblem:
        random = self.random
        meetings = tuple(self.meeting(demand) for demand in range(self.sessions))
        if self.sessions and self.likely(0.4):
            day = self.other_day(meetings[0].day)
            meetings = (*meetings, *self.second(meetings[0], day))
        return ScheduleProblem(
            days=7,
            duties=tuple(self.duties),
            people=tuple(self.person() for _ in range(self.people)),
            labour=self.labour(),
            costs=COSTS,
            demands=tuple(
                SessionDemand(p, 0, random.choice((0, 1, 1, 2)), random.choice((0, 0, 0, 1)))
                for p in range(self.sessions)
            ),
            session_days=meetings,
            rooms=random.choice((None, 1)),
            successions=frozenset({(0, 1)} if self.likely(0.3) else ()),
            fixed_cost=random.choice((0, 11)),
            open_from=self.open_from,
        )

    def duty(self) -> Duty:
        random = self.random
        day, times = random.choice(self.days), random.choice(TIMES)
        if self.likely(0.2):
            return activity(day, *random.choice((("09:00", "10:00"), ("09:30", "10:30"))))
        needed = random.choice((0, 1, 1, 2))
        made = shift(day, *times, needed=needed, most=needed, missing_cost=100)
        made = replace(made, shift=random.randint(0, 1))
        if self.likely(0.2):
            made = replace(made, most=needed + 1, surplus_cost=random.choice((0, 4)))
        if self.likely(0.3):
            made = replace(made, lead_needed=1, missing_lead_cost=40)
        return made

    def person(self) -> Person:
        random, every = self.random, range(len(self.duties))
        duties = self.some(every, 0.8)
        able = tuple(sorted(duties))
        return person(
            able,
            weekly_max_minutes=random.choice((100_000, 960, 1440)),
            daily_max_minutes=random.choice((None, 480, 720)),
            overtime_daily_minutes=random.choice((None, 240, 473)),
            leads=self.some(every, 0.4) & duties,
            locked=self.some(every, 0.05) & duties,
            published=self.some(every, 0.2) & duties,
            accompanied=self.some(every, 0.2) & duties,
            past=self.history(),
            contract_minutes=random.choice((None, 480, 961)),
            shift_cost=random.choice((0, 0, 20)),
            shares_nights=self.likely(0.6),
            shares_weekends=self.likely(0.6),
            wishes=tuple(self.wish() for _ in range(random.randint(0, 1))),
            support_minutes_by_week=(random.choice((60, 120, 500)),),
            pattern=self.pattern() if self.likely(0.4) else ShiftPattern(),
        )

    def history(self) -> tuple[FixedDuty, ...]:
        random = self.random
        days = [day for day in range(-3, self.open_from) if self.likely(0.25)]
        return tuple(past(day, *random.choice(TIMES), shift=random.randint(0, 1)) for day in days)

    def wish(self) -> Wish:
        day = self.random.choice(self.days)
        duties = None if self.likely(0.5) else self.some(range(len(self.duties)), 0.4)
        return Wish(day, self.likely(0.5), 6, duties)

    def pattern(self) -> ShiftPattern:
        random = self.random
        limits: dict[str, object] = random.choice(
            (
                {"most_by_shift": {0: random.randint(0, 1)}},
                {"min_minutes": 480},
                {"max_minutes": 720},
                {"max_consecutive_days": random.randint(1, 2)},
                {"min_consecutive_days": 2},
                {"min_consecutive_days_off": random.randint(2, 3)},
                {"max_weekends": 0},
            )
        )
        return ShiftPattern(**limits)  # type: ignore[arg-type]

    def labour(self) -> Labour:
        random = self.random
        return Labour(
            min_rest_minutes=random.choice((0, 480, 660)),
            weekly_rest_minutes=random.choice((0, 1920, 7200)),
            day_span_minutes=random.choice((None, 720, 840)),
            overtime_weekly_minutes=random.choice((None, 480, 1000)),
            max_consecutive_days=random.choice((None, 2)),
            max_consecutive_nights=random.choice((None, 1)),
            legal_weeks=(legal_week(-1), legal_week(6, needs_rest=False)),
        )

    def meeting(self, demand: int) -> SessionDay:
        random = self.random
        day = random.choice(self.days)
        made = session_day(day, *self.choices(day), demand=demand)
        if self.likely(0.1):
            only = replace(made.choices[0], starts=made.choices[0].starts[:1])
            return replace(made, choices=(only,), locked=True, kept=(only.person, only.starts[0]))
        if self.likely(0.3):
            kept = random.choice(made.choices)
            return replace(made, kept=(kept.person, random.choice(kept.starts)))
        return made

    def second(self, first: SessionDay, day: int) -> tuple[SessionDay, ...]:
        """Another day for the participant of the first session, where there is one."""
        if day == first.day:
            return ()
        return (session_day(day, *self.choices(day), demand=first.demand),)

    def other_day(self, day: int) -> int:
        return next((other for other in self.days if other != day), day)

    def choices(self, day: int) -> list[object]:
        random = self.random
        workers = random.sample(range(self.people), random.randint(1, 2))
        return [
            choice(
                day,
                *sorted(random.sample(STARTS, random.randint(1, 2)), key=lambda c: minute(0, c)),
                person=worker,
                cost=random.choice((0, 15)),
            )
            for worker in sorted(workers)
        ]
