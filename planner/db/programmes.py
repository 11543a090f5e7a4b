"""Programmes, and the registry of the tables that each of them has."""

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from planner.db.base import Line, ProgrammeRow, Versioned
from planner.db.beds import BedClosureRecord, BedRecord, StayRecord
from planner.db.participants import (
    AssignmentRecord,
    ConflictRecord,
    EnrolmentRecord,
    ParticipantRecord,
    ReferralRecord,
)
from planner.db.roster import RosterRecord, SessionRecord
from planner.db.staffing import (
    AbsenceRecord,
    AvailabilityRecord,
    RequestRecord,
    ShiftLimitRecord,
    StaffRecord,
)
from planner.db.work import ActivityRecord, CoverRecord, RoomRecord, ShiftRecord, VehicleRecord


class ProgrammeRecord(Versioned):
    """A programme: its settings as they stand in ``programme.toml``, comments included.

    ``revision`` goes up with every change of any of its rows; a change holds this row, so that two
    changes of one programme never pass each other.
    """

    __tablename__ = "programmes"

    code: Mapped[str] = mapped_column(String(32), unique=True)
    settings: Mapped[Line]
    pack_name: Mapped[Line | None]
    pack: Mapped[Line | None]
    revision: Mapped[int] = mapped_column(default=1)


# In the order of the public contract: what refers to a code comes after its table.
PROGRAMME_TABLES: dict[str, type[ProgrammeRow]] = {
    record.__tablename__: record
    for record in (
        BedRecord,
        BedClosureRecord,
        ParticipantRecord,
        ReferralRecord,
        StayRecord,
        EnrolmentRecord,
        AssignmentRecord,
        ConflictRecord,
        StaffRecord,
        AvailabilityRecord,
        AbsenceRecord,
        ShiftRecord,
        CoverRecord,
        ShiftLimitRecord,
        ActivityRecord,
        RoomRecord,
        VehicleRecord,
        RequestRecord,
        RosterRecord,
        SessionRecord,
    )
}


def find_programme(session: Session, code: str, hold: bool = False) -> ProgrammeRecord | None:
    """The programme with this code; ``hold`` keeps every other change of it waiting."""
    statement = select(ProgrammeRecord).where(ProgrammeRecord.code == code)
    return session.scalar(statement.with_for_update() if hold else statement)


def all_programmes(session: Session) -> list[ProgrammeRecord]:
    """Every programme by its code."""
    return list(session.scalars(select(ProgrammeRecord).order_by(ProgrammeRecord.code)))
