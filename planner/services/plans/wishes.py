"""Sessions that are not with the worker whom the participant should have, or would rather have."""

from collections import defaultdict
from datetime import date

from planner.check.roster.costs import is_against_preference, scheduled_sessions
from planner.check.roster.reading import ScheduleReading
from planner.domain.participants import Participant, WishRule
from planner.domain.schedule import PlannedSession
from planner.domain.staffing import StaffMember
from planner.services.wording import listed


def primary_workers(reading: ScheduleReading, participant: str, *days: date) -> list[str]:
    """The primary workers of a participant on these days, each once."""
    own = reading.services.get(participant, [])
    workers = [
        service.worker for day in days for service in own if service.covers(day) and service.worker
    ]
    return list(dict.fromkeys(workers))


def is_other_worker(reading: ScheduleReading, row: PlannedSession) -> bool:
    """Whether a session is held by another than the primary worker of its day."""
    workers = primary_workers(reading, row.participant, row.day)
    return bool(workers) and row.staff not in workers


def is_against_wish(reading: ScheduleReading, row: PlannedSession) -> bool:
    """Whether a session goes against a preferred language or gender."""
    person = reading.programme.participant_by_code.get(row.participant)
    member = reading.programme.staff_by_code.get(row.staff)
    return person is not None and member is not None and is_against_preference(person, member)


def broken_wish(person: Participant, member: StaffMember) -> str:
    """Which preference a worker does not meet, in words."""
    broken = []
    prefers_language = person.language_rule is WishRule.PREFERRED and bool(person.languages)
    if prefers_language and not member.languages & set(person.languages):
        broken.append(f"does not speak {' or '.join(person.languages)}")
    prefers_gender = (
        person.worker_gender_rule is WishRule.PREFERRED and person.worker_gender != "any"
    )
    if prefers_gender and member.gender != person.worker_gender:
        broken.append(f"is not of the preferred gender {person.worker_gender}")
    return " and ".join(broken)


def sessions_against_wishes(reading: ScheduleReading, participant: str = "") -> list[str]:
    """A line for each participant and worker who does not meet a preference, with the dates.

    Of one participant only where she is named.
    """
    found: dict[tuple[str, str], list[date]] = defaultdict(list)
    for row in scheduled_sessions(reading):
        if participant in ("", row.participant) and is_against_wish(reading, row):
            found[row.participant, row.staff].append(row.day)
    people, staff = reading.programme.participant_by_code, reading.programme.staff_by_code
    return [
        f"{code} with {member}, who {broken_wish(people[code], staff[member])}:"
        f" {listed(map(str, sorted(days)))}"
        for (code, member), days in sorted(found.items())
    ]
