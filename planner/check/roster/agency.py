"""Rules A1 to A7, an agency's own and off by default: hours, runs, weekends and successions."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from planner.check.roster.calendar import ONE_DAY, schedule_days
from planner.check.roster.rest import in_hours
from planner.check.roster.workload import Workload, runs_of_days
from planner.check.violations import Violation

SATURDAY = 5


def check_least_hours(work: Workload) -> Iterator[Violation]:
    """A1: ensures min_total_hours of shifts in the schedule."""
    least, minutes = work.member.min_total_hours, shift_minutes(work)
    if least is not None and minutes < round(60 * least):
        yield Violation(
            "A1",
            f"{work.member.code} has {in_hours(minutes)} of shifts in the schedule; the least is"
            f" {in_hours(round(60 * least))}.",
        )


def check_most_hours(work: Workload) -> Iterator[Violation]:
    """A1: ensures max_total_hours of shifts in the schedule at most."""
    most, minutes = work.member.max_total_hours, shift_minutes(work)
    if most is None or minutes <= round(60 * most):
        return
    if work.is_blamed(work.scheduled_shifts):
        yield Violation(
            "A1",
            f"{work.member.code} has {in_hours(minutes)} of shifts in the schedule; the most is"
            f" {in_hours(round(60 * most))}.",
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
                f"{work.member.code} has shifts on {len(run)} days in a row, {run[0]} to"
                f" {run[-1]}; her own most is {most}.",
            )


def check_least_days_on(work: Workload) -> Iterator[Violation]:
    """A3: ensures the person's least days with a shift in a row, but for runs cut off."""
    least = work.member.min_consecutive_days
    for run in runs_of_days(duty.day for duty in work.shifts):
        if len(run) < least and is_whole(work, run):
            yield Violation(
                "A3",
                f"{work.member.code} has shifts on {len(run)} days in a row only, {run[0]} to"
                f" {run[-1]}; the least is {least}.",
            )


def check_least_days_off(work: Workload) -> Iterator[Violation]:
    """A4: ensures the person's least days without a shift in a row, but for runs cut off."""
    least = work.member.min_consecutive_days_off
    on = {duty.day for duty in work.shifts}
    for run in runs_of_days(day for day in schedule_days(work.programme) if day not in on):
        if len(run) < least and is_whole(work, run):
            yield Violation(
                "A4",
                f"{work.member.code} has {len(run)} days without a shift in a row only, {run[0]}"
                f" to {run[-1]}; the least is {least}.",
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
            f"{work.member.code} has shifts on {len(weekends)} weekends; the most is {most}.",
        )


def check_successions(work: Workload) -> Iterator[Violation]:
    """A6: ensures that no shift is followed on the next day by one that may not follow it."""
    barred = {shift.code: shift.not_followed_by for shift in work.programme.shifts}
    for first in work.shifts:
        for second in work.by_day.get(first.day + ONE_DAY, []):
            if second.code in barred[first.code] and work.is_blamed([second]):
                yield Violation(
                    "A6",
                    f"{work.member.code} has {first} and then {second}; {second.code} may not"
                    f" follow {first.code}.",
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
                f"{work.member.code} has the shift {limit.shift} {counts[limit.shift]} times; the"
                f" most is {limit.most}.",
            )
