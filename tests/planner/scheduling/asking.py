"""One waiting resident and what translation makes of her; ``day(0)`` is a Monday."""

from planner.domain.participants import Service
from planner.domain.programme import Programme
from planner.scheduling.stays import translate
from solver.stays.problem import Case, StayProblem
from tests.factories import bed, programme, referral, stay_rules

EVERY_DAY = stay_rules(admission_weekdays=tuple(range(7)), min_days_between_admissions=0)
TWO_HOUSES = (bed("B1", "north"), bed("B2", "south"))


def asked(**changes: object) -> Programme:
    """One resident is waiting and may be admitted on any day from ``day(0)``."""
    base = {"referrals": (referral("P1"),), "stay_rules": EVERY_DAY}
    return programme(**{**base, **changes})


def first_case(**changes: object) -> Case:
    """The case of the waiting resident."""
    return translate(asked(**changes)).problem.cases[0]


def starts(**changes: object) -> tuple[int, ...]:
    """The days on which the waiting resident may be admitted to her first bed."""
    openings = first_case(**changes).openings
    return openings[0].start_days if openings else ()


def ends(start: int, **changes: object) -> tuple[int, int]:
    """The earliest and the latest discharge of a stay from a day."""
    opening = first_case(**changes).openings[0]
    k = opening.start_days.index(start)
    return opening.earliest_ends[k], opening.latest_ends[k]


def problem(**changes: object) -> StayProblem:
    """The whole problem."""
    return translate(asked(**changes)).problem


def service(kind: Service, **changes: object) -> Case:
    """The case of somebody who waits for another service."""
    return first_case(**{"referrals": (referral("P1", kind),), **changes})
