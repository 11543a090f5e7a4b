"""A kept plan as its record holds it: the files, and the parts of what they explain."""

from planner.db.plans import PlanRecord
from planner.domain.plan import Plan, PlanSummary
from planner.domain.told_plans import with_sentences
from planner.tables.plan import read_plan_files


def read_kept_plan(record: PlanRecord) -> tuple[Plan, PlanSummary | None]:
    """The plan of a record, whose explanations any language can say, and its summary.

    Raises:
        InputError: with every problem of every file.
    """
    files = {name: text.encode() for name, text in record.files.items()}
    plan, summary = read_plan_files(files)
    return with_sentences(plan, record.sentences or {}), summary
