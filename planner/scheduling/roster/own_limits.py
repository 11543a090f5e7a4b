"""Which of the agency's own rules one more shift would break for one person; see docs/data.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.sentences import Sentence, joined, told
from planner.domain.staffing import StaffMember
from planner.scheduling.roster.blocks import Block
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.obstacle import WHO, Obstacle, ObstacleKind, Subject
from planner.scheduling.roster.runs_of_days import run_of
from planner.scheduling.wording import count, hours

_SATURDAY = 5


@dataclass(frozen=True)
class OwnLimits:
    """The limits on one person's shifts beside what she has already (history included)."""

    context: RosterContext
    member: StaffMember
    busy: Sequence[Block]

    def of(self, added: Block) -> Iterator[Obstacle]:
        """Each limit that the added shift would exceed."""
        if not added.shift:
            return
        everything = [*self.busy, added]
        shifts = [block for block in everything if block.shift and block.day >= 0]
        yield from self._hours(shifts)
        yield from self._days(everything, added)
        yield from self._weekends(shifts, added)
        yield from self._same_shift(shifts, added)
        yield from self._successions(added)

    def short_runs(self, added: Block) -> Iterator[Obstacle]:
        """Runs of days with and without a shift that would be shorter than her own minima."""
        days = {block.day for block in self.busy if block.shift}
        if not added.shift or added.day in days:
            return
        last = self.context.timeline.days - 1
        least, run = self.member.min_consecutive_days, run_of(days, added.day)
        if len(run) < least and self._is_whole(run):
            days_with = told("{days} in a row with a shift", days=count(len(run), "day"))
            yield _too_few(days_with, least, "A3")
        least, free = self.member.min_consecutive_days_off, set(range(last + 1)) - days
        for beside in (added.day - 1, added.day + 1):
            if beside in free:
                off = run_of(free - {added.day}, beside)
                if len(off) < least and self._is_whole(off):
                    words = told("{days} in a row without a shift", days=count(len(off), "day"))
                    yield _too_few(words, least, "A4")

    def _hours(self, shifts: Sequence[Block]) -> Iterator[Obstacle]:
        if self.member.max_total_hours is None:
            return
        minutes, most = sum(b.minutes for b in shifts), round(60 * self.member.max_total_hours)
        if minutes > most:
            words = told("{hours} of shifts in the schedule", hours=hours(minutes))
            yield too_much(words, hours(most), "A1")

    def _days(self, everything: Sequence[Block], added: Block) -> Iterator[Obstacle]:
        most = self.member.max_consecutive_days
        run = len(run_of({block.day for block in everything if block.shift}, added.day))
        if most is not None and run > most:
            words = told("{days} in a row with a shift", days=count(run, "day"))
            yield too_much(words, f"{most}", "A2")

    def _weekends(self, shifts: Sequence[Block], added: Block) -> Iterator[Obstacle]:
        weekends = {block.day // 7 for block in shifts if block.day % 7 >= _SATURDAY}
        most = self.member.max_weekends
        if most is not None and len(weekends) > most and added.day % 7 >= _SATURDAY:
            words = told("{weekends} with a shift", weekends=count(len(weekends), "weekend"))
            yield too_much(words, f"{most}", "A5")

    def _same_shift(self, shifts: Sequence[Block], added: Block) -> Iterator[Obstacle]:
        same = sum(block.shift == added.shift for block in shifts)
        for limit in self.context.programme.shift_limits:
            if (limit.staff, limit.shift) == (self.member.code, added.shift) and same > limit.most:
                words = joined((added.shift, count(same, "time")))
                yield too_much(words, f"{limit.most}", "A7")

    def _successions(self, added: Block) -> Iterator[Obstacle]:
        types = self.context.shift_by_code
        for other in self.busy:
            first, second = sorted((other, added), key=lambda block: block.day)
            if not other.shift or second.day - first.day != 1:
                continue
            if second.shift in types[first.shift].not_followed_by:
                codes = {"second": second.shift, "first": first.shift}
                words = told(
                    "has {duty}; {second} must not follow {first}", duty=other.what, **codes
                )
                lifted = told("{who} allowed {second} after {first}", who=WHO, **codes)
                yield Obstacle(ObstacleKind.OWN_LIMIT, words, lifted, "A6", Subject.SHE)

    def _is_whole(self, run: range) -> bool:
        """Whether a run touches neither end of the schedule nor the days that are over."""
        timeline = self.context.timeline
        begin = max(1, timeline.number(self.context.programme.as_of))
        return begin <= run.start and run.stop < timeline.days


def too_much(what: Sentence, most: str, rule: str) -> Obstacle:
    """More than a limit of hers allows, which the agency may lift for once."""
    words = told("{what}, her own limit is {most}", what=what, most=most)
    lifted = told("{who} allowed {what}", who=WHO, what=what)
    return Obstacle(ObstacleKind.OWN_LIMIT, words, lifted, rule, Subject.SHE_WOULD_HAVE)


def _too_few(what: Sentence, least: int, rule: str) -> Obstacle:
    words = told("only {what}, her own minimum is {least}", what=what, least=least)
    lifted = told("{who} allowed only {what}", who=WHO, what=what)
    return Obstacle(ObstacleKind.OWN_LIMIT, words, lifted, rule, Subject.SHE_WOULD_HAVE)
