"""Commitments that break a hard rule are named; those at the edge of it are accepted."""

import pytest

from planner.domain.errors import CommitmentError
from planner.domain.participants import WishRule
from planner.domain.programme import Programme
from planner.domain.stays import StayStatus
from planner.scheduling.commitments import check_commitments
from tests.factories import (
    AS_OF,
    assignment,
    bed,
    conflict,
    day,
    enrolment,
    participant,
    programme,
    staff_conflict,
    staff_member,
    stay,
)
from tests.french import in_french


def sentences(given: Programme) -> list[str]:
    """What is said of the commitments; an empty list: they are accepted."""
    try:
        check_commitments(given)
    except CommitmentError as error:
        return [sentence for sentence in error.sentences if in_french(sentence)]
    return []


def in_one_bed(first_discharge: int, second_admission: int) -> Programme:
    """Two stays in one bed; turnover asks for two nights."""
    first = stay("P1", "B1", day(-60), day(first_discharge))
    return programme(stays=(first, stay("P2", "B1", day(second_admission), day(90))))


def test_turnover_of_two_nights_is_accepted() -> None:
    assert sentences(in_one_bed(10, 12)) == []


def test_turnover_of_one_night_is_named() -> None:
    assert sentences(in_one_bed(10, 11)) == [
        f"S1: Bed B1 is empty for 1 night between P1 ({day(-60)} to {day(10)}) and"
        f" P2 ({day(11)} to {day(90)}); turnover asks for 2 nights."
    ]


def test_bed_promised_twice_on_one_night_is_named() -> None:
    assert sentences(in_one_bed(10, 9)) == [
        f"S1: Bed B1 is promised twice on one night, to P1 ({day(-60)} to {day(10)}) and"
        f" P2 ({day(9)} to {day(90)})."
    ]


def test_turnover_after_a_stay_that_is_over_is_named_while_the_next_one_lasts() -> None:
    assert len(sentences(in_one_bed(-20, -19))) == 1


def test_turnover_between_stays_that_are_over_is_history() -> None:
    over = (stay("P1", "B1", day(-60), day(-20)), stay("P2", "B1", day(-19), day(0)))
    assert sentences(programme(stays=over)) == []


def test_proposed_stay_is_no_commitment() -> None:
    proposed = stay("P2", "B1", day(10), day(90), StayStatus.PROPOSED)
    assert sentences(programme(stays=(stay("P1", "B1", day(-9), day(10)), proposed))) == []


def needing_ground_floor(discharge: int, *features: str) -> Programme:
    """Somebody who needs a ground floor in a bed with some features."""
    return programme(
        participants=(participant("P1", needs=frozenset({"ground_floor"})),),
        beds=(bed("B1", features=frozenset(features)),),
        stays=(stay("P1", "B1", day(-20), day(discharge)),),
    )


def test_bed_with_what_is_needed_is_accepted() -> None:
    assert sentences(needing_ground_floor(20, "ground_floor", "accessible")) == []


def test_bed_without_what_is_needed_is_named() -> None:
    assert sentences(needing_ground_floor(1, "accessible")) == [
        f"S2: Bed B1 lacks ground_floor, which the participant needs: P1 ({day(-20)} to {day(1)})."
    ]


def test_bed_of_a_stay_that_is_over_is_not_asked_about() -> None:
    assert sentences(needing_ground_floor(0)) == []


def in_conflict(first_discharge: int, second_admission: int, house: str = "main") -> Programme:
    """Two participants in conflict, the second one in a bed of some house."""
    return programme(
        beds=(bed("B1"), bed("B2", house)),
        conflicts=(conflict("P2", "P1"),),
        stays=(
            stay("P1", "B1", day(-20), day(first_discharge)),
            stay("P2", "B2", day(second_admission), day(90)),
        ),
    )


def test_conflict_on_the_day_of_discharge_is_accepted() -> None:
    assert sentences(in_conflict(10, 10)) == []


def test_conflict_on_one_night_is_named() -> None:
    assert sentences(in_conflict(10, 9)) == [
        "S4: P1 (bed B1) and P2 (bed B2) are in conflict and both in house main on the nights"
        f" from {day(9)} until {day(10)}."
    ]


def test_conflict_is_told_from_the_planning_date_on() -> None:
    assert f"from {AS_OF} until" in sentences(in_conflict(10, -5))[0]


def test_conflict_that_is_over_is_history() -> None:
    assert sentences(in_conflict(0, -5)) == []


def test_conflict_in_two_houses_is_accepted() -> None:
    assert sentences(in_conflict(10, 9, "other")) == []


def asking_for_french(**changes: object) -> Programme:
    """Somebody in the day program who must have a worker who speaks French."""
    return programme(
        participants=(participant("P1", languages=("fr",), language_rule=WishRule.REQUIRED),),
        enrolments=(enrolment("P1", day(-7), day(7)),),
        **changes,
    )


def test_service_that_nobody_may_support_is_named() -> None:
    assert sentences(asking_for_french()) == [
        f"S10: P1 is in service from {day(-7)} to {day(7)} and nobody on staff may be her primary"
        " worker: assign one, or change what is required of the worker."
    ]


def test_service_that_one_worker_may_support_is_accepted() -> None:
    bilingual = staff_member("W2", languages=frozenset({"en", "fr"}))
    assert sentences(asking_for_french(staff=(staff_member("W1"), bilingual))) == []


def test_worker_in_conflict_does_not_count() -> None:
    bilingual = staff_member("W2", languages=frozenset({"fr"}))
    apart = (staff_conflict("P1", "W2"),)
    assert len(sentences(asking_for_french(staff=(bilingual,), conflicts=apart))) == 1


@pytest.mark.parametrize(("end", "count"), [(None, 0), (day(1), 0), (day(0), 1)])
def test_assignment_settles_the_worker_while_it_is_in_force(end: object, count: int) -> None:
    given = asking_for_french(assignments=(assignment("P1", "W1", day(-7), end),))  # type: ignore[arg-type]
    assert len(sentences(given)) == count


def test_every_broken_rule_is_named_at_once() -> None:
    lacking = participant("P1", needs=frozenset({"ground_floor"}))
    first, second = stay("P1", "B1", day(-20), day(10)), stay("P2", "B1", day(11), day(90))
    given = programme(participants=(lacking,), stays=(first, second), staff=())
    assert [sentence.split(":")[0] for sentence in sentences(given)] == ["S1", "S2", "S10", "S10"]
