"""What must not come back to life with an older state of the database."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from planner.db.accounts import AccountRecord, FeedLinkRecord, LoginRecord, SignInTryRecord
from planner.db.erasing import erasures
from planner.db.plans import RunRecord
from planner.db.programmes import ProgrammeRecord
from planner.db.runs import requeue
from planner.domain.runs import RunState


@dataclass(frozen=True)
class Carried:
    """What the state before a restore says that holds after it too."""

    disabled_accounts: frozenset[str]
    revisions: dict[str, int]
    erasures: frozenset[tuple[int, bytes]]


def what_holds(session: Session) -> Carried:
    """What must hold after everything else is replaced."""
    disabled = select(AccountRecord.code).where(AccountRecord.is_disabled)
    programmes = session.execute(select(ProgrammeRecord.code, ProgrammeRecord.revision))
    return Carried(
        frozenset(session.scalars(disabled)),
        {code: revision for code, revision in programmes},
        frozenset(erasures(session)),
    )


def settle(session: Session, carried: Carried) -> int:
    """End logins and calendar links, keep the disabled out, queue what was running; how many ran.

    Revisions go on from where they were: nobody mistakes the old state for one seen later.
    """
    for record in (LoginRecord, FeedLinkRecord, SignInTryRecord):
        session.execute(delete(record))
    session.execute(
        update(AccountRecord)
        .where(AccountRecord.code.in_(carried.disabled_accounts))
        .values(is_disabled=True)
    )
    for programme in session.scalars(select(ProgrammeRecord)):
        before = carried.revisions.get(programme.code, 0)
        programme.revision = max(programme.revision, before) + 1
    running = session.scalars(select(RunRecord).where(RunRecord.state == RunState.RUNNING)).all()
    for run in running:
        requeue(run)
    session.flush()
    return len(running)
