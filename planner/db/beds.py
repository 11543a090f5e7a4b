"""The tables on beds and who sleeps in them; columns as the public contract names them."""

import datetime as dt

from sqlalchemy.orm import Mapped

from planner.db.base import Code, Line, ProgrammeRow, Word


class BedRecord(ProgrammeRow):
    """A bed of a house."""

    __tablename__ = "beds"

    bed: Mapped[Code]
    house: Mapped[Code | None]
    room: Mapped[Code | None]
    features: Mapped[Line | None]
    opens: Mapped[dt.date | None]
    closes: Mapped[dt.date | None]


class BedClosureRecord(ProgrammeRow):
    """A bed out of service on the nights of ``[start, end)``."""

    __tablename__ = "bed_closures"

    bed: Mapped[Code]
    start: Mapped[dt.date]
    end: Mapped[dt.date]
    reason: Mapped[Line | None]


class StayRecord(ProgrammeRow):
    """A participant in a bed on the nights of ``[admission, discharge)``."""

    __tablename__ = "stays"

    participant: Mapped[Code]
    bed: Mapped[Code]
    admission: Mapped[dt.date]
    discharge: Mapped[dt.date]
    status: Mapped[Word]
