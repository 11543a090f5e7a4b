"""Rules S4 and S6: who may share a house, and how close together admissions may be."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from planner.check.reading import Reading
from planner.check.violations import Violation
from planner.check.wording import counted
from planner.domain.participants import ConflictKind
from planner.domain.plan import PlannedStay
from planner.domain.sentences import told
from planner.domain.stays import Stay


def check_conflicts(reading: Reading) -> Iterator[Violation]:
    """S4: ensures that two participants in conflict never share a house on a night."""
    apart = {
        frozenset((conflict.first, conflict.second))
        for conflict in reading.programme.conflicts
        if conflict.kind is ConflictKind.PARTICIPANTS
    }
    stays = [s for s in reading.stays_now if s.bed in reading.beds]
    stays.sort(key=lambda stay: (stay.participant, stay.admission))
    for one, other in combinations(stays, 2):
        house = reading.house(one.bed)
        start = max(one.admission, other.admission)
        end = min(one.discharge, other.discharge)
        is_apart = frozenset((one.participant, other.participant)) in apart
        if is_apart and house == reading.house(other.bed) and start < end:
            yield Violation(
                "S4",
                told(
                    "{one} and {other} are both in house {house} on the nights of [{start},"
                    " {end}); participants in conflict never share a house.",
                    one=one.participant,
                    other=other.participant,
                    house=house,
                    start=start,
                    end=end,
                ),
            )


def check_spacing(reading: Reading) -> Iterator[Violation]:
    """S6: ensures days between any two admissions to a house, unless both are commitments."""
    least_days = reading.programme.stay_rules.min_days_between_admissions
    by_house: dict[str, list[Stay | PlannedStay]] = defaultdict(list)
    for stay in reading.stays_ever:
        if stay.bed in reading.beds:
            by_house[reading.house(stay.bed)].append(stay)
    for house, stays in sorted(by_house.items()):
        stays.sort(key=lambda stay: (stay.admission, stay.participant))
        for first, second in combinations(stays, 2):
            days = (second.admission - first.admission).days
            if days < least_days and is_any_planned(first, second):
                yield Violation(
                    "S6",
                    told(
                        "House {house} admits {first} on {first_day} and {second} on {second_day},"
                        " {days} apart; the least is {least}.",
                        house=house,
                        first=first.participant,
                        first_day=first.admission,
                        second=second.participant,
                        second_day=second.admission,
                        days=counted(days, "days"),
                        least=least_days,
                    ),
                )


def is_any_planned(*stays: Stay | PlannedStay) -> bool:
    """Whether the plan, and not only commitments, is behind these stays."""
    return any(isinstance(stay, PlannedStay) for stay in stays)
