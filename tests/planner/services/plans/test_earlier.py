"""The stay plan of an earlier run, for a schedule that is planned alone."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.plan import Layer, PlanStatus
from planner.services.plans.earlier import EarlierPlanError, EarlierStays, earlier_stays
from planner.services.plans.planning import Limits, plan_folder
from planner.tables.plan import read_plan, write_plan
from planner.tables.programme import read_programme

SAMPLE = Path(__file__).parents[4] / "sample_data" / "small" / "two_houses"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stay plan of the sample with two houses."""
    out = tmp_path_factory.mktemp("earlier") / "plan"
    plan_folder(SAMPLE, out, None, Limits(), (Layer.STAYS,))
    return out


@pytest.fixture
def out(planned: Path, tmp_path: Path) -> Path:
    """A copy of the plan that a test may change."""
    return Path(shutil.copytree(planned, tmp_path / "plan"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the programme that a test may change."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "data"))


def test_plan_of_the_same_input_is_used_with_its_proof(out: Path) -> None:
    plan, summary = read_plan(out)
    assert summary is not None
    assert summary.stays is not None
    assert earlier_stays(read_programme(SAMPLE), out) == EarlierStays(plan.stays, summary.stays)


def test_plan_of_a_changed_input_is_used_without_a_bound(data: Path, out: Path) -> None:
    (data / "requests.csv").write_text("staff,date,want\nS03,2027-03-02,off\n", encoding="utf-8")
    found = earlier_stays(read_programme(data), out)
    assert found is not None
    proof = found.proof
    assert (found.plan, found.warnings) == (read_plan(out)[0].stays, ())
    assert (proof.status, proof.objective, proof.bound) == (PlanStatus.FEASIBLE, 191, 0)
    assert sum(proof.terms.values()) == 191


def test_worker_who_falls_ill_is_a_warning(data: Path, out: Path) -> None:
    absences = "staff,start,end\n" + "".join(
        f"{staff},2027-03-01T00:00,2027-05-31T00:00\n" for staff in ("S01", "S02")
    )
    (data / "absences.csv").write_text(absences, encoding="utf-8")
    found = earlier_stays(read_programme(data), out)
    assert found is not None
    assert found.warnings[0].startswith("stays.csv:: S11: ")
    assert {warning[:16] for warning in found.warnings} == {"stays.csv:: S11:"}


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_nothing_is_known_where_nothing_was_planned(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert earlier_stays(read_programme(SAMPLE), tmp_path / name) is None


def test_commitments_alone_are_no_earlier_plan(out: Path) -> None:
    plan, summary = read_plan(out)
    assert summary is not None
    write_plan(out, plan, replace(summary, stays=None))
    assert earlier_stays(read_programme(SAMPLE), out) is None


def test_plan_of_another_date_is_kept_while_it_obeys_every_rule(tmp_path: Path) -> None:
    sample, out = SAMPLE.with_name("weekend_cohort"), tmp_path / "plan"
    plan_folder(sample, out, None, Limits(), (Layer.STAYS,))
    found = earlier_stays(read_programme(sample, date(2027, 3, 2)), out)
    assert found is not None
    assert found.plan == read_plan(out)[0].stays
    assert found.warnings == (
        "stays.csv:: the stay plan was made as of 2027-03-01 and kept; plan both layers to plan the"
        " waiting list as of 2027-03-02",
    )


def test_plan_of_another_date_that_starts_somebody_in_the_past_is_refused(out: Path) -> None:
    with pytest.raises(EarlierPlanError) as refused:
        earlier_stays(read_programme(SAMPLE, date(2027, 3, 2)), out)
    assert str(refused.value) == (
        f"{out} holds a stay plan as of 2027-03-01 that does not fit the program as it is now,"
        " as of 2027-03-02 (S5: The residential service of R602 begins on 2027-03-01, before the"
        " planning date 2027-03-02.) Plan both layers (without --only), or give a new OUT to plan"
        " on the commitments alone."
    )


def test_plan_that_breaks_a_rule_of_the_program_as_it_is_now_is_refused(
    data: Path, out: Path
) -> None:
    stays = (data / "stays.csv").read_text(encoding="utf-8")
    (data / "stays.csv").write_text(stays.replace("2027-03-20", "2027-03-19"), encoding="utf-8")
    with pytest.raises(EarlierPlanError, match=r"as it is now, as of 2027-03-01 \(S12: "):
        earlier_stays(read_programme(data), out)


def test_plan_that_cannot_be_read_is_located_by_its_path(out: Path) -> None:
    (out / "support.csv").write_text("participant,staff,start\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        earlier_stays(read_programme(SAMPLE), out)
    assert [problem.file for problem in caught.value.problems] == [str(out / "support.csv")]
