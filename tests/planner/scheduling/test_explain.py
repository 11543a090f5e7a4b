"""Reasons at their exact edges, their facts, and the cures."""

import pytest

from planner.domain.day_program import EntryRule
from planner.domain.participants import Service, WishRule
from planner.domain.plan import Reason
from planner.domain.programme import Programme
from planner.scheduling.explain import Explanation, explain_referral
from tests.factories import (
    assignment,
    bed,
    closure,
    conflict,
    day,
    day_program_rules,
    enrolment,
    participant,
    programme,
    referral,
    staff_conflict,
    staff_member,
    stay,
    stay_rules,
)
from tests.french import in_french

IN_PROGRAM, SUPPORT = Service.DAY_PROGRAM, Service.SUPPORT


def explain(given: Programme, code: str = "R1") -> Explanation:
    found = explain_referral(given, next(r for r in given.referrals if r.participant == code))
    assert in_french(found.text)
    return found


def asked(**changes: object) -> Programme:
    """A programme with the one residential referral R1."""
    return programme(**{"referrals": (referral("R1"),), **changes})


@pytest.mark.parametrize(("latest", "reason"), [(14, None), (13, Reason.WINDOW)])
def test_window(latest: int, reason: Reason | None) -> None:
    explanation = explain(
        asked(
            stays=(stay("P1", "B1", day(-20), day(12)),),
            referrals=(referral("R1", latest=day(latest)),),
        )
    )
    assert explanation.reason is reason
    if reason:
        assert explanation.cures == (Reason.WINDOW, Reason.BED)
        assert explanation.sentences == (
            f"The only bed, B1, is P1's until {day(12)} (2 nights of turnover).",
            f"The first possible admission is on {day(14)}, 1 day after her latest day {day(13)}.",
            f"Any one of these would be enough: a later latest date ({day(14)} or after);"
            f" another bed for her in house main (admission on {day(0)}).",
        )


@pytest.mark.parametrize(
    ("discharge", "reason"), [(78, None), (79, Reason.WINDOW), (82, Reason.BED)]
)
def test_bed(discharge: int, reason: Reason | None) -> None:
    explanation = explain(asked(stays=(stay("P1", "B1", day(-20), day(discharge)),)))
    assert explanation.reason is reason
    if reason is Reason.WINDOW:
        assert f"an admission on {day(81)}, a Fri, which is not open for it" in explanation.text
    if reason is Reason.BED:
        assert f"is P1's until {day(82)}" in explanation.text


def test_a_bed_with_what_she_needs_does_not_exist() -> None:
    needy = participant("R1", needs=frozenset({"ground_floor", "accessible"}))
    explanation = explain(
        asked(beds=(bed("B1", features=frozenset({"accessible"})),), participants=(needy,))
    )
    assert explanation.reason is Reason.BED
    assert explanation.sentences[0] == "No bed with accessible and ground_floor exists."


def test_closures_and_dates_of_a_bed_are_named() -> None:
    beds = (bed("B1"), bed("B2", opens=day(83)), bed("B3", closes=day(5)))
    explanation = explain(asked(beds=beds, closures=(closure("B1", day(0), day(90)),)))
    assert explanation.reason is Reason.WINDOW
    assert explanation.sentences[0] == (
        f"Of the 3 beds, B1 is closed from {day(0)} until {day(90)}; B2 opens on {day(83)};"
        f" B3 closes on {day(5)}."
    )


@pytest.mark.parametrize(
    ("discharge", "reason"), [(80, None), (83, Reason.WINDOW), (84, Reason.CONFLICT)]
)
def test_conflict(discharge: int, reason: Reason | None) -> None:
    explanation = explain(
        asked(
            beds=(bed("B1"), bed("B2")),
            stays=(stay("P1", "B1", day(-20), day(discharge)),),
            conflicts=(conflict("R1", "P1"),),
        )
    )
    assert explanation.reason is reason
    if reason:
        fact = f"She is in conflict with P1, who is in house main until {day(discharge)}."
        assert fact in explanation.sentences
        assert f"no conflict with P1 (admission on {day(0)})" in explanation.text


@pytest.mark.parametrize(
    ("admission", "reason"), [(-4, None), (-1, Reason.WINDOW), (0, Reason.SPACING)]
)
def test_spacing(admission: int, reason: Reason | None) -> None:
    explanation = explain(
        asked(
            stay_days=7,
            beds=(bed("B1"), bed("B2")),
            stays=(stay("P1", "B1", day(admission), day(30)),),
        )
    )
    assert explanation.reason is reason
    if reason is Reason.SPACING:
        assert explanation.sentences[0] == (
            "Admissions to house main are at least 7 days apart; beside her window are those of"
            f" P1 on {day(0)}."
        )


@pytest.mark.parametrize(("longest", "reason"), [(14, None), (13, Reason.LENGTH)])
def test_length(longest: int, reason: Reason | None) -> None:
    explanation = explain(
        asked(
            stay_rules=stay_rules(min_days=7, target_days=10, max_days=longest),
            day_program=day_program_rules(residents_join=True),
        )
    )
    assert explanation.reason is reason
    if reason:
        cure = f"a longer stay (14 nights from {day(0)}, 1 night above her maximum of 13)"
        assert cure in explanation.text
        assert "Her longest stay of 13 nights is 1 night too short." in explanation.sentences


def test_a_shorter_stay_is_the_longest_that_fits() -> None:
    explanation = explain(asked(beds=(bed("B1", closes=day(13)),)))
    assert explanation.cures == (Reason.BED, Reason.LENGTH)
    cure = f"a shorter stay (13 nights from {day(0)}, 1 night below her minimum of 14)"
    assert cure in explanation.text


@pytest.mark.parametrize(("cohort", "reason"), [(7, None), (8, Reason.PROGRAM)])
def test_program(cohort: int, reason: Reason | None) -> None:
    rules = day_program_rules(
        residents_join=True, entry=EntryRule.COHORT, cohort_starts=(day(cohort),)
    )
    explanation = explain(asked(stay_days=1, day_program=rules))
    assert explanation.reason is reason
    if reason:
        assert f"No cohort starts between {day(0)} and {day(7)}." in explanation.sentences


def test_who_is_enrolled_already_gets_no_second_enrolment() -> None:
    explanation = explain(
        asked(
            referrals=(referral("R1", IN_PROGRAM),),
            enrolments=(enrolment("R1", day(-5), day(9)),),
        )
    )
    assert explanation.reason is Reason.PROGRAM
    assert explanation.sentences[0] == f"She is already enrolled from {day(-5)} until {day(9)}."


@pytest.mark.parametrize(("end", "reason"), [(81, None), (83, Reason.WINDOW), (84, Reason.PLACES)])
def test_places(end: int, reason: Reason | None) -> None:
    explanation = explain(
        asked(
            referrals=(referral("R1", IN_PROGRAM),),
            day_program=day_program_rules(places=1),
            enrolments=(enrolment("P1", day(-5), day(end)),),
        )
    )
    assert explanation.reason is reason
    if reason is Reason.PLACES:
        assert explanation.sentences[:2] == (
            f"No place of the day program (1 place) is free until {day(84)}: P1 until {day(84)}.",
            f"The first 14 days with a free place begin on {day(84)}.",
        )


@pytest.mark.parametrize(("end", "reason"), [(81, None), (83, Reason.WINDOW), (84, Reason.WORKER)])
def test_worker_caseload(end: int, reason: Reason | None) -> None:
    explanation = explain(
        asked(
            referrals=(referral("R1", SUPPORT),),
            staff=(staff_member("W1", caseload=1),),
            assignments=(assignment("P1", "W1", day(-5), day(end)),),
        )
    )
    assert explanation.reason is reason
    if reason:
        assert explanation.sentences[0] == (
            f"The only worker who may support her, W1, is full until {day(end)}"
            " (caseload of 1 participant)."
        )


@pytest.mark.parametrize(("language", "reason"), [("iu", None), ("fr", Reason.WORKER)])
def test_worker_requirements(language: str, reason: Reason | None) -> None:
    demanding = participant(
        "R1",
        languages=("iu",),
        language_rule=WishRule.REQUIRED,
        worker_gender="m",
        worker_gender_rule=WishRule.REQUIRED,
    )
    staff = (
        staff_member("W1", languages=frozenset({language}), gender="m"),
        staff_member("W2", languages=frozenset({"iu"}), gender="w"),
    )
    explanation = explain(asked(participants=(demanding,), staff=staff))
    assert explanation.reason is reason
    if reason:
        assert explanation.sentences[0] == (
            "Nobody with one_on_one meets language iu and gender m."
        )


def test_a_worker_in_conflict_is_named() -> None:
    explanation = explain(asked(conflicts=(staff_conflict("R1", "W1"),)))
    assert explanation.reason is Reason.WORKER
    assert explanation.sentences[0] == (
        "Nobody with one_on_one is left without a conflict with her (in conflict: W1)."
    )


@pytest.mark.parametrize(("minutes", "reason"), [(120, None), (119, Reason.MINUTES)])
def test_minutes(minutes: int, reason: Reason | None) -> None:
    explanation = explain(
        asked(
            referrals=(referral("R1", SUPPORT),),
            staff=(staff_member("W1", support_minutes_per_week=minutes),),
        )
    )
    assert explanation.reason is reason
    if reason:
        assert explanation.sentences[0] == (
            f"With the start of support on {day(0)} the team would lack support minutes: 1 minute"
            f" in the week of {day(0)} (120 needed, 119 free) and 1 minute in the week of {day(7)}"
            " (120 needed, 119 free)."
        )


@pytest.mark.parametrize(("minutes", "reason"), [(120, Reason.WORKER), (119, Reason.SEVERAL)])
def test_several(minutes: int, reason: Reason) -> None:
    french = participant("R1", languages=("fr",), language_rule=WishRule.REQUIRED)
    explanation = explain(
        asked(participants=(french,), staff=(staff_member("W1", support_minutes_per_week=minutes),))
    )
    assert explanation.reason is reason
    if reason is Reason.SEVERAL:
        assert explanation.cures == ()
        assert explanation.sentences[0] == "Nobody with one_on_one meets language fr."
        assert explanation.sentences[-1] == (
            "No single change is enough. Together these stand in her way: the primary workers and"
            " the team's support minutes; without them the first possible admission is on"
            f" {day(0)}."
        )
