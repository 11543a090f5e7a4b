"""Her length of stay, the day program that goes with it, and its places (S7-S9)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from planner.domain.day_program import EntryRule
from planner.domain.sentences import Sentence, joined, told
from planner.scheduling.alone import Alone, Found
from planner.scheduling.services import CommittedServices
from planner.scheduling.team_facts import full_stretches
from planner.scheduling.wording import START_NOUN, count, listing
from solver.stays.problem import held

_MOST_LISTED = 4


def length_sentences(alone: Alone) -> Iterator[Sentence]:
    """The nights that her stay must last."""
    limits = alone.programme.length_limits(alone.referral)
    yield told(
        "Her stay must last {least} to {most}.",
        least=limits.min_days,
        most=count(limits.max_days, "night"),
    )


def length_cure(alone: Alone, found: Found) -> Sentence:
    """The nearest length that would do, of which only one limit need change where one will do."""
    limits = alone.programme.length_limits(alone.referral)
    shorter = _longest_minimum(alone, limits.min_days)
    if shorter:
        nights, stay = shorter
        return told(
            "a shorter stay ({nights} from {start}, {fewer} below her minimum of {least})",
            nights=count(nights, "night"),
            start=stay.start,
            fewer=count(limits.min_days - nights, "night"),
            least=limits.min_days,
        )
    longer = _shortest_maximum(alone, limits.max_days)
    if longer:
        nights, stay = longer
        return told(
            "a longer stay ({nights} from {start}, {more} above her maximum of {most})",
            nights=count(nights, "night"),
            start=stay.start,
            more=count(nights - limits.max_days, "night"),
            most=limits.max_days,
        )
    return told(
        "other limits of her length of stay ({nights} from {start})",
        nights=count((found.end - found.start).days, "night"),
        start=found.start,
    )


def _longest_minimum(alone: Alone, minimum: int) -> tuple[int, Found] | None:
    """The longest shorter minimum that lets her be placed, by halving."""
    best = alone.first_if(min_days=1) if minimum > 1 else None
    if best is None:
        return None
    low, high = 1, minimum
    while high - low > 1:
        middle = (low + high) // 2
        found = alone.first_if(min_days=middle)
        low, high, best = (middle, high, found) if found else (low, middle, best)
    return low, best


def _shortest_maximum(alone: Alone, maximum: int) -> tuple[int, Found] | None:
    """The shortest longer maximum that lets her be placed, by halving."""
    low, high = maximum, max(maximum + 1, alone.ample_length)
    best = alone.first_if(max_days=high)
    if best is None:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        found = alone.first_if(max_days=middle)
        low, high, best = (low, middle, found) if found else (middle, high, best)
    return high, best


def program_sentences(alone: Alone) -> Iterator[Sentence]:
    """What the day program asks of her start, and by how much she misses it."""
    yield from _resident_sentences(alone) if alone.is_residential else _enrolled_sentences(alone)


def program_cure(alone: Alone, found: Found) -> Sentence:
    """The day program's rule that would have to give way."""
    if alone.is_residential:
        return told(
            "a stay without its day-program enrolment (admission on {start})", start=found.start
        )
    if CommittedServices(alone.programme).kept_enrolment(alone.participant.code):
        return told("a second enrolment (from {start})", start=found.start)
    return told("an entry between two cohorts (on {start})", start=found.start)


def places_sentences(alone: Alone) -> Iterator[Sentence]:
    """Who takes the places, until when, and when one is free for a whole enrolment."""
    programme, free = alone.programme, alone.problem.places_free
    length = 7 * programme.day_program.weeks
    places = count(programme.day_program.places, "place")
    if held(free, len(free)) == 0:
        yield told("The day program has {places}.", places=places)
        return
    for first, end in full_stretches(alone, free):
        yield _full_words(alone, places, first, end)
    offset = max(0, (alone.first_day - programme.as_of).days)
    while any(held(free, day) == 0 for day in range(offset, offset + length)):
        offset += 1
    begin = programme.as_of + timedelta(days=offset)
    yield told(
        "The first {days} with a free place begin on {begin}.",
        days=count(length, "day"),
        begin=begin,
    )


def _full_words(alone: Alone, places: Sentence, first: date, end: date) -> Sentence:
    """From when until when no place is free, and who has them."""
    taken = joined(
        (
            told("{participant} until {end}", participant=row.participant, end=row.end)
            for row in sorted(
                alone.programme.enrolments, key=lambda row: (row.end, row.participant)
            )
            if row.is_commitment and row.start < end and row.end > first
        ),
        ", ",
    )
    if first > alone.first_day:
        return told(
            "No place of the day program ({places}) is free from {start} until {end}: {taken}.",
            places=places,
            start=first,
            end=end,
            taken=taken,
        )
    return told(
        "No place of the day program ({places}) is free until {end}: {taken}.",
        places=places,
        end=end,
        taken=taken,
    )


def _resident_sentences(alone: Alone) -> Iterator[Sentence]:
    rules = alone.programme.day_program
    length = 7 * rules.weeks
    first = alone.first_day + timedelta(days=rules.earliest_start_days)
    last = alone.last_day + timedelta(days=rules.latest_start_days)
    cohort = rules.entry is EntryRule.COHORT
    with_cohort = told(" with a cohort") if cohort else ""
    and_ends = told(" and ends by her discharge") if rules.finish_within_stay else ""
    yield told(
        "Her enrolment of {days} begins {earliest} to {latest} after admission{limits}.",
        days=count(length, "day"),
        earliest=rules.earliest_start_days,
        latest=count(rules.latest_start_days, "day"),
        limits=joined((with_cohort, and_ends), ""),
    )
    longest = alone.programme.length_limits(alone.referral).max_days
    short = rules.earliest_start_days + length - longest
    if rules.finish_within_stay and short > 0:
        yield told(
            "Her longest stay of {nights} is {short} too short.",
            nights=count(longest, "night"),
            short=count(short, "night"),
        )
    if cohort:
        starts = _days(day for day in rules.cohort_starts if first <= day <= last)
        yield _cohorts_words(starts, first, last)


def _days(days: Iterable[date]) -> list[Sentence]:
    """Dates in order, as words of a list."""
    return [told("{day}", day=day) for day in sorted(days)]


def _cohorts_words(starts: Sequence[Sentence], first: date, last: date) -> Sentence:
    if not starts:
        return told("No cohort starts between {first} and {last}.", first=first, last=last)
    more = [told("others")] if len(starts) > _MOST_LISTED else []
    return told(
        "The cohort starts are {days} between {first} and {last}.",
        days=listing([*starts[:_MOST_LISTED], *more]),
        first=first,
        last=last,
    )


def _enrolled_sentences(alone: Alone) -> Iterator[Sentence]:
    kept = CommittedServices(alone.programme).kept_enrolment(alone.participant.code)
    if kept:
        start, end = kept.start, kept.end
        yield told("She is already enrolled from {start} until {end}.", start=start, end=end)
        return
    first, last = alone.first_day, alone.last_day
    starts = sorted(alone.programme.day_program.cohort_starts)
    if alone.programme.day_program.entry is not EntryRule.COHORT:
        return
    inside = _days(day for day in starts if first <= day <= last)
    if inside:
        yield told("Cohorts start on {days} within her window.", days=listing(inside))
        return
    yield _cohorts_words((), first, last)
    later = next((day for day in starts if day > last), None)
    if later:
        yield told(
            "The next cohort starts on {later}, {late} after her last day for a {noun}.",
            later=later,
            late=count((later - last).days, "day"),
            noun=START_NOUN[alone.referral.service],
        )
