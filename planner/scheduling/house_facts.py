"""Who holds which bed, whom she must not meet, and who is admitted when (S1-S4, S6)."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.participants import ConflictKind
from planner.domain.stays import Bed, Stay
from planner.scheduling.alone import Alone
from planner.scheduling.wording import count, listing


def bed_sentences(alone: Alone) -> Iterator[str]:
    """Which beds meet her needs, and who or what takes them."""
    programme = alone.programme
    suited = [bed for bed in programme.beds if _suits(alone, bed)]
    wanted = _wanted(alone)
    if not suited:
        yield f"No bed{wanted} exists."
    elif len(suited) == 1:
        yield f"The only bed{wanted}, {suited[0].code}, {_state(alone, suited[0])}."
    else:
        states = "; ".join(f"{bed.code} {_state(alone, bed)}" for bed in suited)
        yield f"Of the {len(suited)} beds{wanted}, {states}."


def conflict_sentences(alone: Alone) -> Iterator[str]:
    """Where and until when the people are with whom she is in conflict."""
    for stay in opposing_stays(alone):
        yield f"She is in conflict with {stay.participant}, who {_whereabouts(alone, stay)}."


def opposing_stays(alone: Alone) -> list[Stay]:
    """The committed stays, within her reach, of people with whom she is in conflict."""
    code = alone.participant.code
    opponents = {
        other
        for conflict in alone.programme.conflicts
        if conflict.kind is ConflictKind.PARTICIPANTS
        for one, other in (
            (conflict.first, conflict.second),
            (conflict.second, conflict.first),
        )
        if one == code
    }
    return [
        stay
        for stay in _stays(alone)
        if stay.participant in opponents
        and stay.discharge > alone.first_day
        and stay.admission < alone.touched_end
    ]


def spacing_sentences(alone: Alone) -> Iterator[str]:
    """The admissions that are too near to her window."""
    spacing = alone.programme.stay_rules.min_days_between_admissions
    reach = timedelta(days=spacing)
    for house in dict.fromkeys(bed.house for bed in alone.programme.beds if _suits(alone, bed)):
        near = [
            f"{stay.participant} on {stay.admission}"
            for stay in _stays(alone)
            if alone.programme.bed_by_code[stay.bed].house == house
            and alone.first_day - reach < stay.admission < alone.last_day + reach
        ]
        if near:
            yield (
                f"Admissions to house {house} are at least {count(spacing, 'day')} apart; beside"
                f" her window are those of {listing(near)}."
            )


def _suits(alone: Alone, bed: Bed) -> bool:
    houses = alone.referral.houses
    return alone.participant.needs <= bed.features and (not houses or bed.house in houses)


def _wanted(alone: Alone) -> str:
    needs, houses = sorted(alone.participant.needs), sorted(alone.referral.houses)
    features = f" with {listing(needs)}" if needs else ""
    return features + (f" in house {listing(houses, 'or')}" if houses else "")


def _state(alone: Alone, bed: Bed) -> str:
    """What takes a bed between the first and the last night that could be hers."""
    programme = alone.programme
    turnover = programme.stay_rules.turnover_days
    gap = timedelta(days=turnover)
    first, end = alone.first_day, alone.touched_end
    rows: list[tuple[date, str]] = [
        (stay.admission, _held(alone, stay))
        for stay in _stays(alone)
        if stay.bed == bed.code and stay.discharge + gap > first and stay.admission - gap < end
    ]
    closed = [
        (closure.start, f"is closed from {closure.start} until {closure.end}")
        for closure in programme.closures
        if closure.bed == bed.code and closure.end > first and closure.start < end
    ]
    if bed.opens and bed.opens > first:
        closed.append((bed.opens, f"opens on {bed.opens}"))
    if bed.closes and bed.closes < end:
        closed.append((bed.closes, f"closes on {bed.closes}"))
    turned_over = f" ({count(turnover, 'night')} of turnover)" if turnover else ""
    held = [words + turned_over for _, words in sorted(rows)]
    return listing([*held, *(words for _, words in sorted(closed))] or ["is not taken"])


def _held(alone: Alone, stay: Stay) -> str:
    as_of = alone.programme.as_of
    if stay.discharge <= as_of:
        return f"was {stay.participant}'s until {stay.discharge}"
    if stay.admission <= as_of:
        return f"is {stay.participant}'s until {stay.discharge}"
    return f"is promised to {stay.participant} from {stay.admission} until {stay.discharge}"


def _whereabouts(alone: Alone, stay: Stay) -> str:
    house = alone.programme.bed_by_code[stay.bed].house
    if stay.admission <= alone.programme.as_of:
        return f"is in house {house} until {stay.discharge}"
    return f"will be in house {house} from {stay.admission} until {stay.discharge}"


def _stays(alone: Alone) -> list[Stay]:
    committed = (stay for stay in alone.programme.stays if stay.is_commitment)
    return sorted(committed, key=lambda s: (s.admission, s.discharge, s.participant))
