"""One referral by herself: where and when she could be placed if every other one were withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations

from planner.domain.participants import Referral, Service
from planner.domain.plan import Reason
from planner.domain.programme import Programme
from planner.scheduling.context import NEVER, Context
from planner.scheduling.openings import bed_openings, length_limits, service_openings
from planner.scheduling.program import entry, places_free
from planner.scheduling.stays import StayTranslation, translate_in
from planner.scheduling.support import anchors, caseload_free, workers
from solver.stays.greedy import Placer
from solver.stays.problem import ProgramEntry, StayProblem
from solver.stays.workers import settle_anchors

# The rules that are lifted one by one, in the order of MODEL.md.
RULES = (
    Reason.WINDOW,
    Reason.BED,
    Reason.CONFLICT,
    Reason.SPACING,
    Reason.LENGTH,
    Reason.PROGRAM,
    Reason.PLACES,
    Reason.WORKER,
    Reason.MINUTES,
)
_NO_RULE_OF = {
    Service.RESIDENTIAL: frozenset[Reason](),
    Service.DAY_PROGRAM: frozenset(
        {Reason.BED, Reason.CONFLICT, Reason.SPACING, Reason.LENGTH},
    ),
    Service.SUPPORT: frozenset(
        {
            Reason.BED,
            Reason.CONFLICT,
            Reason.SPACING,
            Reason.LENGTH,
            Reason.PROGRAM,
            Reason.PLACES,
        }
    ),
}
_EVERY_WEEKDAY = tuple(range(7))


@dataclass(frozen=True)
class _Relaxed(Context):
    """A context in which any number of rules do not hold."""

    without: frozenset[Reason] = frozenset()

    def lifts(self, reason: Reason) -> bool:
        return reason in self.without


@dataclass(frozen=True)
class Found:
    """Where she could be placed: service on ``[start, end)``, the bed and house of a stay."""

    start: date
    end: date
    bed: str = ""
    house: str = ""


class Alone:
    """The questions that an explanation asks about one referral, all others withdrawn."""

    def __init__(
        self, programme: Programme, referral: Referral, context: Context | None = None
    ) -> None:
        """``context`` is one of the same programme that others are asked about too."""
        self.programme = programme
        self._context = context or Context(programme)
        self.referral = referral
        self.participant = programme.participant_by_code[referral.participant]
        self.is_residential = referral.service is Service.RESIDENTIAL
        self.rules = tuple(r for r in RULES if r not in _NO_RULE_OF[referral.service])

    @cached_property
    def problem(self) -> StayProblem:
        """Her own problem with every rule in force, commitments without a worker settled."""
        return settle_anchors(self._translation.problem)

    @property
    def first_day(self) -> date:
        """The first day of her window."""
        return max(self.programme.as_of, self.referral.ready)

    @property
    def last_day(self) -> date:
        """The last day of her window."""
        last = self.programme.horizon_end - timedelta(days=1)
        return last if self.referral.latest is None else min(last, self.referral.latest)

    @property
    def touched_end(self) -> date:
        """The end of her shortest service if it starts on the last day of her window."""
        programme = self.programme
        length = {
            Service.RESIDENTIAL: programme.length_limits(self.referral).min_days,
            Service.DAY_PROGRAM: 7 * programme.day_program.weeks,
            Service.SUPPORT: 7 * programme.support.weeks,
        }[self.referral.service]
        return max(self.first_day, self.last_day) + timedelta(days=length)

    @property
    def ample_length(self) -> int:
        """A longer stay than this helps nobody."""
        rules = self.programme.day_program
        needed = rules.latest_start_days + 7 * rules.weeks + 1
        return max(needed, self.programme.length_limits(self.referral).max_days)

    @property
    def without_worker(self) -> tuple[str, ...]:
        """Who is in service without a committed worker and still needs one."""
        anchors = zip(self.problem.anchors, self._translation.anchor_participants, strict=True)
        return tuple(code for anchor, code in anchors if anchor.served)

    def is_start_day(self, day: date) -> bool:
        """Whether the calendar lets her service start on that day (S5, the window apart)."""
        programme = self.programme
        weekdays = {
            Service.RESIDENTIAL: programme.stay_rules.admission_weekdays,
            Service.DAY_PROGRAM: programme.day_program.weekdays,
            Service.SUPPORT: programme.support.weekdays,
        }[self.referral.service]
        on_holidays = self.is_residential and programme.stay_rules.admit_on_holidays
        return day.weekday() in weekdays and (on_holidays or day not in programme.holidays)

    def first(self, *lifted: Reason) -> Found | None:
        """Her first possible placement, some rules lifted if asked; None if there is none."""
        return self._first_of(self.programme, self.referral, frozenset(lifted))

    def first_if(self, **changes: object) -> Found | None:
        """Her first possible placement if her referral said otherwise."""
        changed = replace(self.referral, **changes)  # type: ignore[arg-type]
        return self._first_of(self.programme, changed)

    def first_on_any_weekday(self) -> Found | None:
        """Her first possible placement within her window, weekdays and holidays not asked."""
        return self._first_of(_any_weekday(self.programme, self.referral.service), self.referral)

    def smallest_set(self, rules: Sequence[Reason]) -> tuple[Reason, ...] | None:
        """Of these rules some that let her be placed if lifted together, none to spare.

        The first single one, else the first pair, else what is left when no more can be spared.
        None where lifting all of them does not help.
        """
        if self.first(*rules) is None:
            return None
        needed = [r for r in rules if self.first(*_others(rules, r)) is None]
        spare = _others(rules, *needed)
        for size in range(max(0, 3 - len(needed))):
            for more in combinations(spare, size):
                together = [rule for rule in rules if rule in needed or rule in more]
                if self.first(*together) is not None:
                    return tuple(together)
        left = list(rules)
        for rule in reversed(spare):
            if self.first(*_others(left, rule)) is not None:
                left.remove(rule)
        return tuple(left)

    @cached_property
    def _translation(self) -> StayTranslation:
        return translate_in(self._context, (self.referral,))

    def _first_of(
        self, programme: Programme, referral: Referral, without: frozenset[Reason] = frozenset()
    ) -> Found | None:
        problem = settle_anchors(self._problem(_Relaxed(programme, None, without), referral))
        placement = Placer(problem).earliest(0, [None])
        if placement is None:
            return None
        days = self._translation.days
        start, end = days.on(placement.start_day), days.on(placement.end_day)
        index = problem.cases[0].openings[placement.opening].bed
        if index is None:
            return Found(start, end)
        bed = programme.beds[index]
        return Found(start, end, bed.code, bed.house)

    def _problem(self, context: Context, referral: Referral) -> StayProblem:
        """Her translated problem with the parts that rules and referral shape made anew."""
        base = self._translation.problem
        is_same = context.programme is self.programme
        has_same_workers = is_same and not context.lifts(Reason.WORKER)
        has_same_places = is_same and not context.lifts(Reason.PLACES)
        openings = (
            bed_openings(context, referral, length_limits(context, referral), None)
            if self.is_residential
            else service_openings(context, referral)
        )
        case = replace(
            base.cases[0],
            openings=openings,
            workers=base.cases[0].workers
            if has_same_workers
            else workers(context, referral.participant),
            entry=self._entry(context) if self.is_residential else None,
        )
        return replace(
            base,
            cases=(case,),
            anchors=base.anchors if has_same_workers else anchors(context, [referral]),
            places_free=base.places_free if has_same_places else places_free(context),
            minutes_free=(NEVER,) if context.lifts(Reason.MINUTES) else base.minutes_free,
            caseload_free=base.caseload_free if has_same_workers else caseload_free(context),
        )

    def _entry(self, context: Context) -> ProgramEntry | None:
        """The same one unless its rule is lifted or the programme another: it takes a while."""
        if context.programme is self.programme and not context.lifts(Reason.PROGRAM):
            return self._translation.problem.cases[0].entry
        return entry(context, self.referral)


def _others(rules: Sequence[Reason], *without: Reason) -> list[Reason]:
    return [rule for rule in rules if rule not in without]


def _any_weekday(programme: Programme, service: Service) -> Programme:
    """The programme with starts of one service on any weekday and on statutory holidays."""
    if service is Service.RESIDENTIAL:
        stays = replace(
            programme.stay_rules, admission_weekdays=_EVERY_WEEKDAY, admit_on_holidays=True
        )
        return replace(programme, stay_rules=stays)
    return replace(
        programme,
        holidays=frozenset(),
        day_program=replace(programme.day_program, weekdays=_EVERY_WEEKDAY),
        support=replace(programme.support, weekdays=_EVERY_WEEKDAY),
    )
