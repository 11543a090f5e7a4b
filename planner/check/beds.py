"""Rules S1 to S3: one participant a bed and night, the right bed, and an open one."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from planner.check.reading import Reading
from planner.check.violations import Violation
from planner.check.wording import counted
from planner.domain.participants import Service
from planner.domain.plan import PlannedStay
from planner.domain.sentences import joined, told
from planner.domain.stays import Stay


def check_turnover(reading: Reading) -> Iterator[Violation]:
    """S1: ensures one participant a night in a bed and empty nights between two stays.

    Two stays that both ended by the planning date are history and are not blamed.
    """
    by_bed: dict[str, list[Stay | PlannedStay]] = defaultdict(list)
    for stay in reading.stays_ever:
        by_bed[stay.bed].append(stay)
    for bed, stays in sorted(by_bed.items()):
        stays.sort(key=lambda stay: (stay.admission, stay.discharge, stay.participant))
        for first, second in combinations(stays, 2):
            if max(first.discharge, second.discharge) > reading.programme.as_of:
                yield from check_pair_in_bed(reading, bed, first, second)


def check_pair_in_bed(
    reading: Reading, bed: str, first: Stay | PlannedStay, second: Stay | PlannedStay
) -> Iterator[Violation]:
    """S1: ensures turnover_days empty nights between an earlier and a later stay in a bed."""
    turnover_days = reading.programme.stay_rules.turnover_days
    empty_nights = (second.admission - first.discharge).days
    if empty_nights < 0:
        yield Violation(
            "S1",
            told(
                "Bed {bed} holds {first} ({first_start} to {first_end}) and {second}"
                " ({second_start} to {second_end}) on the same night; a bed holds one participant"
                " a night.",
                bed=bed,
                first=first.participant,
                first_start=first.admission,
                first_end=first.discharge,
                second=second.participant,
                second_start=second.admission,
                second_end=second.discharge,
            ),
        )
    elif empty_nights < turnover_days:
        yield Violation(
            "S1",
            told(
                "Bed {bed} is empty for {nights} between {first} (discharge {discharge}) and"
                " {second} (admission {admission}); turnover asks for {least}.",
                bed=bed,
                nights=counted(empty_nights, "nights"),
                first=first.participant,
                discharge=first.discharge,
                second=second.participant,
                admission=second.admission,
                least=turnover_days,
            ),
        )


def check_bed_fits(reading: Reading) -> Iterator[Violation]:
    """S2: ensures that the bed has what the participant needs, in a house of her referral."""
    for stay in reading.stays_now:
        bed, person = reading.beds.get(stay.bed), reading.people.get(stay.participant)
        if bed is None or person is None:
            continue
        lacking = sorted(set(person.needs) - set(bed.features))
        if lacking:
            why = told(
                "Bed {bed} lacks {features}, which {participant} needs.",
                bed=bed.code,
                features=joined(lacking, ", "),
                participant=person.code,
            )
            yield Violation("S2", why)
        referral = reading.referral(person.code, Service.RESIDENTIAL)
        accepted = referral.houses if referral and isinstance(stay, PlannedStay) else frozenset()
        if accepted and bed.house not in accepted:
            yield Violation(
                "S2",
                told(
                    "{participant} is planned for bed {bed} in house {house}; the referral accepts"
                    " {houses}.",
                    participant=person.code,
                    bed=bed.code,
                    house=bed.house,
                    houses=joined(sorted(accepted), ", "),
                ),
            )


def check_bed_open(reading: Reading) -> Iterator[Violation]:
    """S3: ensures that no night falls in a closure or before a bed opens or after it closes."""
    for stay in reading.stays_now:
        bed = reading.beds.get(stay.bed)
        if bed is None:
            continue
        what = told(
            "The stay of {participant} in bed {bed}, {admission} to {discharge},",
            participant=stay.participant,
            bed=bed.code,
            admission=stay.admission,
            discharge=stay.discharge,
        )
        if bed.opens is not None and stay.admission < bed.opens:
            why = told("{stay} begins before the bed opens on {day}.", stay=what, day=bed.opens)
            yield Violation("S3", why)
        if bed.closes is not None and stay.discharge > bed.closes:
            why = told(
                "{stay} has a night after the bed closes on {day}.", stay=what, day=bed.closes
            )
            yield Violation("S3", why)
        for closure in reading.programme.closures:
            is_shut = stay.admission < closure.end and closure.start < stay.discharge
            if closure.bed == bed.code and is_shut:
                why = told(
                    "{stay} has a night in the closure {start} to {end}.",
                    stay=what,
                    start=closure.start,
                    end=closure.end,
                )
                yield Violation("S3", why)
