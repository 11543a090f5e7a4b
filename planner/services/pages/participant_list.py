"""The participants whom somebody may see, each in a line."""

from collections import Counter
from dataclasses import dataclass

from planner.db.rows import StoredRow
from planner.domain.programme import Programme
from planner.services.access.own import caseload
from planner.services.desk import Desk, Role
from planner.services.pages.participant_lines import (
    EnrolmentLine,
    StayLine,
    WorkerLine,
    enrolment_lines,
    stay_lines,
    worker_lines,
)
from planner.services.pages.timeline_pieces import PieceKind
from planner.services.permissions import Action
from planner.services.snapshots import Snapshot
from planner.services.standing import standing_plan

MOST_LISTED = 100


@dataclass(frozen=True)
class ParticipantLine:
    """A participant with the services that are not over; ``sessions`` counts those to come."""

    row_id: int
    code: str
    stay: StayLine | None
    enrolment: EnrolmentLine | None
    worker: WorkerLine | None
    sessions: int


@dataclass(frozen=True)
class ParticipantList:
    """The first lines that the search shows, how many it finds, and how many there are."""

    lines: tuple[ParticipantLine, ...]
    found: int
    total: int


def participant_list(desk: Desk, programme: str, search: str = "") -> ParticipantList:
    """Whoever has ``search`` in her code: staff see their caseload, others everybody.

    Raises:
        NotFoundError, NotAllowedError, InputError: as for ``snapshot``.
    """
    found, plan = standing_plan(desk, programme, Action.VIEW_PARTICIPANT)
    hers = _hers(desk, found)
    wanted = search.casefold()
    matching = [row for row in hers if wanted in row.cells["participant"].casefold()]
    coming = _coming(found.programme, desk)
    lines = []
    for row in sorted(matching, key=lambda row: row.cells["participant"])[:MOST_LISTED]:
        code = row.cells["participant"]
        stays = stay_lines(found, code, desk.today)
        places = enrolment_lines(found, code, desk.today)
        lines.append(
            ParticipantLine(
                row_id=row.id,
                code=code,
                stay=next((s for s in stays if s.kind is not PieceKind.OVER), None),
                enrolment=next((e for e in places if not e.is_over), None),
                worker=next(iter(worker_lines(found, plan, code, desk.today)), None),
                sessions=coming[code],
            )
        )
    return ParticipantList(tuple(lines), len(matching), len(hers))


def _hers(desk: Desk, found: Snapshot) -> list[StoredRow]:
    rows = found.rows["participants"]
    if desk.actor.role is not Role.STAFF:
        return rows
    staff = desk.actor.staff
    own = caseload(found, staff, desk.today) if staff is not None else set()
    return [row for row in rows if row.cells["participant"] in own]


def _coming(programme: Programme, desk: Desk) -> Counter[str]:
    return Counter(s.participant for s in programme.sessions if s.day >= desk.today)
