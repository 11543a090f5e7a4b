"""Who is in service on which day of the schedule, with whom, and how often they should meet."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from planner.domain.activities import Audience
from planner.domain.clock import DateRange, days_between, monday_of
from planner.domain.participants import Participant
from planner.domain.plan import PlannedSupport, StayPlan
from planner.domain.programme import Programme
from planner.scheduling.services import ended_services


@dataclass(frozen=True)
class HouseNights:
    """A participant of a house, from 00:00 of ``admission`` to 24:00 of ``discharge``."""

    participant: str
    house: str
    admission: date
    discharge: date


@dataclass(frozen=True)
class Served:
    """The stay plan as the schedule needs it."""

    programme: Programme
    plan: StayPlan

    @cached_property
    def participants(self) -> tuple[Participant, ...]:
        """Everybody in service on some day of the schedule, in table order."""
        schedule = DateRange(self.programme.schedule_start, self.programme.schedule_end)
        served = {
            row.participant
            for rows in self._support_by_participant.values()
            for row in rows
            if DateRange(row.start, row.end).overlaps(schedule)
        }
        return tuple(p for p in self.programme.participants if p.code in served)

    def services_on(self, participant: str, day: date) -> list[PlannedSupport]:
        """The services of a participant on a day."""
        own = self._support_by_participant.get(participant, ())
        return [row for row in own if row.start <= day < row.end]

    def is_other_worker(self, participant: str, staff: str, day: date) -> bool:
        """Whether she has primary workers on that day and this is none of them."""
        workers = {row.staff for row in self.services_on(participant, day) if row.staff}
        return bool(workers) and staff not in workers

    def belongs_to(self, audience: Audience, participant: str, day: date) -> bool:
        """Whether an activity for this audience occupies her on that day."""
        if audience is Audience.ALL:
            return bool(self.services_on(participant, day))
        rows: list[DateRange] = []
        if audience is Audience.RESIDENTS:
            rows = [
                DateRange(stay.admission, stay.discharge)
                for stay in self.plan.stays
                if stay.participant == participant
            ]
        elif audience is Audience.DAY_PROGRAM:
            rows = [
                DateRange(row.start, row.end)
                for row in self.plan.enrolments
                if row.participant == participant
            ]
        return any(day in row for row in rows)

    def is_support_day(self, day: date) -> bool:
        """Whether sessions are held on a day (DATA.md)."""
        rules = self.programme.support
        return day.weekday() in rules.weekdays and (
            rules.on_holidays or day not in self.programme.holidays
        )

    def session_minutes(self, participant: Participant) -> int:
        """How long a session of hers lasts."""
        return participant.session_minutes or self.programme.support.session_minutes

    def demand(self, participant: Participant, monday: date) -> int:
        """How many sessions she should have in a Monday week (MODEL.md, section 2)."""
        rules = self.programme.support
        week = list(days_between(monday, monday + timedelta(days=7)))
        open_days = [day for day in week if self.is_support_day(day)]
        days = sum(bool(self.services_on(participant.code, day)) for day in open_days)
        asked = self._asked_for(participant, monday, open_days)
        if not days or asked < 1:
            return 0
        return max(1, asked * days // len(rules.weekdays))

    def _asked_for(self, participant: Participant, monday: date, open_days: list[date]) -> int:
        """Sessions of a whole week: her own number, or the phase of the service with most."""
        if participant.sessions_per_week is not None:
            return participant.sessions_per_week
        ages = (
            (monday - monday_of(row.start)).days // 7
            for row in self._support_by_participant.get(participant.code, ())
            if any(row.start <= day < row.end for day in open_days)
        )
        return max((self.programme.support.sessions_per_week(age) for age in ages), default=0)

    @cached_property
    def house_nights(self) -> tuple[HouseNights, ...]:
        """Who lives in which house, stays that end as the schedule begins included (R6)."""
        beds = self.programme.bed_by_code
        ended = (s for s in self.programme.stays if s.is_commitment)
        stays = {(s.participant, s.bed, s.admission, s.discharge) for s in ended}
        stays |= {(s.participant, s.bed, s.admission, s.discharge) for s in self.plan.stays}
        return tuple(
            HouseNights(participant, beds[bed].house, admission, discharge)
            for participant, bed, admission, discharge in sorted(stays)
            if discharge >= self.programme.schedule_start
        )

    @cached_property
    def _support_by_participant(self) -> dict[str, tuple[PlannedSupport, ...]]:
        found: dict[str, list[PlannedSupport]] = {}
        for row in (*self.plan.support, *ended_services(self.programme)):
            found.setdefault(row.participant, []).append(row)
        return {participant: tuple(rows) for participant, rows in found.items()}
