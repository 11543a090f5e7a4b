"""A scenario file studied: the programme's aggregates, its changes, the schedule's side."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planner.capacity.laws import Deterministic, Uniform
from planner.capacity.mixtures import Mixture
from planner.capacity.scenario import Need
from planner.capacity.steps import Steps
from planner.domain.errors import InputError
from planner.domain.programme import Programme
from planner.scheduling.planning import Limits
from planner.services.capacity.document import capacity_csv, capacity_document
from planner.services.capacity.records import Records, records_of
from planner.services.capacity.schedule import AMOUNTS, schedule_sides
from planner.services.capacity.what_if import Settings, study_scenarios
from planner.tables.programme import LoadedProgramme, read_programme
from planner.tables.scenarios import scenarios_in

SAMPLES = Path(__file__).parents[4] / "sample_data"
TODAY = date(2027, 2, 8)
STUDY = '[study]\nprogramme = "{}"\nhorizon = 12\nreplications = 200\n[base]\nreferral_rate = 0.5\n'
ALONE = """
[study]
mode = "{mode}"
horizon = 24
replications = 300
[base]
beds = 3
referral_rate = 0.5
stay = {{ law = "exponential", mean = 9 }}
patience = {{ law = "exponential", mean = 4 }}
[[scenario]]
label = "four"
beds = 4
"""


@cache
def loaded(name: str) -> LoadedProgramme:
    return read_programme(SAMPLES / name)


def records(text: str, name: str = "safexst") -> Records:
    file = scenarios_in((STUDY.format(SAMPLES / name) + text).encode(), "x.toml", SAMPLES)
    return records_of(file, loaded(name).programme)


def study(text: str, **settings: Any) -> dict[str, Any]:
    file = scenarios_in(text.encode(), "x.toml", SAMPLES)
    report = study_scenarios(file, Settings(TODAY, with_schedule=False, **settings))
    return capacity_document(report)


def test_base_is_the_programme_as_it_stands() -> None:
    base = records("").scenarios[0]
    days = 365.25 / 12
    assert len(base.beds) == 3
    assert base.beds[1].closures == ((96 / days, 110 / days),)
    assert base.stay == Uniform(182 / days, 365 / days)
    assert base.turnover == Deterministic(2 / days)
    assert base.caseload == Steps.of(14)
    assert base.places == Steps.of(7)
    needs = [person.need for person in base.in_service]
    assert [needs.count(need) for need in Need] == [3, 3, 1]
    assert base.in_service[0].left == pytest.approx(39 / days)
    promised = [person for person in base.waiting if person.promised]
    assert len(promised) == 1
    programme = loaded("safexst").programme
    assert len(base.waiting) == 1 + len(programme.waiting_referrals)


def test_records_hold_no_code_of_anybody() -> None:
    programme = loaded("safexst").programme
    text = repr(records("").scenarios)
    codes = {person.code for person in programme.participants} | set(programme.staff_by_code)
    assert [code for code in codes if f"'{code}'" in text] == []


def test_scenario_changes_are_made_to_the_programme_itself() -> None:
    found = records("""
[[scenario]]
label = "beds"
open_beds = [ { from = 2027-06-01, count = 2 } ]
close_beds = [ { bed = "B1", from = 2027-03-01 } ]
[[scenario]]
label = "team"
staff_gone = [ { staff = "S03" }, { staff = "S02", from = 2027-05-03 } ]
staff_added = [ { code = "N1", like = "S02", from = 2027-04-05 } ]
staff_changed = [ { staff = "S04", caseload = 5 } ]
[[scenario]]
label = "policy"
policy = { stays = { max_days = 300 }, support = { phases = [ { from_week = 0, sessions_per_week = 1 } ] } }
places = 4
turnover = 1
[[scenario]]
label = "fewer"
beds = 2
""")  # noqa: E501
    beds, team, policy, fewer = found.programmes[1:]
    assert [bed.code for bed in beds.beds] == ["B1", "B2", "B3", "NEW1", "NEW2"]
    # B1 closes when its resident has left, not before.
    assert beds.bed_by_code["B1"].closes == date(2027, 3, 19)
    assert "S03" not in team.staff_by_code
    assert {row.staff for row in team.assignments} & {"S03"} == set()
    assert found.scenarios[2].caseload is not None
    caseload = found.scenarios[2].caseload
    # 14 less 4 of S03, 3 more of S04; later 4 of N1 come and 4 of S02 go.
    assert [amount for _, amount in caseload.points] == [13, 17, 13]
    assert policy.stay_rules.max_days == 300
    assert policy.stay_rules.turnover_days == 30
    assert policy.day_program.places == 4
    assert found.scenarios[3].support is not None
    assert found.scenarios[3].support.phases == ((0.0, 60.0),)
    assert len([bed for bed in fewer.beds if bed.closes is not None]) == 1


def test_changes_that_do_not_fit_are_told_with_their_lines() -> None:
    with pytest.raises(InputError) as caught:
        records("""
[[scenario]]
label = "x"
staff_gone = [ { staff = "S99" } ]
close_beds = [ { bed = "B9", from = 2027-03-01 } ]
[[scenario]]
label = "y"
staff_added = [ { code = "S01", like = "S02" } ]
referral_change = { shape = "linear", factor = 2 }
""")
    assert [str(problem) for problem in caught.value.problems] == [
        "x.toml:10:scenario 1.staff_gone: there is no staff member S99",
        "x.toml:11:scenario 1.close_beds: bed B9 is not in service then",
        "x.toml:14:scenario 2.staff_added: S01 is there already",
        "x.toml:15:scenario 2.referral_change: accepted with this shape: until after from",
    ]


def test_rate_that_nobody_gives_and_no_history_tells_is_asked_for() -> None:
    text = STUDY.format(SAMPLES / "safexst").replace("referral_rate = 0.5", "")
    file = scenarios_in(text.encode(), "x.toml", SAMPLES)
    with pytest.raises(InputError, match=r"base.referral_rate: the key is missing"):
        records_of(file, loaded("safexst").programme)


def test_referral_mix_early_exits_and_profile_are_read() -> None:
    found = records("""
early_exit = { probability = 0.2, stay = { law = "exponential", mean = 1 } }
classes = [ { name = "urgent", referral_rate = 0.1 }, { name = "day", referral_rate = 0.3, need = "day_program" } ]
[[scenario]]
label = "twice"
referral_rate = 0.8
referral_change = { shape = "step", factor = 2, from = 2027-08-09 }
""")  # noqa: E501
    base, twice = found.scenarios
    assert isinstance(base.stay, Mixture)
    assert [kind.rate for kind in twice.classes[:2]] == pytest.approx([0.2, 0.6])
    assert twice.profile.total(12.0) == pytest.approx(24 - 182 / (365.25 / 12))


def test_long_run_of_known_laws_is_answered_by_formula() -> None:
    document = study(ALONE.format(mode="steady"))
    base, four = document["scenarios"]
    assert (base["label"], base["engine"]) == ("as it is", "analytic")
    leave = base["indicators"]["p_leave"]
    assert leave["mean"] == leave["low"] == pytest.approx(0.419324323710794, rel=1e-9)
    assert leave["p10"] is None
    assert four["indicators"]["p_leave"]["difference"]["mean"] < -0.1


def test_document_has_every_figure_with_its_difference_and_can_be_written() -> None:
    document = study(ALONE.format(mode="terminating"))
    base, four = document["scenarios"]
    assert base["indicators"]["admitted"]["difference"] is None
    admitted = four["indicators"]["admitted"]
    assert admitted["low"] < admitted["mean"] < admitted["high"]
    assert admitted["p10"] <= admitted["p50"] <= admitted["p90"]
    assert admitted["difference"]["low"] > 0
    assert document["stamp"]["replications"] == 300
    assert len(base["curves"]["waiting"]["mean"]) == 49
    json.dumps(document, allow_nan=False)


def test_same_question_gets_the_same_answer_and_another_seed_another() -> None:
    text = ALONE.format(mode="terminating")
    assert study(text) == study(text)
    assert study(text)["scenarios"] != study(text, seed=2)["scenarios"]


def test_further_questions_are_answered() -> None:
    document = study(
        ALONE.format(mode="terminating")
        + '[tornado]\nvary = { beds = 1, stay = 0.1 }\n[grid]\nindicator = "p_leave"\n'
        'x = { key = "beds", values = [2, 3] }\ny = { key = "stay", values = [8] }\n'
        '[target]\nbelow = 1\nto = 6\nscenario = "four"\n'
    )
    assert document["tornado"]["inputs"][0]["key"] == "beds"
    assert len(document["grid"]["cells"][0]) == 2
    assert document["target"]["smallest"] == document["target"]["tried"][-1]["value"]


def test_shared_report_leaves_out_small_numbers_of_people() -> None:
    text = ALONE.format(mode="terminating")
    file = scenarios_in(text.encode(), "x.toml", SAMPLES)
    report = study_scenarios(file, Settings(TODAY))
    shared = capacity_document(report, shared=True)
    figures = shared["scenarios"][0]["indicators"]
    assert figures["waiting"] == {"suppressed": "under 5"}
    assert "mean" in figures["occupancy"]
    assert "curves" not in shared["scenarios"][0]
    open_rows = capacity_csv(report).splitlines()
    shared_rows = capacity_csv(report, shared=True).splitlines()
    assert len(open_rows) == len(shared_rows) > 20
    (row,) = (row for row in shared_rows if row.startswith("as it is,fast,waiting,"))
    assert set(row.removeprefix("as it is,fast,waiting,")) == {","}


def test_shared_difference_never_tells_a_number_that_the_base_leaves_out() -> None:
    text = ALONE.format(mode="terminating") + '[[scenario]]\nlabel = "many"\nreferral_rate = 9\n'
    report = study_scenarios(scenarios_in(text.encode(), "x.toml", SAMPLES), Settings(TODAY))
    base, *others = capacity_document(report, shared=True)["scenarios"]
    hidden = {name for name, one in base["indicators"].items() if "suppressed" in one}
    told = [
        name
        for other in others
        for name, one in other["indicators"].items()
        if name in hidden and one.get("difference") is not None
    ]
    assert hidden
    assert told == []


def test_shared_differences_never_tell_the_fate_that_is_left_out() -> None:
    text = ALONE.format(mode="terminating") + '[[scenario]]\nlabel = "many"\nreferral_rate = 9\n'
    report = study_scenarios(scenarios_in(text.encode(), "x.toml", SAMPLES), Settings(TODAY))
    fates = ("admitted", "left", "waiting")
    base, *others = (one["indicators"] for one in capacity_document(report, True)["scenarios"])
    assert any("suppressed" in base[name] for name in fates)
    differences = [one[name].get("difference") for one in others for name in fates]
    assert differences == [None] * len(differences)


def small(name: str) -> Programme:
    return loaded(f"small/{name}").programme


def test_schedules_side_shows_what_is_missing_with_one_worker_less() -> None:
    programme = small("two_houses")
    code = next(member.code for member in programme.staff if not member.is_relief)
    found = records_of(
        scenarios_in(
            (
                STUDY.format(SAMPLES / "small/two_houses")
                + f'[[scenario]]\nlabel = "less"\nstaff_gone = [ {{ staff = "{code}" }} ]\n'
                + '[[scenario]]\nlabel = "same"\nreferral_factor = 1.2\n'
            ).encode(),
            "x.toml",
            SAMPLES,
        ),
        programme,
    )
    told: list[tuple[int, int]] = []
    limits = Limits(None, 1, 2)
    sides = schedule_sides(found.programmes, 20, limits, lambda *both: told.append(both))
    base, less, same = sides
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert list(base.amounts) == list(AMOUNTS)
    missing = ("uncovered_shifts", "unmet_sessions", "not_placed", "missing_leads")
    assert sum(less.differences[name] for name in missing) > 0
    assert set(same.differences.values()) == {0}
    assert replace(same, differences={}) == base


def test_programme_that_cannot_be_planned_says_why() -> None:
    programme = small("two_houses")
    stay = next(row for row in programme.stays if row.is_commitment)
    people = tuple(
        replace(person, needs=frozenset({"lift"})) if person.code == stay.participant else person
        for person in programme.participants
    )
    (side,) = schedule_sides([replace(programme, participants=people)], 5, Limits(None, 1, 2))
    assert side.refusal
    assert side.amounts == {}
