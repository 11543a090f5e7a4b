"""The stay problem of a programme: codes and dates become indices and day numbers.

What the calendar and the commitments forbid is worked out here, rule by rule, so that lifting one
rule for an explanation is a change of the data and not of the model.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.clock import DateRange
from planner.domain.day_program import EntryRule
from planner.domain.participants import ConflictKind, Participant, Referral, Service
from planner.domain.plan import Reason
from planner.domain.programme import LengthLimits, Programme
from planner.domain.stays import Bed, Stay, StayStatus
from planner.scheduling.days import Days
from planner.scheduling.services import (
    CommittedServices,
    available_minutes,
    may_support,
    minutes_at_age,
)
from solver.stays.problem import Anchor, Case, Opening, ProgramEntry, StayProblem

# Beyond every date that a plan can reach.
_NEVER = 100_000


def considered_referrals(programme: Programme) -> tuple[Referral, ...]:
    """Waiting referrals that the planner may place; a minor's residential one is for a person."""
    return tuple(
        referral
        for referral in programme.waiting_referrals
        if referral.service is not Service.RESIDENTIAL
        or programme.participant_by_code[referral.participant].adult_residence_ok
    )


@dataclass(frozen=True)
class StayTranslation:
    """A problem together with what its indices stand for."""

    problem: StayProblem
    days: Days
    referrals: tuple[Referral, ...]
    bed_codes: tuple[str, ...]
    staff_codes: tuple[str, ...]
    anchor_participants: tuple[str, ...]


def translate(
    programme: Programme,
    referrals: Sequence[Referral] | None = None,
    lifted: Reason | None = None,
) -> StayTranslation:
    """The stay problem of some referrals (default: all considered), one rule lifted if asked."""
    chosen = considered_referrals(programme) if referrals is None else tuple(referrals)
    return _Translator(programme, chosen, lifted).translation()


class _Translator:
    """Builds one problem; every method that a rule shapes asks whether that rule is lifted."""

    def __init__(
        self, programme: Programme, referrals: tuple[Referral, ...], lifted: Reason | None
    ) -> None:
        self._programme = programme
        self._referrals = referrals
        self._lifted = lifted
        self._days = Days(programme.as_of)
        self._services = CommittedServices(programme)
        self._houses = sorted({bed.house for bed in programme.beds})
        longest = max(
            [
                7 * max(programme.day_program.weeks, programme.support.weeks),
                *(programme.length_limits(referral).max_days for referral in referrals),
            ]
        )
        self._last_day = programme.stay_days + programme.day_program.latest_start_days + longest

    def translation(self) -> StayTranslation:
        programme = self._programme
        anchors, anchor_participants = self._anchors()
        problem = StayProblem(
            horizon_days=programme.stay_days,
            first_weekday=programme.as_of.weekday(),
            bed_house=tuple(self._houses.index(bed.house) for bed in programme.beds),
            turnover_days=programme.stay_rules.turnover_days,
            spacing_days=programme.stay_rules.min_days_between_admissions,
            program_days=7 * programme.day_program.weeks,
            places_free=self._places_free(),
            minutes_by_age=self._minutes_by_age(),
            minutes_free=self._minutes_free(),
            caseload_free=self._caseload_free(),
            cases=tuple(self._case(referral) for referral in self._referrals),
            anchors=anchors,
            conflicts=self._conflicting_cases(),
            fixed_cost=self._fixed_cost(),
        )
        return StayTranslation(
            problem,
            self._days,
            self._referrals,
            tuple(bed.code for bed in programme.beds),
            tuple(member.code for member in programme.staff),
            anchor_participants,
        )

    def _case(self, referral: Referral) -> Case:
        programme, costs = self._programme, self._programme.stay_costs
        weight = programme.priority_weights[referral.priority]
        ready = self._days.number(referral.ready)
        unplaced = weight * max(0, programme.stay_days - ready + costs.unplaced_extra_days)
        residential = referral.service is Service.RESIDENTIAL
        proposal = self._proposal(referral.participant) if residential else None
        served = self._services.ranges_by_participant.get(referral.participant, ())
        limits = self._length_limits(referral)
        return Case(
            ready_day=ready,
            day_cost=weight,
            unplaced_cost=unplaced + (costs.moved_stay if proposal else 0),
            openings=(
                self._bed_openings(referral, limits, proposal)
                if residential
                else self._service_openings(referral)
            ),
            workers=self._workers(referral.participant),
            target_days=limits.target_days if residential else 0,
            short_day_cost=costs.short_stay_day if residential else 0,
            entry=self._entry(referral) if residential else None,
            takes_place=referral.service is Service.DAY_PROGRAM,
            served=self._days.spans(served),
            committed_minutes=self._committed_minutes(referral.participant),
        )

    def _service_openings(self, referral: Referral) -> tuple[Opening, ...]:
        """A day-program or support service: a start and a fixed length.

        An enrolment that starts inside her own stay belongs to the stay and does not count again.
        """
        programme = self._programme
        in_program = referral.service is Service.DAY_PROGRAM
        weeks = programme.day_program.weeks if in_program else programme.support.weeks
        starts = self._start_days(referral)
        if in_program and self._lifted is not Reason.PROGRAM:
            if self._services.kept_enrolment(referral.participant):
                starts = ()
            elif programme.day_program.entry is EntryRule.COHORT:
                starts = tuple(day for day in starts if self._begins_cohort(day))
        stays = [s for s in self._services.stays if s.participant == referral.participant]
        nights = self._days.spans(DateRange(s.admission, s.discharge) for s in stays)
        openings = []
        for counts in (True, False):
            chosen = tuple(
                day
                for day in starts
                if counts != (in_program and any(first <= day < end for first, end in nights))
            )
            ends = tuple(day + 7 * weeks for day in chosen)
            openings.append(Opening(None, chosen, ends, ends, counts=counts))
        return tuple(opening for opening in openings if opening.start_days)

    # S1-S4: which nights of a bed are out of reach

    def _bed_openings(
        self, referral: Referral, limits: LengthLimits, proposal: Stay | None
    ) -> tuple[Opening, ...]:
        moved = self._programme.stay_costs.moved_stay if proposal else 0
        openings = []
        for index, bed in enumerate(self._programme.beds):
            if self._suits(referral, bed):
                opening = self._opening(referral, limits, index, moved)
                openings.append(opening)
                if proposal and proposal.bed == bed.code:
                    openings.extend(self._kept_opening(opening, proposal))
        return tuple(opening for opening in openings if opening.start_days)

    def _opening(self, referral: Referral, limits: LengthLimits, bed: int, cost: int) -> Opening:
        blocked = self._blocked_nights(referral.participant, self._programme.beds[bed])
        crowded = self._days_near_admissions(self._programme.beds[bed].house)
        rows = []
        for start in self._start_days(referral):
            night_blocked = any(first <= start < end for first, end in blocked)
            if start in crowded or night_blocked:
                continue
            next_block = min((first for first, _ in blocked if first > start), default=_NEVER)
            earliest, latest = start + limits.min_days, min(start + limits.max_days, next_block)
            if earliest <= latest:
                rows.append((start, earliest, latest))
        starts, earliest_ends, latest_ends = zip(*rows, strict=True) if rows else ((), (), ())
        return Opening(bed, starts, earliest_ends, latest_ends, cost)

    def _kept_opening(self, opening: Opening, proposal: Stay) -> Iterable[Opening]:
        """The proposed stay exactly as it was: nothing is paid for moving it."""
        start, end = self._days.number(proposal.admission), self._days.number(proposal.discharge)
        if start in opening.start_days:
            index = opening.start_days.index(start)
            if opening.earliest_ends[index] <= end <= opening.latest_ends[index]:
                yield Opening(opening.bed, (start,), (end,), (end,))

    def _suits(self, referral: Referral, bed: Bed) -> bool:
        if self._lifted is Reason.BED:
            return True
        participant = self._participant(referral)
        return participant.needs <= bed.features and (
            not referral.houses or bed.house in referral.houses
        )

    def _blocked_nights(self, participant: str, bed: Bed) -> list[tuple[int, int]]:
        blocked: list[tuple[int, int]] = []
        if self._lifted is not Reason.BED:
            blocked += self._taken_nights(bed) + self._closed_nights(bed)
        if self._lifted is not Reason.CONFLICT:
            blocked += self._conflict_nights(participant, bed.house)
        return blocked

    def _taken_nights(self, bed: Bed) -> list[tuple[int, int]]:
        turnover = self._programme.stay_rules.turnover_days
        number = self._days.number
        return [
            (number(stay.admission) - turnover, number(stay.discharge) + turnover)
            for stay in self._services.stays
            if stay.bed == bed.code
        ]

    def _closed_nights(self, bed: Bed) -> list[tuple[int, int]]:
        number = self._days.number
        closed = [
            (number(closure.start), number(closure.end))
            for closure in self._programme.closures
            if closure.bed == bed.code
        ]
        if bed.opens is not None:
            closed.append((-_NEVER, number(bed.opens)))
        if bed.closes is not None:
            closed.append((number(bed.closes), _NEVER))
        return closed

    def _conflict_nights(self, participant: str, house: str) -> list[tuple[int, int]]:
        opponents = self._opponents(participant)
        number = self._days.number
        return [
            (number(stay.admission), number(stay.discharge))
            for stay in self._services.stays
            if stay.participant in opponents
            and self._programme.bed_by_code[stay.bed].house == house
        ]

    # S5-S7: when an admission may take place and how long a stay may last

    def _start_days(self, referral: Referral) -> tuple[int, ...]:
        horizon = self._programme.stay_days
        if self._lifted is Reason.WINDOW:
            return tuple(range(horizon))
        first = max(0, self._days.number(referral.ready))
        last = horizon - 1
        if referral.latest is not None:
            last = min(last, self._days.number(referral.latest))
        return tuple(
            day for day in range(first, last + 1) if self._may_start(referral.service, day)
        )

    def _may_start(self, service: Service, number: int) -> bool:
        programme, day = self._programme, self._days.on(number)
        weekdays = {
            Service.RESIDENTIAL: programme.stay_rules.admission_weekdays,
            Service.DAY_PROGRAM: programme.day_program.weekdays,
            Service.SUPPORT: programme.support.weekdays,
        }[service]
        on_holidays = service is Service.RESIDENTIAL and programme.stay_rules.admit_on_holidays
        return day.weekday() in weekdays and (on_holidays or day not in programme.holidays)

    def _days_near_admissions(self, house: str) -> frozenset[int]:
        spacing = self._programme.stay_rules.min_days_between_admissions
        if self._lifted is Reason.SPACING or spacing == 0:
            return frozenset()
        return frozenset(
            self._days.number(stay.admission) + offset
            for stay in self._services.stays
            if self._programme.bed_by_code[stay.bed].house == house
            for offset in range(1 - spacing, spacing)
        )

    def _length_limits(self, referral: Referral) -> LengthLimits:
        limits = self._programme.length_limits(referral)
        if self._lifted is Reason.LENGTH:
            return LengthLimits(1, limits.target_days, _NEVER)
        return limits

    # S8 and S9: the day program

    def _entry(self, referral: Referral) -> ProgramEntry | None:
        rules = self._programme.day_program
        kept = self._services.kept_enrolment(referral.participant)
        if not rules.residents_join or kept or self._lifted is Reason.PROGRAM:
            return None
        last = self._programme.stay_days + rules.latest_start_days
        days = tuple(
            day
            for day in range(last + 1)
            if self._may_start(Service.DAY_PROGRAM, day)
            and (rules.entry is EntryRule.ROLLING or self._begins_cohort(day))
        )
        return ProgramEntry(
            days=days,
            earliest_days=rules.earliest_start_days,
            latest_days=rules.latest_start_days,
            within_stay=rules.finish_within_stay,
            delay_cost=self._programme.stay_costs.program_delay_day,
        )

    def _begins_cohort(self, day: int) -> bool:
        return self._days.on(day) in self._programme.day_program.cohort_starts

    def _places_free(self) -> tuple[int, ...]:
        if self._lifted is Reason.PLACES:
            return (_NEVER,)
        committed = (DateRange(e.start, e.end) for e in self._services.enrolments)
        return _free_by_day(self._programme.day_program.places, self._days.spans(committed))

    # S10 and S11: the primary worker and the team's minutes

    def _workers(self, participant: str) -> tuple[int, ...]:
        if self._lifted is Reason.WORKER:
            return (0,)
        staff = self._programme.staff
        kept = self._services.worker_by_participant.get(participant)
        if kept is not None:
            return tuple(i for i, member in enumerate(staff) if member.code == kept)
        person = self._programme.participant_by_code[participant]
        return tuple(
            i for i, member in enumerate(staff) if may_support(self._programme, person, member)
        )

    def _anchors(self) -> tuple[tuple[Anchor, ...], tuple[str, ...]]:
        participants = tuple(
            participant
            for participant in sorted(self._services.ranges_by_participant)
            if participant not in self._services.worker_by_participant
        )
        case_of = {referral.participant: i for i, referral in enumerate(self._referrals)}
        anchors = tuple(
            Anchor(
                self._workers(participant),
                self._days.spans(self._services.ranges_by_participant[participant]),
                case_of.get(participant),
            )
            for participant in participants
        )
        return anchors, participants

    def _caseload_free(self) -> tuple[tuple[int, ...], ...]:
        if self._lifted is Reason.WORKER:
            return ((_NEVER,),)
        spans_by_worker: dict[str, list[tuple[int, int]]] = {}
        for participant, worker in self._services.worker_by_participant.items():
            ranges = self._services.ranges_by_participant.get(participant, ())
            spans = _merged(self._days.spans(ranges))
            spans_by_worker.setdefault(worker, []).extend(spans)
        return tuple(
            _free_by_day(member.caseload, spans_by_worker.get(member.code, []))
            for member in self._programme.staff
        )

    def _minutes_by_age(self) -> tuple[int, ...]:
        phases = self._programme.support.phases
        last = max((phase.from_week for phase in phases), default=0)
        return tuple(minutes_at_age(self._programme, week) for week in range(last + 1))

    def _minutes_free(self) -> tuple[int, ...]:
        if self._lifted is Reason.MINUTES:
            return (_NEVER,)
        weeks = self._days.week(self._days.on(self._last_day)) + 1
        free = []
        for week in range(weeks):
            monday = self._days.monday(week)
            committed = sum(
                self._services.minutes_in_week(participant, monday)
                for participant in self._services.ranges_by_participant
            )
            free.append(max(0, available_minutes(self._programme, monday) - committed))
        return tuple(free)

    def _committed_minutes(self, participant: str) -> tuple[tuple[int, int], ...]:
        ranges = self._services.ranges_by_participant.get(participant, ())
        last = max((self._days.week(r.end) for r in ranges if r.end), default=-1)
        pairs = (
            (week, self._services.minutes_in_week(participant, self._days.monday(week)))
            for week in range(last + 1)
        )
        return tuple((week, minutes) for week, minutes in pairs if minutes)

    # Conflicts and costs

    def _participant(self, referral: Referral) -> Participant:
        return self._programme.participant_by_code[referral.participant]

    def _opponents(self, participant: str) -> frozenset[str]:
        pairs = (
            (conflict.first, conflict.second)
            for conflict in self._programme.conflicts
            if conflict.kind is ConflictKind.PARTICIPANTS
        )
        return frozenset(
            second if first == participant else first
            for first, second in pairs
            if participant in (first, second)
        )

    def _conflicting_cases(self) -> tuple[tuple[int, int], ...]:
        return tuple(
            (i, j)
            for i, one in enumerate(self._referrals)
            for j, other in enumerate(self._referrals)
            if i < j and other.participant in self._opponents(one.participant)
            if one.service is Service.RESIDENTIAL and other.service is Service.RESIDENTIAL
        )

    def _proposal(self, participant: str) -> Stay | None:
        return next(
            (
                stay
                for stay in self._programme.stays
                if stay.participant == participant and stay.status is StayStatus.PROPOSED
            ),
            None,
        )

    def _fixed_cost(self) -> int:
        """Proposed stays of people who are not asked about now are moved whatever happens."""
        considered = {
            referral.participant
            for referral in self._referrals
            if referral.service is Service.RESIDENTIAL
        }
        proposals = (s for s in self._programme.stays if s.status is StayStatus.PROPOSED)
        moved = sum(stay.participant not in considered for stay in proposals)
        return moved * self._programme.stay_costs.moved_stay


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping or adjoining spans made one, so that a participant counts once a day."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _free_by_day(capacity: int, spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """What is left of a capacity on each day, never below 0; the last value holds for ever."""
    last = max((end for _, end in spans), default=0)
    return tuple(
        max(0, capacity - sum(start <= day < end for start, end in spans))
        for day in range(last + 1)
    )
