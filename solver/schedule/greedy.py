"""A first schedule within a moment: duty by duty in time, then session by session.

It obeys every rule but the agency's own minima, and it is where the search begins.
"""

from collections.abc import Iterable

from solver.schedule.problem import (
    Duty,
    FixedDuty,
    HeldSession,
    ScheduleProblem,
    ScheduleSolution,
    SessionChoice,
    SessionDay,
)
from solver.schedule.workload import Workload


def first_schedule(problem: ScheduleProblem) -> ScheduleSolution:
    """A schedule by simple turns; what is locked stays, what is published is kept if it can be."""
    return _Turns(problem).run()


class _Turns:
    def __init__(self, problem: ScheduleProblem) -> None:
        self._problem = problem
        self._loads = [Workload(problem, p) for p in range(len(problem.people))]
        self._on: list[list[int]] = [[] for _ in problem.duties]
        self._sessions: list[HeldSession] = []
        self._in_rooms: dict[int, list[tuple[int, int]]] = {}
        self._minutes_held: dict[tuple[int, int], int] = {}

    def run(self) -> ScheduleSolution:
        self._keep_locked()
        self._keep_published()
        for d in sorted(range(len(self._problem.duties)), key=self._turn):
            self._fill(d)
        for demand in range(len(self._problem.demands)):
            self._meet(demand)
        duties = frozenset((p, d) for d, people in enumerate(self._on) for p in people)
        return ScheduleSolution(duties, tuple(self._sessions))

    def _turn(self, duty: int) -> tuple[int, int, int]:
        """By day, and on a day what the fewest people could do."""
        return (self._problem.duties[duty].day, len(self._problem.holders[duty]), duty)

    def _keep_locked(self) -> None:
        for p, person in enumerate(self._problem.people):
            for d in sorted(person.locked):
                self._give(p, d)
        for s, session_day in enumerate(self._problem.session_days):
            if session_day.locked:
                choice = session_day.choices[0]
                self._hold(s, choice.person, choice.starts[0])

    def _keep_published(self) -> None:
        for p, person in enumerate(self._problem.people):
            for d in sorted(person.published - person.locked):
                if len(self._on[d]) < self._problem.duties[d].most and self._may_take(p, d):
                    self._give(p, d)

    def _fill(self, duty: int) -> None:
        """People until there are enough, those who can lead first where a lead is needed."""
        span = self._problem.duties[duty]
        while len(self._on[duty]) < span.needed:
            free = [p for p in self._problem.holders[duty] if self._may_take(p, duty)]
            leads = [p for p in free if duty in self._problem.people[p].leads]
            if self._leads_on(duty) < span.lead_needed and leads:
                free = leads
            if not free:
                return
            self._give(min(free, key=lambda p: self._preference(p, span)), duty)

    def _leads_on(self, duty: int) -> int:
        return sum(duty in self._problem.people[p].leads for p in self._on[duty])

    def _preference(self, person: int, duty: Duty) -> tuple[int, int, float, int]:
        """Nobody's overtime or day off first, then whoever is furthest below her hours."""
        who, load = self._problem.people[person], self._loads[person]
        wishes = sum(w.cost for w in who.wishes if w.day == duty.day and not w.wants_work)
        owed = who.contract_minutes or 0
        share = load.minutes_in_schedule / owed if owed else 1.0 + load.minutes_in_schedule
        return (load.overtime_with(duty), who.shift_cost + wishes, share, person)

    def _may_take(self, person: int, duty: int) -> bool:
        who = self._problem.people[person]
        if person in self._on[duty] or duty in who.accompanied:
            return False
        return self._loads[person].may_take(self._problem.duties[duty])

    def _give(self, person: int, duty: int) -> None:
        self._on[duty].append(person)
        self._loads[person].add(self._problem.duties[duty])

    def _meet(self, demand: int) -> None:
        """Sessions of one participant in one week, with the cheapest worker of the day."""
        wanted = self._problem.demands[demand].needed - self._problem.demands[demand].held
        days = self._problem.days_by_demand[demand]
        held = {h.session_day for h in self._sessions}
        wanted -= sum(s in held for s in days)
        left = [s for s in days if s not in held]
        options = sorted(
            (
                (choice.cost, self._is_kept_by(s, choice), s, choice)
                for s in left
                for choice in self._problem.session_days[s].choices
            ),
            key=lambda option: (option[0], not option[1], option[2], option[3].person),
        )
        for _, _, s, choice in options:
            if wanted > 0 and s not in held and self._try_to_hold(s, choice):
                held.add(s)
                wanted -= 1

    def _is_kept_by(self, session: int, choice: SessionChoice) -> bool:
        kept = self._problem.session_days[session].kept
        return kept is not None and kept[0] == choice.person

    def _try_to_hold(self, session: int, choice: SessionChoice) -> bool:
        session_day = self._problem.session_days[session]
        week = self._problem.demands[session_day.demand].week
        held = self._minutes_held.get((choice.person, week), 0)
        most = self._problem.people[choice.person].support_minutes_by_week[week]
        if held + session_day.minutes > most:
            return False
        for start in _starts(session_day, choice):
            span = _span(session_day, start)
            if self._has_room(span) and self._loads[choice.person].may_take(span):
                self._hold(session, choice.person, start)
                return True
        return False

    def _has_room(self, span: FixedDuty) -> bool:
        if self._problem.rooms is None:
            return True
        taken = self._in_rooms.get(span.day, [])
        moments = [span.start_minute, *(start for start, _ in taken if start in _inside(span))]
        return all(
            sum(start <= moment < end for start, end in taken) < self._problem.rooms
            for moment in moments
        )

    def _hold(self, session: int, person: int, start: int) -> None:
        session_day = self._problem.session_days[session]
        span = _span(session_day, start)
        week = self._problem.demands[session_day.demand].week
        held = self._minutes_held.get((person, week), 0)
        self._minutes_held[person, week] = held + session_day.minutes
        self._in_rooms.setdefault(span.day, []).append((span.start_minute, span.end_minute))
        self._loads[person].add(span)
        self._sessions.append(HeldSession(session, person, start))


def _starts(session_day: SessionDay, choice: SessionChoice) -> Iterable[int]:
    """The published start first."""
    kept = session_day.kept
    if kept is not None and kept[0] == choice.person:
        return (kept[1], *(start for start in choice.starts if start != kept[1]))
    return choice.starts


def _span(session_day: SessionDay, start: int) -> FixedDuty:
    return FixedDuty(session_day.day, start, start + session_day.minutes, is_shift=False)


def _inside(span: FixedDuty) -> range:
    return range(span.start_minute, span.end_minute)
