"""What couples the days and the people of a roster, as rows over what everybody does each day."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from solver.common.linear import LinearModel
from solver.schedule.pairs import exclude_each_other, has_weekly_rest
from solver.schedule.problem import (
    QUARTER_MINUTES,
    Duty,
    FixedDuty,
    LegalWeek,
    ScheduleProblem,
)
from solver.schedule.states import DayPattern, PersonNetwork

Terms = list[tuple[int, int]]
Timed = Duty | FixedDuty


class RosterRows:
    """One 0/1 column for each choice of each person and day; rows for everything but the order.

    ``columns[person][day][choice]``. What paths keep by themselves, the order of days and the
    hours and weekends of a shift pattern, is not in these rows.
    """

    def __init__(self, problem: ScheduleProblem, networks: Sequence[PersonNetwork]) -> None:
        self.problem = problem
        self.networks = networks
        self.linear = LinearModel(problem.fixed_cost)
        self.columns = [
            [[self.linear.add_binary() for _ in choices] for choices in network.choices]
            for network in networks
        ]
        self.choices_end = len(self.linear.costs)
        self._holders = self._holder_columns()
        for index in range(len(networks)):
            self._price_choices(index)
            self._add_shift_counts(index)
            self._add_weeks(index)
            self._add_contract(index)
            self._add_distant_pairs(index)
            self._add_weekly_rest(index)
        self._add_cover()
        self._add_company()
        costs, people = problem.costs, problem.people
        self._add_spread(costs.night_spread, [p.shares_nights for p in people], _nights)
        self._add_spread(costs.weekend_spread, [p.shares_weekends for p in people], _weekend_shifts)

    def terms(self, person: int, count: Callable[[DayPattern], int]) -> Terms:
        """What is counted of a person's choices, over all days."""
        return [
            (column, amount)
            for column, _, pattern in self._choices(person)
            if (amount := count(pattern))
        ]

    def _choices(self, person: int) -> Iterator[tuple[int, int, DayPattern]]:
        for day, choices in enumerate(self.networks[person].choices):
            for column, pattern in zip(self.columns[person][day], choices, strict=True):
                yield column, day, pattern

    def _holder_columns(self) -> list[dict[int, list[int]]]:
        """For each duty the people who may have it, and their columns with it."""
        found: list[dict[int, list[int]]] = [{} for _ in self.problem.duties]
        for person in range(len(self.networks)):
            for column, _, pattern in self._choices(person):
                for duty in pattern.duties:
                    found[duty].setdefault(person, []).append(column)
        return found

    def _price_choices(self, index: int) -> None:
        """Costs of relief, wishes and changes that lie in what a person does on one day."""
        person, moved = self.problem.people[index], self.problem.costs.moved
        held = {duty for _, _, pattern in self._choices(index) for duty in pattern.duties}
        self.linear.offset += moved * len(person.published - held)
        for column, day, pattern in self._choices(index):
            duties = set(pattern.duties)
            cost = person.shift_cost * sum(self.problem.duties[d].shift is not None for d in duties)
            cost += moved * sum(
                self.problem.duties[d].day == day for d in (person.published & held) - duties
            )
            for wish in person.wishes:
                if wish.day == day:
                    wanted = duties & wish.duties if wish.duties is not None else duties
                    cost += wish.cost * (bool(wanted) != wish.wants_work)
            self.linear.add_cost(column, cost)

    def _at_most(self, terms: Terms, most: int) -> None:
        """A row, unless nothing could break it."""
        if sum(amount for _, amount in terms if amount > 0) > most:
            self.linear.add_row(terms, most)

    def _at_least(self, terms: Terms, least: int) -> None:
        self.linear.add_row([(column, -amount) for column, amount in terms], -least)

    def _add_shift_counts(self, index: int) -> None:
        """The most shifts of a type in the whole schedule."""
        duties, person = self.problem.duties, self.problem.people[index]
        for shift, most in sorted(person.pattern.most_by_shift.items()):
            over = sum(p.shift == shift for p in person.past if 0 <= p.day < self.problem.days)
            terms = [
                (column, amount)
                for column, _, pattern in self._choices(index)
                if (amount := sum(duties[d].shift == shift for d in pattern.duties))
            ]
            self._at_most(terms, max(0, most - over))

    def _add_weeks(self, index: int) -> None:
        """R4 and overtime: minutes of duty in each legal week, in quarter hours."""
        labour, person = self.problem.labour, self.problem.people[index]
        for week in labour.legal_weeks:
            terms = [
                (column, quarters)
                for column, day, pattern in self._choices(index)
                if week.first_day <= day < week.end_day and (quarters := _quarters(pattern))
            ]
            past = [p for p in person.past if week.first_day <= p.day < week.end_day]
            over = sum(duty.minutes for duty in past)
            self._at_most(terms, max(0, person.weekly_max_minutes - over) // QUARTER_MINUTES)
            excesses = []
            if labour.overtime_weekly_minutes is not None:
                free = (labour.overtime_weekly_minutes - over) // QUARTER_MINUTES
                excesses.append((terms, free, 1))
            if person.overtime_daily_minutes is not None:
                daily, over = self._daily_excess(index, week, person.overtime_daily_minutes)
                excesses.append((daily, -over, QUARTER_MINUTES))
            self._add_largest(excesses, self.problem.costs.overtime_quarter)

    def _daily_excess(self, index: int, week: LegalWeek, daily: int) -> tuple[Terms, int]:
        """Minutes above the daily threshold: what each choice adds, and those of the history."""
        by_day: dict[int, int] = {}
        for duty in self.problem.people[index].past:
            if week.first_day <= duty.day < week.end_day:
                by_day[duty.day] = by_day.get(duty.day, 0) + duty.minutes
        over = {day: max(0, minutes - daily) for day, minutes in by_day.items()}
        terms = [
            (column, max(0, by_day.get(day, 0) + chosen - daily) - over.get(day, 0))
            for column, day, pattern in self._choices(index)
            if week.first_day <= day < week.end_day
            for chosen in [_quarters(pattern) * QUARTER_MINUTES]
        ]
        return terms, sum(over.values())

    def _add_largest(self, excesses: list[tuple[Terms, int, int]], cost: int) -> None:
        """Pay for the largest of several sums above what is free of each, in steps begun."""
        most = [
            -((free - sum(max(0, amount) for _, amount in terms)) // step)
            for terms, free, step in excesses
        ]
        if not cost or max(most, default=0) <= 0:
            return
        paid = self.linear.add_amount(max(most), cost)
        for terms, free, step in excesses:
            self.linear.add_row([*terms, (paid, -step)], free)

    def _add_contract(self, index: int) -> None:
        """under_contract: whole quarter hours below what the schedule owes."""
        person, cost = self.problem.people[index], self.problem.costs.under_contract_quarter
        if person.contract_minutes is None or not cost:
            return
        over = sum(p.minutes for p in person.past if 0 <= p.day < self.problem.days)
        owed = (person.contract_minutes - over) // QUARTER_MINUTES
        if owed > 0:
            under = self.linear.add_amount(owed, cost)
            self._at_least([*self.terms(index, _quarters), (under, 1)], owed)

    def _add_distant_pairs(self, index: int) -> None:
        """R4: duties that exclude each other although a whole work day lies between."""
        duties, labour = self.problem.duties, self.problem.labour
        held: dict[int, list[int]] = {}
        for column, _, pattern in self._choices(index):
            for duty in pattern.duties:
                held.setdefault(duty, []).append(column)
        for one, other in combinations(sorted(held), 2):
            if abs(duties[one].day - duties[other].day) > 1 and exclude_each_other(
                labour, duties[one], duties[other]
            ):
                self._at_most([(column, 1) for column in held[one] + held[other]], 1)

    def _add_weekly_rest(self, index: int) -> None:
        """R4: one of the stretches that begin with the week or after a duty is kept free."""
        labour, past = self.problem.labour, self.problem.people[index].past
        least = labour.weekly_rest_minutes
        for week in labour.legal_weeks:
            if not week.needs_rest or not has_weekly_rest(labour, past, week):
                continue
            busy = [
                (duty, column)
                for column, _, pattern in self._choices(index)
                for duty in pattern.timed
                if duty.start_minute < week.end_minute and week.start_minute < duty.end_minute
            ]
            if has_weekly_rest(labour, [*past, *(duty for duty, _ in busy)], week):
                continue
            ends = {duty.end_minute for duty, _ in busy} | {p.end_minute for p in past}
            begins = {end for end in ends if week.start_minute < end <= week.end_minute - least}
            begins.add(week.start_minute)
            free = {
                begin: self.linear.add_binary()
                for begin in sorted(begins)
                if not any(_touches(p, begin, least) for p in past)
            }
            self._at_least([(column, 1) for column in free.values()], 1)
            for duty, column in busy:
                broken = [(k, 1) for begin, k in free.items() if _touches(duty, begin, least)]
                self.linear.add_row([(column, 1), *broken], 1)

    def _add_cover(self) -> None:
        """R5 and uncovered, lead, unled: how many people each duty has and how many can lead."""
        for index, (duty, held) in enumerate(zip(self.problem.duties, self._holders, strict=True)):
            terms = [(column, 1) for columns in held.values() for column in columns]
            locked = sum(index in person.locked for person in self.problem.people)
            most = max(duty.most, locked)
            if most < len(held):
                self._at_most(terms, most)
            self._add_shortfall(terms, duty.needed, duty.missing_cost)
            if duty.surplus_cost and min(most, len(held)) > duty.needed:
                surplus = self.linear.add_amount(len(held) - duty.needed, duty.surplus_cost)
                self.linear.add_row([*terms, (surplus, -1)], duty.needed)
            leads = [
                (column, 1)
                for person, columns in held.items()
                if index in self.problem.people[person].leads
                for column in columns
            ]
            self._add_shortfall(leads, duty.lead_needed, duty.missing_lead_cost)

    def _add_shortfall(self, terms: Terms, needed: int, cost: int) -> None:
        if needed > 0 and cost > 0:
            missing = self.linear.add_amount(needed, cost)
            self._at_least([*terms, (missing, 1)], needed)

    def _add_company(self) -> None:
        """R6: nobody is alone on a duty where she must not be."""
        for index, person in enumerate(self.problem.people):
            for duty in sorted(person.accompanied):
                held = self._holders[duty]
                own = [(column, 1) for column in held.get(index, [])]
                others = [(c, -1) for other, cs in held.items() if other != index for c in cs]
                if own:
                    self.linear.add_row([*own, *others], 0)

    def _add_spread(
        self, cost: int, shares: list[bool], count: Callable[[Sequence[Timed]], int]
    ) -> None:
        """night_spread, weekend_spread: most minus fewest among those who share them."""
        sharing = [index for index, is_sharing in enumerate(shares) if is_sharing]
        if not cost or len(sharing) < 2:
            return
        most = self.linear.add_amount(len(self.problem.duties), cost)
        fewest = self.linear.add_amount(len(self.problem.duties), -cost)
        for index in sharing:
            terms = self.terms(index, lambda pattern: count(pattern.timed))
            self.linear.add_row([*terms, (most, -1)], 0)
            self.linear.add_row([(fewest, 1), *((column, -amount) for column, amount in terms)], 0)


def _quarters(pattern: DayPattern) -> int:
    """Quarter hours that are still to be decided."""
    open_duties = [duty for duty in pattern.timed if isinstance(duty, Duty)]
    return sum(duty.minutes for duty in open_duties) // QUARTER_MINUTES


def _touches(duty: Timed, begin: int, least: int) -> bool:
    return duty.start_minute < begin + least and begin < duty.end_minute


def _nights(duties: Sequence[Timed]) -> int:
    return sum(duty.night is not None for duty in duties)


def _weekend_shifts(duties: Sequence[Timed]) -> int:
    return sum(duty.is_weekend_shift for duty in duties)
