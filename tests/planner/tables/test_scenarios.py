"""Scenario files: what is read, and that every mistake comes with its line, all at once."""

from datetime import date
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.tables.scenarios import ScenarioFile, read_scenarios, scenarios_in

SAMPLES = Path(__file__).parents[3] / "sample_data" / "scenarios"
GOOD = """
[study]
horizon = 12
[base]
beds = 3
referral_rate = 0.5
stay = { law = "uniform", low = 6, high = 12 }
"""


def read(text: str) -> ScenarioFile:
    return scenarios_in(text.encode(), "x.toml", Path())


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("name", ["safexst.toml", "three_beds.toml"])
def test_sample_files_are_read(name: str) -> None:
    found = read_scenarios(SAMPLES / name)
    assert len(found.scenarios) >= 3
    assert len(found.sha256) == 64


def test_values_are_typed_and_weights_add_up_to_one() -> None:
    parts = '[{ weight = 1, law = "exponential", mean = 2 }, { weight = 3, law = "erlang",'
    found = read(GOOD + f'early_exit = {{ probability = 0.1, stay = {{ law = "mixture", parts ='
                 f' {parts} k = 2, mean = 5 }}] }} }}\nturnover = 0.5\n')  # fmt: skip
    assert found.base["beds"] == 3
    assert found.base["turnover"] == {"law": "deterministic", "value": 0.5}
    weights = [part["weight"] for part in found.base["early_exit"]["stay"]["parts"]]
    assert weights == [0.25, 0.75]


def test_every_mistake_is_named_with_its_line() -> None:
    found = problems(
        '[study]\nmode = "stead"\nhorizon = -1\n[base]\nbeds = -3\nreferral_rate = "0.5"\n'
        'stay = { law = "unifrm", low = 1, high = 2 }\nfoo = 3\n[[scenario]]\nbeds = 4\n[oops]\n'
    )
    places = [problem.split(": ")[0] for problem in found]
    assert places == [
        "x.toml:2:study.mode",
        "x.toml:3:study.horizon",
        "x.toml:5:base.beds",
        "x.toml:6:base.referral_rate",
        "x.toml:7:base.stay",
        "x.toml:8:base.foo",
        "x.toml:9:scenario 1.label",
        "x.toml:11:oops",
    ]


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ('stay_factor = 0', "base.stay_factor", "above 0"),
        ('patience = { law = "zero", mean = 2 }', "base.patience", "accepted"),
        ('patience = { law = "uniform", low = 4, high = 4 }', "base.patience", "accepted"),
        ('early_exit = { probability = 2, stay = { law = "none" } }', "base.early_exit", "0 to 1"),
        ("open_beds = [ { from = 2027-06-01 } ]", "base.open_beds", "needs a programme"),
        ('staff_gone = [ { staff = "S03" } ]', "base.staff_gone", "names none"),
        ("policy = { stays = { max_days = 3 } }", "base.policy", "names none"),
        ("beds = nan", "base.beds", "given twice"),
        ('classes = [ { name = "a", referral_rate = 1 }, { name = "a", referral_rate = 1 } ]',
         "base.classes", "same name"),
        ("costs = { per_month = 3 }", "base.costs", "fixed_per_year"),
        ("[tornado]\nvary = { beds = 0 }", "tornado.vary", "above 0"),
        ("[grid]\nx = { key = \"beds\", values = [1] }", "grid.y", "missing"),
        ("[target]\nbelow = 1\nto = 3\nfrom = 5", "target.from", "at most to"),
        ('[target]\nbelow = 1\nto = 3\nscenario = "?"', "target.scenario", "label"),
        ('[[scenario]]\nlabel = "as it is"', "scenario 1.label", "same label"),
        ('[[scenario]]\nlabel = "x"\nresidents = [ { left = 1 } ]', "scenario 1.residents",
         "not accepted here"),
    ],
)  # fmt: skip
def test_mistake_is_told_in_words(line: str, place: str, words: str) -> None:
    found = problems(GOOD + line + "\n")
    assert len(found) == 1
    assert words in found[0]
    assert place in found[0] or "given twice" in words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("window = [0, 13]", "beyond the horizon"),
        ("precision = 0.01\nreplications = 100", "either this"),
        ('mode = "steady"\nwarm_up = 12', "less than the horizon"),
        ("replications = 1", "whole number from 2"),
    ],
)
def test_contradiction_in_the_study_is_told(line: str, words: str) -> None:
    (found,) = problems(GOOD.replace("horizon = 12", f"horizon = 12\n{line}"))
    assert words in found


def test_base_without_a_programme_must_say_what_there_is() -> None:
    found = problems("[study]\nhorizon = 12\n")
    assert [problem.split(":")[2] for problem in found] == [
        "base.beds",
        "base.referral_rate",
        "base.stay",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[study", "cannot be read"),
        (b"\xff\xfe[", "UTF-16"),
        (b"a = 1\na = 2", "given twice"),
        (b"scenario = 3", "no list"),
        (b"study = 3", "not a section"),
        (b"x = [" * 5000, "cannot be read"),
    ],
)
def test_unreadable_file_is_told(content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        scenarios_in(content, "x.toml", Path())


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file is missing"):
        read_scenarios(tmp_path / "none.toml")


def test_policy_is_read_as_in_a_programme() -> None:
    text = '[study]\nprogramme = "p"\n[base]\nreferral_rate = 1\n'
    found = read(text + "policy = { stays = { max_days = 300 } }\nopen_beds = [{from=2027-06-01}]")
    assert found.base["policy"] == {"stays": {"max_days": 300}}
    assert found.base["open_beds"] == ({"from": date(2027, 6, 1)},)
    (wrong,) = problems(text + 'policy = { stays = { max_days = "x" } }')
    assert "stays.max_days: the text 'x'" in wrong
    (unknown,) = problems(text + "policy = { labour = { pack = 1 } }")
    assert "accepted: tables named stays" in unknown
