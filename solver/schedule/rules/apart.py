"""R1 and R4: duties of one person that overlap, lie too close together or too far apart."""

from itertools import combinations

from solver.schedule.pairs import Timed, exclude_each_other, near_days, spans
from solver.schedule.problem import Labour, SessionDay
from solver.schedule.variables import Bool, Variables


def add_no_excluding_duties(variables: Variables) -> None:
    """R1, R4: ensures that nobody has two duties of which one excludes the other."""
    problem, model = variables.problem, variables.model
    for p, person in enumerate(problem.people):
        for d in person.duties:
            if any(
                exclude_each_other(problem.labour, past, problem.duties[d]) for past in person.past
            ):
                model.add(variables.duty[p, d] == 0)
        for first, second in combinations(person.duties, 2):
            one, other = problem.duties[first], problem.duties[second]
            near = abs(one.day - other.day) <= near_days(problem.labour)
            if near and exclude_each_other(problem.labour, one, other):
                model.add_at_most_one(variables.duty[p, first], variables.duty[p, second])


def add_sessions_apart(variables: Variables) -> None:
    """R1, R4: ensures that nobody's session overlaps another duty of hers or lies too near it."""
    problem = variables.problem
    for p in range(len(problem.people)):
        sessions = [s for s in variables.sessions_of(p) if s in variables.start]
        for s in sessions:
            for other, literal in _near_duties(variables, p, problem.session_days[s].day):
                _keep_apart(variables, p, s, other, literal)
        for day in sorted({problem.session_days[s].day for s in sessions}):
            _no_overlap(variables, p, [s for s in sessions if problem.session_days[s].day == day])
        for first, second in combinations(sessions, 2):
            _keep_sessions_apart(variables, p, first, second)


def add_sessions_fit(variables: Variables) -> None:
    """R1, R4: ensures, where times are still to be found, that each session alone has one.

    A necessary condition only: the times are found afterwards, and the days on which they cannot
    be are timed in the next search.
    """
    problem = variables.problem
    for p in range(len(problem.people)):
        for s in variables.sessions_of(p):
            if s in variables.start:
                continue
            session_day = problem.session_days[s]
            for other, literal in _near_duties(variables, p, session_day.day):
                _add_fit(variables, s, p, other, literal)
        _add_day_minutes(variables, p)


def _add_fit(
    variables: Variables, session: int, person: int, other: Timed, literal: Bool | None
) -> None:
    """A session beside one other duty has some start; kept, it has the published one."""
    session_day, labour = variables.problem.session_days[session], variables.problem.labour
    unless = [] if literal is None else [~literal]
    starts = session_day.choice_of(person).starts
    if not any(_fits(labour, session_day, start, other) for start in starts):
        variables.model.add_bool_or(~variables.held[session, person], *unless)
    kept = session_day.kept
    if kept is not None and kept[0] == person and not _fits(labour, session_day, kept[1], other):
        variables.model.add_bool_or(~variables.kept[session], *unless)


def _fits(labour: Labour, session_day: SessionDay, start: int, other: Timed) -> bool:
    earliest, latest = _allowed_starts(labour, session_day, other)
    return (
        (earliest is None or start >= earliest)
        and (latest is None or start <= latest)
        and (start + session_day.minutes <= other.start_minute or start >= other.end_minute)
    )


def _add_day_minutes(variables: Variables, person: int) -> None:
    """The sessions of a day fit beside the duties into the time in which they may be held."""
    problem = variables.problem
    by_day: dict[int, list[int]] = {}
    for s in variables.sessions_of(person):
        if s not in variables.start:
            by_day.setdefault(problem.session_days[s].day, []).append(s)
    for sessions in by_day.values():
        choices = [problem.session_days[s].choice_of(person) for s in sessions]
        first = min(choice.starts[0] for choice in choices)
        end = max(
            choice.starts[-1] + problem.session_days[s].minutes
            for s, choice in zip(sessions, choices, strict=True)
        )
        terms = [(variables.held[s, person], problem.session_days[s].minutes) for s in sessions]
        for d in problem.people[person].duties:
            duty = problem.duties[d]
            shared = min(end, duty.end_minute) - max(first, duty.start_minute)
            if shared > 0:
                terms.append((variables.duty[person, d], shared))
        if sum(minutes for _, minutes in terms) > end - first:
            variables.model.add(sum(literal * m for literal, m in terms) <= end - first)


def _near_duties(variables: Variables, person: int, day: int) -> list[tuple[Timed, Bool | None]]:
    """Duties near a day with their literal; None: it is over and cannot be undone."""
    problem = variables.problem
    past: list[tuple[Timed, Bool | None]] = [(duty, None) for duty in problem.people[person].past]
    open_duties: list[tuple[Timed, Bool | None]] = [
        (problem.duties[d], variables.duty[person, d]) for d in problem.people[person].duties
    ]
    near = near_days(problem.labour)
    return [pair for pair in past + open_duties if abs(pair[0].day - day) <= near]


def _no_overlap(variables: Variables, person: int, sessions: list[int]) -> None:
    """One session at a time, and none during a duty that could share its time."""
    problem = variables.problem
    windows = [_window(problem.session_days[s]) for s in sessions]
    first, end = min(w[0] for w in windows), max(w[1] for w in windows)
    intervals = [variables.session_interval(s, person) for s in sessions]
    intervals += [
        variables.duty_interval(person, d)
        for d in problem.people[person].duties
        if problem.duties[d].start_minute < end and first < problem.duties[d].end_minute
    ]
    over = [
        past
        for past in problem.people[person].past
        if past.start_minute < end and first < past.end_minute
    ]
    intervals += [
        variables.model.new_fixed_size_interval_var(start, stop - start, "past")
        for start, stop in spans(over)
    ]
    if len(intervals) > 1:
        variables.model.add_no_overlap(intervals)


def _keep_apart(
    variables: Variables, person: int, session: int, other: Timed, literal: Bool | None
) -> None:
    """Rest to a duty of another work day, and the span of a day with one of the same."""
    session_day = variables.problem.session_days[session]
    earliest, latest = _allowed_starts(variables.problem.labour, session_day, other)
    first, end = _window(session_day)
    condition = [variables.held[session, person]] + ([] if literal is None else [literal])
    if earliest is not None and first < earliest:
        variables.model.add(variables.start[session] >= earliest).only_enforce_if(condition)
    if latest is not None and end - session_day.minutes > latest:
        variables.model.add(variables.start[session] <= latest).only_enforce_if(condition)


def _allowed_starts(
    labour: Labour, session_day: SessionDay, other: Timed
) -> tuple[int | None, int | None]:
    """The earliest and latest start of a session beside another duty; None: no such limit."""
    if other.day < session_day.day:
        return other.end_minute + labour.min_rest_minutes, None
    if other.day > session_day.day:
        return None, other.start_minute - labour.min_rest_minutes - session_day.minutes
    if labour.day_span_minutes is None:
        return None, None
    return (
        other.end_minute - labour.day_span_minutes,
        other.start_minute + labour.day_span_minutes - session_day.minutes,
    )


def _keep_sessions_apart(variables: Variables, person: int, first: int, second: int) -> None:
    """Rest between the sessions of two work days, the span of a day between those of one."""
    problem, model, start = variables.problem, variables.model, variables.start
    one, other = sorted((first, second), key=lambda s: problem.session_days[s].day)
    early, late = problem.session_days[one], problem.session_days[other]
    both = [variables.held[one, person], variables.held[other, person]]
    (early_first, early_end), (late_first, late_end) = _window(early), _window(late)
    rest, span = problem.labour.min_rest_minutes, problem.labour.day_span_minutes
    if early.day < late.day:
        if late_first - early_end < rest:
            model.add(start[other] - start[one] >= early.minutes + rest).only_enforce_if(both)
    elif span is not None and max(early_end, late_end) - min(early_first, late_first) > span:
        model.add(start[other] + late.minutes - start[one] <= span).only_enforce_if(both)
        model.add(start[one] + early.minutes - start[other] <= span).only_enforce_if(both)


def _window(session_day: SessionDay) -> tuple[int, int]:
    """The earliest start and the latest end that any choice allows."""
    starts = [start for choice in session_day.choices for start in choice.starts]
    return min(starts), max(starts) + session_day.minutes
