"""What one person has been given so far, and whether one more duty would break a rule (R1, R4)."""

from collections import Counter

from solver.schedule.pairs import exclude_each_other, has_weekly_rest
from solver.schedule.problem import DAYS_PER_WEEK, Duty, FixedDuty, LegalWeek, ScheduleProblem

Span = Duty | FixedDuty
# Duties whose work days lie further apart than this cannot be too close together.
_NEAR_DAYS = 2


class Workload:
    """The duties of one person, those that are over included."""

    def __init__(self, problem: ScheduleProblem, person: int) -> None:
        self._problem = problem
        self._labour = problem.labour
        self._person = problem.people[person]
        self._by_day: dict[int, list[Span]] = {}
        self._nights: set[int] = set()
        self._shift_counts: Counter[int | None] = Counter()
        self.minutes_in_schedule = 0
        for past in self._person.past:
            self.add(past)

    def add(self, span: Span) -> None:
        """Give one more duty."""
        self._by_day.setdefault(span.day, []).append(span)
        if span.night is not None:
            self._nights.add(span.night)
        if span.day >= 0:
            self.minutes_in_schedule += span.minutes
            if isinstance(span, Duty):
                self._shift_counts[span.shift] += 1

    def may_take(self, span: Span) -> bool:
        """Whether one more duty leaves every rule whole; the agency's minima are not asked."""
        near = range(span.day - _NEAR_DAYS, span.day + _NEAR_DAYS + 1)
        busy = [other for day in near for other in self._by_day.get(day, ())]
        return (
            not any(exclude_each_other(self._labour, other, span) for other in busy)
            and self._has_hours(span)
            and self._is_short_run(span)
            and self._rests_weekly(span)
            and self._suits_pattern(span)
        )

    def overtime_with(self, span: Span) -> int:
        """Minutes above the weekly and daily thresholds if she had one more duty."""
        daily, weekly = self._person.overtime_daily_minutes, self._labour.overtime_weekly_minutes
        over = 0
        if daily is not None:
            over = max(0, self._minutes(span.day, span.day + 1) + span.minutes - daily)
        week = self._legal_week(span)
        if weekly is not None and week is not None:
            minutes = self._minutes(week.first_day, week.end_day) + span.minutes
            over = max(over, minutes - weekly)
        return over

    def _has_hours(self, span: Span) -> bool:
        daily, week = self._person.daily_max_minutes, self._legal_week(span)
        if daily is not None and self._minutes(span.day, span.day + 1) + span.minutes > daily:
            return False
        if week is None:
            return True
        minutes = self._minutes(week.first_day, week.end_day) + span.minutes
        return minutes <= self._person.weekly_max_minutes

    def _is_short_run(self, span: Span) -> bool:
        days, nights = self._labour.max_consecutive_days, self._labour.max_consecutive_nights
        if days is not None and _run_around(set(self._by_day), span.day) > days:
            return False
        if nights is None or span.night is None:
            return True
        return _run_around(self._nights, span.night) <= nights

    def _rests_weekly(self, span: Span) -> bool:
        for week in self._labour.legal_weeks:
            touches = span.start_minute < week.end_minute and week.start_minute < span.end_minute
            if not week.needs_rest or not touches:
                continue
            days = range(week.first_day - 1, week.end_day + 1)
            busy = [other for day in days for other in self._by_day.get(day, ())]
            if not has_weekly_rest(self._labour, [*busy, span], week):
                return False
        return True

    def _suits_pattern(self, span: Span) -> bool:
        pattern = self._person.pattern
        if not isinstance(span, Duty) or span.shift is None:
            return True
        shifts = {
            day
            for day, spans in self._by_day.items()
            if any(isinstance(other, Duty) and other.shift is not None for other in spans)
        }
        weekends = {day // DAYS_PER_WEEK for day in shifts if day % DAYS_PER_WEEK >= 5}
        weekends |= {span.day // DAYS_PER_WEEK} if span.is_weekend_shift else set()
        most_days, most_minutes = pattern.max_consecutive_days, pattern.max_minutes
        most_same = pattern.most_by_shift.get(span.shift)
        return (
            (most_minutes is None or self.minutes_in_schedule + span.minutes <= most_minutes)
            and (most_same is None or self._shift_counts[span.shift] < most_same)
            and (most_days is None or _run_around(shifts, span.day) <= most_days)
            and (pattern.max_weekends is None or len(weekends) <= pattern.max_weekends)
            and not self._follows_badly(span)
        )

    def _follows_badly(self, span: Duty) -> bool:
        before, after = self._by_day.get(span.day - 1, ()), self._by_day.get(span.day + 1, ())
        pairs = [(other.shift, span.shift) for other in before if isinstance(other, Duty)]
        pairs += [(span.shift, other.shift) for other in after if isinstance(other, Duty)]
        return any(pair in self._problem.successions for pair in pairs)

    def _minutes(self, first_day: int, end_day: int) -> int:
        days = range(first_day, end_day)
        return sum(span.minutes for day in days for span in self._by_day.get(day, ()))

    def _legal_week(self, span: Span) -> LegalWeek | None:
        weeks = self._labour.legal_weeks
        return next((w for w in weeks if w.first_day <= span.day < w.end_day), None)


def _run_around(days: set[int], day: int) -> int:
    """How long a run of days would be with this one in it."""
    first = last = day
    while first - 1 in days:
        first -= 1
    while last + 1 in days:
        last += 1
    return last - first + 1
