"""Whose records somebody may see: staff those of their own caseload, nobody else's."""

from datetime import date, timedelta

from planner.db.audit import AuditEvent, append_events, subject_digest
from planner.domain.participants import Participant
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.domain.support import Assignment
from planner.services.desk import Desk, Role
from planner.services.permissions import Action, NotFoundError, require
from planner.services.snapshots import Snapshot


def caseload(snapshot: Snapshot, staff: str, today: date) -> set[str]:
    """The participants whose primary worker she is or will be, or whom she still has to meet.

    An assignment counts until it ends, an open one until the last service of its participant ends;
    a session of the published schedule until the day it is held is over.
    """
    programme = snapshot.programme
    assigned = {
        row.participant
        for row in programme.assignments
        if row.staff == staff and _end(programme, row) > today
    }
    met = {row.participant for row in programme.sessions if row.staff == staff and row.day >= today}
    return assigned | met


def require_participant(desk: Desk, snapshot: Snapshot, participant: str) -> Participant:
    """The participant with this code, where her record is open to whoever asks.

    Raises:
        NotAllowedError: the role sees no participants.
        NotFoundError: there is none, or none of her caseload: the two are told alike.
    """
    actor = desk.actor
    require(actor, Action.VIEW_PARTICIPANT, snapshot.code)
    found = snapshot.programme.participant_by_code.get(participant)
    if found is not None and actor.role is Role.STAFF:
        own = caseload(snapshot, actor.staff, desk.today) if actor.staff is not None else set()
        found = found if participant in own else None
    if found is None:
        raise NotFoundError(told("There is no such participant."))
    return found


def view_participant(desk: Desk, snapshot: Snapshot, participant: str) -> Participant:
    """The same for a page that shows her record: the view is written into the audit log.

    Raises as `require_participant`.
    """
    found = require_participant(desk, snapshot, participant)
    key, programme_id = desk.store.key, snapshot.programme_id
    event = AuditEvent(
        at=desk.now,
        actor=desk.actor.code,
        action=Action.VIEW_PARTICIPANT,
        programme_id=programme_id,
        table="participants",
        subject=subject_digest(key, programme_id, participant),
    )
    with desk.store.writing() as session:
        append_events(session, key, [event])
    return found


def _end(programme: Programme, row: Assignment) -> date:
    """The first day on which an assignment does not count any more (DATA.md)."""
    if row.end is not None:
        return row.end
    services = [
        *(s.discharge for s in programme.stays if _is_hers(s.participant, row) and s.is_commitment),
        *(e.end for e in programme.enrolments if _is_hers(e.participant, row) and e.is_commitment),
    ]
    return max(services, default=row.start + timedelta(weeks=programme.support.weeks))


def _is_hers(participant: str, row: Assignment) -> bool:
    return participant == row.participant
