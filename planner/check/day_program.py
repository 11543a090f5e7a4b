"""Rules S8 and S9: who joins the day program when, and how many places it has."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.check.reading import Reading
from planner.check.violations import Violation
from planner.domain.clock import WEEKDAYS
from planner.domain.day_program import EntryRule
from planner.domain.plan import PlannedEnrolment, PlannedStay


def check_joining(reading: Reading) -> Iterator[Violation]:
    """S8: ensures that each planned stay comes with the enrolment that the programme asks for."""
    joins = reading.programme.day_program.residents_join
    keeps = {row.participant for row in reading.kept}
    enrolment = {row.participant: row for row in reading.joining}
    for stay in reading.planned_stays:
        who, row = stay.participant, enrolment.get(stay.participant)
        if who in keeps:
            continue
        if row is None and joins:
            yield Violation(
                "S8",
                f"The stay of {who} from {stay.admission} has no enrolment; residents join the"
                " day program.",
            )
        if row is not None and not joins:
            yield Violation(
                "S8",
                f"{who} has a stay from {stay.admission} and an enrolment from {row.start};"
                " residents do not join the day program.",
            )
        if row is not None and joins:
            yield from check_start_within_stay(reading, stay, row)


def check_start_within_stay(
    reading: Reading, stay: PlannedStay, row: PlannedEnrolment
) -> Iterator[Violation]:
    """S8: ensures a start soon after admission, on a program day, and an end within the stay."""
    rules = reading.programme.day_program
    first = stay.admission + timedelta(days=rules.earliest_start_days)
    last = stay.admission + timedelta(days=rules.latest_start_days)
    what = f"The enrolment of {row.participant}, {row.start} to {row.end},"
    if not first <= row.start <= last:
        yield Violation(
            "S8",
            f"{what} begins outside {first} to {last}, the days allowed after the admission on"
            f" {stay.admission}.",
        )
    if row.start.weekday() not in rules.weekdays:
        yield Violation(
            "S8", f"{what} begins on a {WEEKDAYS[row.start.weekday()]}, no weekday of the program."
        )
    if row.start in reading.programme.holidays:
        yield Violation("S8", f"{what} begins on a statutory holiday.")
    if rules.finish_within_stay and row.end > stay.discharge:
        yield Violation(
            "S8", f"{what} ends after the discharge on {stay.discharge}; it must end within it."
        )


def check_entry(reading: Reading) -> Iterator[Violation]:
    """S8: ensures the length of each planned enrolment and, with cohorts, its start."""
    rules = reading.programme.day_program
    for row in reading.joining:
        what = f"The enrolment of {row.participant}, {row.start} to {row.end},"
        end = row.start + timedelta(weeks=rules.weeks)
        if row.end != end:
            yield Violation(
                "S8", f"{what} should end on {end}: the program lasts {rules.weeks} weeks."
            )
        if rules.entry is EntryRule.COHORT and row.start not in rules.cohort_starts:
            yield Violation("S8", f"{what} does not begin with a cohort.")


def check_second_enrolment(reading: Reading) -> Iterator[Violation]:
    """S8: ensures no second enrolment for somebody who keeps one."""
    for kept in reading.kept:
        for row in reading.joining:
            if row.participant == kept.participant:
                yield Violation(
                    "S8",
                    f"{row.participant} keeps the enrolment {kept.start} to {kept.end} and gets"
                    f" a second one from {row.start}; nobody gets a second one.",
                )


def check_places(reading: Reading) -> Iterator[Violation]:
    """S9: ensures that planned enrolments never take more than the places left on any day.

    The number enrolled changes only where an enrolment starts or ends, so those days decide.
    """
    places = reading.programme.day_program.places
    turns = {day for row in reading.kept for day in (row.start, row.end)}
    turns |= {day for row in reading.joining for day in (row.start, row.end)}
    full_since: date | None = None
    most = 0
    for day in sorted(turns):
        committed = sum(row.start <= day < row.end for row in reading.kept)
        added = sum(row.start <= day < row.end for row in reading.joining)
        if added and committed + added > places:
            full_since, most = full_since or day, max(most, committed + added)
        elif full_since is not None:
            yield places_violation(full_since, day, most, places)
            full_since, most = None, 0


def places_violation(start: date, end: date, most: int, places: int) -> Violation:
    """S9 broken on every day of ``[start, end)``."""
    return Violation(
        "S9",
        f"From {start} to {end} up to {most} participants are enrolled; the day program has"
        f" {places} places.",
    )
