"""R7: rooms for one-on-one sessions."""

from solver.schedule.variables import Variables


def add_rooms(variables: Variables) -> None:
    """R7: ensures no more sessions at a time than rooms; which room is a matter of colouring."""
    problem = variables.problem
    if problem.rooms is None:
        return
    by_day: dict[int, list[int]] = {}
    for s, session_day in enumerate(problem.session_days):
        by_day.setdefault(session_day.day, []).append(s)
    for day, sessions in by_day.items():
        if len(sessions) <= problem.rooms:
            continue
        if day in variables.timed_days:
            _add_rooms_in_time(variables, sessions, problem.rooms)
        else:
            _add_room_minutes(variables, sessions, problem.rooms)


def _add_rooms_in_time(variables: Variables, sessions: list[int], rooms: int) -> None:
    model, intervals = variables.model, []
    for s in sessions:
        minutes, start = variables.problem.session_days[s].minutes, variables.start[s]
        present = model.new_bool_var(f"present_{s}")
        model.add(sum(variables.presence(s)) == present)
        intervals.append(
            model.new_optional_interval_var(start, minutes, start + minutes, present, f"room_{s}")
        )
    model.add_cumulative(intervals, [1] * len(intervals), rooms)


def _add_room_minutes(variables: Variables, sessions: list[int], rooms: int) -> None:
    """Where times are still to be found, the sessions of a day fit into its room hours."""
    session_days = [variables.problem.session_days[s] for s in sessions]
    first = min(choice.starts[0] for day in session_days for choice in day.choices)
    end = max(choice.starts[-1] + day.minutes for day in session_days for choice in day.choices)
    held = [
        literal * session_day.minutes
        for s, session_day in zip(sessions, session_days, strict=True)
        for literal in variables.presence(s)
    ]
    variables.model.add(sum(held) <= rooms * (end - first))
