"""The reasons, cures and facts of the samples."""

from pathlib import Path

import pytest

from planner.domain.participants import Referral
from planner.domain.plan import Reason
from planner.domain.programme import Programme
from planner.scheduling.alone import RULES, Alone
from planner.scheduling.explain import Explanation, explain_referral
from planner.scheduling.stays import translate
from planner.tables.programme import read_programme
from solver.stays.greedy import Placer
from tests.french import in_french

SAMPLES = Path(__file__).parents[3] / "sample_data"


@pytest.fixture(scope="module", params=["safexst", "alluriarniq"])
def sample(request: pytest.FixtureRequest) -> Programme:
    return read_programme(SAMPLES / request.param).programme


def test_cures_are_exactly_the_single_rules_that_help(sample: Programme) -> None:
    for row in sample.waiting_referrals:
        explanation = explain_referral(sample, row)
        assert in_french(explanation.text)
        if explanation.reason is Reason.MINOR_PROTOCOL:
            continue
        if placed_alone(sample, row):
            assert (explanation.reason, explanation.cures) == (None, ())
            continue
        helping = tuple(rule for rule in RULES if placed_alone(sample, row, rule))
        assert explanation.cures == helping
        assert explanation.reason is (helping[0] if helping else Reason.SEVERAL)


def placed_alone(given: Programme, row: Referral, lifted: Reason | None = None) -> bool:
    return Placer(translate(given, [row], lifted).problem).cheapest(0, [None]) is not None


def explained(given: Programme, code: str) -> Explanation:
    row = next(r for r in given.referrals if r.participant == code)
    found = explain_referral(given, row)
    assert in_french(found.text)
    return found


@pytest.mark.parametrize(
    ("folder", "code", "reason", "facts"),
    [
        ("safexst", "R202", "window", ["P102", "2027-05-14", "2027-05-17", "17 days"]),
        ("safexst", "R204", "window", ["B1", "P101", "2027-03-19", "2027-03-22", "7 days"]),
        ("safexst", "R206", "minor_protocol", ["a person decides"]),
        ("alluriarniq", "R402", "window", ["P301", "2027-04-02", "P302", "2027-06-21", "38 days"]),
        ("alluriarniq", "R403", "worker", ["language iu and gender m"]),
        ("alluriarniq", "R404", "minor_protocol", ["a person decides"]),
    ],
)
def test_sample(folder: str, code: str, reason: str, facts: list[str]) -> None:
    explanation = explained(read_programme(SAMPLES / folder).programme, code)
    assert explanation.reason == reason
    assert [fact for fact in facts if fact not in explanation.text] == []


def test_rules_are_lifted_in_the_order_of_the_model() -> None:
    in_order = "window, bed, conflict, spacing, length, program, places, worker, minutes"
    assert ", ".join(RULES) == in_order


def test_together_means_that_none_can_be_spared(sample: Programme) -> None:
    row = next(r for r in sample.waiting_referrals if r.participant in ("R204", "R402"))
    alone = Alone(sample, row)
    together = alone.smallest_set(RULES[1:])
    assert together is not None
    assert alone.first(*together) is not None
    for rule in together:
        assert alone.first(*(other for other in together if other is not rule)) is None
