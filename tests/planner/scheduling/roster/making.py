"""Random small programmes with staff, shifts, activities and sessions; every rule binds in some."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from planner.domain.activities import Activity, Audience, Room
from planner.domain.day_program import Enrolment
from planner.domain.participants import Participant, Service, WishRule
from planner.domain.programme import Programme
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
from planner.domain.stays import Stay, StayStatus
from planner.domain.support import Assignment, Phase, Session, SupportRules
from tests.factories import (
    assignment,
    bed,
    day,
    enrolment,
    participant,
    programme,
    referral,
    staff_conflict,
    staff_member,
    stay,
    support_rules,
)
from tests.planner.check.roster.building import (
    BC,
    ON,
    activity,
    at,
    away,
    held,
    met,
    minute,
    shift,
    worker,
)
from tests.planner.scheduling.roster.choices import MONDAYS, OWN_RULES, PRICES, SKILLS, TIMES


class ProgrammeMaker:
    """One programme of a random number of everything."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.monday = random.choice(MONDAYS)
        self.as_of = self.monday + random.choice((0, 0, 1, 2, 3, 5, 6))
        self.weeks = random.choice((1, 1, 1, 2))
        self.end = self.monday + 7 * self.weeks
        self.is_ontario = self.likely(0.5)
        self.workers = ["W1", "W2"][: random.randint(1, 2)]
        self.house_staff = ["H1", "H2", "R1"][: random.randint(1, 3)]
        self.staff = [*self.workers, *self.house_staff]
        self.codes = [f"S{number}" for number in range(random.randint(1, 3))]
        self.groups = [f"G{number}" for number in range(random.randint(0, 2))]

    def likely(self, chance: float) -> bool:
        return self.random.random() < chance

    def some_day(self) -> int:
        return self.random.randrange(self.monday - 2, self.end)

    def programme(self) -> Programme:
        random = self.random
        shifts = tuple(self.shift(code) for code in self.codes)
        made = programme(
            timezone="America/Toronto" if self.is_ontario else "America/Vancouver",
            province="ON" if self.is_ontario else "BC",
            as_of=day(self.as_of),
            stay_days=60,
            schedule_weeks=self.weeks,
            labour=ON if self.is_ontario else BC,
            schedule_costs=random.choice(PRICES),
            holidays=frozenset(day(self.some_day()) for _ in range(random.randint(0, 1))),
            beds=(bed("B1"), bed("B2", "annex")),
            participants=tuple(self.participant(code) for code in ("P1", "P2", "P3", "P4", "P5")),
            stays=self.stays(),
            enrolments=self.enrolments(),
            assignments=self.assignments(),
            referrals=(referral("P4", Service.SUPPORT, day(self.as_of - 3)),)
            if self.likely(0.4)
            else (),
            conflicts=tuple(
                staff_conflict(code, random.choice(self.staff[1:]))
                for code in ("P1", "P2")
                if self.likely(0.4)
            ),
            support=self.support(),
            staff=tuple(self.member(code) for code in self.staff),
            shifts=shifts,
            cover=tuple(self.cover(code) for code in self.codes if self.likely(0.4)),
            shift_limits=tuple(
                ShiftLimit(random.choice(self.staff), code, random.randint(0, 2))
                for code in self.codes
                if self.likely(0.15)
            ),
            activities=tuple(self.activity(code) for code in self.groups),
            rooms=(*self.rooms(), Room("HALL", False)),
            vehicles=(Vehicle("VAN", day(self.some_day()), day(self.end)),),
            availability=self.availability(),
            absences=tuple(self.absence() for _ in range(random.randint(0, 2))),
            requests=tuple(self.request() for _ in range(random.randint(0, 3))),
        )
        return replace(made, roster=self.roster(), sessions=self.sessions(made.support))

    def shift(self, code: str) -> Shift:
        random = self.random
        start, end = random.choice(TIMES)
        has_lead = self.likely(0.3)
        return shift(
            code,
            start,
            end,
            service=random.choice(("house", "house", "outreach")),
            house=random.choice(("main", "main", "annex")),
            weekdays=tuple(sorted(random.sample(range(7), random.randint(3, 7)))),
            min_staff=random.choice((1, 1, 2)),
            skills=frozenset({"house"} if self.likely(0.7) else ()),
            lead_skill="senior" if has_lead else "",
            lead_count=1 if has_lead else 0,
            vehicle="VAN" if self.likely(0.15) else "",
            on_holidays=self.likely(0.8),
            first_date=day(self.some_day()) if self.likely(0.15) else None,
            last_date=day(self.end - 2) if self.likely(0.15) else None,
            not_followed_by=frozenset({random.choice(self.codes)} if self.likely(0.15) else ()),
        )

    def rooms(self) -> tuple[Room, ...]:
        return tuple(Room(f"T{number}", True) for number in range(self.random.randint(0, 2)))

    def cover(self, code: str) -> Cover:
        random = self.random
        surplus = random.choice((None, 3, 30))
        return Cover(
            code,
            day(self.some_day()),
            random.randint(0, 2),
            random.choice((None, 700, 10)),
            surplus,
        )

    def activity(self, code: str) -> Activity:
        random = self.random
        return activity(
            code,
            random.randrange(7),
            random.choice(("09:30", "11:00")),
            minutes=random.choice((60, 90)),
            skills=frozenset({"group"} if self.likely(0.6) else ()),
            facilitators=random.choice((1, 1, 2)),
            audience=random.choice(tuple(Audience)),
            room="HALL",
            every_weeks=random.choice((1, 2)),
            first_date=day(self.monday - random.randint(0, 9)),
            blocks_one_on_one=self.likely(0.7),
            on_holidays=self.likely(0.3),
        )

    def member(self, code: str) -> StaffMember:
        random = self.random
        skills = {skill for skill in SKILLS if self.likely(0.6)}
        common: dict[str, object] = {
            "languages": frozenset(random.choice((("en",), ("fr",), ("en", "fr")))),
            "gender": random.choice(("w", "m")),
            "averaging_agreement": self.likely(0.4),
            "weekly_hours": random.choice((0, 16, 37.6)),
            "max_weekly_hours": random.choice((24, 40, 48)),
        }
        if code in self.workers:
            return staff_member(
                code,
                **common,
                skills=frozenset(skills | {"one_on_one"}),
                support_minutes_per_week=random.choice((0, 120, 240, 301)) if code != "W1" else 240,
                paid_office_hours=self.likely(0.5),
            )
        own = random.choice(OWN_RULES) if self.likely(0.3) else {}
        houses = frozenset({"main"}) if self.likely(0.2) else frozenset()
        return worker(
            code,
            **{**common, **own},
            skills=frozenset(skills | {"house"}),
            is_relief=code == "R1",
            houses=houses,
        )

    def participant(self, code: str) -> Participant:
        random = self.random
        return participant(
            code,
            languages=random.choice(((), ("en",), ("fr",))),
            language_rule=random.choice((WishRule.PREFERRED, WishRule.PREFERRED, *WishRule)),
            worker_gender=random.choice(("any", "any", "w", "m")),
            worker_gender_rule=WishRule.PREFERRED,
            session_minutes=random.choice((None, None, 45)),
            sessions_per_week=random.choice((None, None, 2)),
        )

    def support(self) -> SupportRules:
        random = self.random
        return support_rules(
            session_minutes=random.choice((60, 90)),
            window_start_minute=minute("09:00"),
            window_end_minute=minute(random.choice(("12:00", "13:00", "15:00"))),
            weekdays=random.choice(((0, 1, 2, 3, 4), (0, 2), (1, 3, 6))),
            on_holidays=self.likely(0.2),
            phases=random.choice(((Phase(0, 2), Phase(1, 1)), (Phase(0, 3),))),
        )

    def stays(self) -> tuple[Stay, ...]:
        random, as_of = self.random, self.as_of
        until = random.choice((as_of - 1, as_of, as_of + 1, as_of + 20))
        rows = [stay("P1", "B1", day(as_of - 20), day(until), StayStatus.IN_HOUSE)]
        if self.likely(0.4):
            rows.append(stay("P5", "B2", day(as_of + random.randint(0, 6)), day(as_of + 30)))
        return tuple(rows)

    def enrolments(self) -> tuple[Enrolment, ...]:
        first = self.as_of - self.random.randint(0, 12)
        return (enrolment("P3", day(first), day(first + 14)),) if self.likely(0.4) else ()

    def assignments(self) -> tuple[Assignment, ...]:
        first = self.as_of - self.random.randint(0, 20)
        ends = day(self.as_of + self.random.randint(-2, 10)) if self.likely(0.3) else None
        rows = [assignment("P2", self.random.choice(self.workers), day(first), ends)]
        if self.likely(0.5):
            rows.append(assignment("P1", "W1", day(self.as_of - 20)))
        return tuple(rows)

    def availability(self) -> tuple[Availability, ...]:
        code = self.random.choice(self.staff)
        if self.likely(0.6):
            return ()
        days = self.random.sample(range(7), self.random.randint(3, 7))
        windows = (("07:00", "24:00"), ("00:00", "12:00"))
        return tuple(
            Availability(code, weekday, minute(start), minute(end))
            for weekday in days
            for start, end in windows[: self.random.randint(1, 2)]
        )

    def absence(self) -> Absence:
        start = at(day(self.some_day()), self.random.choice(("00:00", "12:00", "17:00")))
        return away(self.random.choice(self.staff), start, start + timedelta(hours=24))

    def request(self) -> Request:
        code = self.random.choice(("", "", self.random.choice(self.codes)))
        return Request(
            self.random.choice(self.staff), day(self.some_day()), self.likely(0.5), code, 6
        )

    def roster(self) -> tuple[RosterRow, ...]:
        """History, also such as breaks rules, and some of the days to come, seldom locked."""
        rows = {}
        duties = [*self.codes, *self.groups]
        for offset in range(self.monday - 7, self.end):
            for code in self.random.sample(self.staff, self.random.randint(0, 2)):
                duty = self.random.choice(duties)
                is_locked = offset >= self.as_of and self.likely(0.04)
                if self.likely(0.8 if offset < self.as_of else 0.2):
                    rows[code, duty, offset] = RosterRow(code, duty, day(offset), is_locked)
        return tuple(rows.values())

    def sessions(self, rules: SupportRules) -> tuple[Session, ...]:
        rows = {}
        for offset in range(self.monday - 3, self.end):
            if self.likely(0.25) and day(offset).weekday() in rules.weekdays:
                code, start = self.random.choice(("P1", "P2", "P3")), self.random.choice((9, 10))
                rows[code, offset] = met(
                    code, self.random.choice(self.workers), offset, f"{start:02}:00", 60
                )
        return tuple(
            held(row, locked=row.day >= day(self.as_of) and self.likely(0.1))
            for row in rows.values()
        )
