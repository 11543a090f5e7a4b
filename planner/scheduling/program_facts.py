"""Her length of stay, the day program that goes with it, and its places (S7-S9)."""

from collections.abc import Iterator
from datetime import timedelta

from planner.domain.day_program import EntryRule
from planner.scheduling.alone import Alone, Found
from planner.scheduling.services import CommittedServices
from planner.scheduling.team_facts import full_stretches
from planner.scheduling.wording import START_NOUN, count, listing
from solver.stays.problem import held

_MOST_LISTED = 4


def length_sentences(alone: Alone) -> Iterator[str]:
    """The nights that her stay must last."""
    limits = alone.programme.length_limits(alone.referral)
    yield f"Her stay must last {limits.min_days} to {count(limits.max_days, 'night')}."


def length_cure(alone: Alone, found: Found) -> str:
    """The nearest length that would do, of which only one limit need change where one will do."""
    limits = alone.programme.length_limits(alone.referral)
    shorter = _longest_minimum(alone, limits.min_days)
    if shorter:
        nights, stay = shorter
        return (
            f"a shorter stay ({count(nights, 'night')} from {stay.start},"
            f" {count(limits.min_days - nights, 'night')} below her minimum of {limits.min_days})"
        )
    longer = _shortest_maximum(alone, limits.max_days)
    if longer:
        nights, stay = longer
        return (
            f"a longer stay ({count(nights, 'night')} from {stay.start},"
            f" {count(nights - limits.max_days, 'night')} above her maximum of {limits.max_days})"
        )
    nights = (found.end - found.start).days
    return f"other limits of her length of stay ({count(nights, 'night')} from {found.start})"


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


def program_sentences(alone: Alone) -> Iterator[str]:
    """What the day program asks of her start, and by how much she misses it."""
    yield from _resident_sentences(alone) if alone.is_residential else _enrolled_sentences(alone)


def program_cure(alone: Alone, found: Found) -> str:
    """The day program's rule that would have to give way."""
    if alone.is_residential:
        return f"a stay without its day-program enrolment (admission on {found.start})"
    if CommittedServices(alone.programme).kept_enrolment(alone.participant.code):
        return f"a second enrolment (from {found.start})"
    return f"an entry between two cohorts (on {found.start})"


def places_sentences(alone: Alone) -> Iterator[str]:
    """Who takes the places, until when, and when one is free for a whole enrolment."""
    programme, free = alone.programme, alone.problem.places_free
    length = 7 * programme.day_program.weeks
    places = programme.day_program.places
    if held(free, len(free)) == 0:
        yield f"The day program has {count(places, 'place')}."
        return
    for first, end in full_stretches(alone, free):
        taken = ", ".join(
            f"{row.participant} until {row.end}"
            for row in sorted(programme.enrolments, key=lambda e: (e.end, e.participant))
            if row.is_commitment and row.start < end and row.end > first
        )
        since = f" from {first}" if first > alone.first_day else ""
        yield (
            f"No place of the day program ({count(places, 'place')}) is free{since} until {end}:"
            f" {taken}."
        )
    offset = max(0, (alone.first_day - programme.as_of).days)
    while any(held(free, day) == 0 for day in range(offset, offset + length)):
        offset += 1
    begin = programme.as_of + timedelta(days=offset)
    yield f"The first {count(length, 'day')} with a free place begin on {begin}."


def _resident_sentences(alone: Alone) -> Iterator[str]:
    rules = alone.programme.day_program
    length = 7 * rules.weeks
    first = alone.first_day + timedelta(days=rules.earliest_start_days)
    last = alone.last_day + timedelta(days=rules.latest_start_days)
    cohort = rules.entry is EntryRule.COHORT
    yield (
        f"Her enrolment of {count(length, 'day')} begins {rules.earliest_start_days} to"
        f" {count(rules.latest_start_days, 'day')} after admission"
        + (" with a cohort" if cohort else "")
        + (" and ends by her discharge." if rules.finish_within_stay else ".")
    )
    longest = alone.programme.length_limits(alone.referral).max_days
    short = rules.earliest_start_days + length - longest
    if rules.finish_within_stay and short > 0:
        yield f"Her longest stay of {count(longest, 'night')} is {count(short, 'night')} too short."
    if cohort:
        starts = [str(day) for day in sorted(rules.cohort_starts) if first <= day <= last]
        more = ["others"] if len(starts) > _MOST_LISTED else []
        words = "No cohort starts"
        if starts:
            words = f"The cohort starts are {listing([*starts[:_MOST_LISTED], *more])}"
        yield f"{words} between {first} and {last}."


def _enrolled_sentences(alone: Alone) -> Iterator[str]:
    kept = CommittedServices(alone.programme).kept_enrolment(alone.participant.code)
    if kept:
        yield f"She is already enrolled from {kept.start} until {kept.end}."
        return
    first, last = alone.first_day, alone.last_day
    starts = sorted(alone.programme.day_program.cohort_starts)
    if alone.programme.day_program.entry is not EntryRule.COHORT:
        return
    inside = [str(day) for day in starts if first <= day <= last]
    if inside:
        yield f"Cohorts start on {listing(inside)} within her window."
        return
    yield f"No cohort starts between {first} and {last}."
    later = next((day for day in starts if day > last), None)
    if later:
        late = count((later - last).days, "day")
        noun = START_NOUN[alone.referral.service]
        yield f"The next cohort starts on {later}, {late} after her last day for a {noun}."
