"""Rules S8 and S9: who joins the day program when, and how many places it has."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.check.reading import Reading
from planner.check.violations import Violation
from planner.check.wording import counted
from planner.domain.clock import WEEKDAY_WORDS
from planner.domain.day_program import EntryRule
from planner.domain.plan import PlannedEnrolment, PlannedStay
from planner.domain.sentences import Sentence, told


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
                told(
                    "The stay of {participant} from {admission} has no enrolment; residents join"
                    " the day program.",
                    participant=who,
                    admission=stay.admission,
                ),
            )
        if row is not None and not joins:
            yield Violation(
                "S8",
                told(
                    "{participant} has a stay from {admission} and an enrolment from {start};"
                    " residents do not join the day program.",
                    participant=who,
                    admission=stay.admission,
                    start=row.start,
                ),
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
    what = _named(row)
    if not first <= row.start <= last:
        yield Violation(
            "S8",
            told(
                "{enrolment} begins outside {first} to {last}, the days allowed after the"
                " admission on {admission}.",
                enrolment=what,
                first=first,
                last=last,
                admission=stay.admission,
            ),
        )
    if row.start.weekday() not in rules.weekdays:
        why = told(
            "{enrolment} begins on a {weekday}, no weekday of the program.",
            enrolment=what,
            weekday=WEEKDAY_WORDS[row.start.weekday()],
        )
        yield Violation("S8", why)
    if row.start in reading.programme.holidays:
        yield Violation("S8", told("{enrolment} begins on a statutory holiday.", enrolment=what))
    if rules.finish_within_stay and row.end > stay.discharge:
        why = told(
            "{enrolment} ends after the discharge on {discharge}; it must end within it.",
            enrolment=what,
            discharge=stay.discharge,
        )
        yield Violation("S8", why)


def _named(row: PlannedEnrolment) -> Sentence:
    return told(
        "The enrolment of {participant}, {start} to {end},",
        participant=row.participant,
        start=row.start,
        end=row.end,
    )


def check_entry(reading: Reading) -> Iterator[Violation]:
    """S8: ensures the length of each planned enrolment and, with cohorts, its start."""
    rules = reading.programme.day_program
    for row in reading.joining:
        end = row.start + timedelta(weeks=rules.weeks)
        if row.end != end:
            why = told(
                "{enrolment} should end on {end}: the program lasts {weeks}.",
                enrolment=_named(row),
                end=end,
                weeks=counted(rules.weeks, "weeks"),
            )
            yield Violation("S8", why)
        if rules.entry is EntryRule.COHORT and row.start not in rules.cohort_starts:
            why = told("{enrolment} does not begin with a cohort.", enrolment=_named(row))
            yield Violation("S8", why)


def check_second_enrolment(reading: Reading) -> Iterator[Violation]:
    """S8: ensures no second enrolment for somebody who keeps one."""
    for kept in reading.kept:
        for row in reading.joining:
            if row.participant == kept.participant:
                yield Violation(
                    "S8",
                    told(
                        "{participant} keeps the enrolment {start} to {end} and gets a second one"
                        " from {second}; nobody gets a second one.",
                        participant=row.participant,
                        start=kept.start,
                        end=kept.end,
                        second=row.start,
                    ),
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
        told(
            "From {start} to {end} up to {most} are enrolled; the day program has {places}.",
            start=start,
            end=end,
            most=counted(most, "participants"),
            places=counted(places, "places"),
        ),
    )
