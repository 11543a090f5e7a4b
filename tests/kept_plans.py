"""Plans of the samples, searched for once, and drafts made of them."""

import functools
import tempfile
from pathlib import Path

from planner.db.plan_queries import DRAFT
from planner.db.plans import PlanRecord
from planner.db.programmes import find_programme
from planner.db.store import Store
from planner.domain.plan import Plan
from planner.domain.told_plans import sentences_of
from planner.services.plans.planning import Limits, plan_folder
from tests.installation import NOW, SAMPLES


@functools.cache
def sample_plan(sample: str = "safexst") -> tuple[Plan, dict[str, str]]:
    """The best plan of a sample, and its files as texts."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "plan"
        planned = plan_folder(SAMPLES / sample, out, None, Limits(60))
        files = {path.name: path.read_text(encoding="utf-8") for path in out.glob("*.*")}
        return planned.plan, files


def sample_plan_files(sample: str = "safexst") -> dict[str, str]:
    """The files of the best plan of a sample, as texts."""
    return dict(sample_plan(sample)[1])


def keep_draft(store: Store, files: dict[str, str], programme: str = "safexst") -> int:
    """Keep the plan of a sample as a draft, as a run does; returns its id."""
    with store.writing() as session:
        record = find_programme(session, programme)
        assert record is not None
        draft = PlanRecord(
            programme_id=record.id,
            state=DRAFT,
            revision=record.revision,
            files=files,
            sentences=sentences_of(sample_plan(programme)[0]),
            summary={},
            created_at=NOW,
        )
        session.add(draft)
        session.flush()
        return draft.id
