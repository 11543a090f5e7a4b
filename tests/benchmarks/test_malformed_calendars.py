from collections import Counter

from benchmarks.malformed_calendars import (
    MOST_SECONDS,
    damaged_files,
    heaviest_files,
    outcome_of,
)


def test_damaged_calendars_are_read_or_refused_with_their_places_and_quickly() -> None:
    outcomes = [outcome_of(content) for content in damaged_files(400, seed=7)]
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    assert set(verdicts) == {"read", "refused"}
    assert max(outcome.seconds for outcome in outcomes) < MOST_SECONDS


def test_heaviest_calendars_that_are_accepted_do_not_take_long() -> None:
    outcomes = {name: outcome_of(content) for name, content in heaviest_files()}
    assert {outcome.verdict for outcome in outcomes.values()} == {"read", "refused"}
    assert [name for name, outcome in outcomes.items() if outcome.seconds >= MOST_SECONDS] == []


def test_same_seed_damages_the_same_way() -> None:
    assert list(damaged_files(20, seed=3)) == list(damaged_files(20, seed=3))
    assert list(damaged_files(20, seed=3)) != list(damaged_files(20, seed=4))
