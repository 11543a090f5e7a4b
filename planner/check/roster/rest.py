"""Rule R4, rest: between two work days, in a legal week, and how far a work day stretches."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from planner.check.roster.calendar import ONE_WEEK
from planner.check.roster.duties import Duty, clock_time, moment, zone_of
from planner.check.roster.workload import Workload, legal_weeks
from planner.check.violations import Violation
from planner.domain.clock import elapsed_minutes
from planner.domain.programme import Programme
from planner.domain.sentences import Sentence, told


def check_daily_rest(work: Workload) -> Iterator[Violation]:
    """R4: ensures min_rest_minutes from a work day's last end to the next one's first start."""
    least = work.programme.labour.min_rest_minutes
    if not least:
        return
    for before, after in pairwise(work.by_day.values()):
        last = max(before, key=lambda duty: duty.end)
        first = after[0]
        rest = elapsed_minutes(last.end, first.start, zone_of(work.programme))
        if rest < least and work.is_blamed(after):
            yield Violation(
                "R4",
                told(
                    "{staff} has {hours} of rest between {last} and {first}; the least is {least}.",
                    staff=work.member.code,
                    hours=in_hours(rest),
                    last=last.words,
                    first=first.words,
                    least=in_hours(least),
                ),
            )


def check_weekly_rest(work: Workload) -> Iterator[Violation]:
    """R4: ensures one stretch without duty in every legal week that ends inside the schedule."""
    programme = work.programme
    least = programme.labour.weekly_rest_minutes
    for week in legal_weeks(programme):
        if week + ONE_WEEK > programme.schedule_end:
            continue
        start, end = moment(week, 0), moment(week + ONE_WEEK, 0)
        inside = [duty for duty in work.duties if duty.overlaps(start, end)]
        longest = longest_rest(programme, inside, start, end)
        if longest < least and work.is_blamed(inside):
            yield Violation(
                "R4",
                told(
                    "{staff} has at most {hours} without duty in the week of {week}; one stretch of"
                    " {least} is needed.",
                    staff=work.member.code,
                    hours=in_hours(longest),
                    week=week,
                    least=in_hours(least),
                ),
            )


def longest_rest(
    programme: Programme, duties: Sequence[Duty], start: datetime, end: datetime
) -> int:
    """The most minutes without duty in ``[start, end)``; ``duties`` in the order of time."""
    zone = zone_of(programme)
    longest, free_from = 0, start
    for duty in duties:
        if duty.start > free_from:
            longest = max(longest, elapsed_minutes(free_from, duty.start, zone))
        free_from = max(free_from, duty.end)
    if free_from < end:
        longest = max(longest, elapsed_minutes(free_from, end, zone))
    return longest


def check_day_span(work: Workload) -> Iterator[Violation]:
    """R4: ensures day_span_minutes at most from the first start to the last end of a work day."""
    most = work.programme.labour.day_span_minutes
    if most is None:
        return
    for day, duties in work.by_day.items():
        last = max(duty.end for duty in duties)
        span = elapsed_minutes(duties[0].start, last, zone_of(work.programme))
        if span > most and work.is_blamed(duties):
            yield Violation(
                "R4",
                told(
                    "The work day {day} of {staff} stretches over {hours}, {start} to {end}; the"
                    " most is {most}.",
                    day=day,
                    staff=work.member.code,
                    hours=in_hours(span),
                    start=clock_time(duties[0].start),
                    end=clock_time(last),
                    most=in_hours(most),
                ),
            )


def in_hours(minutes: int) -> Sentence:
    """Minutes as hours and minutes: ``7 h 30 min``."""
    sign, minutes = ("-" if minutes < 0 else ""), abs(minutes)
    hours, rest = f"{sign}{minutes // 60}", minutes % 60
    if not rest:
        return told("{hours} h 00 min", hours=hours)
    return told("{hours} h {minutes} min", hours=hours, minutes=f"{rest:02}")
