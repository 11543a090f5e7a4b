"""What somebody needs to know when she comes in: tonight, who is on, holes, who comes and goes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from planner.census import Census, census
from planner.db.plan_queries import DRAFT, plans_of
from planner.domain.participants import Priority, Referral
from planner.domain.plan import Plan, PlannedStay
from planner.domain.programme import Programme
from planner.domain.schedule import Gap, PlannedShift
from planner.domain.stays import StayStatus
from planner.services.desk import Desk, Role
from planner.services.pages.week_rows import WeekDuty, WeekSession, week_duties, week_sessions
from planner.services.permissions import Action
from planner.services.snapshots import Snapshot
from planner.services.standing import standing_plan

_GAP_DAYS = 7
_MOVE_DAYS = 14
TARGET_DAYS = {Priority.URGENT: 7, Priority.HIGH: 30, Priority.ROUTINE: 90}
"""How long somebody should wait at most, by her priority: the agency's aim, no rule of a plan."""


@dataclass(frozen=True)
class Waiting:
    """A referral that waits longer than it should."""

    referral: Referral
    days: int
    target_days: int


@dataclass(frozen=True)
class Move:
    """Somebody comes or goes on a day; ``is_certain`` tells a promise from a proposal."""

    day: date
    stay: PlannedStay
    is_arrival: bool

    @property
    def is_certain(self) -> bool:
        """Whether it is more than a proposal."""
        return not self.is_arrival or self.stay.status is not StayStatus.PLANNED


@dataclass(frozen=True)
class Holes:
    """What a day lacks: ``gaps``, and duties and sessions of people who are away then."""

    day: date
    gaps: tuple[Gap, ...]
    stranded: tuple[WeekDuty | WeekSession, ...]


@dataclass(frozen=True)
class Today:
    """The first page."""

    programme: Programme
    census: Census
    on_now: tuple[PlannedShift, ...]
    on_next: tuple[PlannedShift, ...]
    holes: tuple[Holes, ...]
    moves: tuple[Move, ...]
    waiting_too_long: tuple[Waiting, ...]
    drafts: int


def today(desk: Desk, programme: str) -> Today:
    """The first page of somebody; staff see no referral and no draft.

    Raises:
        NotFoundError, NotAllowedError, InputError: as for ``snapshot``.
    """
    found, plan = standing_plan(desk, programme, Action.VIEW_TODAY)
    sees_all = desk.actor.role is not Role.STAFF
    on_now, on_next = _on_duty(desk, found.programme, plan)
    return Today(
        programme=found.programme,
        census=census(found.programme, desk.today),
        on_now=on_now,
        on_next=on_next,
        holes=_holes(desk, found, plan) if sees_all else (),
        moves=_moves(plan, desk.today),
        waiting_too_long=_waiting_too_long(found.programme, desk.today) if sees_all else (),
        drafts=_drafts(desk, found.programme_id) if sees_all else 0,
    )


def local_now(desk: Desk, programme: Programme) -> datetime:
    """The wall clock at the programme's place, on the day on which the pages stand."""
    local = desk.now.astimezone(ZoneInfo(programme.timezone))
    return datetime.combine(desk.today, local.time())


def _on_duty(
    desk: Desk, programme: Programme, plan: Plan
) -> tuple[tuple[PlannedShift, ...], tuple[PlannedShift, ...]]:
    """Who is on a shift at this moment, and who begins next."""
    roster = plan.schedule.roster if plan.schedule else ()
    now = local_now(desk, programme)
    on_now = tuple(row for row in roster if row.start <= now < row.end)
    later = [row for row in roster if row.start > now]
    first = min((row.start for row in later), default=None)
    return on_now, tuple(row for row in later if row.start == first)


def _holes(desk: Desk, found: Snapshot, plan: Plan) -> tuple[Holes, ...]:
    """The days of the next week that lack somebody, in order."""
    today, end = desk.today, desk.today + timedelta(days=_GAP_DAYS)
    gaps = [gap for gap in (plan.schedule.gaps if plan.schedule else ()) if today <= gap.day < end]
    rows: list[WeekDuty | WeekSession] = [*week_duties(found, today, end)]
    rows += week_sessions(desk, found, today, end)
    stranded = [row for row in rows if row.is_away]
    return tuple(
        Holes(
            day,
            tuple(gap for gap in gaps if gap.day == day),
            tuple(row for row in stranded if row.day == day),
        )
        for day in sorted({item.day for item in [*gaps, *stranded]})
    )


def _moves(plan: Plan, today: date) -> tuple[Move, ...]:
    end = today + timedelta(days=_MOVE_DAYS)
    moves = [Move(stay.admission, stay, True) for stay in plan.stays.stays]
    moves += [Move(stay.discharge, stay, False) for stay in plan.stays.stays]
    coming = [
        move
        for move in moves
        if today <= move.day < end
        and not (move.is_arrival and move.stay.status is StayStatus.IN_HOUSE)
    ]
    return tuple(sorted(coming, key=lambda move: (move.day, move.is_arrival)))


def _waiting_too_long(programme: Programme, today: date) -> tuple[Waiting, ...]:
    found = [
        Waiting(referral, (today - referral.received).days, TARGET_DAYS[referral.priority])
        for referral in programme.waiting_referrals
    ]
    late = [waiting for waiting in found if waiting.days > waiting.target_days]
    return tuple(sorted(late, key=lambda waiting: waiting.target_days - waiting.days))


def _drafts(desk: Desk, programme_id: int) -> int:
    with desk.store.reading() as session:
        return sum(record.state == DRAFT for record in plans_of(session, programme_id))
