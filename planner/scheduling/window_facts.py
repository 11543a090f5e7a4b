"""What keeps her from starting in time (S5): the days before, within and after her window."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from planner.domain.clock import days_between
from planner.domain.plan import Reason
from planner.scheduling.alone import Alone, Found
from planner.scheduling.wording import START_NOUN, count, weekday, with_article


@dataclass(frozen=True)
class WindowFacts:
    """Her window and the nearest days outside it that keep every other rule."""

    alone: Alone

    def sentences(self) -> Iterator[str]:
        """The window itself, then the first day after it and the last one before it."""
        alone, noun = self.alone, START_NOUN[self.alone.referral.service]
        if not (self.later or self.earlier):
            yield self._extent()
        if self.later:
            late = (self.later.start - alone.last_day).days
            yield (
                f"The first possible {noun} is on {self.later.start}, {count(late, 'day')} after"
                f" her latest day {alone.last_day}."
            )
        if self.earlier:
            early = (alone.first_day - self.earlier.start).days
            yield (
                f"The last possible {noun} before her window is on {self.earlier.start},"
                f" {count(early, 'day')} before her ready day {alone.first_day}."
            )

    def cures(self) -> Iterator[str]:
        """What would have to change about the window, in words."""
        if self.later:
            yield f"a later latest date ({self.later.start} or after)"
        if self.earlier:
            yield f"an earlier ready date ({self.earlier.start} or before)"
        if self.other_weekday:
            day = self.other_weekday.start
            yield f"{self._start_words()} on {day}, {self._obstacle(self.other_weekday)}"
        found = None
        if not (self.later or self.earlier or self.other_weekday):
            found = self.alone.first(Reason.WINDOW)
        if found:
            yield (
                f"{self._start_words()} on {found.start} ({weekday(found.start)}), outside her"
                " window and the days on which one may take place"
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

    def _extent(self) -> str:
        alone, noun = self.alone, START_NOUN[self.alone.referral.service]
        first, last = alone.first_day, alone.last_day
        if last < first:
            return f"Her window is empty: {last} is her last possible day and {first} the first."
        days = days_between(first, last + timedelta(days=1))
        number = sum(alone.is_start_day(day) for day in days)
        return (
            f"Her window from {first} to {last} has {count(number, 'day')} on which"
            f" {with_article(noun)} may take place."
        )

    def _start_words(self) -> str:
        return with_article(START_NOUN[self.alone.referral.service])

    def _obstacle(self, found: Found) -> str:
        if found.start in self.alone.programme.holidays:
            return "a statutory holiday"
        return f"a {weekday(found.start)}, which is not open for it"
