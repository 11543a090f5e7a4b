"""Parts of a schedule that are decided anew while the rest stays as it is."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random

from solver.schedule.problem import (
    HeldSession,
    Person,
    ScheduleProblem,
    ScheduleSolution,
    SessionDay,
)


@dataclass(frozen=True)
class Neighbourhood:
    """A smaller problem: only some duties and sessions are open, the others are held fast.

    ``session_index`` gives the session day of the whole problem for each of the smaller one.
    """

    problem: ScheduleProblem
    session_index: tuple[int, ...]

    def narrowed(self, solution: ScheduleSolution) -> ScheduleSolution:
        """A schedule of the whole problem as one of the smaller."""
        position = {s: k for k, s in enumerate(self.session_index)}
        held = (h for h in solution.sessions if h.session_day in position)
        return replace(
            solution,
            sessions=tuple(replace(h, session_day=position[h.session_day]) for h in held),
        )

    def widened(self, solution: ScheduleSolution) -> ScheduleSolution:
        """A schedule of the smaller problem as one of the whole."""
        return replace(
            solution,
            sessions=tuple(
                replace(h, session_day=self.session_index[h.session_day]) for h in solution.sessions
            ),
        )


def around(
    problem: ScheduleProblem, solution: ScheduleSolution, size: int, random: Random
) -> Neighbourhood:
    """About ``size`` open duties: those of some days in a row, or of people who share duties."""
    if random.random() < 0.5:
        days = _days_in_a_row(problem, size, random)
        return opened(
            problem,
            solution,
            lambda _, duty: problem.duties[duty].day in days,
            lambda session: problem.session_days[session].day in days,
        )
    people = _people_together(problem, size, random)
    return opened(
        problem,
        solution,
        lambda person, _: person in people,
        lambda session: any(c.person in people for c in problem.session_days[session].choices),
    )


def _days_in_a_row(problem: ScheduleProblem, size: int, random: Random) -> range:
    open_by_day = Counter(problem.duties[d].day for person in problem.people for d in person.duties)
    first = end = random.randrange(problem.days)
    opened_so_far = 0
    while opened_so_far < size and end - first < problem.days:
        if end < problem.days:
            opened_so_far += open_by_day[end]
            end += 1
        else:
            first -= 1
            opened_so_far += open_by_day[first]
    return range(first, end)


def _people_together(problem: ScheduleProblem, size: int, random: Random) -> set[int]:
    """Somebody, and again and again whoever shares most duties with those already chosen."""
    everybody = [p for p, person in enumerate(problem.people) if person.duties]
    if not everybody:
        return set()
    chosen = {random.choice(everybody)}
    opened_so_far = sum(len(problem.people[p].duties) for p in chosen)
    while opened_so_far < size and len(chosen) < len(everybody):
        duties = {d for p in chosen for d in problem.people[p].duties}
        rest = [p for p in everybody if p not in chosen]
        weights = [1 + len(duties.intersection(problem.people[p].duties)) ** 2 for p in rest]
        chosen.add(random.choices(rest, weights)[0])
        opened_so_far = sum(len(problem.people[p].duties) for p in chosen)
    return chosen


def opened(
    problem: ScheduleProblem,
    solution: ScheduleSolution,
    is_open_duty: Callable[[int, int], bool],
    is_open_session: Callable[[int], bool],
) -> Neighbourhood:
    """The problem in which only what is asked for is open; what it gives up is paid already."""
    people = tuple(
        _opened_person(
            person, {d for d in person.duties if is_open_duty(p, d)}, _given(solution, p)
        )
        for p, person in enumerate(problem.people)
    )
    held = {h.session_day: h for h in solution.sessions}
    session_days, index = [], []
    for s, session_day in enumerate(problem.session_days):
        if is_open_session(s):
            session_days.append(session_day)
        elif s in held:
            session_days.append(_held_fast(session_day, held[s]))
        else:
            continue
        index.append(s)
    lost = _published(problem.people, problem.session_days) - _published(people, session_days)
    narrow = replace(
        problem,
        people=people,
        session_days=tuple(session_days),
        fixed_cost=problem.fixed_cost + lost * problem.costs.moved,
    )
    return Neighbourhood(narrow, tuple(index))


def _given(solution: ScheduleSolution, person: int) -> set[int]:
    return {duty for holder, duty in solution.duties if holder == person}


def _opened_person(person: Person, free: set[int], given: set[int]) -> Person:
    duties = free | given
    return replace(
        person,
        duties=tuple(sorted(duties)),
        leads=person.leads & duties,
        accompanied=person.accompanied & duties,
        locked=person.locked | (given - free),
        published=person.published & duties,
    )


def _held_fast(session_day: SessionDay, held: HeldSession) -> SessionDay:
    """The session with the same worker, at the published time if it is held then."""
    choice = session_day.choice_of(held.person)
    if session_day.kept == (held.person, held.start_minute):
        choice = replace(choice, starts=(session_day.kept[1],))
        return replace(session_day, choices=(choice,), locked=True)
    return replace(session_day, choices=(choice,), locked=True, kept=None)


def _published(people: Iterable[Person], session_days: Iterable[SessionDay]) -> int:
    """How many published duties and sessions can still be kept."""
    duties = sum(len(person.published) for person in people)
    return duties + sum(session_day.kept is not None for session_day in session_days)
