"""R4: one long duty-free stretch in every legal week."""

from solver.schedule.pairs import Timed, has_weekly_rest, overlap, spans
from solver.schedule.problem import FixedDuty, LegalWeek
from solver.schedule.variables import Bool, Variables


def add_weekly_rest(variables: Variables) -> None:
    """R4: ensures a duty-free stretch of weekly_rest_minutes inside every legal week."""
    problem = variables.problem
    for p, person in enumerate(problem.people):
        for week in problem.labour.legal_weeks:
            if not week.needs_rest:
                continue
            if not has_weekly_rest(problem.labour, person.past, week):
                _add_nothing_more(variables, p, week)
                continue
            possible = [*_possible_duties(variables, p, week), *_possible_sessions(variables, p)]
            if has_weekly_rest(problem.labour, [*person.past, *possible], week):
                continue
            if _all_timed(variables, p, week):
                _add_stretch_among_sessions(variables, p, week)
            else:
                _add_stretch_among_duties(variables, p, week)


def _add_nothing_more(variables: Variables, person: int, week: LegalWeek) -> None:
    """History alone is never blamed: where it has left no rest, no duty is added to the week."""
    problem, model = variables.problem, variables.model
    for d in problem.people[person].duties:
        if _touches(problem.duties[d], week):
            model.add(variables.duty[person, d] == 0)
    for s in _sessions_in(variables, person, week):
        model.add(variables.held[s, person] == 0)


def _possible_duties(variables: Variables, person: int, week: LegalWeek) -> list[Timed]:
    problem = variables.problem
    duties = (problem.duties[d] for d in problem.people[person].duties)
    return [duty for duty in duties if _touches(duty, week)]


def _possible_sessions(variables: Variables, person: int) -> list[Timed]:
    """Each window in which she may hold a session, as if it were one long duty."""
    windows = []
    for s in variables.sessions_of(person):
        session_day = variables.problem.session_days[s]
        choice = session_day.choice_of(person)
        end = choice.starts[-1] + session_day.minutes
        windows.append(FixedDuty(session_day.day, choice.starts[0], end, is_shift=False))
    return list(windows)


def _add_stretch_among_sessions(variables: Variables, person: int, week: LegalWeek) -> None:
    """A stretch that begins at any time and that no duty or session touches."""
    problem, model = variables.problem, variables.model
    least = problem.labour.weekly_rest_minutes
    begin = model.new_int_var(week.start_minute, week.end_minute - least, "rest")
    stretch = model.new_fixed_size_interval_var(begin, least, f"rest_{person}_{week.first_day}")
    busy = [variables.session_interval(s, person) for s in _sessions_in(variables, person, week)]
    busy += [
        variables.duty_interval(person, d)
        for d in problem.people[person].duties
        if _touches(problem.duties[d], week)
    ]
    over = [past for past in problem.people[person].past if _touches(past, week)]
    busy += [
        model.new_fixed_size_interval_var(start, end - start, "past") for start, end in spans(over)
    ]
    model.add_no_overlap([stretch, *busy])


def _all_timed(variables: Variables, person: int, week: LegalWeek) -> bool:
    """Whether she may hold sessions in the week and the times of all of them are decided."""
    sessions = _sessions_in(variables, person, week)
    return bool(sessions) and all(s in variables.start for s in sessions)


def _sessions_in(variables: Variables, person: int, week: LegalWeek) -> list[int]:
    session_days = variables.problem.session_days
    sessions = variables.sessions_of(person)
    return [s for s in sessions if week.first_day <= session_days[s].day < week.end_day]


def _add_stretch_among_duties(variables: Variables, person: int, week: LegalWeek) -> None:
    """One of the stretches that begin with the week or where something ends is kept free.

    Any stretch can be moved back to one of these. Where a session ends at a time still to be
    found, only what no such time could avoid is kept out.
    """
    problem, model = variables.problem, variables.model
    least = problem.labour.weekly_rest_minutes
    past = problem.people[person].past
    stretches: dict[tuple[int, int], Bool] = {}
    for earliest, latest in _begins(variables, person, week):
        core = FixedDuty(0, latest, earliest + least, is_shift=False)
        if earliest <= week.end_minute - least and not any(overlap(p, core) for p in past):
            name = f"rest_{person}_{earliest}_{latest}"
            stretches[latest, earliest + least] = model.new_bool_var(name)
    model.add_exactly_one(stretches.values())
    for d in problem.people[person].duties:
        duty = problem.duties[d]
        broken = [
            literal
            for (start, end), literal in stretches.items()
            if duty.start_minute < end and start < duty.end_minute
        ]
        if broken:
            model.add_at_most_one(variables.duty[person, d], *broken)


def _begins(variables: Variables, person: int, week: LegalWeek) -> list[tuple[int, int]]:
    """The earliest and latest minute at which each stretch may begin, ascending."""
    problem = variables.problem
    ends = {past.end_minute for past in problem.people[person].past}
    ends |= {problem.duties[d].end_minute for d in problem.people[person].duties}
    begins = {(end, end) for end in ends if week.start_minute <= end}
    begins.add((week.start_minute, week.start_minute))
    for s in _sessions_in(variables, person, week):
        session_day = problem.session_days[s]
        starts = session_day.choice_of(person).starts
        begins.add((starts[0] + session_day.minutes, starts[-1] + session_day.minutes))
    return sorted(begins)


def _touches(duty: Timed, week: LegalWeek) -> bool:
    return duty.start_minute < week.end_minute and week.start_minute < duty.end_minute
