"""An installation in which something has happened: every page has something to show."""

from datetime import datetime

from planner.db.store import Store
from planner.services.capacity.studies import add_study, request_study
from planner.services.desk import Role
from planner.services.plans.publishing import publish_plan
from planner.services.records.deeds import Deed, DeedKind
from planner.services.records.staffing import record_absence
from planner.services.runs.effects import request_effect
from planner.services.runs.holding import finish_run
from planner.services.runs.kinds import Outcome
from planner.services.runs.running import request_run
from tests.installation import desk_of, one_row
from tests.kept_plans import keep_draft, sample_plan_files
from tests.runs import claimed, worked_off

STUDY = """\
[study]
programme = "safexst"
mode = "terminating"
time_unit = "month"
horizon = 12
replications = 100
seed = 1
[base]
referral_rate = 0.5
patience = { law = "exponential", mean = 4 }
[[scenario]]
label = "a fourth bed in June"
open_beds = [ { from = 2027-06-01 } ]
[tornado]
indicator = "waiting"
vary = { referral_rate = 0.2, beds = 1 }
"""
_MOVED = [
    {
        "participant": "R203",
        "service": "residential",
        "before": {"start": "2027-03-22", "bed": "B1", "reason": ""},
        "after": {"start": "", "bed": "", "reason": "window"},
    }
]
_MORE = (
    *("/beds?view=table", "/waiting?status=", "/waiting/fits?bed=B3&since=2027-03-01"),
    *("/week?by=shift", "/week?by=activity", "/week?by=worker", "/week?by=participant"),
    *("/week?view=month", "/week?print=1", "/week?week=2027-03-15"),
)


def furnish(store: Store) -> list[str]:
    """Publish, plan, try and study; returns the pages that this makes, for coordinators."""
    desk = desk_of(store, Role.COORDINATOR)
    published = keep_draft(store, sample_plan_files())
    publish_plan(desk, "safexst", published, 1)
    record_absence(desk, "safexst", "S07", datetime(2027, 2, 9), datetime(2027, 2, 11), "sick")
    request_run(desk, "safexst")
    progress = {"layer": "schedule", "seconds": 3.1, "best_cost": 1896, "bound": 1890}
    found = Outcome({"stopped_by": "time"}, sample_plan_files(), {}, progress)
    finish_run(store, claimed(store), found)
    resident = one_row(store, "stays", participant="P101")
    longer = {"discharge": "2027-04-16"}
    deed = Deed(DeedKind.EXTEND, resident.id, resident.version, longer)
    effect = request_effect(desk, "safexst", deed)
    finish_run(store, claimed(store), Outcome({"rows": _MOVED, "is_best": True}))
    study = add_study(desk, "safexst", "A fourth bed", STUDY)
    studied = request_study(desk, "safexst", study)
    worked_off(store)
    waiting = request_run(desk, "safexst", seed=2)
    return [
        *_MORE,
        *(f"/plans/{published}", f"/plans/{published + 1}"),
        f"/plans/{published + 1}?with={published}",
        *("/plans/runs/1", f"/plans/runs/{waiting}", f"/beds/effects/{effect}"),
        *(f"/beds/stays/{resident.id}?do=extend", f"/beds/stays/{resident.id}?do=discharge"),
        *(f"/capacity/{study}", f"/capacity/runs/{studied}", f"/capacity/runs/{studied}/report"),
    ]
