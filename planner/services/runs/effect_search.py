"""The search for an effect: the stays planned as things are and as they would be."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.domain.participants import Referral, Service
from planner.domain.plan import PlanStatus, StayPlan, StoppedBy
from planner.domain.programme import Programme
from planner.scheduling.planning import Limits, PlannedStays, Progress, plan_stays
from planner.services.runs.kinds import Outcome, Watch
from planner.tables.contents import Contents
from planner.tables.programme import read_contents

_BEFORE, _AFTER = "files", "after"


def search_effect(
    snapshot: Mapping[str, Any], settings: Mapping[str, Any], watch: Watch
) -> Outcome:
    """Plan the stays of ``snapshot["files"]`` and of ``snapshot["after"]`` and compare them.

    Each search has half of the time. The document's ``rows`` tell of each referral that waits in
    one of the two what becomes of it in both. There are no ``rows`` where a search ended before it
    had a plan worth comparing.

    Raises:
        PlannerError: one of them cannot be planned; trying again would not help.
    """
    as_of = date.fromisoformat(settings["as_of"])
    programmes = [
        read_contents(Contents(_bytes(snapshot[name])), as_of).programme
        for name in (_BEFORE, _AFTER)
    ]
    before, after = (plan_stays(programme, _limits(settings, watch)) for programme in programmes)
    if not (_is_worth_comparing(before) and _is_worth_comparing(after)):
        return Outcome({"is_best": False})
    rows = [_row(referral, before.plan, after.plan) for referral in _waiting(*programmes)]
    return Outcome({"rows": rows, "is_best": _is_best(before) and _is_best(after)})


def _limits(settings: Mapping[str, Any], watch: Watch) -> Limits:
    def report(progress: Progress) -> None:
        found = {"best_cost": progress.objective, "bound": progress.bound}
        watch.report({"layer": "stays", **found})

    seconds = settings["time_limit"] / 2
    return Limits(seconds, settings["seed"], settings["threads"], watch.stop, report)


def _waiting(*programmes: Programme) -> list[Referral]:
    """The referrals that wait in any of the programmes, each once, in table order."""
    found = {
        (referral.participant, referral.service): referral
        for programme in programmes
        for referral in programme.waiting_referrals
    }
    return list(found.values())


def _row(referral: Referral, before: StayPlan, after: StayPlan) -> dict[str, Any]:
    return {
        "participant": referral.participant,
        "service": referral.service,
        "before": _placement(referral, before),
        "after": _placement(referral, after),
    }


def _placement(referral: Referral, plan: StayPlan) -> dict[str, str]:
    who, service = referral.participant, referral.service
    for row in plan.unplaced:
        if (row.participant, row.service) == (who, service):
            return {"start": "", "bed": "", "reason": row.reason}
    if service is Service.RESIDENTIAL:
        found = [(row.admission, row.bed) for row in plan.stays if row.participant == who]
    elif service is Service.DAY_PROGRAM:
        found = [(row.start, "") for row in plan.enrolments if row.participant == who]
    else:
        found = [(row.start, "") for row in plan.support if row.participant == who]
    start, bed = max(found, default=(None, ""))
    return {"start": start.isoformat() if start else "", "bed": bed, "reason": ""}


def _is_best(planned: PlannedStays) -> bool:
    return planned.proof.status is PlanStatus.OPTIMAL


def _is_worth_comparing(planned: PlannedStays) -> bool:
    """A search that is stopped keeps whatever it began with, which may place next to nobody.

    Two such plans differ by chance, and that is no effect of the change.
    """
    return planned.stopped_by is not StoppedBy.PERSON and not planned.proof.is_far


def _bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in files.items()}
