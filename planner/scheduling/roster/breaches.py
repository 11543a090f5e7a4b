"""Which labour rules and limits one more duty would break for one person, in words (R4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.staffing import StaffMember
from planner.scheduling.roster.blocks import Block
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.obstacle import Obstacle, ObstacleKind, most_binding_first
from planner.scheduling.roster.own_limits import OwnLimits
from planner.scheduling.roster.runs_of_days import run_of
from planner.scheduling.wording import allowed, hours, listing

_WEEK_MINUTES = 7 * 24 * 60
_SHE = "she would have"


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
            yield from self._too_short(rest, f"comes straight from {last.what}", "after", last)
        if later:
            first = min(later, key=lambda block: block.start_minute)
            rest = first.start_minute - added.end_minute
            yield from self._too_short(rest, f"goes straight on to {first.what}", "before", first)

    def _too_short(self, rest: int, straight: str, side: str, other: Block) -> Iterator[Obstacle]:
        least = self.context.programme.labour.min_rest_minutes
        if rest >= least:
            return
        if rest > 0:
            yield _law(f"{hours(rest)} of rest {side} {other.what}; {hours(least)} are needed")
        else:
            yield _law(f"{straight}; {hours(least)} of rest are needed", "she")

    def _day(self, added: Block) -> Iterator[Obstacle]:
        labour, others = self.context.programme.labour, self._others_of_day(added)
        today = [*others, added]
        has, subject = "", _SHE
        if others:
            nouns = listing(block.noun for block in sorted(others, key=lambda b: b.start_minute))
            has, subject = f"has {nouns} that day: ", "she"
        most, minutes = labour.daily_max(self.member), sum(block.minutes for block in today)
        span = max(b.end_minute for b in today) - min(b.start_minute for b in today)
        if most is not None and minutes > most:
            unit = "duty" if others else "duty in a day"
            yield _law(f"{has}{hours(minutes)} of {unit}, {hours(most)} allowed", subject)
        elif labour.day_span_minutes is not None and span > labour.day_span_minutes:
            most = labour.day_span_minutes
            yield _law(f"{has}a work day of {hours(span)}, {hours(most)} allowed", subject)

    def _weeks(self, everything: Sequence[Block], added: Block) -> Iterator[Obstacle]:
        timeline = self.context.timeline
        for first, end in self.context.legal_weeks:
            week = f"in the legal week {first} to {end - timedelta(days=1)}"
            days = range(timeline.number(first), timeline.number(end))
            if added.day in days:
                minutes = sum(block.minutes for block in everything if block.day in days)
                yield from self._weekly_hours(minutes, week)
            if end <= self.context.programme.schedule_end:
                yield from self._weekly_rest(everything, added, first, week)

    def _weekly_hours(self, minutes: int, week: str) -> Iterator[Obstacle]:
        """Whose limit it is: the law's, or only her own."""
        law = self.context.programme.labour.weekly_max_minutes
        own = round(60 * self.member.max_weekly_hours)
        words = f"{hours(minutes)} {week}"
        if law is not None and minutes > law:
            yield _law(f"{words}, {hours(law)} are allowed")
        elif minutes > own:
            kind, limit = ObstacleKind.OWN_LIMIT, f"her own limit is {hours(own)}"
            yield Obstacle(kind, f"{words}, {limit}", f"{{}} allowed {words}", "R4", _SHE)

    def _weekly_rest(
        self, everything: Sequence[Block], added: Block, first: date, week: str
    ) -> Iterator[Obstacle]:
        low, high = self.context.timeline.span(first, 0, _WEEK_MINUTES)
        least = self.context.programme.labour.weekly_rest_minutes
        if added.start_minute < high and low < added.end_minute:
            longest = _longest_rest(everything, low, high)
            if longest < least:
                yield _law(f"{hours(longest)} free in one piece {week}, {hours(least)} are needed")

    def _runs(self, everything: Sequence[Block], added: Block) -> Iterator[Obstacle]:
        labour = self.context.programme.labour
        days = len(run_of({block.day for block in everything}, added.day))
        if labour.max_consecutive_days is not None and days > labour.max_consecutive_days:
            yield _law(f"{days} work days in a row, {allowed(labour.max_consecutive_days)}")
        if added.night is not None and labour.max_consecutive_nights is not None:
            nights = {block.night for block in everything if block.night is not None}
            run = len(run_of(nights, added.night))
            if run > labour.max_consecutive_nights:
                yield _law(f"{run} nights in a row, {allowed(labour.max_consecutive_nights)}")


def _law(words: str, subject: str = _SHE) -> Obstacle:
    return Obstacle(ObstacleKind.LAW, words, rule="R4", subject=subject)


def _longest_rest(blocks: Sequence[Block], low: int, high: int) -> int:
    longest, free_from = 0, low
    for block in sorted(blocks, key=lambda block: block.start_minute):
        if block.end_minute > low and block.start_minute < high:
            longest = max(longest, block.start_minute - free_from)
            free_from = max(free_from, block.end_minute)
    return max(longest, high - free_from)
