"""What keeps her from starting in time (S5): the days before, within and after her window."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from planner.domain.clock import WEEKDAY_WORDS, days_between
from planner.domain.plan import Reason
from planner.domain.sentences import Sentence, told, told_of
from planner.scheduling.alone import Alone, Found
from planner.scheduling.wording import A_START, START_NOUN, count


@dataclass(frozen=True)
class WindowFacts:
    """Her window and the nearest days outside it that keep every other rule."""

    alone: Alone

    def sentences(self) -> Iterator[Sentence]:
        """The window itself, then the first day after it and the last one before it."""
        alone, noun = self.alone, START_NOUN[self.alone.referral.service]
        if not (self.later or self.earlier):
            yield self._extent()
        if self.later:
            yield told(
                "The first possible {noun} is on {start}, {days} after her latest day {latest}.",
                noun=noun,
                start=self.later.start,
                days=count((self.later.start - alone.last_day).days, "day"),
                latest=alone.last_day,
            )
        if self.earlier:
            yield told(
                "The last possible {noun} before her window is on {start}, {days} before her"
                " ready day {ready}.",
                noun=noun,
                start=self.earlier.start,
                days=count((alone.first_day - self.earlier.start).days, "day"),
                ready=alone.first_day,
            )

    def cures(self) -> Iterator[Sentence]:
        """What would have to change about the window, in words."""
        if self.later:
            yield told("a later latest date ({day} or after)", day=self.later.start)
        if self.earlier:
            yield told("an earlier ready date ({day} or before)", day=self.earlier.start)
        if self.other_weekday:
            yield told(
                "{a_start} on {day}, {obstacle}",
                a_start=A_START[self.alone.referral.service],
                day=self.other_weekday.start,
                obstacle=self._obstacle(self.other_weekday),
            )
        found = None
        if not (self.later or self.earlier or self.other_weekday):
            found = self.alone.first(Reason.WINDOW)
        if found:
            yield told(
                "{a_start} on {day} ({weekday}), outside her window and the days on which one"
                " may take place",
                a_start=A_START[self.alone.referral.service],
                day=found.start,
                weekday=WEEKDAY_WORDS[found.start.weekday()],
            )

    @cached_property
    def later(self) -> Found | None:
        """Her first possible placement if she had no latest day."""
        if self.alone.referral.latest is None:
            return None
        found = self.alone.first_if(latest=None)
        return found if found and found.start > self.alone.last_day else None

    @cached_property
    def earlier(self) -> Found | None:
        """Her last possible placement that starts before she is ready."""
        alone = self.alone
        low, high = alone.programme.as_of, alone.first_day
        best = alone.first_if(ready=low) if low < high else None
        while best and (high - low).days > 1:
            middle = low + timedelta(days=(high - low).days // 2)
            found = alone.first_if(ready=middle)
            low, high, best = (middle, high, found) if found else (low, middle, best)
        return best

    @cached_property
    def other_weekday(self) -> Found | None:
        """Her first possible placement within her window on a day of the week that is not open."""
        return self.alone.first_on_any_weekday()

    def _extent(self) -> Sentence:
        alone = self.alone
        first, last = alone.first_day, alone.last_day
        if last < first:
            return told(
                "Her window is empty: {last} is her last possible day and {first} the first.",
                last=last,
                first=first,
            )
        days = days_between(first, last + timedelta(days=1))
        number = sum(alone.is_start_day(day) for day in days)
        return told_of(
            number,
            "Her window from {first} to {last} has {n} day on which {a_start} may take place.",
            "Her window from {first} to {last} has {n} days on which {a_start} may take place.",
            first=first,
            last=last,
            a_start=A_START[alone.referral.service],
        )

    def _obstacle(self, found: Found) -> Sentence:
        if found.start in self.alone.programme.holidays:
            return told("a statutory holiday")
        return told(
            "a {weekday}, which is not open for it", weekday=WEEKDAY_WORDS[found.start.weekday()]
        )
