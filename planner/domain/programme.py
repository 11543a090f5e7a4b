"""A programme as it stands: its rules and everything in its tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from planner.domain.activities import Activity, Room
from planner.domain.clock import monday_of
from planner.domain.day_program import DayProgramRules, Enrolment
from planner.domain.labour import LabourRules
from planner.domain.participants import Conflict, Participant, Priority, Referral, ReferralStatus
from planner.domain.staffing import (
    Absence,
    Availability,
    Cover,
    Request,
    RosterRow,
    Shift,
    ShiftLimit,
    StaffMember,
    Vehicle,
)
from planner.domain.stays import Bed, BedClosure, Stay
from planner.domain.support import Assignment, Session, SupportRules


@dataclass(frozen=True)
class StayRules:
    """``[stays]``: lengths in nights, weekdays from Monday = 0."""

    min_days: int = 182
    target_days: int = 274
    max_days: int = 365
    turnover_days: int = 2
    min_days_between_admissions: int = 7
    admission_weekdays: tuple[int, ...] = (0, 1, 2, 3)
    admit_on_holidays: bool = False


@dataclass(frozen=True)
class StayCosts:
    """``[stay_costs]``: integer costs of the stay plan."""

    short_stay_day: int = 3
    program_delay_day: int = 1
    unplaced_extra_days: int = 90
    moved_stay: int = 30


@dataclass(frozen=True)
class ScheduleCosts:
    """``[schedule_costs]``: integer costs of the schedule."""

    uncovered_shift: int = 1000
    missing_lead: int = 400
    unled_activity: int = 200
    unmet_session: int = 300
    relief_shift: int = 20
    overtime_quarter_hour: int = 8
    under_contract_quarter_hour: int = 1
    other_worker: int = 15
    preference: int = 10
    night_spread: int = 5
    weekend_spread: int = 5
    moved_duty: int = 8


def default_priority_weights() -> dict[Priority, int]:
    """``[priority_weights]``: what a day of waiting costs."""
    return {Priority.ROUTINE: 1, Priority.HIGH: 2, Priority.URGENT: 4}


@dataclass(frozen=True)
class LengthLimits:
    """Length of stay of one referral in nights, the programme's values filled in."""

    min_days: int
    target_days: int
    max_days: int


@dataclass(frozen=True)
class Programme:
    """One programme folder, checked. ``holidays`` covers every day that a plan can touch."""

    code: str
    title: str
    timezone: str
    province: str
    as_of: date
    languages: tuple[str, ...] = ("en",)
    stay_days: int = 546
    schedule_weeks: int = 4
    stay_rules: StayRules = field(default_factory=StayRules)
    day_program: DayProgramRules = field(default_factory=DayProgramRules)
    support: SupportRules = field(default_factory=SupportRules)
    priority_weights: Mapping[Priority, int] = field(default_factory=default_priority_weights)
    stay_costs: StayCosts = field(default_factory=StayCosts)
    schedule_costs: ScheduleCosts = field(default_factory=ScheduleCosts)
    labour: LabourRules = field(default_factory=LabourRules)
    holidays: frozenset[date] = frozenset()
    beds: tuple[Bed, ...] = ()
    closures: tuple[BedClosure, ...] = ()
    participants: tuple[Participant, ...] = ()
    referrals: tuple[Referral, ...] = ()
    stays: tuple[Stay, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    availability: tuple[Availability, ...] = ()
    absences: tuple[Absence, ...] = ()
    shifts: tuple[Shift, ...] = ()
    cover: tuple[Cover, ...] = ()
    shift_limits: tuple[ShiftLimit, ...] = ()
    activities: tuple[Activity, ...] = ()
    rooms: tuple[Room, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    requests: tuple[Request, ...] = ()
    roster: tuple[RosterRow, ...] = ()
    sessions: tuple[Session, ...] = ()

    @property
    def horizon_end(self) -> date:
        """H: the first day on which nothing may start any more."""
        return self.as_of + timedelta(days=self.stay_days)

    @property
    def schedule_start(self) -> date:
        """The first day of the schedule: the Monday of the week of ``as_of``."""
        return monday_of(self.as_of)

    @property
    def schedule_end(self) -> date:
        """The first day after the schedule."""
        return self.schedule_start + timedelta(weeks=self.schedule_weeks)

    @cached_property
    def staff_by_code(self) -> Mapping[str, StaffMember]:
        """Staff members by code."""
        return {member.code: member for member in self.staff}

    @cached_property
    def participant_by_code(self) -> Mapping[str, Participant]:
        """Participants by code."""
        return {participant.code: participant for participant in self.participants}

    @cached_property
    def bed_by_code(self) -> Mapping[str, Bed]:
        """Beds by code."""
        return {bed.code: bed for bed in self.beds}

    @property
    def waiting_referrals(self) -> tuple[Referral, ...]:
        """The referrals under consideration or kept for a person to decide, in table order."""
        return tuple(r for r in self.referrals if r.status is ReferralStatus.WAITING)

    def length_limits(self, referral: Referral) -> LengthLimits:
        """The referral's own lengths of stay, else the programme's."""
        rules = self.stay_rules
        return LengthLimits(
            rules.min_days if referral.min_days is None else referral.min_days,
            rules.target_days if referral.target_days is None else referral.target_days,
            rules.max_days if referral.max_days is None else referral.max_days,
        )
