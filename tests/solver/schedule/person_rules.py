"""What one person may do, worded once more as MODEL.md does: the judge of the brute force.

Duties are spans of minutes, and every rule is looked at day by day. A rule is broken only where a
new duty has a part in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product

from solver.schedule.problem import LegalWeek, Person, ScheduleProblem


@dataclass(frozen=True)
class Work:
    """One duty of somebody; ``shift`` None: no shift."""

    day: int
    start: int
    end: int
    is_new: bool
    shift: int | None = None
    night: int | None = None

    @property
    def is_weekend(self) -> bool:
        return self.shift is not None and self.day % 7 >= 5


def is_allowed(problem: ScheduleProblem, person: Person, work: list[Work]) -> bool:
    """R1 and R4, and the agency's own rules."""
    return (
        keeps_apart(problem, work)
        and keeps_hours(problem, person, work)
        and all(keeps_rest(problem, work, week) for week in problem.labour.legal_weeks)
        and keeps_runs(problem, work)
        and keeps_pattern(problem, person, [w for w in work if w.shift is not None])
    )


def keeps_apart(problem: ScheduleProblem, work: list[Work]) -> bool:
    """No overlap, the rest between work days, the span of one."""
    labour = problem.labour
    for one, other in combinations(sorted(work, key=lambda w: (w.day, w.start)), 2):
        if not (one.is_new or other.is_new):
            continue
        if one.start < other.end and other.start < one.end:
            return False
        if one.day != other.day and other.start - one.end < labour.min_rest_minutes:
            return False
        span = max(one.end, other.end) - one.start
        most = labour.day_span_minutes
        if one.day == other.day and most is not None and span > most:
            return False
    return True


def keeps_hours(problem: ScheduleProblem, person: Person, work: list[Work]) -> bool:
    """Minutes of a work day and of a legal week."""
    spans = [(day, day + 1, person.daily_max_minutes) for day in {w.day for w in work}]
    weeks = problem.labour.legal_weeks
    spans += [(week.first_day, week.end_day, person.weekly_max_minutes) for week in weeks]
    for first, end, most in spans:
        inside = [w for w in work if first <= w.day < end]
        is_over = most is not None and sum(w.end - w.start for w in inside) > most
        if is_over and any(w.is_new for w in inside):
            return False
    return True


def keeps_rest(problem: ScheduleProblem, work: list[Work], week: LegalWeek) -> bool:
    """Some stretch that begins at a quarter hour of the week and that nothing touches."""
    least = problem.labour.weekly_rest_minutes
    inside = [w for w in work if w.start < week.end_minute and week.start_minute < w.end]
    if not week.needs_rest or not any(w.is_new for w in inside):
        return True
    starts = range(week.start_minute, week.end_minute - least + 1, 15)
    return any(all(w.end <= s or s + least <= w.start for w in inside) for s in starts)


def keeps_runs(problem: ScheduleProblem, work: list[Work]) -> bool:
    """Days and nights in a row."""
    most_days = problem.labour.max_consecutive_days
    most_nights = problem.labour.max_consecutive_nights
    days = {w.day: w.is_new for w in work}
    nights = {w.night: w.is_new for w in work if w.night is not None}
    return fits(days, most_days) and fits(nights, most_nights)


def fits(dated: dict[int, bool], most: int | None) -> bool:
    """Whether no run of days that holds a new one is longer than ``most``."""
    return most is None or not any(
        len(run) > most and any(dated[day] for day in run) for run in runs(dated)
    )


def runs(days: Iterable[int]) -> list[list[int]]:
    """Days gathered into runs."""
    found: list[list[int]] = []
    for day in sorted(days):
        if found and found[-1][-1] == day - 1:
            found[-1].append(day)
        else:
            found.append([day])
    return found


def keeps_pattern(problem: ScheduleProblem, person: Person, shifts: list[Work]) -> bool:
    """An agency's own rules on shifts."""
    rules, last = person.pattern, problem.days - 1
    inside = [w for w in shifts if w.day >= 0]
    minutes, is_new = sum(w.end - w.start for w in inside), any(w.is_new for w in inside)
    if minutes < rules.min_minutes:
        return False
    if is_new and rules.max_minutes is not None and minutes > rules.max_minutes:
        return False
    for shift, most in rules.most_by_shift.items():
        same = [w for w in inside if w.shift == shift]
        if len(same) > most and any(w.is_new for w in same):
            return False
    weekends = [w for w in inside if w.is_weekend]
    number = len({w.day // 7 for w in weekends})
    too_many = rules.max_weekends is not None and number > rules.max_weekends
    if too_many and any(w.is_new for w in weekends):
        return False
    days = {w.day: w.is_new for w in shifts}
    off = [day for day in range(problem.days) if day not in days]
    whole = range(max(1, problem.open_from), last)
    minima = ((days, rules.min_consecutive_days), (off, rules.min_consecutive_days_off))
    for dated, least in minima:
        for run in runs(dated):
            if len(run) < least and run[0] in whole and run[-1] in whole:
                return False
    follows = any(
        other.is_new
        and other.day == one.day + 1
        and (one.shift, other.shift) in problem.successions
        for one, other in product(shifts, repeat=2)
    )
    return fits(days, rules.max_consecutive_days) and not follows
