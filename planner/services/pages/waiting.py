"""The waiting list: who waits, since when, what is proposed for her or why she waits."""

from dataclasses import dataclass
from datetime import date

from planner.db.rows import StoredRow
from planner.domain.participants import Priority
from planner.domain.plan import Plan, PlannedStay, Unplaced
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.scheduling.fitting import Fit, who_fits
from planner.services.desk import Desk
from planner.services.pages.today import TARGET_DAYS
from planner.services.permissions import Action, NotFoundError
from planner.services.snapshots import Snapshot, snapshot
from planner.services.standing import standing_plan


@dataclass(frozen=True)
class WaitingFilter:
    """What the list shows; an empty text shows all."""

    status: str = "waiting"
    service: str = ""
    priority: str = ""
    search: str = ""

    def shows(self, cells: dict[str, str]) -> bool:
        """Whether a referral belongs to the list."""
        return (
            (not self.status or (cells["status"] or "waiting") == self.status)
            and self.service in ("", cells["service"])
            and self.priority in ("", cells["priority"])
            and self.search.casefold() in cells["participant"].casefold()
        )


@dataclass(frozen=True)
class WaitingRow:
    """A referral with what the published plan says of it."""

    row: StoredRow
    participant_id: int
    days_waited: int
    target_days: int
    stay: PlannedStay | None
    start: date | None
    unplaced: Unplaced | None

    @property
    def is_late(self) -> bool:
        """Whether she waits longer than she should."""
        return self.days_waited > self.target_days


@dataclass(frozen=True)
class WaitingList:
    """The list, and how many there are in all."""

    programme: Programme
    rows: tuple[WaitingRow, ...]
    total: int


def waiting_list(desk: Desk, programme: str, wanted: WaitingFilter) -> WaitingList:
    """The referrals that the filter shows: by priority, then by days waited.

    Raises:
        NotFoundError, NotAllowedError, InputError: as for ``snapshot``.
    """
    found, plan = standing_plan(desk, programme, Action.VIEW_WAITING)
    rows = [
        _waiting_row(desk, found, plan, row)
        for row in found.rows["referrals"]
        if wanted.shows(row.cells)
    ]
    weights = found.programme.priority_weights
    rows.sort(
        key=lambda row: (
            -weights[Priority(row.row.cells["priority"])],
            -row.days_waited,
            row.row.cells["participant"],
        )
    )
    return WaitingList(found.programme, tuple(rows), len(found.rows["referrals"]))


def waiting_row(desk: Desk, programme: str, row_id: int) -> WaitingRow:
    """One referral.

    Raises:
        NotFoundError: there is no such referral.
    """
    found, plan = standing_plan(desk, programme, Action.VIEW_WAITING)
    for row in found.rows["referrals"]:
        if row.id == row_id:
            return _waiting_row(desk, found, plan, row)
    raise NotFoundError(told("There is no such referral."))


def fits(desk: Desk, programme: str, bed: str, since: date) -> list[Fit]:
    """Who fits a bed from a day on, ranked, with the rules against the others.

    Raises:
        NotFoundError: there is no such bed.
    """
    found = snapshot(desk, programme, Action.VIEW_WAITING)
    if bed not in found.programme.bed_by_code:
        raise NotFoundError(told("There is no such bed."))
    return who_fits(found.programme, bed, since)


def _waiting_row(desk: Desk, found: Snapshot, plan: Plan, row: StoredRow) -> WaitingRow:
    code, service = row.cells["participant"], row.cells["service"]
    stay, start = None, None
    if service == "residential":
        stay = next((s for s in plan.stays.stays if s.participant == code), None)
        start = stay.admission if stay else None
    elif service == "day_program":
        start = next((e.start for e in plan.stays.enrolments if e.participant == code), None)
    else:
        start = next((s.start for s in plan.stays.support if s.participant == code), None)
    unplaced = next(
        (
            item
            for item in plan.stays.unplaced
            if (item.participant, item.service) == (code, service)
        ),
        None,
    )
    return WaitingRow(
        row=row,
        participant_id=next(
            person.id
            for person in found.rows["participants"]
            if person.cells["participant"] == code
        ),
        days_waited=(desk.today - date.fromisoformat(row.cells["received"])).days,
        target_days=TARGET_DAYS[Priority(row.cells["priority"])],
        stay=stay,
        start=start,
        unplaced=unplaced if start is None else None,
    )
