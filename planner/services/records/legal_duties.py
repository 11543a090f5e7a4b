"""Nobody is given by hand what a rule keeps her off."""

from datetime import date

from planner.domain.errors import PlannerError
from planner.domain.schedule import Schedule
from planner.domain.sentences import joined, told
from planner.scheduling.roster.context import RosterContext
from planner.scheduling.roster.replacing import (
    Replacement,
    find_run,
    replacements,
    session_of,
    session_replacements,
)
from planner.scheduling.roster.standing import standing_duties
from planner.scheduling.standing import standing_stays
from planner.services.change import Change
from planner.services.desk import Desk
from planner.services.standing import published_stays


class NotLegalError(PlannerError):
    """Somebody was to have a duty that a rule keeps her off."""


def require_may_take(
    desk: Desk, change: Change, staff: str, duty: str, day: date, holder: str = ""
) -> None:
    """Refuse to give somebody a shift or an activity of the schedule against a rule.

    Raises:
        NotLegalError: with what keeps her off it.
        InputError: the programme contradicts itself.
    """
    context, schedule = _standing(desk, change)
    run = find_run(context, duty, day)
    if run is None:
        raise NotLegalError(
            told(
                "{duty} does not take place on {day}, or no schedule reaches so far.",
                duty=duty,
                day=day,
            )
        )
    what = told("{duty} of {day}", duty=duty, day=day)
    _refuse(staff, what, replacements(context, schedule, run, holder))


def require_may_hold(
    desk: Desk, change: Change, staff: str, participant: str, holder: str, day: date, start: str
) -> None:
    """The same for a session that ``holder`` has, at its own time.

    Raises:
        NotLegalError: with what keeps her off it.
        InputError: the programme contradicts itself.
    """
    context, schedule = _standing(desk, change)
    session = session_of(schedule, participant, holder, day, start)
    if session is None:
        raise NotLegalError(
            told("The session of {day} {start} is not part of the schedule.", day=day, start=start)
        )
    found = session_replacements(context, schedule, session)
    _refuse(staff, told("the session of {day} {start}", day=day, start=start), found)


def _standing(desk: Desk, change: Change) -> tuple[RosterContext, Schedule]:
    """What stands inside the transaction."""
    programme = change.checked(desk.today).programme
    stays = standing_stays(programme, published_stays(change.session, change.programme_id))
    context = RosterContext(programme, stays)
    return context, standing_duties(context)


def _refuse(staff: str, what: str, found: list[Replacement]) -> None:
    unknown = (told("not on the team"),)
    reasons = next((one.reasons for one in found if one.member.code == staff), unknown)
    if reasons:
        raise NotLegalError(
            told(
                "{staff} cannot take {what}: {reasons}.",
                staff=staff,
                what=what,
                reasons=joined(reasons, "; "),
            )
        )
