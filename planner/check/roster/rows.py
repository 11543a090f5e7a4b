"""What must hold of the rows of a schedule before any rule is asked."""

from collections import Counter
from collections.abc import Iterator

from planner.check.roster.calendar import is_scheduled, occurrences, why_no_activity
from planner.check.roster.duties import moment, wall_time
from planner.check.roster.reading import ScheduleReading, has_sound_times
from planner.check.violations import Violation
from planner.domain.schedule import PlannedActivity


def check_roster_codes(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that every code in the roster and in the activities is known."""
    staff = reading.programme.staff_by_code
    rooms = {room.code for room in reading.programme.rooms}
    for row in reading.schedule.roster:
        what = f"The roster row of {row.staff}, {row.shift} on {row.day}, names"
        if row.staff not in staff:
            yield Violation("rows", f"{what} the unknown staff member {row.staff}.")
        if row.shift not in reading.shift_types:
            yield Violation("rows", f"{what} the unknown shift {row.shift}.")
    for activity in reading.schedule.activities:
        what = f"The row of activity {activity.activity} on {activity.day} names"
        if activity.activity not in reading.activity_types:
            yield Violation("rows", f"{what} the unknown activity {activity.activity}.")
        if activity.room and activity.room not in rooms:
            yield Violation("rows", f"{what} the unknown room {activity.room}.")
        for code in activity.staff:
            if code not in staff:
                yield Violation("rows", f"{what} the unknown staff member {code}.")


def check_session_codes(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that every code in the sessions is known."""
    programme = reading.programme
    rooms = {room.code for room in programme.rooms}
    for row in reading.schedule.sessions:
        what = f"The session of {row.participant} with {row.staff} on {row.day} names"
        if row.participant not in programme.participant_by_code:
            yield Violation("rows", f"{what} the unknown participant {row.participant}.")
        if row.staff not in programme.staff_by_code:
            yield Violation("rows", f"{what} the unknown staff member {row.staff}.")
        if row.room and row.room not in rooms:
            yield Violation("rows", f"{what} the unknown room {row.room}.")


def check_dates(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that every row lies in the weeks of the schedule."""
    programme, schedule = reading.programme, reading.schedule
    rows = [
        *((f"roster row of {row.staff}, {row.shift}", row.day) for row in schedule.roster),
        *((f"row of activity {row.activity}", row.day) for row in schedule.activities),
        *((f"session of {row.participant} with {row.staff}", row.day) for row in schedule.sessions),
    ]
    for what, day in rows:
        if not is_scheduled(programme, day):
            yield Violation(
                "rows",
                f"The {what} on {day} lies outside the schedule,"
                f" {programme.schedule_start} to {programme.schedule_end}.",
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
                f"The roster row of {row.staff}, {row.shift} on {row.day}, runs from"
                f" {row.start:%Y-%m-%dT%H:%M} to {row.end:%Y-%m-%dT%H:%M}; the shift runs from"
                f" {start:%Y-%m-%dT%H:%M} to {end:%Y-%m-%dT%H:%M}.",
            )


def check_session_times(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that each session begins and ends on a quarter hour and lasts a while."""
    for row in reading.schedule.sessions:
        what = f"The session of {row.participant} with {row.staff} on {row.day}"
        if not has_sound_times(row):
            yield Violation("rows", f"{what} has no length, or begins or ends on no time of day.")
        elif row.start_minute % 15 or row.end_minute % 15:
            yield Violation(
                "rows",
                f"{what} runs from {wall_time(row.start_minute)} to {wall_time(row.end_minute)};"
                " times are multiples of 15 minutes.",
            )


def check_session_rooms(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that sessions have no room where no room of kind one_on_one is listed."""
    if any(room.is_one_on_one for room in reading.programme.rooms):
        return
    for row in reading.sessions:
        if row.room and reading.is_new(row.day):
            yield Violation(
                "rows",
                f"The session of {row.participant} with {row.staff} on {row.day} names the room"
                f" {row.room}; no room of kind one_on_one is listed, so it stays empty.",
            )


def check_sessions_once(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that no session is listed twice."""
    for row, count in Counter(reading.schedule.sessions).items():
        if count > 1:
            yield Violation(
                "rows",
                f"The session of {row.participant} with {row.staff} on {row.day} at"
                f" {wall_time(row.start_minute)} is listed {count} times.",
            )


def check_activities_complete(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures one row for each time that an activity takes place, led or not."""
    counts = Counter((row.activity, row.day) for row in reading.schedule.activities)
    for activity, day in occurrences(reading.programme):
        if (activity.code, day) not in counts:
            yield Violation("rows", f"The activity {activity.code} on {day} has no row.")
    for (code, day), count in sorted(counts.items()):
        if count > 1:
            yield Violation("rows", f"The activity {code} on {day} is listed {count} times.")


def check_activity_rows(reading: ScheduleReading) -> Iterator[Violation]:
    """rows: ensures that each row of an activity has its times and its room."""
    for row in reading.activities:
        activity = reading.activity_types[row.activity]
        end_minute = activity.start_minute + activity.minutes
        what = f"The activity {row.activity} on {row.day}"
        if (row.start_minute, row.end_minute) != (activity.start_minute, end_minute):
            yield Violation(
                "rows",
                f"{what} runs from {wall_time(row.start_minute)} to {wall_time(row.end_minute)}"
                f" in the plan; it runs from {wall_time(activity.start_minute)} to"
                f" {wall_time(end_minute)}.",
            )
        if row.room != activity.room:
            yield Violation(
                "rows",
                f"{what} is in {row.room or 'no room'} in the plan; it is held in"
                f" {activity.room or 'no room'}.",
            )
        if is_past_and_unknown(reading, row):
            yield Violation(
                "rows", f"{what} is before the planning date, did not take place and is listed."
            )


def is_past_and_unknown(reading: ScheduleReading, row: PlannedActivity) -> bool:
    """Whether a row speaks of an activity that neither took place nor had a facilitator."""
    activity = reading.activity_types[row.activity]
    return (
        not reading.is_new(row.day)
        and bool(why_no_activity(reading.programme, activity, row.day))
        and not reading.leading(row.activity, row.day)
    )
