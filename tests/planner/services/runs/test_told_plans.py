"""What a plan's explanations are made of, from the search to the plan that is read again."""

from threading import Event
from typing import Any

import pytest
from sqlalchemy import select

from planner.db.plans import PlanRecord
from planner.domain.plan import Layer
from planner.services.desk import Desk
from planner.services.plans.reading import read_kept_plan
from planner.services.runs.holding import finish_run
from planner.services.runs.kinds import Outcome, Watch, plan_settings, run_plan
from planner.services.runs.running import request_run
from tests.french import in_french
from tests.installation import SAMPLES, TODAY
from tests.runs import claimed, run_record

SMALL = SAMPLES / "small" / "two_houses"
FILES = {path.name: path.read_text(encoding="utf-8") for path in SMALL.iterdir()}

# A window of a single day, which is a Sunday, and nobody for one of the shifts.
FILES["referrals.csv"] += "R605,residential,2027-02-24,2027-03-07,routine,2027-03-07,\n"
FILES["participants.csv"] += (
    "R605" + "," * FILES["participants.csv"].partition("\n")[0].count(",") + "\n"
)
FILES["staff.csv"] = FILES["staff.csv"].replace("roster,cedar", "roster,willow")
WATCH = Watch(Event(), lambda _: None, lambda _: None)


def found(layers: tuple[Layer, ...], **beside: Any) -> Outcome:
    """What a run over a small programme finds."""
    settings = plan_settings(TODAY, layers, None, 1, 2)
    return run_plan({"files": FILES, **beside}, settings, WATCH)


def record_of(outcome: Outcome) -> PlanRecord:
    """A plan as it would be kept."""
    assert outcome.files is not None
    return PlanRecord(files=outcome.files, sentences=outcome.sentences)


def explanations(outcome: Outcome) -> list[str]:
    """Every explanation of the plan, read again."""
    plan = read_kept_plan(record_of(outcome))[0]
    gaps = plan.schedule.gaps if plan.schedule else ()
    return [row.explanation for row in (*plan.stays.unplaced, *gaps)]


@pytest.fixture(scope="module")
def whole() -> Outcome:
    """The outcome of both layers."""
    return found(tuple(Layer))


def test_plan_that_is_read_again_can_be_told_in_french(whole: Outcome) -> None:
    told = explanations(whole)
    assert any("R605" not in text and "cedar_evening" in text for text in told)
    assert any("her latest day" in text for text in told)
    assert all(in_french(text) != text for text in told)
    assert set(whole.sentences) == set(told)


def test_schedule_alone_keeps_what_is_known_of_the_stays_before(whole: Outcome) -> None:
    again = found((Layer.SCHEDULE,), earlier=whole.files, earlier_sentences=whole.sentences)
    assert explanations(again) == explanations(whole)
    assert all(in_french(text) != text for text in explanations(again))
    unknown = found((Layer.SCHEDULE,), earlier=whole.files)
    assert explanations(unknown) == explanations(whole)


def test_worker_keeps_the_sentences_and_a_schedule_is_given_them(
    desk: Desk, whole: Outcome
) -> None:
    request_run(desk, "safexst")
    finish_run(desk.store, claimed(desk.store), whole)
    with desk.store.reading() as session:
        assert session.scalars(select(PlanRecord)).one().sentences == whole.sentences
    run = request_run(desk, "safexst", [Layer.SCHEDULE])
    assert run_record(desk.store, run).snapshot["earlier_sentences"] == whole.sentences
