"""The audit log as a table for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import replace

from planner.db.audit import AuditEvent, append_events
from planner.db.programmes import find_programme
from planner.services.access.audit_details import events_told
from planner.services.access.audit_log import MOST_EVENTS, AuditEntry, AuditFilter, audit_events
from planner.services.desk import Desk
from planner.tables.contents import csv_bytes

MOST_EXPORTED = 100_000
_COLUMNS = ["number", "at", "actor", "action", "programme", "table", "row", "fields"]
_ABOUT = ["about_participant", "detail"]
_ACTION = "export_log"


def audit_csv(desk: Desk, wanted: AuditFilter) -> bytes:
    """The wanted events as CSV, the newest first; that they were taken away is an event itself.

    Raises:
        NotAllowedError, NotFoundError, AuditChoiceError: as for ``audit_events``.
    """
    rows = [_cells(entry) for entry in _all(desk, wanted)]
    code = wanted.programme or desk.actor.programme
    with desk.store.writing() as session:
        record = find_programme(session, code) if code is not None else None
        detail = events_told(len(rows))
        event = AuditEvent(
            desk.now,
            desk.actor.code,
            _ACTION,
            None if record is None else record.id,
            "audit",
            detail=detail,
        )
        append_events(session, desk.store.key, [event])
    return csv_bytes([*_COLUMNS, *_ABOUT], rows)


def _all(desk: Desk, wanted: AuditFilter) -> Iterator[AuditEntry]:
    page = audit_events(desk, replace(wanted, limit=MOST_EVENTS))
    count = 0
    while page and count < MOST_EXPORTED:
        yield from page
        count += len(page)
        page = audit_events(desk, replace(wanted, limit=MOST_EVENTS, before_id=page[-1].id))


def _cells(entry: AuditEntry) -> dict[str, str]:
    event = entry.event
    return {
        "number": str(entry.id),
        "at": event.at.isoformat(timespec="seconds"),
        "actor": event.actor,
        "action": event.action,
        "programme": entry.programme or "",
        "table": event.table or "",
        "row": "" if event.row_id is None else str(event.row_id),
        "fields": ";".join(event.fields),
        "about_participant": "1" if event.subject else "0",
        "detail": event.detail or "",
    }
