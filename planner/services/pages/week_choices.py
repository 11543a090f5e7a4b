"""What the forms of the week page offer."""

from dataclasses import dataclass
from datetime import date

from planner.services.desk import Desk, Role
from planner.services.permissions import Action
from planner.services.snapshots import snapshot
from planner.services.standing import standing_plan


@dataclass(frozen=True)
class Choices:
    """Codes for the forms; staff find only themselves."""

    staff: tuple[str, ...]
    shifts: tuple[str, ...]


@dataclass(frozen=True)
class OpenDuty:
    """A duty that became open; ``is_open`` until somebody has it."""

    code: str
    day: date
    is_open: bool


def choices(desk: Desk, programme: str) -> Choices:
    """For whom somebody records absences and requests, and for which shifts.

    Raises:
        NotFoundError, NotAllowedError, InputError: as for ``snapshot``.
    """
    found = snapshot(desk, programme, Action.VIEW_WEEK).programme
    is_staff = desk.actor.role is Role.STAFF
    staff = [member.code for member in found.staff]
    if is_staff:
        staff = [code for code in staff if code == desk.actor.staff]
    return Choices(tuple(staff), tuple(shift.code for shift in found.shifts))


def still_open(desk: Desk, programme: str, duties: list[tuple[str, date]]) -> tuple[OpenDuty, ...]:
    """Which of these duties still lack somebody.

    Raises:
        NotFoundError, NotAllowedError, InputError: as for ``snapshot``.
    """
    _, plan = standing_plan(desk, programme, Action.VIEW_PLANS)
    gaps = plan.schedule.gaps if plan.schedule else ()
    missing = {(gap.what, gap.day) for gap in gaps if gap.kind != "missing_lead"}
    return tuple(OpenDuty(code, day, (code, day) in missing) for code, day in duties)
