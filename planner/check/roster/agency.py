"""Rules A1 to A7, an agency's own and off by default: hours, runs, weekends and successions."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from planner.check.roster.calendar import ONE_DAY, schedule_days
from planner.check.roster.rest import in_hours
from planner.check.roster.workload import Workload, runs_of_days
from planner.check.violations import Violation
from planner.check.wording import counted
from planner.domain.sentences import told

SATURDAY = 5


def check_least_hours(work: Workload) -> Iterator[Violation]:
    """A1: ensures min_total_hours of shifts in the schedule."""
    least, minutes = work.member.min_total_hours, shift_minutes(work)
    if least is not None and minutes < round(60 * least):
        yield Violation(
            "A1",
            told(
                "{staff} has {hours} of shifts in the schedule; the least is {least}.",
                staff=work.member.code,
                hours=in_hours(minutes),
                least=in_hours(round(60 * least)),
            ),
        )


def check_most_hours(work: Workload) -> Iterator[Violation]:
    """A1: ensures max_total_hours of shifts in the schedule at most."""
    most, minutes = work.member.max_total_hours, shift_minutes(work)
    if most is None or minutes <= round(60 * most):
        return
    if work.is_blamed(work.scheduled_shifts):
        yield Violation(
            "A1",
            told(
                "{staff} has {hours} of shifts in the schedule; the most is {most}.",
                staff=work.member.code,
                hours=in_hours(minutes),
                most=in_hours(round(60 * most)),
            ),
        )


def shift_minutes(work: Workload) -> int:
    """The minutes of a person's shifts in the schedule."""
    return sum(duty.minutes for duty in work.scheduled_shifts)


def check_own_consecutive_days(work: Workload) -> Iterator[Violation]:
    """A2: ensures the person's own most days with a shift in a row."""
    most = work.member.max_consecutive_days
    if most is None:
        return
    for run in runs_of_days(duty.day for duty in work.shifts):
        if len(run) > most and run[-1] >= work.programme.as_of:
            yield Violation(
                "A2",
                told(
                    "{staff} has shifts on {days} in a row, {first} to {last}; her own most is"
                    " {most}.",
                    staff=work.member.code,
                    days=counted(len(run), "days"),
                    first=run[0],
                    last=run[-1],
                    most=most,
                ),
            )


def check_least_days_on(work: Workload) -> Iterator[Violation]:
    """A3: ensures the person's least days with a shift in a row, but for runs cut off."""
    least = work.member.min_consecutive_days
    for run in runs_of_days(duty.day for duty in work.shifts):
        if len(run) < least and is_whole(work, run):
            yield Violation(
                "A3",
                told(
                    "{staff} has shifts on {days} in a row only, {first} to {last}; the least is"
                    " {least}.",
                    staff=work.member.code,
                    days=counted(len(run), "days"),
                    first=run[0],
                    last=run[-1],
                    least=least,
                ),
            )


def check_least_days_off(work: Workload) -> Iterator[Violation]:
    """A4: ensures the person's least days without a shift in a row, but for runs cut off."""
    least = work.member.min_consecutive_days_off
    on = {duty.day for duty in work.shifts}
    for run in runs_of_days(day for day in schedule_days(work.programme) if day not in on):
        if len(run) < least and is_whole(work, run):
            yield Violation(
                "A4",
                told(
                    "{staff} has {days} without a shift in a row only, {first} to {last}; the"
                    " least is {least}.",
                    staff=work.member.code,
                    days=counted(len(run), "days"),
                    first=run[0],
                    last=run[-1],
                    least=least,
                ),
            )


def is_whole(work: Workload, run: list[date]) -> bool:
    """Whether a run touches neither end of the schedule nor history."""
    programme = work.programme
    first, last = programme.schedule_start, programme.schedule_end - ONE_DAY
    return run[0] > first and run[0] >= programme.as_of and run[-1] < last


def check_weekends(work: Workload) -> Iterator[Violation]:
    """A5: ensures the most weekends with a shift on Saturday or Sunday."""
    most = work.member.max_weekends
    if most is None:
        return
    shifts = [duty for duty in work.scheduled_shifts if duty.day.weekday() >= SATURDAY]
    weekends = {duty.day - (duty.day.weekday() - SATURDAY) * ONE_DAY for duty in shifts}
    if len(weekends) > most and work.is_blamed(shifts):
        yield Violation(
            "A5",
            told(
                "{staff} has shifts on {weekends}; the most is {most}.",
                staff=work.member.code,
                weekends=counted(len(weekends), "weekends"),
                most=most,
            ),
        )


def check_successions(work: Workload) -> Iterator[Violation]:
    """A6: ensures that no shift is followed on the next day by one that may not follow it."""
    barred = {shift.code: shift.not_followed_by for shift in work.programme.shifts}
    for first in work.shifts:
        for second in work.by_day.get(first.day + ONE_DAY, []):
            if second.code in barred[first.code] and work.is_blamed([second]):
                yield Violation(
                    "A6",
                    told(
                        "{staff} has {first} and then {second}; {later} may not follow {earlier}.",
                        staff=work.member.code,
                        first=first.words,
                        second=second.words,
                        later=second.code,
                        earlier=first.code,
                    ),
                )


def check_shift_limits(work: Workload) -> Iterator[Violation]:
    """A7: ensures that nobody has a shift more often in the schedule than allowed."""
    counts = Counter(duty.code for duty in work.scheduled_shifts)
    for limit in work.programme.shift_limits:
        if limit.staff != work.member.code or counts[limit.shift] <= limit.most:
            continue
        if work.is_blamed(d for d in work.scheduled_shifts if d.code == limit.shift):
            yield Violation(
                "A7",
                told(
                    "{staff} has the shift {shift} {number} times; the most is {most}.",
                    staff=work.member.code,
                    shift=limit.shift,
                    number=counts[limit.shift],
                    most=limit.most,
                ),
            )
