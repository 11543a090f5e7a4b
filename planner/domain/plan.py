"""A plan: who comes when into which bed, who waits and why, and how good it is proven."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import Service
from planner.domain.schedule import Schedule
from planner.domain.stays import StayStatus


class Layer(StrEnum):
    """The two layers of a plan: months ahead by the day, weeks ahead by the quarter hour."""

    STAYS = "stays"
    SCHEDULE = "schedule"


class PlanStatus(StrEnum):
    """``optimal``: the bound equals the objective."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


class StoppedBy(StrEnum):
    """Why the search ended."""

    PROOF = "proof"
    WORK_LIMIT = "work_limit"
    TIME_LIMIT = "time_limit"
    PERSON = "person"


FAR_FROM_PROVEN = 0.05
"""Beyond this gap a plan says little: a better one may differ from it in most of its rows."""

STAY_TERMS = ("waiting", "short_stay", "program_delay", "unplaced", "moved")


class Reason(StrEnum):
    """Why a referral is not placed; MODEL.md section 1 defines each and their order."""

    MINOR_PROTOCOL = "minor_protocol"
    OUTRANKED = "outranked"
    WINDOW = "window"
    BED = "bed"
    CONFLICT = "conflict"
    SPACING = "spacing"
    LENGTH = "length"
    PROGRAM = "program"
    PLACES = "places"
    WORKER = "worker"
    MINUTES = "minutes"
    SEVERAL = "several"


@dataclass(frozen=True)
class PlannedStay:
    """A row of the plan's ``stays.csv``; ``days`` is the length of stay in nights.

    ``waiting_days`` is None for a commitment.
    """

    participant: str
    bed: str
    admission: date
    discharge: date
    days: int
    waiting_days: int | None
    status: StayStatus
    staff: str


@dataclass(frozen=True)
class PlannedEnrolment:
    """A row of the plan's ``enrolments.csv``."""

    participant: str
    start: date
    end: date
    status: EnrolmentStatus


@dataclass(frozen=True)
class PlannedSupport:
    """A row of the plan's ``support.csv``: the primary worker of one whole service."""

    participant: str
    staff: str
    start: date
    end: date


@dataclass(frozen=True)
class Unplaced:
    """A row of ``unplaced.csv``."""

    participant: str
    service: Service
    reason: Reason
    explanation: str


@dataclass(frozen=True)
class Proof:
    """What is known of a plan's cost; ``terms`` are weighted and add up to ``objective``."""

    status: PlanStatus
    objective: int
    bound: int
    seconds: float
    terms: Mapping[str, int]

    @property
    def gap(self) -> float:
        """Relative distance between objective and bound, as DATA.md defines it."""
        return (self.objective - self.bound) / max(1, abs(self.objective))

    @property
    def is_far(self) -> bool:
        """Whether the search ended far from its proof."""
        return self.gap > FAR_FROM_PROVEN


@dataclass(frozen=True)
class StayPlan:
    """The plan of the first layer, in the rows of a plan folder."""

    stays: tuple[PlannedStay, ...] = ()
    enrolments: tuple[PlannedEnrolment, ...] = ()
    support: tuple[PlannedSupport, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What a plan folder holds: who is where, and the schedule, None where there is none."""

    stays: StayPlan = field(default_factory=StayPlan)
    schedule: Schedule | None = None


@dataclass(frozen=True)
class PlanSummary:
    """What ``summary.json`` says of a plan folder; a layer that was not run is None."""

    as_of: date
    stays: Proof | None
    schedule: Proof | None
    stopped_by: StoppedBy
    input_sha256: str
    seed: int
    threads: int
    versions: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
