"""Reading the audit log, and proving that nobody changed it."""

import re
from dataclasses import dataclass
from datetime import datetime

from planner.db.audit import AuditEvent, broken_links, subject_digest
from planner.db.audit_queries import AuditChoice, chosen_events, count_events
from planner.db.programmes import all_programmes
from planner.db.store import Session
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.access.audit_details import detail_told
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, require

MOST_EVENTS = 1000
_WORD = re.compile(r"[A-Za-z0-9_()-]{1,40}")


class AuditChoiceError(PlannerError):
    """These events cannot be chosen."""


@dataclass(frozen=True)
class AuditFilter:
    """Which events are wanted; what is None does not matter.

    ``since`` <= at < ``until``; ``participant`` is looked for by the digest of her code and needs a
    ``programme``; ``before_id`` goes on where an earlier answer ended.
    """

    actor: str | None = None
    action: str | None = None
    programme: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    participant: str | None = None
    before_id: int | None = None
    limit: int = 100


@dataclass(frozen=True)
class AuditEntry:
    """An event, its number in the log, and the code of its programme."""

    id: int
    event: AuditEvent
    programme: str | None

    @property
    def detail(self) -> str:
        """What the event tells in addition, with its parts where they are known."""
        return detail_told(self.event.detail or "")


@dataclass(frozen=True)
class ChainReport:
    """How many events there are, the number of the newest, and which do not follow their last."""

    events: int
    newest: int
    broken: list[int]


def audit_events(desk: Desk, wanted: AuditFilter) -> list[AuditEntry]:
    """The wanted events, the newest first; somebody of one programme sees that one's alone.

    Raises:
        NotAllowedError: her role does not read the log.
        NotFoundError: there is no such programme for her.
        AuditChoiceError: no codes, a participant without a programme, or too many at once.
    """
    code = wanted.programme or desk.actor.programme
    require(desk.actor, Action.VIEW_AUDIT, code)
    if not 1 <= wanted.limit <= MOST_EVENTS:
        raise AuditChoiceError(told("1 to {most} events can be read at once.", most=MOST_EVENTS))
    words = (wanted.actor, wanted.action, wanted.participant)
    if not all(word is None or _WORD.fullmatch(word) for word in words):
        raise AuditChoiceError(told("Events are chosen by codes, which have letters and digits."))
    if wanted.participant is not None and code is None:
        raise AuditChoiceError(told("Say in which programme the participant is."))
    with desk.store.reading() as session:
        codes = _programme_codes(session)
        choice = _choice(desk, wanted, code, codes)
        return [
            AuditEntry(number, event, codes.get(event.programme_id or 0))
            for number, event in chosen_events(session, choice)
        ]


def check_chain(desk: Desk) -> ChainReport:
    """Whether each event still follows from the one before it.

    Raises:
        NotAllowedError: her role does not read the log.
    """
    require(desk.actor, Action.VIEW_AUDIT)
    with desk.store.reading() as session:
        events, newest = count_events(session)
        return ChainReport(events, newest, list(broken_links(session, desk.store.key)))


def _programme_codes(session: Session) -> dict[int, str]:
    return {record.id: record.code for record in all_programmes(session)}


def _choice(
    desk: Desk, wanted: AuditFilter, code: str | None, codes: dict[int, str]
) -> AuditChoice:
    programme_id = next((number for number, known in codes.items() if known == code), None)
    if code is not None and programme_id is None:
        raise NotFoundError(told("There is no such programme."))
    subject = None
    if wanted.participant is not None and programme_id is not None:
        subject = subject_digest(desk.store.key, programme_id, wanted.participant)
    return AuditChoice(
        actor=wanted.actor,
        action=wanted.action,
        programme_id=programme_id,
        since=wanted.since,
        until=wanted.until,
        subject=subject,
        before_id=wanted.before_id,
        limit=wanted.limit,
    )
