"""Kept plans: publishing one, which makes it what staff work by, and discarding one."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date

from planner.check.roster.schedule import check_schedule
from planner.check.stays import check_stay_plan
from planner.db.plan_queries import (
    DISCARDED,
    DRAFT,
    PUBLISHED,
    SUPERSEDED,
    find_plan,
    published_plan,
)
from planner.db.plans import PlanRecord
from planner.db.rows import Cells, StoredRow
from planner.domain.differences import Difference, differences
from planner.domain.errors import PlannerError
from planner.domain.plan import Plan, StayPlan
from planner.domain.programme import Programme
from planner.domain.schedule import Schedule
from planner.domain.sentences import told
from planner.domain.stays import StayStatus
from planner.services.change import Change
from planner.services.changing import changing
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError
from planner.services.plans.outdated import PlanOutdatedError
from planner.services.plans.reading import read_kept_plan
from planner.services.standing import plan_that_stands, published_stays

_STATE_WORDS = {
    DRAFT: told("Something in this draft has changed since you saw it; load the page again."),
    PUBLISHED: told("The plan is no draft any more: it is published."),
    SUPERSEDED: told("The plan is no draft any more: it is superseded."),
    DISCARDED: told("The plan is no draft any more: it is discarded."),
}


class PlanStateError(PlannerError):
    """The plan is no draft any more."""


def publish_plan(desk: Desk, programme: str, plan_id: int, version: int) -> list[Difference]:
    """Make a draft the plan that staff work by; returns what it changes.

    Raises:
        NotFoundError: there is no such plan.
        PlanStateError: it is no draft, or somebody else has just published or discarded it.
        PlanOutdatedError: it does not fit the programme any more.
    """
    with changing(desk, programme, Action.PUBLISH_PLAN) as change:
        record = _draft(change, plan_id, version)
        plan = read_kept_plan(record)[0]
        current = change.checked(desk.today).programme
        _refuse_outdated(current, plan)
        before = plan_that_stands(current, published_stays(change.session, change.programme_id))
        found = differences(before, plan, desk.today)
        _propose(change, plan.stays)
        if plan.schedule is not None:
            _publish_schedule(change, current, plan.schedule)
        earlier = published_plan(change.session, change.programme_id)
        if earlier is not None:
            earlier.state = SUPERSEDED
        record.state, record.version = PUBLISHED, record.version + 1
        record.published_at, record.published_by = desk.now, desk.actor.code
        record.differences = {"rows": [_document(item) for item in found]}
        change.note("plans", record.id, "state")
    return found


def discard_plan(desk: Desk, programme: str, plan_id: int, version: int) -> None:
    """Put a draft aside.

    Raises:
        NotFoundError, PlanStateError: as for publishing.
    """
    with changing(desk, programme, Action.DISCARD_PLAN) as change:
        record = _draft(change, plan_id, version)
        record.state, record.version = DISCARDED, record.version + 1
        change.note("plans", record.id, "state")


def _draft(change: Change, plan_id: int, version: int) -> PlanRecord:
    record = find_plan(change.session, change.programme_id, plan_id)
    if record is None:
        raise NotFoundError(told("There is no such plan."))
    if record.state != DRAFT or record.version != version:
        raise PlanStateError(_STATE_WORDS[record.state])
    return record


def _refuse_outdated(programme: Programme, plan: Plan) -> None:
    found = set(check_stay_plan(programme, plan.stays, None))
    if plan.schedule is not None:
        found |= set(check_schedule(programme, plan.stays, plan.schedule, None))
    if found:
        raise PlanOutdatedError(found)


def _document(item: Difference) -> dict[str, object]:
    return asdict(item) | {"day": item.day.isoformat()}


def _propose(change: Change, plan: StayPlan) -> None:
    """What is planned and not committed becomes the proposal of the tables."""
    planned = StayStatus.PLANNED
    stays = [
        {
            "participant": row.participant,
            "bed": row.bed,
            "admission": row.admission.isoformat(),
            "discharge": row.discharge.isoformat(),
            "status": "proposed",
        }
        for row in plan.stays
        if row.status is planned
    ]
    enrolments = [
        {
            "participant": row.participant,
            "start": row.start.isoformat(),
            "end": row.end.isoformat(),
            "status": "proposed",
        }
        for row in plan.enrolments
        if row.status.value == planned.value
    ]

    def is_proposed(row: StoredRow) -> bool:
        return row.cells["status"] == "proposed"

    _replace(change, "stays", stays, ("participant",), is_proposed)
    _replace(change, "enrolments", enrolments, ("participant",), is_proposed)


def _publish_schedule(change: Change, programme: Programme, schedule: Schedule) -> None:
    """The plan's duties and sessions from the planning date to the schedule's end."""
    first, end = programme.as_of, programme.schedule_end
    duties = [
        {"staff": row.staff, "shift": row.shift, "date": row.day.isoformat()}
        for row in schedule.roster
    ]
    duties += [
        {"staff": staff, "shift": row.activity, "date": row.day.isoformat()}
        for row in schedule.activities
        for staff in row.staff
    ]
    sessions = [
        {
            "participant": row.participant,
            "staff": row.staff,
            "date": row.day.isoformat(),
            "start": _time(row.start_minute),
            "end": _time(row.end_minute),
            "room": row.room,
        }
        for row in schedule.sessions
    ]

    def is_coming(row: StoredRow) -> bool:
        return first.isoformat() <= row.cells["date"] < end.isoformat()

    _replace(change, "roster", _from(duties, first), ("shift", "date"), is_coming)
    _replace(change, "sessions", _from(sessions, first), ("participant", "date"), is_coming)


def _from(rows: Iterable[Cells], first: date) -> list[Cells]:
    return [row for row in rows if row["date"] >= first.isoformat()]


def _replace(
    change: Change,
    table: str,
    rows: list[Cells],
    key: tuple[str, ...],
    belongs: Callable[[StoredRow], bool],
) -> None:
    """Give a part of a table these rows; one that stays keeps its identity and its status.

    So does one that has the same ``key``: whoever has it open finds what became of it.
    """
    left = list(rows)

    def take(stored: StoredRow, names: Iterable[str]) -> Cells | None:
        wanted = {name: stored.cells[name] for name in names}
        found = next((row for row in left if row.items() >= wanted.items()), None)
        if found is not None:
            left.remove(found)
        return found

    columns = rows[0].keys() if rows else ()
    belonging = [stored for stored in change.rows(table) if belongs(stored)]
    # Rows that stay as they are come first, so that no other one of the same key takes their place.
    for stored in [stored for stored in belonging if take(stored, columns) is None]:
        moved = take(stored, key)
        if moved is None:
            change.remove(table, stored)
        else:
            change.edit(table, stored, **moved)
    for row in left:
        change.add(table, row)


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
