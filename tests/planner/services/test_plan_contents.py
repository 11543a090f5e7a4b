"""Plans in memory: the same files as in a folder, and read again."""

from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.plan import Layer
from planner.services.plans.earlier import EarlierPlanError
from planner.services.plans.planning import Limits, PlannedFiles, plan_contents, plan_folder
from planner.tables.contents import folder_contents
from planner.tables.plan import read_plan, read_plan_files
from tests.french import in_french

SAMPLE = Path(__file__).parents[3] / "sample_data" / "small" / "two_houses"
OTHER = SAMPLE.parent / "weekend_cohort"


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def tables(planned: PlannedFiles) -> dict[str, bytes]:
    return {name: text for name, text in planned.files.items() if name != "summary.json"}


@pytest.fixture(scope="module")
def kept() -> list[PlannedFiles]:
    """The stay plan that is told before the schedule is searched, and the whole plan."""
    told: list[PlannedFiles] = []
    whole = plan_contents(folder_contents(SAMPLE), None, Limits(), after_stays=told.append)
    return [*told, whole]


def test_files_in_memory_are_those_of_the_folder(kept: list[PlannedFiles], tmp_path: Path) -> None:
    out = tmp_path / "out"
    planned = plan_folder(SAMPLE, out, None, Limits())
    found = files_in(out)
    assert planned.plan == kept[-1].plan
    assert found.keys() == kept[-1].files.keys()
    assert any(name.startswith("calendars/") for name in found)
    different = {name for name, content in found.items() if content != kept[-1].files[name]}
    assert different <= {"summary.json"}  # only its seconds
    assert read_plan(out)[0] == read_plan_files(kept[-1].files)[0]


def test_stay_plan_is_told_before_the_schedule(kept: list[PlannedFiles]) -> None:
    stays, whole = kept
    assert stays.plan.stays == whole.plan.stays
    assert stays.plan.schedule is None
    assert stays.summary.schedule is None
    assert stays.files["stays.csv"] == whole.files["stays.csv"]
    assert read_plan_files(stays.files)[0].schedule is None


def test_schedule_alone_stands_on_the_plan_before(kept: list[PlannedFiles]) -> None:
    planned = plan_contents(
        folder_contents(SAMPLE), None, Limits(), (Layer.SCHEDULE,), kept[0].files
    )
    assert tables(planned) == tables(kept[-1])
    assert planned.summary.stays == kept[0].summary.stays


def test_plan_before_of_another_programme_is_refused(kept: list[PlannedFiles]) -> None:
    contents = folder_contents(OTHER)
    with pytest.raises(EarlierPlanError, match="The plan before is a stay plan as of") as refused:
        plan_contents(contents, None, Limits(), (Layer.SCHEDULE,), kept[0].files)
    assert [in_french(line)[:34] for line in refused.value.lines] == [
        "Le plan précédent est un plan des "
    ]


def test_missing_file_of_a_kept_plan_is_named() -> None:
    with pytest.raises(InputError, match=r"stays\.csv::: the file is missing"):
        read_plan_files({})
