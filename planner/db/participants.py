"""The tables on participants and their services; codes, never names."""

import datetime as dt

from sqlalchemy.orm import Mapped

from planner.db.base import Code, Line, ProgrammeRow, Word


class ParticipantRecord(ProgrammeRow):
    """A participant and what a bed, a worker or a session must offer her."""

    __tablename__ = "participants"

    participant: Mapped[Code]
    needs: Mapped[Line | None]
    languages: Mapped[Line | None]
    language_rule: Mapped[Word | None]
    worker_gender: Mapped[Word | None]
    worker_gender_rule: Mapped[Word | None]
    stage: Mapped[Line | None]
    sessions_per_week: Mapped[int | None]
    session_minutes: Mapped[int | None]
    adult_residence_ok: Mapped[bool | None]


class ReferralRecord(ProgrammeRow):
    """A referral to one service."""

    __tablename__ = "referrals"

    participant: Mapped[Code]
    service: Mapped[Word]
    received: Mapped[dt.date]
    ready: Mapped[dt.date]
    priority: Mapped[Word]
    latest: Mapped[dt.date | None]
    target_days: Mapped[int | None]
    min_days: Mapped[int | None]
    max_days: Mapped[int | None]
    houses: Mapped[Line | None]
    status: Mapped[Word | None]
    outcome: Mapped[Word | None]


class EnrolmentRecord(ProgrammeRow):
    """A place in the day program on ``[start, end)``."""

    __tablename__ = "enrolments"

    participant: Mapped[Code]
    start: Mapped[dt.date]
    end: Mapped[dt.date]
    status: Mapped[Word]


class AssignmentRecord(ProgrammeRow):
    """Whose primary worker somebody is."""

    __tablename__ = "assignments"

    participant: Mapped[Code]
    staff: Mapped[Code]
    start: Mapped[dt.date]
    end: Mapped[dt.date | None]


class ConflictRecord(ProgrammeRow):
    """Two who must be kept apart; why is written nowhere."""

    __tablename__ = "conflicts"

    first: Mapped[Code]
    second: Mapped[Code]
    kind: Mapped[Word]
