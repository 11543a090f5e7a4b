"""Which labour rules and limits one more duty would break for one person, in words (R4)."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.sentences import Sentence, joined, told
from planner.domain.staffing import StaffMember
from planner.scheduling.roster.blocks import Block
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.obstacle import (
    Obstacle,
    ObstacleKind,
    Subject,
    most_binding_first,
)
from planner.scheduling.roster.own_limits import OwnLimits, too_much
from planner.scheduling.roster.runs_of_days import run_of
from planner.scheduling.wording import allowed, hours, listing

_WEEK_MINUTES = 7 * 24 * 60


@dataclass(frozen=True)
class Breaches:
    """The rules of one person beside what she has already (``busy``, history included)."""

    context: RosterContext
    member: StaffMember
    busy: Sequence[Block]

    def of(self, added: Block) -> tuple[Obstacle, ...]:
        """What the added duty would break, the most binding first.

        Where other duties of the day make it too long, what only they explain is not told twice.
        """
        day, others = list(self._day(added)), self._others_of_day(added)
        busy = self.busy
        if day and others:
            busy = [block for block in self.busy if block not in others]
        limits = OwnLimits(self.context, self.member, busy)
        own = [*limits.of(added), *limits.short_runs(added)]
        return most_binding_first([*day, *self._lasting(busy, added), *own])

    def of_law(self, added: Block) -> tuple[Obstacle, ...]:
        """Every rule on time that the added duty would break by itself (R4)."""
        return most_binding_first([*self._day(added), *self._lasting(self.busy, added)])

    def of_agency(self, added: Block) -> tuple[Obstacle, ...]:
        """Each limit of the agency's own that the added shift would exceed."""
        return tuple(OwnLimits(self.context, self.member, self.busy).of(added))

    def _lasting(self, busy: Sequence[Block], added: Block) -> Iterator[Obstacle]:
        """What spans more than the day: rest, weeks, days and nights in a row."""
        yield from self._rest(busy, added)
        yield from self._weeks([*busy, added], added)
        yield from self._runs([*busy, added], added)

    def _others_of_day(self, added: Block) -> list[Block]:
        return [block for block in self.busy if block.day == added.day]

    def _rest(self, busy: Sequence[Block], added: Block) -> Iterator[Obstacle]:
        """The nearest duty of an earlier and of a later work day, where it is too near."""
        earlier = [block for block in busy if block.day < added.day]
        later = [block for block in busy if block.day > added.day]
        if earlier:
            last = max(earlier, key=lambda block: block.end_minute)
            rest = added.start_minute - last.end_minute
            yield from self._too_soon_after(last, rest)
        if later:
            first = min(later, key=lambda block: block.start_minute)
            rest = first.start_minute - added.end_minute
            yield from self._too_soon_before(first, rest)

    def _too_soon_after(self, other: Block, rest: int) -> Iterator[Obstacle]:
        duty, least = other.what, self.context.programme.labour.min_rest_minutes
        if rest >= least:
            return
        if rest > 0:
            yield _law(
                told(
                    "{rest} of rest after {duty}; {least} are needed",
                    rest=hours(rest),
                    duty=duty,
                    least=hours(least),
                )
            )
        else:
            words = told(
                "comes straight from {duty}; {least} of rest are needed",
                duty=duty,
                least=hours(least),
            )
            yield _law(words, Subject.SHE)

    def _too_soon_before(self, other: Block, rest: int) -> Iterator[Obstacle]:
        duty, least = other.what, self.context.programme.labour.min_rest_minutes
        if rest >= least:
            return
        if rest > 0:
            yield _law(
                told(
                    "{rest} of rest before {duty}; {least} are needed",
                    rest=hours(rest),
                    duty=duty,
                    least=hours(least),
                )
            )
        else:
            words = told(
                "goes straight on to {duty}; {least} of rest are needed",
                duty=duty,
                least=hours(least),
            )
            yield _law(words, Subject.SHE)

    def _day(self, added: Block) -> Iterator[Obstacle]:
        labour, others = self.context.programme.labour, self._others_of_day(added)
        today = [*others, added]
        most, minutes = labour.daily_max(self.member), sum(block.minutes for block in today)
        span = max(b.end_minute for b in today) - min(b.start_minute for b in today)
        if most is not None and minutes > most:
            yield _too_long_a_day(others, minutes, most)
        elif labour.day_span_minutes is not None and span > labour.day_span_minutes:
            yield _too_wide_a_day(others, span, labour.day_span_minutes)

    def _weeks(self, everything: Sequence[Block], added: Block) -> Iterator[Obstacle]:
        timeline = self.context.timeline
        for first, end in self.context.legal_weeks:
            week = _in_week(first, end)
            days = range(timeline.number(first), timeline.number(end))
            if added.day in days:
                minutes = sum(block.minutes for block in everything if block.day in days)
                yield from self._weekly_hours(minutes, week)
            if end <= self.context.programme.schedule_end:
                yield from self._weekly_rest(everything, added, first, week)

    def _weekly_hours(self, minutes: int, week: Sentence) -> Iterator[Obstacle]:
        """Whose limit it is: the law's, or only her own."""
        law = self.context.programme.labour.weekly_max_minutes
        own = round(60 * self.member.max_weekly_hours)
        what = joined((hours(minutes), week))
        if law is not None and minutes > law:
            yield _law(told("{what}, {most} are allowed", what=what, most=hours(law)))
        elif minutes > own:
            yield too_much(what, hours(own), "R4")

    def _weekly_rest(
        self, everything: Sequence[Block], added: Block, first: date, week: Sentence
    ) -> Iterator[Obstacle]:
        low, high = self.context.timeline.span(first, 0, _WEEK_MINUTES)
        least = self.context.programme.labour.weekly_rest_minutes
        if added.start_minute < high and low < added.end_minute:
            longest = _longest_rest(everything, low, high)
            if longest < least:
                yield _law(
                    told(
                        "{rest} free in one piece {week}, {least} are needed",
                        rest=hours(longest),
                        week=week,
                        least=hours(least),
                    )
                )

    def _runs(self, everything: Sequence[Block], added: Block) -> Iterator[Obstacle]:
        labour = self.context.programme.labour
        days = len(run_of({block.day for block in everything}, added.day))
        if labour.max_consecutive_days is not None and days > labour.max_consecutive_days:
            limit = allowed(labour.max_consecutive_days)
            yield _law(told("{days} work days in a row, {limit}", days=days, limit=limit))
        if added.night is not None and labour.max_consecutive_nights is not None:
            nights = {block.night for block in everything if block.night is not None}
            run = len(run_of(nights, added.night))
            if run > labour.max_consecutive_nights:
                limit = allowed(labour.max_consecutive_nights)
                yield _law(told("{nights} nights in a row, {limit}", nights=run, limit=limit))


@functools.cache
def _in_week(first: date, end: date) -> Sentence:
    last = end - timedelta(days=1)
    return told("in the legal week {first} to {last}", first=first, last=last)


def _too_long_a_day(others: Sequence[Block], minutes: int, most: int) -> Obstacle:
    if not others:
        return _law(
            told("{hours} of duty in a day, {most} allowed", hours=hours(minutes), most=hours(most))
        )
    words = told(
        "has {duties} that day: {hours} of duty, {most} allowed",
        duties=_listed(others),
        hours=hours(minutes),
        most=hours(most),
    )
    return _law(words, Subject.SHE)


def _too_wide_a_day(others: Sequence[Block], span: int, most: int) -> Obstacle:
    if not others:
        return _law(
            told("a work day of {hours}, {most} allowed", hours=hours(span), most=hours(most))
        )
    words = told(
        "has {duties} that day: a work day of {hours}, {most} allowed",
        duties=_listed(others),
        hours=hours(span),
        most=hours(most),
    )
    return _law(words, Subject.SHE)


def _listed(others: Sequence[Block]) -> str:
    return listing(block.noun for block in sorted(others, key=lambda b: b.start_minute))


def _law(words: Sentence, subject: Subject = Subject.SHE_WOULD_HAVE) -> Obstacle:
    return Obstacle(ObstacleKind.LAW, words, rule="R4", subject=subject)


def _longest_rest(blocks: Sequence[Block], low: int, high: int) -> int:
    longest, free_from = 0, low
    for block in sorted(blocks, key=lambda block: block.start_minute):
        if block.end_minute > low and block.start_minute < high:
            longest = max(longest, block.start_minute - free_from)
            free_from = max(free_from, block.end_minute)
    return max(longest, high - free_from)
