"""Participants, their referrals, and who must not meet whom. Codes only, never names."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WishRule(StrEnum):
    """How binding a wish about the worker is."""

    REQUIRED = "required"
    PREFERRED = "preferred"


class Service(StrEnum):
    """What a referral asks for."""

    RESIDENTIAL = "residential"
    DAY_PROGRAM = "day_program"
    SUPPORT = "support"


class Priority(StrEnum):
    """The agency's own ranking of a referral."""

    ROUTINE = "routine"
    HIGH = "high"
    URGENT = "urgent"


class ReferralStatus(StrEnum):
    """Only ``waiting`` referrals are planned."""

    WAITING = "waiting"
    ON_HOLD = "on_hold"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """Why a referral is not under consideration any more."""

    ADMITTED = "admitted"
    DECLINED = "declined"
    ELSEWHERE = "elsewhere"
    NOT_ELIGIBLE = "not_eligible"
    OUT_OF_TOUCH = "out_of_touch"
    OTHER = "other"


class ConflictKind(StrEnum):
    """Who is kept apart: two participants, or a participant and a worker."""

    PARTICIPANTS = "participant_participant"
    STAFF = "participant_staff"


@dataclass(frozen=True)
class Participant:
    """What somebody needs of a bed and of a worker."""

    code: str
    needs: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()
    language_rule: WishRule = WishRule.PREFERRED
    worker_gender: str = "any"
    worker_gender_rule: WishRule = WishRule.PREFERRED
    stage: str = ""
    sessions_per_week: int | None = None
    session_minutes: int | None = None
    adult_residence_ok: bool = True


@dataclass(frozen=True)
class Referral:
    """Somebody asks for a service from ``ready`` on; a length of None: the programme decides."""

    participant: str
    service: Service
    received: date
    ready: date
    priority: Priority
    latest: date | None = None
    target_days: int | None = None
    min_days: int | None = None
    max_days: int | None = None
    houses: frozenset[str] = frozenset()
    status: ReferralStatus = ReferralStatus.WAITING
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Conflict:
    """An unordered pair of codes; for ``participant_staff`` the participant comes first."""

    first: str
    second: str
    kind: ConflictKind
