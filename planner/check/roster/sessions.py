"""Rule R7, time and worker: when a session may be held and by whom."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from planner.check.roster.calendar import ONE_DAY, is_support_day, why_no_activity
from planner.check.roster.duties import activity_duty, moment
from planner.check.roster.reading import ScheduleReading
from planner.check.violations import Violation
from planner.check.wording import counted
from planner.check.workers import worker_faults
from planner.domain.activities import Activity, Audience
from planner.domain.clock import WEEKDAY_WORDS, time_of_day
from planner.domain.participants import Participant
from planner.domain.programme import Programme
from planner.domain.schedule import PlannedSession
from planner.domain.sentences import Sentence, joined, told
from planner.domain.support import Session


def new_sessions(reading: ScheduleReading) -> list[PlannedSession]:
    """The sessions from the planning date on."""
    return [row for row in reading.held if reading.is_new(row.day)]


def named(row: Session | PlannedSession) -> Sentence:
    """A session in words."""
    return told(
        "The session of {participant} with {staff} on {day}, {start} to {end},",
        participant=row.participant,
        staff=row.staff,
        day=row.day,
        start=time_of_day(row.start_minute),
        end=time_of_day(row.end_minute),
    )


def check_window(reading: ScheduleReading) -> Iterator[Violation]:
    """R7: ensures that each session lies inside the support window on a support day."""
    programme, rules = reading.programme, reading.programme.support
    for row in new_sessions(reading):
        if row.day.weekday() not in rules.weekdays:
            why = told(
                "{session} is on a {weekday}, no support weekday.",
                session=named(row),
                weekday=WEEKDAY_WORDS[row.day.weekday()],
            )
            yield Violation("R7", why)
        elif not is_support_day(programme, row.day):
            why = told("{session} is on a statutory holiday.", session=named(row))
            yield Violation("R7", why)
        opens, closes = rules.window_start_minute, rules.window_end_minute
        if row.start_minute < opens or row.end_minute > closes:
            yield Violation(
                "R7",
                told(
                    "{session} lies outside the support window, {opens} to {closes}.",
                    session=named(row),
                    opens=time_of_day(opens),
                    closes=time_of_day(closes),
                ),
            )


def check_length(reading: ScheduleReading) -> Iterator[Violation]:
    """R7: ensures that each session has the participant's length."""
    for row in new_sessions(reading):
        person = reading.programme.participant_by_code[row.participant]
        minutes = session_minutes(reading.programme, person)
        if row.end_minute - row.start_minute != minutes:
            yield Violation(
                "R7",
                told(
                    "{session} lasts {claim} minutes; a session of {participant} lasts {minutes}.",
                    session=named(row),
                    claim=row.end_minute - row.start_minute,
                    participant=person.code,
                    minutes=minutes,
                ),
            )


def session_minutes(programme: Programme, person: Participant) -> int:
    """How long a session of a participant is."""
    own = person.session_minutes
    return programme.support.session_minutes if own is None else own


def check_worker_allowed(reading: ScheduleReading) -> Iterator[Violation]:
    """R7: ensures that whoever holds a session may be a worker of the participant by S10."""
    programme = reading.programme
    for row in new_sessions(reading):
        person = programme.participant_by_code[row.participant]
        member = programme.staff_by_code[row.staff]
        for reason in worker_faults(programme, person, member):
            why = told(
                "{session} is with somebody who may not hold it: {reason}",
                session=named(row),
                reason=reason,
            )
            yield Violation("R7", why)


def check_one_a_day(reading: ScheduleReading) -> Iterator[Violation]:
    """R7: ensures at most one session a day for each participant."""
    by_day: dict[tuple[str, date], list[PlannedSession]] = defaultdict(list)
    for row in new_sessions(reading):
        by_day[row.participant, row.day].append(row)
    for (participant, day), rows in sorted(by_day.items()):
        if len(rows) > 1:
            times = [time_of_day(minute) for minute in sorted(r.start_minute for r in rows)]
            yield Violation(
                "R7",
                told(
                    "{participant} has {sessions} on {day}, at {times}; there is at most one a"
                    " day.",
                    participant=participant,
                    sessions=counted(len(rows), "sessions"),
                    day=day,
                    times=joined(times, ", "),
                ),
            )


def check_not_blocked(reading: ScheduleReading) -> Iterator[Violation]:
    """R7: ensures no session during an activity that blocks the participant, led or not."""
    for row in new_sessions(reading):
        start, end = moment(row.day, row.start_minute), moment(row.day, row.end_minute)
        for activity in blocking(reading, row.participant, start, end):
            yield Violation(
                "R7",
                told(
                    "{session} is during {activity}, which is for {participant} too.",
                    session=named(row),
                    activity=activity.code,
                    participant=row.participant,
                ),
            )


def blocking(
    reading: ScheduleReading, participant: str, start: datetime, end: datetime
) -> list[Activity]:
    """The activities that keep a participant from a session in ``[start, end)``."""
    found = []
    for activity in reading.programme.activities:
        if not activity.blocks_one_on_one:
            continue
        for day in (start.date() - ONE_DAY, start.date()):
            takes_place = not why_no_activity(reading.programme, activity, day)
            if not takes_place or not is_in_audience(reading, activity, participant, day):
                continue
            if activity_duty(reading.programme, "", activity, day).overlaps(start, end):
                found.append(activity)
    return found


def is_in_audience(
    reading: ScheduleReading, activity: Activity, participant: str, day: date
) -> bool:
    """Whether an activity of that day is for the participant, who is in service."""
    stays = reading.stays
    if activity.audience is Audience.RESIDENTS:
        return any(
            stay.participant == participant and stay.admission <= day < stay.discharge
            for stay in stays.stays_ever
        )
    if activity.audience is Audience.DAY_PROGRAM:
        enrolled = [(row.participant, row.start, row.end) for row in stays.enrolled]
        enrolled += [(row.participant, row.start, row.end) for row in stays.joining]
        return any(who == participant and start <= day < end for who, start, end in enrolled)
    return activity.audience is Audience.ALL
