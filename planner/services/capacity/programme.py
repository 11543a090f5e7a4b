"""A programme as it stands, in aggregates: what the capacity engines start from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.capacity.fitting import Fit, fit_gaps, fit_law
from planner.capacity.laws import Deterministic, Law, Uniform
from planner.capacity.scenario import Bed, InService, Need, ReferralClass, Support, Waiting
from planner.capacity.steps import Steps
from planner.domain.participants import Priority, Referral, Service
from planner.domain.programme import Programme

_RANKS = {Priority.URGENT: 0, Priority.HIGH: 1, Priority.ROUTINE: 2}
_FOREVER = float("inf")


@dataclass(frozen=True)
class Clock:
    """Turns dates into time units from the planning date on."""

    as_of: date
    days_per_unit: float

    def units(self, days: float) -> float:
        """Days as time units."""
        return days / self.days_per_unit

    def time(self, day: date) -> float:
        """When a day begins; before the planning date negative."""
        return self.units((day - self.as_of).days)

    def moment(self, value: float | date | None, otherwise: float) -> float:
        """A moment of a scenario file: a date, a number of units, or nothing."""
        if value is None:
            return otherwise
        return self.time(value) if isinstance(value, date) else value

    def day(self, value: float | date | None) -> date:
        """The day of such a moment; nothing is the planning date."""
        if isinstance(value, date):
            return value
        return self.as_of + timedelta(days=round((value or 0.0) * self.days_per_unit))


def beds_of(programme: Programme, clock: Clock) -> tuple[Bed, ...]:
    """Beds that are or will be in service; turnover after a past stay counts as not open yet."""
    return tuple(_bed(programme, clock, code) for code in _kept_beds(programme))


def _kept_beds(programme: Programme) -> Iterator[str]:
    for bed in programme.beds:
        if bed.closes is None or bed.closes > programme.as_of:
            yield bed.code


def _bed(programme: Programme, clock: Clock, code: str) -> Bed:
    bed = programme.bed_by_code[code]
    ready = [
        stay.discharge + timedelta(days=programme.stay_rules.turnover_days)
        for stay in programme.stays
        if stay.bed == code and stay.is_commitment and stay.discharge <= programme.as_of
    ]
    opens = max([day for day in (bed.opens, *ready) if day is not None], default=programme.as_of)
    closures = tuple(
        (max(clock.time(row.start), 0.0), clock.time(row.end))
        for row in programme.closures
        if row.bed == code and row.end > programme.as_of
    )
    closes = _FOREVER if bed.closes is None else clock.time(bed.closes)
    return Bed(max(clock.time(opens), 0.0), closes, closures)


def people_in_service(programme: Programme, clock: Clock) -> tuple[InService, ...]:
    """Residents, participants of the day program and those with support alone, at the start."""
    today, found, known = programme.as_of, [], set()
    enrolled = {
        row.participant: row
        for row in programme.enrolments
        if row.is_commitment and row.start <= today < row.end
    }
    for stay in programme.stays:
        if stay.is_commitment and stay.admission <= today < stay.discharge:
            known.add(stay.participant)
            row = enrolled.get(stay.participant)
            found.append(
                InService(
                    Need.RESIDENTIAL,
                    clock.time(stay.discharge),
                    -clock.time(stay.admission),
                    clock.time(row.end) if row else 0.0,
                )
            )
    for row in enrolled.values():
        if row.participant not in known:
            known.add(row.participant)
            left = clock.time(row.end)
            found.append(InService(Need.DAY_PROGRAM, left, -clock.time(row.start), left))
    served = known | {row.participant for row in programme.stays if row.is_commitment}
    served |= {row.participant for row in programme.enrolments if row.is_commitment}
    for assignment in programme.assignments:
        end = assignment.end or assignment.start + timedelta(weeks=programme.support.weeks)
        if assignment.participant not in served and assignment.start <= today < end:
            start = -clock.time(assignment.start)
            found.append(InService(Need.SUPPORT, clock.time(end), start))
    return tuple(found)


def people_waiting(
    programme: Programme, clock: Clock, classes: Sequence[ReferralClass]
) -> tuple[Waiting, ...]:
    """Confirmed admissions to come, then the waiting list: the urgent first, then the oldest."""
    today = programme.as_of
    promised = [
        Waiting(0.0, clock.time(stay.admission), _group(classes, Need.RESIDENTIAL, ""), True)
        for stay in sorted(programme.stays, key=lambda stay: stay.admission)
        if stay.is_commitment and stay.admission > today
    ]
    starts = [
        Waiting(0.0, clock.time(row.start), _group(classes, Need.DAY_PROGRAM, ""), True)
        for row in sorted(programme.enrolments, key=lambda row: row.start)
        if row.is_commitment and row.start > today and _is_alone(programme, row.participant)
    ]
    listed = sorted(
        programme.waiting_referrals, key=lambda row: (_RANKS[row.priority], row.received)
    )
    waiting = [
        Waiting(
            max(-clock.time(row.received), 0.0),
            max(clock.time(row.ready), 0.0),
            _group(classes, Need(str(row.service)), str(row.priority)),
        )
        for row in listed
    ]
    return (*promised, *starts, *waiting)


def _is_alone(programme: Programme, participant: str) -> bool:
    """Whether somebody has the day program without a bed."""
    return all(row.participant != participant for row in programme.stays if row.is_commitment)


def _group(classes: Sequence[ReferralClass], need: Need, priority: str) -> int:
    """The class of this need and priority by its name, else the last class of this need."""
    places = [place for place, kind in enumerate(classes) if kind.need is need]
    named = [place for place in places if classes[place].name == priority]
    return (named or places[-1:])[0]


def needs_now(programme: Programme) -> set[Need]:
    """What people ask for who wait or are about to begin."""
    needs = {Need(str(row.service)) for row in programme.waiting_referrals}
    if any(row.is_commitment and row.admission > programme.as_of for row in programme.stays):
        needs.add(Need.RESIDENTIAL)
    for row in programme.enrolments:
        starts_later = row.is_commitment and row.start > programme.as_of
        if starts_later and _is_alone(programme, row.participant):
            needs.add(Need.DAY_PROGRAM)
    return needs


def usual_stay(programme: Programme, clock: Clock, need: Need) -> Law:
    """The length that the programme's rules foresee."""
    rules = programme.stay_rules
    if need is Need.DAY_PROGRAM:
        return Deterministic(clock.units(7 * programme.day_program.weeks))
    if need is Need.SUPPORT:
        return Deterministic(clock.units(7 * programme.support.weeks))
    if rules.min_days == rules.max_days:
        return Deterministic(clock.units(rules.max_days))
    return Uniform(clock.units(rules.min_days), clock.units(rules.max_days))


def fitted_stays(programme: Programme, clock: Clock) -> Fit | None:
    """The law of the stays that have ended; None where there are too few."""
    ended = [
        clock.units(stay.length_days)
        for stay in programme.stays
        if stay.is_commitment and stay.discharge <= programme.as_of
    ]
    return fit_law(ended)


def fitted_referrals(programme: Programme, clock: Clock) -> Fit | None:
    """The law of the gaps between referrals for a bed; None where there are too few."""
    received = [clock.time(row.received) for row in programme.referrals if _wants_bed(row)]
    return fit_gaps(received)


def _wants_bed(row: Referral) -> bool:
    return row.service is Service.RESIDENTIAL


def support_of(programme: Programme, clock: Clock, minutes: Steps) -> Support:
    """One-on-one sessions promised by the age of a service, and the team's minutes."""
    rules = programme.support
    phases = tuple(
        (clock.units(7 * phase.from_week), float(phase.sessions_per_week * rules.session_minutes))
        for phase in rules.phases
    )
    return Support(phases, minutes)
