"""What is asked: a programme in aggregates, without the code of anybody, and how to study it."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Any

from planner.capacity.laws import AtOnce, Deterministic, Law
from planner.capacity.steps import Profile, Steps

UNITS_OF_DAYS = {"day": 1.0, "month": 365.25 / 12, "year": 365.25}


class Mode(StrEnum):
    """From today to a horizon, or the long run after a warm-up."""

    TERMINATING = "terminating"
    STEADY = "steady"


class EngineName(StrEnum):
    """How the figures are found; ``auto``: the cheapest engine that covers the question."""

    AUTO = "auto"
    ANALYTIC = "analytic"
    FAST = "fast"
    EVENT = "event"


class Need(StrEnum):
    """What somebody in service takes up: a bed, a place in the day program, or support alone."""

    RESIDENTIAL = "residential"
    DAY_PROGRAM = "day_program"
    SUPPORT = "support"


@dataclass(frozen=True)
class Bed:
    """In service in ``[opens, closes)`` apart from its ``closures``, half-open times."""

    opens: float = 0.0
    closes: float = math.inf
    closures: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class InService:
    """Somebody in service at time 0: since ``elapsed``, for ``left`` more.

    ``left`` None: drawn from the law of stay, given ``elapsed``. ``place_left``: how much longer
    she takes a place in the day program.
    """

    need: Need = Need.RESIDENTIAL
    left: float | None = None
    elapsed: float = 0.0
    place_left: float = 0.0


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits at time 0, has waited ``waited`` and is ready in ``ready_in``.

    ``group`` is the place of her class in ``Scenario.classes``. Somebody ``promised`` never gives
    up and goes first.
    """

    waited: float = 0.0
    ready_in: float = 0.0
    group: int = 0
    promised: bool = False


@dataclass(frozen=True)
class ReferralClass:
    """Referrals of one kind; earlier classes go first. Laws of None: those of the scenario."""

    name: str
    rate: float
    need: Need = Need.RESIDENTIAL
    stay: Law | None = None
    patience: Law | None = None


@dataclass(frozen=True)
class Support:
    """One-on-one support: weekly minutes promised by the age of a service, and given by the team.

    ``phases`` are ``(age, minutes a week from then on)``; ``minutes`` those of the team.
    """

    phases: tuple[tuple[float, float], ...]
    minutes: Steps


@dataclass(frozen=True)
class Costs:
    """Costs in any currency: of the house a year, of a bed in service a year, of a night."""

    fixed_per_year: float = 0.0
    per_bed_per_year: float = 0.0
    per_night: float = 0.0


@dataclass(frozen=True)
class Scenario:
    """One programme, real or imagined, in the time unit of its study.

    ``caseload`` and ``places`` of None do not limit; a resident takes a place for ``place_time`` of
    her stay if ``residents_join``. ``funded_beds`` None: those listed, closures
    counted as funded.
    """

    label: str
    beds: tuple[Bed, ...]
    classes: tuple[ReferralClass, ...]
    stay: Law
    patience: Law
    turnover: Law = field(default_factory=lambda: Deterministic(0.0))
    profile: Profile = field(default_factory=Profile)
    caseload: Steps | None = None
    places: Steps | None = None
    residents_join: bool = False
    place_time: float = math.inf
    in_service: tuple[InService, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    support: Support | None = None
    costs: Costs | None = None
    funded_beds: int | None = None

    @property
    def rate(self) -> float:
        """Referrals of every class in a time unit."""
        return math.fsum(kind.rate for kind in self.classes)

    @property
    def beds_in_service(self) -> Steps:
        """How many beds are in service from each time on."""
        changes: list[tuple[float, float]] = []
        for bed in self.beds:
            changes += [(bed.opens, 1), (bed.closes, -1)]
            for start, end in bed.closures:
                changes += [(max(start, bed.opens), -1), (min(end, bed.closes), 1)]
        return Steps.of(0, [change for change in changes if change[0] < math.inf])

    @property
    def main_needs(self) -> frozenset[Need]:
        """Whose referrals the indicators count: those for a bed, if there are any such."""
        needs = frozenset(kind.need for kind in self.classes)
        return frozenset({Need.RESIDENTIAL}) if Need.RESIDENTIAL in needs else needs

    @property
    def loses_at_once(self) -> bool:
        """Whether nobody ever waits."""
        return all(isinstance(kind.patience or self.patience, AtOnce) for kind in self.classes)


@dataclass(frozen=True)
class Study:
    """How scenarios are studied; the first one is the base that others are compared with.

    ``precision`` is the relative half-width of the 95 % intervals at which replications end, at
    most ``max_replications``; None: exactly ``replications``. The averages cover ``window``.
    """

    horizon: float = 36.0
    window: tuple[float, float] = (0.0, 36.0)
    mode: Mode = Mode.TERMINATING
    starts_today: bool = True
    engine: EngineName = EngineName.AUTO
    time_unit: str = "month"
    replications: int = 5000
    precision: float | None = None
    max_replications: int = 100_000
    seed: int = 1
    curve_points: int = 0

    @property
    def days_per_unit(self) -> float:
        """Days in a time unit."""
        return UNITS_OF_DAYS[self.time_unit]

    @property
    def length(self) -> float:
        """Length of the window."""
        return self.window[1] - self.window[0]


def document(record: object) -> Any:
    """A record as plain values, for JSON and for its fingerprint."""
    if isinstance(record, Law):
        return record.document()
    if isinstance(record, StrEnum):
        return str(record)
    if is_dataclass(record):
        return {field.name: document(getattr(record, field.name)) for field in fields(record)}
    if isinstance(record, Mapping):
        return {key: document(value) for key, value in record.items()}
    if isinstance(record, (tuple, list)):
        return [document(value) for value in record]
    if isinstance(record, float) and not math.isfinite(record):
        return None
    return record


def fingerprint(*records: object) -> str:
    """SHA-256 of the canonical JSON of records."""
    text = json.dumps(document(records), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
