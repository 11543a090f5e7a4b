"""The solver's schedule as the rows of a plan folder: indices become codes, minutes clock times."""

from collections.abc import Iterator

from planner.domain.schedule import PlannedActivity, PlannedSession, PlannedShift, Schedule
from planner.scheduling.roster.occurrences import ActivityRun, ShiftRun
from planner.scheduling.roster.past import activity_row, past_schedule, shift_row
from planner.scheduling.roster.translate import RosterTranslation
from solver.schedule.problem import HeldSession, ScheduleSolution


def schedule_rows(translation: RosterTranslation, solution: ScheduleSolution) -> Schedule:
    """Everything from the schedule's first day on, without the gaps."""
    past = past_schedule(translation.context)
    return Schedule(
        roster=(*past.roster, *_shifts(translation, solution)),
        activities=(*past.activities, *_activities(translation, solution)),
        sessions=(*past.sessions, *_sessions(translation, solution)),
    )


def _shifts(translation: RosterTranslation, solution: ScheduleSolution) -> Iterator[PlannedShift]:
    context = translation.context
    for person, duty in sorted(solution.duties):
        run = context.runs[duty]
        if isinstance(run, ShiftRun):
            yield shift_row(context, context.programme.staff[person].code, run.code, run.day)


def _activities(
    translation: RosterTranslation, solution: ScheduleSolution
) -> Iterator[PlannedActivity]:
    context = translation.context
    staff = context.programme.staff
    for index, run in enumerate(context.runs):
        if isinstance(run, ActivityRun):
            leaders = tuple(staff[person].code for person, duty in solution.duties if duty == index)
            yield activity_row(context.programme, run, leaders)


def _sessions(
    translation: RosterTranslation, solution: ScheduleSolution
) -> Iterator[PlannedSession]:
    problem = translation.problem
    by_day: dict[int, list[HeldSession]] = {}
    for held in solution.sessions:
        by_day.setdefault(problem.session_days[held.session_day].day, []).append(held)
    for number, sessions in sorted(by_day.items()):
        yield from _with_rooms(translation, number, sessions)


def _with_rooms(
    translation: RosterTranslation, number: int, sessions: list[HeldSession]
) -> Iterator[PlannedSession]:
    """The sessions of a day, each in the published room if that is free, else in the first.

    In order of their starts a free room is always left: no more overlap than there are rooms.
    """
    context, problem = translation.context, translation.problem
    day = context.timeline.on(number)
    rooms = [room.code for room in context.programme.rooms if room.is_one_on_one]
    free_from = dict.fromkeys(rooms, 0)
    published = context.published.coming_sessions
    published_rooms = {row.participant: row.room for row in published if row.day == day}
    for held in sorted(sessions, key=lambda held: (held.start_minute or 0, held.session_day)):
        session_day = problem.session_days[held.session_day]
        demand = problem.demands[session_day.demand]
        participant = context.served.participants[demand.participant].code
        if held.start_minute is None:
            raise AssertionError("every session of a finished schedule has its time")
        start = context.timeline.wall_minute(day, held.start_minute)
        free = [room for room in rooms if free_from[room] <= start]
        wanted = published_rooms.get(participant)
        room = wanted if wanted in free else free[0] if rooms else ""
        end = start + session_day.minutes
        free_from[room] = end
        staff = context.programme.staff[held.person].code
        yield PlannedSession(participant, staff, day, start, end, room)
