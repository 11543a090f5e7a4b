"""Runs for tests: a hold that ends at once, one that lasts, and something that was found."""

import datetime as dt
from threading import Event
from typing import Any

from planner.db.plans import PlanRecord, RunRecord
from planner.db.runs import Claim, Pace
from planner.db.store import Store
from planner.domain.runs import RunState
from planner.services.runs.holding import claim_run, finish_run
from planner.services.runs.kinds import RUN_KINDS, Outcome, Watch

NO_REST = (dt.timedelta(0), dt.timedelta(0))
PACE = Pace(rests=NO_REST)
NO_LEASE = Pace(lease=dt.timedelta(0), rests=NO_REST)
OUTCOME = Outcome({"stopped_by": "proof"}, {"stays.csv": "participant\n"}, {"seed": 1})


def claimed(store: Store, owner: str = "worker", pace: Pace = PACE) -> Claim:
    """The next run, which is known to wait."""
    claim = claim_run(store, owner, pace)
    assert claim is not None
    return claim


def worked_off(store: Store) -> list[dict[str, Any]]:
    """Do what a worker does with the next run; returns the progress that was told."""
    claim, told = claimed(store), []
    watch = Watch(Event(), told.append, lambda _outcome: None)
    outcome = RUN_KINDS[claim.kind](claim.snapshot, claim.settings, watch)
    assert finish_run(store, claim, outcome) is RunState.DONE
    return told


def run_record(store: Store, run_id: int) -> RunRecord:
    """A run as the database holds it."""
    with store.reading() as session:
        run = session.get_one(RunRecord, run_id)
        session.expunge(run)
        return run


def plans_made(store: Store) -> list[int | None]:
    """The run of each plan that is kept."""
    with store.reading() as session:
        return [plan.run_id for plan in session.query(PlanRecord).order_by(PlanRecord.id)]
