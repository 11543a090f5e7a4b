"""Whether the commitments break a hard rule that no plan could mend (MODEL.md section 1)."""

from collections.abc import Iterator
from itertools import combinations

from planner.domain.errors import CommitmentError
from planner.domain.participants import ConflictKind
from planner.domain.programme import Programme
from planner.domain.sentences import Sentence, joined, told
from planner.domain.stays import Stay
from planner.scheduling.services import CommittedServices, may_support
from planner.scheduling.wording import count


def check_commitments(programme: Programme) -> None:
    """Make sure that a plan which keeps every commitment is possible.

    Raises:
        CommitmentError: with one sentence for each broken rule.
    """
    services = CommittedServices(programme)
    sentences: list[str] = [
        *_short_turnovers(programme, services),
        *_unsuitable_beds(programme, services),
        *_shared_houses(programme, services),
        *_without_worker(programme, services),
    ]
    if sentences:
        raise CommitmentError(sentences)


def _short_turnovers(programme: Programme, services: CommittedServices) -> Iterator[Sentence]:
    """S1: between two stays in a bed, unless both are over, it is empty for turnover_days."""
    least = programme.stay_rules.turnover_days
    in_beds = sorted(services.stays, key=lambda s: (s.bed, s.admission, s.discharge, s.participant))
    for first, second in combinations(in_beds, 2):
        empty = (second.admission - first.discharge).days
        is_over = max(first.discharge, second.discharge) <= programme.as_of
        if first.bed != second.bed or is_over or empty >= least:
            continue
        stays = {"first": _stay_words(first), "second": _stay_words(second)}
        if empty < 0:
            yield told(
                "S1: Bed {bed} is promised twice on one night, to {first} and {second}.",
                bed=first.bed,
                **stays,
            )
        else:
            yield told(
                "S1: Bed {bed} is empty for {nights} between {first} and {second}; turnover asks"
                " for {least}.",
                bed=first.bed,
                nights=count(empty, "night"),
                least=count(least, "night"),
                **stays,
            )


def _unsuitable_beds(programme: Programme, services: CommittedServices) -> Iterator[Sentence]:
    """S2: the bed of a resident has what she needs."""
    for stay in _in_order(services.current_stays):
        bed = programme.bed_by_code[stay.bed]
        lacking = programme.participant_by_code[stay.participant].needs - bed.features
        if lacking:
            yield told(
                "S2: Bed {bed} lacks {features}, which the participant needs: {stay}.",
                bed=bed.code,
                features=joined(sorted(lacking), ", "),
                stay=_stay_words(stay),
            )


def _shared_houses(programme: Programme, services: CommittedServices) -> Iterator[Sentence]:
    """S4: two residents in conflict are never in one house on the same night."""
    apart = {
        frozenset((conflict.first, conflict.second))
        for conflict in programme.conflicts
        if conflict.kind is ConflictKind.PARTICIPANTS
    }
    for one, other in combinations(_in_order(services.current_stays), 2):
        house = programme.bed_by_code[one.bed].house
        first = max(one.admission, other.admission, programme.as_of)
        end = min(one.discharge, other.discharge)
        is_apart = frozenset((one.participant, other.participant)) in apart
        if is_apart and house == programme.bed_by_code[other.bed].house and first < end:
            yield told(
                "S4: {one} (bed {bed}) and {other} (bed {other_bed}) are in conflict and both in"
                " house {house} on the nights from {first} until {end}.",
                one=one.participant,
                bed=one.bed,
                other=other.participant,
                other_bed=other.bed,
                house=house,
                first=first,
                end=end,
            )


def _without_worker(programme: Programme, services: CommittedServices) -> Iterator[Sentence]:
    """S10: whoever is in service without a committed worker has somebody who may be hers."""
    for participant, ranges in sorted(services.ranges_by_participant.items()):
        person = programme.participant_by_code[participant]
        if participant in services.worker_by_participant or any(
            may_support(programme, person, member) for member in programme.staff
        ):
            continue
        first, end = ranges[0].start, max(r.end for r in ranges if r.end is not None)
        yield told(
            "S10: {participant} is in service from {first} to {end} and nobody on staff may be her"
            " primary worker: assign one, or change what is required of the worker.",
            participant=participant,
            first=first,
            end=end,
        )


def _in_order(stays: tuple[Stay, ...]) -> list[Stay]:
    return sorted(stays, key=lambda stay: (stay.participant, stay.admission))


def _stay_words(stay: Stay) -> Sentence:
    return told(
        "{participant} ({start} to {end})",
        participant=stay.participant,
        start=stay.admission,
        end=stay.discharge,
    )
