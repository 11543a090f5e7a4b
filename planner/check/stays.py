"""Every rule of MODEL.md section 1 on any stay plan, without a solver."""

from collections.abc import Callable, Iterator

from planner.check import (
    admissions,
    beds,
    commitments,
    day_program,
    houses,
    referral_rows,
    stay_rows,
    support_rows,
    team_minutes,
    workers,
)
from planner.check.costs import check_claimed_costs
from planner.check.reading import Reading, read_plan
from planner.check.violations import Violation
from planner.domain.plan import PlanSummary, StayPlan
from planner.domain.programme import Programme
from planner.domain.sentences import told

STAY_RULES: tuple[tuple[str, Callable[[Reading], Iterator[Violation]]], ...] = (
    ("rows", stay_rows.check_stay_codes),
    ("rows", stay_rows.check_listed_once),
    ("rows", stay_rows.check_statuses),
    ("rows", stay_rows.check_days),
    ("rows", stay_rows.check_waiting_days),
    ("rows", stay_rows.check_stay_workers),
    ("rows", stay_rows.check_commitment_rows),
    ("rows", referral_rows.check_planned_were_asked_for),
    ("rows", referral_rows.check_placed_or_unplaced),
    ("rows", referral_rows.check_unplaced_rows),
    ("rows", referral_rows.check_minors),
    ("rows", support_rows.check_support_complete),
    ("rows", support_rows.check_support_needed),
    ("rows", support_rows.check_support_codes),
    ("S1", beds.check_turnover),
    ("S2", beds.check_bed_fits),
    ("S3", beds.check_bed_open),
    ("S4", houses.check_conflicts),
    ("S5", admissions.check_starts),
    ("S6", houses.check_spacing),
    ("S7", admissions.check_lengths),
    ("S8", day_program.check_joining),
    ("S8", day_program.check_entry),
    ("S8", day_program.check_second_enrolment),
    ("S9", day_program.check_places),
    ("S10", workers.check_workers_allowed),
    ("S10", workers.check_assignments_kept),
    ("S10", workers.check_one_worker),
    ("S10", workers.check_support_length),
    ("S10", workers.check_caseload),
    ("S11", team_minutes.check_team_minutes),
    ("S12", commitments.check_stays_kept),
    ("S12", commitments.check_enrolments_kept),
    ("S12", commitments.check_workers_kept),
)


def check_stay_plan(
    programme: Programme, plan: StayPlan, summary: PlanSummary | None = None
) -> list[Violation]:
    """Names every broken rule of a stay plan, sorted; an empty list: the plan is right.

    With a summary, its planning date and every claim on the cost are checked too.
    """
    reading = read_plan(programme, plan)
    found = {violation for _, check in STAY_RULES for violation in check(reading)}
    if summary is not None:
        found |= set(check_summary(programme, plan, summary))
    return sorted(found)


def check_summary(
    programme: Programme, plan: StayPlan, summary: PlanSummary
) -> Iterator[Violation]:
    """rows, cost: ensures that a summary has the planning date and the costs of this plan."""
    if summary.as_of != programme.as_of:
        yield Violation(
            "rows",
            told(
                "The summary is of {made}; the programme is planned as of {as_of}.",
                made=summary.as_of,
                as_of=programme.as_of,
            ),
        )
    if summary.stays is not None:
        yield from check_claimed_costs(programme, plan, summary.stays)
