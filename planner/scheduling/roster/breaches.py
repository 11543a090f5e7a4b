"""Which labour rules one more duty would break for one person, in words (R4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.staffing import StaffMember
from planner.scheduling.roster.blocks import Block
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.legal_weeks import legal_weeks

_SATURDAY = 5


@dataclass(frozen=True)
class Breaches:
    """The rules of one person beside what she has already (``busy``, history included)."""

    context: RosterContext
    member: StaffMember
    busy: Sequence[Block]

    def of(self, added: Block) -> list[str]:
        """A few words for each rule that the added duty would break."""
        own = [words for _, words in self.of_agency(added)]
        return [*self.of_law(added), *own, *self._short_runs(added)]

    def of_law(self, added: Block) -> list[str]:
        """The same for the labour rules alone (R4)."""
        everything = [*self.busy, added]
        return [
            *self._rest(added),
            *self._day(everything, added),
            *self._weeks(everything, added),
            *self._runs(everything, added),
        ]

    def of_agency(self, added: Block) -> list[tuple[str, str]]:
        """Code and words of each limit of the agency's own that the added shift would exceed."""
        return list(self._pattern([*self.busy, added], added)) if added.shift else []

    def _rest(self, added: Block) -> Iterator[str]:
        least = self.context.programme.labour.min_rest_minutes
        for other in self.busy:
            if other.day == added.day:
                continue
            first, second = sorted((other, added), key=lambda block: block.day)
            rest = second.start_minute - first.end_minute
            if rest < least:
                yield (
                    f"{clock(max(0, rest))} of rest beside {other.what}, {clock(least)} are needed"
                )

    def _day(self, everything: Sequence[Block], added: Block) -> Iterator[str]:
        labour = self.context.programme.labour
        today = [block for block in everything if block.day == added.day]
        span = max(b.end_minute for b in today) - min(b.start_minute for b in today)
        if labour.day_span_minutes is not None and span > labour.day_span_minutes:
            yield f"a work day of {clock(span)}, {clock(labour.day_span_minutes)} are allowed"
        most, minutes = labour.daily_max(self.member), sum(b.minutes for b in today)
        if most is not None and minutes > most:
            yield f"{clock(minutes)} of duty in a day, {clock(most)} are allowed"

    def _weeks(self, everything: Sequence[Block], added: Block) -> Iterator[str]:
        labour, timeline = self.context.programme.labour, self.context.timeline
        for first, end in legal_weeks(self.context.programme):
            days = range(timeline.number(first), timeline.number(end))
            most = labour.weekly_max(self.member)
            minutes = sum(block.minutes for block in everything if block.day in days)
            week = f"the week from {first}"
            if added.day in days and minutes > most:
                yield f"{clock(minutes)} in {week}, {clock(most)} are allowed"
            low, high = timeline.span(first, 0, 7 * 24 * 60)
            touches = added.start_minute < high and low < added.end_minute
            least = labour.weekly_rest_minutes
            if touches and end <= self.context.programme.schedule_end:
                longest = _longest_rest(everything, low, high)
                if longest < least:
                    yield f"{clock(longest)} free in one piece in {week}, {clock(least)} are needed"

    def _runs(self, everything: Sequence[Block], added: Block) -> Iterator[str]:
        labour = self.context.programme.labour
        days = _run_around({block.day for block in everything}, added.day)
        if labour.max_consecutive_days is not None and days > labour.max_consecutive_days:
            yield f"{days} work days in a row, {labour.max_consecutive_days} are allowed"
        if added.night is not None and labour.max_consecutive_nights is not None:
            nights = {block.night for block in everything if block.night is not None}
            run = _run_around(nights, added.night)
            if run > labour.max_consecutive_nights:
                yield f"{run} nights in a row, {labour.max_consecutive_nights} are allowed"

    def _pattern(self, everything: Sequence[Block], added: Block) -> Iterator[tuple[str, str]]:
        """The agency's own rules on shifts; see docs/data.md."""
        member, days = self.member, {block.day for block in everything if block.shift}
        shifts = [block for block in everything if block.shift and block.day >= 0]
        minutes = sum(block.minutes for block in shifts)
        if member.max_total_hours is not None and minutes > round(60 * member.max_total_hours):
            yield "A1", f"{clock(minutes)} of shifts in the schedule, her own limit is less"
        run = _run_around(days, added.day)
        if member.max_consecutive_days is not None and run > member.max_consecutive_days:
            most = member.max_consecutive_days
            yield "A2", f"{run} days in a row with a shift, {most} are allowed"
        weekends = {block.day // 7 for block in shifts if block.day % 7 >= _SATURDAY}
        is_more = member.max_weekends is not None and len(weekends) > member.max_weekends
        if is_more and added.day % 7 >= _SATURDAY:
            most_weekends = member.max_weekends
            yield "A5", f"{len(weekends)} weekends with a shift, {most_weekends} are allowed"
        same = sum(block.shift == added.shift for block in shifts)
        for limit in self.context.programme.shift_limits:
            if (limit.staff, limit.shift) == (member.code, added.shift) and same > limit.most:
                yield "A7", f"{added.shift} {same} times, {limit.most} are allowed"
        yield from self._successions(everything, added)

    def _successions(self, everything: Sequence[Block], added: Block) -> Iterator[tuple[str, str]]:
        types = self.context.shift_by_code
        for other in everything:
            first, second = sorted((other, added), key=lambda block: block.day)
            if not other.shift or second.day - first.day != 1:
                continue
            if second.shift in types[first.shift].not_followed_by:
                yield "A6", f"{second.shift} must not follow {first.shift}"

    def _short_runs(self, added: Block) -> Iterator[str]:
        """Runs of days with and without a shift that would be shorter than her own minima."""
        days = {block.day for block in self.busy if block.shift}
        if not added.shift or added.day in days:
            return
        last = self.context.timeline.days - 1
        least, run = self.member.min_consecutive_days, _run_of(days, added.day)
        if len(run) < least and self._is_whole(run):
            yield f"{len(run)} days in a row with a shift, at least {least} are needed"
        least, free = self.member.min_consecutive_days_off, set(range(last + 1)) - days
        for beside in (added.day - 1, added.day + 1):
            if beside in free:
                off = _run_of(free - {added.day}, beside)
                if len(off) < least and self._is_whole(off):
                    yield f"{len(off)} days in a row without a shift, at least {least} are needed"

    def _is_whole(self, run: range) -> bool:
        """Whether a run touches neither end of the schedule nor the days that are over."""
        timeline = self.context.timeline
        begin = max(1, timeline.number(self.context.programme.as_of))
        return begin <= run.start and run.stop < timeline.days


def _longest_rest(blocks: Sequence[Block], low: int, high: int) -> int:
    longest, free_from = 0, low
    for block in sorted(blocks, key=lambda block: block.start_minute):
        if block.end_minute > low and block.start_minute < high:
            longest = max(longest, block.start_minute - free_from)
            free_from = max(free_from, block.end_minute)
    return max(longest, high - free_from)


def _run_around(days: set[int], day: int) -> int:
    return len(_run_of(days, day))


def _run_of(days: set[int], day: int) -> range:
    """The days in a row around one of them."""
    first = last = day
    while first - 1 in days:
        first -= 1
    while last + 1 in days:
        last += 1
    return range(first, last + 1)


def clock(minutes: int) -> str:
    """``8 h``, ``7 h 30``."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if rest else f"{hours} h"
