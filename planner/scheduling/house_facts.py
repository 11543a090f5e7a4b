"""Who holds which bed, whom she must not meet, and who is admitted when (S1-S4, S6)."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.participants import ConflictKind
from planner.domain.sentences import Sentence, joined, told
from planner.domain.stays import Bed, Stay
from planner.scheduling.alone import Alone
from planner.scheduling.wording import count, either, listing


def bed_sentences(alone: Alone) -> Iterator[Sentence]:
    """Which beds meet her needs, and who or what takes them."""
    programme = alone.programme
    suited = [bed for bed in programme.beds if _suits(alone, bed)]
    wanted = _wanted(alone)
    if not suited:
        yield told("No bed{wanted} exists.", wanted=wanted)
    elif len(suited) == 1:
        bed, state = suited[0].code, _state(alone, suited[0])
        yield told("The only bed{wanted}, {bed}, {state}.", wanted=wanted, bed=bed, state=state)
    else:
        states = joined((joined((bed.code, _state(alone, bed))) for bed in suited), "; ")
        yield told(
            "Of the {number} beds{wanted}, {states}.",
            number=len(suited),
            wanted=wanted,
            states=states,
        )


def conflict_sentences(alone: Alone) -> Iterator[Sentence]:
    """Where and until when the people are with whom she is in conflict."""
    for stay in opposing_stays(alone):
        yield told(
            "She is in conflict with {other}, who {whereabouts}.",
            other=stay.participant,
            whereabouts=_whereabouts(alone, stay),
        )


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


def spacing_sentences(alone: Alone) -> Iterator[Sentence]:
    """The admissions that are too near to her window."""
    spacing = alone.programme.stay_rules.min_days_between_admissions
    reach = timedelta(days=spacing)
    for house in dict.fromkeys(bed.house for bed in alone.programme.beds if _suits(alone, bed)):
        near = [
            told("{participant} on {day}", participant=stay.participant, day=stay.admission)
            for stay in _stays(alone)
            if alone.programme.bed_by_code[stay.bed].house == house
            and alone.first_day - reach < stay.admission < alone.last_day + reach
        ]
        if near:
            yield told(
                "Admissions to house {house} are at least {days} apart; beside her window are"
                " those of {others}.",
                house=house,
                days=count(spacing, "day"),
                others=listing(near),
            )


def _suits(alone: Alone, bed: Bed) -> bool:
    houses = alone.referral.houses
    return alone.participant.needs <= bed.features and (not houses or bed.house in houses)


def _wanted(alone: Alone) -> str:
    needs, houses = sorted(alone.participant.needs), sorted(alone.referral.houses)
    with_needs = told(" with {features}", features=listing(needs)) if needs else ""
    in_houses = told(" in house {houses}", houses=either(houses)) if houses else ""
    return joined((with_needs, in_houses), "")


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
    closed: list[tuple[date, str]] = [
        (
            closure.start,
            told("is closed from {start} until {end}", start=closure.start, end=closure.end),
        )
        for closure in programme.closures
        if closure.bed == bed.code and closure.end > first and closure.start < end
    ]
    if bed.opens and bed.opens > first:
        closed.append((bed.opens, told("opens on {day}", day=bed.opens)))
    if bed.closes and bed.closes < end:
        closed.append((bed.closes, told("closes on {day}", day=bed.closes)))
    held = [_with_turnover(words, turnover) for _, words in sorted(rows)]
    return listing([*held, *(words for _, words in sorted(closed))] or [told("is not taken")])


def _with_turnover(words: str, nights: int) -> str:
    if not nights:
        return words
    return told("{state} ({nights} of turnover)", state=words, nights=count(nights, "night"))


def _held(alone: Alone, stay: Stay) -> Sentence:
    as_of, who, end = alone.programme.as_of, stay.participant, stay.discharge
    if end <= as_of:
        return told("was {participant}'s until {end}", participant=who, end=end)
    if stay.admission <= as_of:
        return told("is {participant}'s until {end}", participant=who, end=end)
    return told(
        "is promised to {participant} from {start} until {end}",
        participant=who,
        start=stay.admission,
        end=end,
    )


def _whereabouts(alone: Alone, stay: Stay) -> Sentence:
    house, end = alone.programme.bed_by_code[stay.bed].house, stay.discharge
    if stay.admission <= alone.programme.as_of:
        return told("is in house {house} until {end}", house=house, end=end)
    return told(
        "will be in house {house} from {start} until {end}",
        house=house,
        start=stay.admission,
        end=end,
    )


def _stays(alone: Alone) -> list[Stay]:
    committed = (stay for stay in alone.programme.stays if stay.is_commitment)
    return sorted(committed, key=lambda s: (s.admission, s.discharge, s.participant))
