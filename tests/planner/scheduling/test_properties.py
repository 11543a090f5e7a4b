"""Whatever the programme, its plan breaks no rule and costs what the solver has proven."""

from random import Random

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from planner.check.costs import stay_cost_terms
from planner.check.stays import check_stay_plan
from planner.domain.day_program import DayProgramRules, EntryRule
from planner.domain.errors import CommitmentError
from planner.domain.participants import Participant, Priority, Referral, Service, WishRule
from planner.domain.plan import PlanStatus
from planner.domain.programme import Programme, StayCosts, StayRules
from planner.domain.stays import Stay, StayStatus
from planner.domain.support import Phase, SupportRules
from planner.scheduling.planning import Limits, plan_stays
from tests.factories import (
    AS_OF,
    absence,
    assignment,
    bed,
    closure,
    conflict,
    day,
    day_program_rules,
    enrolment,
    participant,
    programme,
    referral,
    staff_conflict,
    staff_member,
    stay,
    stay_rules,
    summary,
    support_rules,
)


class ProgrammeMaker:
    """A random small programme; every rule binds in some of them."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.houses = [f"h{number}" for number in range(random.randint(1, 2))]
        self.beds = [f"B{number}" for number in range(random.randint(1, 3))]
        self.bed_house = {code: random.choice(self.houses) for code in self.beds}
        self.stay_days = random.randint(60, 150)
        self.waiting = [f"P{number}" for number in range(random.randint(2, 5))]
        self.residents = [f"R{number}" for number in range(random.randint(0, 2))]
        self.staff = [f"W{number}" for number in range(random.randint(1, 3))]
        self.able = ["W0", *(code for code in self.staff[1:] if self.likely(0.8))]

    def likely(self, chance: float) -> bool:
        return self.random.random() < chance

    def programme(self) -> Programme:
        random = self.random
        stays = self.residences()
        referrals = tuple(self.referral(code) for code in self.waiting)
        return programme(
            as_of=AS_OF,
            stay_days=self.stay_days,
            stay_rules=self.stay_rules(),
            day_program=self.day_program(),
            support=self.support(),
            stay_costs=StayCosts(short_stay_day=random.choice((0, 3)), moved_stay=30),
            holidays=frozenset(day(random.randrange(self.stay_days)) for _ in range(3)),
            beds=tuple(self.bed(code) for code in self.beds),
            closures=self.closures(),
            participants=tuple(self.participant(code) for code in self.waiting),
            referrals=referrals,
            stays=(*stays, *self.proposals(referrals)),
            enrolments=self.enrolments(stays),
            assignments=tuple(
                assignment(row.participant, random.choice(self.able), row.admission)
                for row in stays
                if self.likely(0.5)
            )
            + tuple(
                assignment("S1", random.choice(self.able), day(-random.randint(0, 20)))
                for _ in range(1)
                if self.likely(0.4)
            ),
            conflicts=self.conflicts(),
            staff=tuple(self.member(code) for code in self.staff),
            absences=tuple(
                absence(random.choice(self.staff), day(first), day(first + random.randint(0, 9)))
                for first in (random.randrange(self.stay_days) for _ in range(2))
            ),
        )

    def stay_rules(self) -> StayRules:
        random = self.random
        least = random.randint(10, 20)
        return stay_rules(
            min_days=least,
            target_days=least + random.randint(0, 6),
            max_days=least + random.randint(6, 16),
            turnover_days=random.randint(0, 3),
            min_days_between_admissions=random.choice((0, 3, 7)),
            admission_weekdays=random.choice(((0, 1, 2, 3), (0, 3), (2,))),
            admit_on_holidays=self.likely(0.3),
        )

    def day_program(self) -> DayProgramRules:
        """Every enrolment of a resident begins inside her stay, which lasts ten nights or more."""
        random = self.random
        is_cohort = self.likely(0.3)
        first = random.randint(0, 13)
        return day_program_rules(
            weeks=random.choice((1, 2)),
            places=random.randint(1, 3),
            residents_join=self.likely(0.7),
            earliest_start_days=random.choice((0, 2)),
            latest_start_days=random.choice((4, 9)),
            finish_within_stay=self.likely(0.6),
            weekdays=random.choice(((0, 1, 2, 3, 4), (0, 2))),
            entry=EntryRule.COHORT if is_cohort else EntryRule.ROLLING,
            cohort_starts=tuple(day(d) for d in range(first, 170, 14)) if is_cohort else (),
        )

    def support(self) -> SupportRules:
        phases = self.random.choice(
            ((Phase(0, 2), Phase(2, 1)), (Phase(0, 1),), (Phase(0, 1), Phase(1, 3), Phase(4, 0)))
        )
        return support_rules(weeks=self.random.choice((2, 4)), phases=phases)

    def bed(self, code: str) -> object:
        random = self.random
        return bed(
            code,
            self.bed_house[code],
            features=frozenset({"ground_floor"}) if self.likely(0.5) else frozenset(),
            closes=day(random.randint(60, 150)) if self.likely(0.2) else None,
        )

    def closures(self) -> tuple[object, ...]:
        """Closures in the later part of the plan, where nobody is committed."""
        starts = [(code, self.random.randint(45, 100)) for code in self.beds if self.likely(0.3)]
        return tuple(
            closure(code, day(start), day(start + self.random.randint(1, 14)))
            for code, start in starts
        )

    def participant(self, code: str) -> Participant:
        random = self.random
        return participant(
            code,
            needs=frozenset({"ground_floor"}) if self.likely(0.2) else frozenset(),
            languages=random.choice(((), ("en",), ("fr",), ("fr", "en"))),
            language_rule=random.choice(tuple(WishRule)),
            worker_gender=random.choice(("any", "any", "w", "m")),
            worker_gender_rule=random.choice(tuple(WishRule)),
            adult_residence_ok=self.likely(0.9),
        )

    def referral(self, code: str) -> Referral:
        random = self.random
        service = random.choice((Service.RESIDENTIAL, *Service))
        ready = random.randint(-20, 30)
        least = random.randint(10, 20)
        own = {"min_days": least, "target_days": least + 3, "max_days": least + 5}
        return referral(
            code,
            service,
            day(ready),
            priority=random.choice(tuple(Priority)),
            latest=day(max(0, ready) + random.randint(0, 60)) if self.likely(0.4) else None,
            houses=frozenset({random.choice(self.houses)}) if self.likely(0.2) else frozenset(),
            **(own if self.likely(0.3) else {}),
        )

    def residences(self) -> tuple[Stay, ...]:
        """Residents and people confirmed to come, each in a bed of her own, and one past stay."""
        random = self.random
        rows = []
        for code, its_bed in zip(self.residents, self.beds, strict=False):
            start = random.randint(-20, 10)
            end = day(max(start + 12, random.randint(4, 40)))
            status = StayStatus.IN_HOUSE if start < 0 else StayStatus.CONFIRMED
            rows.append(stay(code, its_bed, day(start), end, status))
        if not rows and self.likely(0.5):
            rows.append(stay("H1", self.beds[0], day(-30), day(-1), StayStatus.IN_HOUSE))
        return tuple(rows)

    def proposals(self, referrals: tuple[Referral, ...]) -> tuple[Stay, ...]:
        rows = []
        for row in referrals:
            if self.likely(0.3):
                start = self.random.randint(0, 40)
                end = start + self.random.randint(10, 25)
                its_bed = self.random.choice(self.beds)
                rows.append(
                    stay(row.participant, its_bed, day(start), day(end), StayStatus.PROPOSED)
                )
        return tuple(rows)

    def enrolments(self, stays: tuple[Stay, ...]) -> tuple[object, ...]:
        """Of a resident, of somebody else, and of somebody who waits."""
        random = self.random
        codes = [row.participant for row in stays if self.likely(0.4)]
        codes += ["E1"] if self.likely(0.4) else []
        codes += [self.waiting[0]] if self.likely(0.2) else []
        starts = [(code, random.randint(-6, 20)) for code in codes]
        return tuple(enrolment(code, day(first), day(first + 14)) for code, first in starts)

    def conflicts(self) -> tuple[object, ...]:
        pairs = [
            (one, other)
            for one in self.waiting
            for other in (*self.waiting, *self.residents)
            if one < other and self.likely(0.2)
        ]
        apart = [staff_conflict(code, self.staff[0]) for code in self.waiting if self.likely(0.1)]
        return (*(conflict(one, other) for one, other in pairs), *apart)

    def member(self, code: str) -> object:
        random = self.random
        return staff_member(
            code,
            caseload=random.randint(1, 3),
            support_minutes_per_week=random.choice((120, 180, 301)),
            languages=frozenset(random.choice((("en",), ("fr", "en"), ("fr",)))),
            gender=random.choice(("w", "m")),
            skills=frozenset({"one_on_one"} if code in self.able else {"house"}),
        )


def is_right(random: Random) -> None:
    """Plan one programme and check the plan."""
    made = ProgrammeMaker(random).programme()
    try:
        planned = plan_stays(made, Limits())
    except CommitmentError:
        reject()
    terms = stay_cost_terms(made, planned.plan)
    assert check_stay_plan(made, planned.plan, summary(planned.proof)) == []
    assert dict(planned.proof.terms) == terms
    assert sum(terms.values()) == planned.proof.objective == planned.proof.bound
    assert planned.proof.status is PlanStatus.OPTIMAL
    listed = {row.participant for row in planned.plan.unplaced}
    placed = {r.participant for r in made.waiting_referrals} - listed
    assert len(listed) + len(placed) == len(made.waiting_referrals)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_plan_of_any_programme_passes_the_check_and_is_proven(random: Random) -> None:
    is_right(random)
