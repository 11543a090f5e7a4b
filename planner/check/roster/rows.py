"""What must hold of the rows of a schedule before any rule is asked."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from planner.check.roster.calendar import is_scheduled, occurrences, why_no_activity
from planner.check.roster.duties import dated_time, moment
from planner.check.roster.reading import ScheduleReading, has_sound_times
from planner.check.violations import Violation
from planner.check.wording import unknown
from planner.domain.clock import time_of_day
from planner.domain.schedule import PlannedActivity, PlannedSession, PlannedShift
from planner.domain.sentences import Sentence, told


def check_roster_codes(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that every code in the roster and in the activities is known."""
    staff = reading.programme.staff_by_code
    rooms = {room.code for room in reading.programme.rooms}
    for row in reading.schedule.roster:
        what = told("{row} names", row=_shift(row))
        if row.staff not in staff:
            yield Violation("rows", unknown(what, "staff member", row.staff))
        if row.shift not in reading.shift_types:
            yield Violation("rows", unknown(what, "shift", row.shift))
    for activity in reading.schedule.activities:
        what = told(
            "The row of activity {code} on {day} names", code=activity.activity, day=activity.day
        )
        if activity.activity not in reading.activity_types:
            yield Violation("rows", unknown(what, "activity", activity.activity))
        if activity.room and activity.room not in rooms:
            yield Violation("rows", unknown(what, "room", activity.room))
        for code in activity.staff:
            if code not in staff:
                yield Violation("rows", unknown(what, "staff member", code))


def _shift(row: PlannedShift) -> Sentence:
    return told(
        "The roster row of {staff}, {shift} on {day},",
        staff=row.staff,
        shift=row.shift,
        day=row.day,
    )


def _session(row: PlannedSession) -> Sentence:
    return told(
        "The session of {participant} with {staff} on {day}",
        participant=row.participant,
        staff=row.staff,
        day=row.day,
    )


def check_session_codes(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that every code in the sessions is known."""
    programme = reading.programme
    rooms = {room.code for room in programme.rooms}
    for row in reading.schedule.sessions:
        what = told("{row} names", row=_session(row))
        if row.participant not in programme.participant_by_code:
            yield Violation("rows", unknown(what, "participant", row.participant))
        if row.staff not in programme.staff_by_code:
            yield Violation("rows", unknown(what, "staff member", row.staff))
        if row.room and row.room not in rooms:
            yield Violation("rows", unknown(what, "room", row.room))


def check_dates(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that every row lies in the weeks of the schedule."""
    programme, schedule = reading.programme, reading.schedule
    rows = [
        *(
            (told("roster row of {staff}, {shift}", staff=row.staff, shift=row.shift), row.day)
            for row in schedule.roster
        ),
        *(
            (told("row of activity {code}", code=row.activity), row.day)
            for row in schedule.activities
        ),
        *(
            (
                told(
                    "session of {participant} with {staff}",
                    participant=row.participant,
                    staff=row.staff,
                ),
                row.day,
            )
            for row in schedule.sessions
        ),
    ]
    for what, day in rows:
        if not is_scheduled(programme, day):
            yield Violation(
                "rows",
                told(
                    "The {row} on {day} lies outside the schedule, {start} to {end}.",
                    row=what,
                    day=day,
                    start=programme.schedule_start,
                    end=programme.schedule_end,
                ),
            )


def check_shift_times(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that each roster row has the times of its shift."""
    for row in reading.schedule.roster:
        shift = reading.shift_types.get(row.shift)
        if shift is None or not is_scheduled(reading.programme, row.day):
            continue
        start, end = moment(row.day, shift.start_minute), moment(row.day, shift.end_minute)
        if (row.start, row.end) != (start, end):
            yield Violation(
                "rows",
                told(
                    "{row} runs from {start} to {end}; the shift runs from {right_start} to"
                    " {right_end}.",
                    row=_shift(row),
                    start=dated_time(row.start),
                    end=dated_time(row.end),
                    right_start=dated_time(start),
                    right_end=dated_time(end),
                ),
            )


def check_session_times(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that each session begins and ends on a quarter hour and lasts a while."""
    for row in reading.schedule.sessions:
        if not has_sound_times(row):
            why = told(
                "{session} has no length, or begins or ends on no time of day.",
                session=_session(row),
            )
            yield Violation("rows", why)
        elif row.start_minute % 15 or row.end_minute % 15:
            yield Violation(
                "rows",
                told(
                    "{session} runs from {start} to {end}; times are multiples of 15 minutes.",
                    session=_session(row),
                    start=time_of_day(row.start_minute),
                    end=time_of_day(row.end_minute),
                ),
            )


def check_session_rooms(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that sessions have no room where no room of kind one_on_one is listed."""
    if any(room.is_one_on_one for room in reading.programme.rooms):
        return
    for row in reading.sessions:
        if row.room and reading.is_new(row.day):
            yield Violation(
                "rows",
                told(
                    "{session} names the room {room}; no room of kind one_on_one is listed, so it"
                    " stays empty.",
                    session=_session(row),
                    room=row.room,
                ),
            )


def check_sessions_once(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that no session is listed twice."""
    for row, count in Counter(reading.schedule.sessions).items():
        if count > 1:
            yield Violation(
                "rows",
                told(
                    "{session} at {time} is listed {number} times.",
                    session=_session(row),
                    time=time_of_day(row.start_minute),
                    number=count,
                ),
            )


def check_activities_complete(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures one row for each time that an activity takes place, led or not."""
    counts = Counter((row.activity, row.day) for row in reading.schedule.activities)
    for activity, day in occurrences(reading.programme):
        if (activity.code, day) not in counts:
            yield Violation(
                "rows", told("{activity} has no row.", activity=_named(activity.code, day))
            )
    for (code, day), count in sorted(counts.items()):
        if count > 1:
            why = told(
                "{activity} is listed {number} times.", activity=_named(code, day), number=count
            )
            yield Violation("rows", why)


def _named(code: str, day: date) -> Sentence:
    return told("The activity {code} on {day}", code=code, day=day)


def check_activity_rows(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that each row of an activity has its times and its room."""
    for row in reading.activities:
        activity = reading.activity_types[row.activity]
        end_minute = activity.start_minute + activity.minutes
        what = _named(row.activity, row.day)
        if (row.start_minute, row.end_minute) != (activity.start_minute, end_minute):
            yield Violation(
                "rows",
                told(
                    "{activity} runs from {start} to {end} in the plan; it runs from {right_start}"
                    " to {right_end}.",
                    activity=what,
                    start=time_of_day(row.start_minute),
                    end=time_of_day(row.end_minute),
                    right_start=time_of_day(activity.start_minute),
                    right_end=time_of_day(end_minute),
                ),
            )
        if row.room != activity.room:
            yield Violation(
                "rows",
                told(
                    "{activity} is in {claim} in the plan; it is held in {room}.",
                    activity=what,
                    claim=row.room or told("no room"),
                    room=activity.room or told("no room"),
                ),
            )
        if is_past_and_unknown(reading, row):
            why = told(
                "{activity} is before the planning date, did not take place and is listed.",
                activity=what,
            )
            yield Violation("rows", why)


def is_past_and_unknown(reading: ScheduleReading, row: PlannedActivity) -> bool:
    """Whether a row speaks of an activity that neither took place nor had a facilitator."""
    activity = reading.activity_types[row.activity]
    return (
        not reading.is_new(row.day)
        and bool(why_no_activity(reading.programme, activity, row.day))
        and not reading.leading(row.activity, row.day)
    )
