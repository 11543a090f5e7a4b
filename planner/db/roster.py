"""The tables of what is published: duties and one-on-one sessions."""

import datetime as dt

from sqlalchemy.orm import Mapped

from planner.db.base import Code, ProgrammeRow, Time, Word


class RosterRecord(ProgrammeRow):
    """A published duty: a shift, or the facilitation of an activity."""

    __tablename__ = "roster"

    staff: Mapped[Code]
    shift: Mapped[Code]
    date: Mapped[dt.date]
    status: Mapped[Word | None]


class SessionRecord(ProgrammeRow):
    """A published one-on-one session."""

    __tablename__ = "sessions"

    participant: Mapped[Code]
    staff: Mapped[Code]
    date: Mapped[dt.date]
    start: Mapped[Time]
    end: Mapped[Time]
    room: Mapped[Code | None]
    status: Mapped[Word | None]
