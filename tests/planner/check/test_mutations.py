"""One fault at a time in a good plan: each is named with its rule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from planner.check.stays import STAY_RULES, check_stay_plan
from planner.domain.day_program import EnrolmentStatus
from planner.domain.participants import Service
from planner.domain.plan import Reason, StayPlan
from planner.domain.stays import StayStatus
from tests.factories import (
    day,
    planned_enrolment,
    planned_stay,
    planned_support,
    proof,
    summary,
    unplaced,
)
from tests.planner.check.good_plan import GOOD_PLAN, GOOD_PROGRAMME, GOOD_TERMS, TWO_WEEKS
from tests.planner.check.judging import broken

Mutation = Callable[[StayPlan], StayPlan]
READY = {row.participant: row.ready for row in GOOD_PROGRAMME.referrals}


def stay(code: str, first: int | None = None, last: int | None = None, **cells: object) -> Mutation:
    """Moves or changes a planned stay, with its counted cells and its support row."""

    def mutate(plan: StayPlan) -> StayPlan:
        old = next(row for row in plan.stays if row.participant == code)
        row = replace(old, **cells)  # type: ignore[arg-type]
        admission = row.admission if first is None else day(first)
        discharge = row.discharge if last is None else day(last)
        waiting = (admission - READY[code]).days if old.waiting_days is not None else None
        row = replace(
            row,
            admission=admission,
            discharge=discharge,
            days=(discharge - admission).days,
            waiting_days=waiting,
        )
        before = (code, old.admission, old.discharge)
        support = tuple(
            replace(s, staff=row.staff, start=admission, end=discharge)
            if (s.participant, s.start, s.end) == before
            else s
            for s in plan.support
        )
        stays = tuple(row if s is old else s for s in plan.stays)
        return replace(plan, stays=stays, support=support)

    return mutate


def stay_row(code: str, **cells: object) -> Mutation:
    """Changes cells of a row of stays and nothing else."""
    return lambda plan: replace(
        plan,
        stays=tuple(
            replace(row, **cells) if row.participant == code else row  # type: ignore[arg-type]
            for row in plan.stays
        ),
    )


def enrolment(code: str, start: int, end: date | None = None, **cells: object) -> Mutation:
    """Moves an enrolment, and the support row where it is a service of its own."""

    def mutate(plan: StayPlan) -> StayPlan:
        old = next(row for row in plan.enrolments if row.participant == code)
        new = replace(old, start=day(start), end=end or day(start) + TWO_WEEKS)
        new = replace(new, **cells)  # type: ignore[arg-type]
        support = tuple(
            replace(s, start=new.start, end=new.end)
            if (s.participant, s.start, s.end) == (code, old.start, old.end)
            else s
            for s in plan.support
        )
        enrolments = tuple(new if row is old else row for row in plan.enrolments)
        return replace(plan, enrolments=enrolments, support=support)

    return mutate


def support(
    code: str, start: int | None = None, end: int | None = None, **cells: object
) -> Mutation:
    """Changes a support row: a start moves the whole service, an end only its end."""

    def mutate(plan: StayPlan) -> StayPlan:
        old = next(row for row in plan.support if row.participant == code)
        new = replace(old, **cells)  # type: ignore[arg-type]
        if start is not None:
            new = replace(new, start=day(start), end=day(start) + (old.end - old.start))
        if end is not None:
            new = replace(new, end=day(end))
        return replace(plan, support=tuple(new if r is old else r for r in plan.support))

    return mutate


def without(table: str, code: str) -> Mutation:
    """Leaves out all rows of a participant in one table."""
    return lambda plan: replace(
        plan,
        **{table: tuple(row for row in getattr(plan, table) if row.participant != code)},
    )


def plus(table: str, row: object) -> Mutation:
    """Adds a row to a table."""
    return lambda plan: replace(plan, **{table: (*getattr(plan, table), row)})


def both(*mutations: Mutation) -> Mutation:
    """One fault that shows in several tables."""

    def mutate(plan: StayPlan) -> StayPlan:
        for mutation in mutations:
            plan = mutation(plan)
        return plan

    return mutate


def told(code: str, **cells: object) -> Mutation:
    """Changes cells of an unplaced row."""
    return lambda plan: replace(
        plan,
        unplaced=tuple(
            replace(row, **cells) if row.participant == code else row  # type: ignore[arg-type]
            for row in plan.unplaced
        ),
    )


MUTATIONS: dict[str, tuple[Mutation, set[str]]] = {
    "no turnover after a commitment": (stay("P4", 10, 38), {"S1"}),
    "one night of turnover after history": (stay("P5", 1, 29), {"S1"}),
    "two in a bed": (stay("P5", bed="N1"), {"S1"}),
    "bed without what is needed": (stay("P4", bed="N3"), {"S2"}),
    "house that is not accepted": (stay("P4", 14, 28, bed="S2"), {"S2"}),
    "night in a closure": (stay("P5", 2, 33), {"S3"}),
    "night after the bed closes": (stay("P6", 28, 57), {"S3"}),
    "conflict in a house": (stay("P6", bed="N3"), {"S4"}),
    "admission on a Friday": (stay("P6", 32, 56), {"S5"}),
    "admission on a holiday": (both(stay("P5", 7, 30), enrolment("P5", 14)), {"S5"}),
    "support on a Saturday": (support("T1", 5), {"S5"}),
    "support on a holiday": (support("T1", 7), {"S5"}),
    "support before the ready date": (support("T1", 0), {"S5"}),
    "support at the end of the horizon": (support("T1", 84), {"S5"}),
    "day program after the latest date": (enrolment("D2", 28), {"S5"}),
    "admissions six days apart": (both(stay("P5", 8, 30), enrolment("P5", 14)), {"S6"}),
    "longer than allowed": (stay("P4", 14, 43), {"S7"}),
    "shorter than allowed": (both(stay("P6", 28, 41), enrolment("P6", 28)), {"S7", "S8"}),
    "resident without enrolment": (without("enrolments", "P4"), {"S8"}),
    "enrolment late after admission": (enrolment("P6", 42), {"S8"}),
    "enrolment without its cohort": (enrolment("P4", 16), {"S8"}),
    "day program without its cohort": (enrolment("D2", 17), {"S8"}),
    "enrolment beyond the discharge": (stay("P6", 28, 48), {"S8"}),
    "enrolment a day short": (enrolment("P4", 14, day(27)), {"S8"}),
    "second enrolment": (
        plus("enrolments", planned_enrolment("K1", day(28), day(42))),
        {"S8", "rows"},
    ),
    "fifth place": (enrolment("D2", 14), {"S9"}),
    "worker without the skill": (support("T1", staff="W3"), {"S10"}),
    "worker without the language": (stay("P5", staff="W1"), {"S10"}),
    "worker of another gender": (stay("P6", staff="W2"), {"S10"}),
    "worker in conflict": (stay("P4", staff="W2"), {"S10"}),
    "worker beyond the caseload": (support("D2", staff="W1"), {"S10"}),
    "commitment with a worker without the skill": (stay("P2", staff="W3"), {"S10"}),
    "another worker than committed": (support("P3", staff="W1"), {"S10", "S12"}),
    "support a day too long": (support("T1", end=30), {"S10"}),
    "minutes of the first week exceeded": (enrolment("D1", 2), {"S11"}),
    "commitment in another bed": (stay("P2", bed="S2"), {"S12"}),
    "commitment left out": (without("stays", "P2"), {"S12"}),
    "commitment with another status": (stay("P2", status=StayStatus.IN_HOUSE), {"S12"}),
    "commitment shortened": (stay_row("P1", discharge=day(9), days=29), {"S12"}),
    "kept enrolment left out": (without("enrolments", "K1"), {"S12"}),
    "kept enrolment prolonged": (
        lambda plan: replace(
            plan,
            enrolments=tuple(
                replace(r, end=day(12)) if r.participant == "K1" else r for r in plan.enrolments
            ),
        ),
        {"S12"},
    ),
    "listed twice": (
        plus("stays", planned_stay("P4", "N1", day(14), day(42), ready=day(-5))),
        {"rows"},
    ),
    "planned stay called confirmed": (stay("P4", status=StayStatus.CONFIRMED), {"rows"}),
    "planned enrolment called active": (
        enrolment("D1", 14, status=EnrolmentStatus.ACTIVE),
        {"rows"},
    ),
    "unknown bed": (stay("P4", bed="N9"), {"rows"}),
    "unknown worker": (support("T1", staff="W9"), {"rows"}),
    "unknown participant": (plus("unplaced", unplaced("P99")), {"rows"}),
    "placed and unplaced": (plus("unplaced", unplaced("D1", Service.DAY_PROGRAM)), {"rows"}),
    "neither placed nor unplaced": (without("unplaced", "P8"), {"rows"}),
    "unplaced twice": (plus("unplaced", unplaced("P8")), {"rows"}),
    "unplaced for another service": (told("P8", service=Service.SUPPORT), {"rows"}),
    "unplaced without a waiting referral": (plus("unplaced", unplaced("P9")), {"rows"}),
    "nothing explained": (told("P8", explanation=" "), {"rows"}),
    "minor not listed": (without("unplaced", "P7"), {"rows"}),
    "minor with another reason": (told("P7", reason=Reason.BED), {"rows"}),
    "minor protocol for somebody else": (told("P8", reason=Reason.MINOR_PROTOCOL), {"rows"}),
    "withdrawn referral placed": (
        plus("support", planned_support("P9", day(49), day(77))),
        {"rows"},
    ),
    "days miscounted": (stay_row("P4", days=27), {"rows"}),
    "waiting days miscounted": (stay_row("P4", waiting_days=14), {"rows"}),
    "waiting days of a commitment": (stay_row("P1", waiting_days=0), {"rows"}),
    "another worker in the row of the stay": (stay_row("P4", staff="W2"), {"rows"}),
    "service without a support row": (without("support", "D1"), {"rows"}),
    "support row that ends early": (support("D1", end=27), {"rows"}),
    "support row twice": (
        plus("support", planned_support("D1", day(14), day(28), "W1")),
        {"rows"},
    ),
}


def test_good_plan_passes() -> None:
    assert check_stay_plan(GOOD_PROGRAMME, GOOD_PLAN, summary(proof(GOOD_TERMS))) == []


@pytest.mark.parametrize("name", MUTATIONS)
def test_fault_is_named_with_its_rule(name: str) -> None:
    mutate, rules = MUTATIONS[name]
    assert broken(GOOD_PROGRAMME, mutate(GOOD_PLAN)) == rules


def test_mutations_touch_every_rule() -> None:
    named = set().union(*(rules for _, rules in MUTATIONS.values()))
    assert named == {code for code, _ in STAY_RULES}
    assert named == {"rows", *(f"S{number}" for number in range(1, 13))}


def test_violations_come_sorted_and_once() -> None:
    plan = both(*(mutate for mutate, _ in list(MUTATIONS.values())[:3]))(GOOD_PLAN)
    found = check_stay_plan(GOOD_PROGRAMME, plan)
    assert found == sorted(set(found))


def test_turnover_is_told_in_words() -> None:
    mutate, _ = MUTATIONS["no turnover after a commitment"]
    assert [
        violation.message for violation in check_stay_plan(GOOD_PROGRAMME, mutate(GOOD_PLAN))
    ] == [
        "Bed N1 is empty for 0 nights between P1 (discharge 2027-02-18) and P4 (admission"
        " 2027-02-18); turnover asks for 2."
    ]
