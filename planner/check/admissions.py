"""Rules S5 and S7: when services may begin and how long a stay may last."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.check.reading import Reading
from planner.check.violations import Violation
from planner.domain.clock import WEEKDAYS
from planner.domain.participants import Referral, Service
from planner.domain.plan import PlannedEnrolment


def check_starts(reading: Reading) -> Iterator[Violation]:
    """S5: ensures that each placed referral begins in its window, on a day that allows it."""
    programme = reading.programme
    for referral, start in placed_referrals(reading):
        yield from check_window(reading, referral, start)
        if referral.service is Service.RESIDENTIAL:
            weekdays = programme.stay_rules.admission_weekdays
            holidays_allowed = programme.stay_rules.admit_on_holidays
        elif referral.service is Service.DAY_PROGRAM:
            weekdays, holidays_allowed = programme.day_program.weekdays, False
        else:
            weekdays, holidays_allowed = programme.support.weekdays, False
        what = f"The {referral.service} service of {referral.participant} begins on {start},"
        if start.weekday() not in weekdays:
            allowed = ", ".join(WEEKDAYS[day] for day in sorted(weekdays))
            yield Violation(
                "S5", f"{what} a {WEEKDAYS[start.weekday()]}; it may begin on {allowed}."
            )
        if start in programme.holidays and not holidays_allowed:
            yield Violation("S5", f"{what} a statutory holiday; it may not begin on one.")


def check_window(reading: Reading, referral: Referral, start: date) -> Iterator[Violation]:
    """S5: ensures ``max(A, ready) <= start <= min(latest, H - 1)``."""
    what = f"The {referral.service} service of {referral.participant} begins on {start},"
    as_of, last = reading.programme.as_of, reading.horizon_end - timedelta(days=1)
    if start < as_of:
        yield Violation("S5", f"{what} before the planning date {as_of}.")
    if start < referral.ready:
        yield Violation("S5", f"{what} before the participant is ready on {referral.ready}.")
    if start > last:
        yield Violation("S5", f"{what} after {last}, the last day of the planning horizon.")
    if referral.latest is not None and start > referral.latest:
        yield Violation("S5", f"{what} after {referral.latest}, the latest day of the referral.")


def placed_referrals(reading: Reading) -> Iterator[tuple[Referral, date]]:
    """Each placed referral under consideration with its a, e or s."""
    for stay in reading.planned_stays:
        referral = reading.referral(stay.participant, Service.RESIDENTIAL)
        if referral is not None:
            yield referral, stay.admission
    for row in own_enrolments(reading):
        referral = reading.referral(row.participant, Service.DAY_PROGRAM)
        if referral is not None:
            yield referral, row.start
    for support in reading.planned_support:
        yield reading.referrals[support.participant, Service.SUPPORT], support.start


def own_enrolments(reading: Reading) -> Iterator[PlannedEnrolment]:
    """The planned enrolments that come with no planned stay."""
    residents = {stay.participant for stay in reading.planned_stays}
    return (row for row in reading.joining if row.participant not in residents)


def check_lengths(reading: Reading) -> Iterator[Violation]:
    """S7: ensures ``min_days <= d - a <= max_days``, by the referral or by the programme."""
    rules = reading.programme.stay_rules
    for stay in reading.planned_stays:
        referral = reading.referral(stay.participant, Service.RESIDENTIAL)
        if referral is None:
            continue
        least = rules.min_days if referral.min_days is None else referral.min_days
        most = rules.max_days if referral.max_days is None else referral.max_days
        nights = (stay.discharge - stay.admission).days
        if not least <= nights <= most:
            yield Violation(
                "S7",
                f"The stay of {stay.participant}, {stay.admission} to {stay.discharge}, has"
                f" {nights} nights; the referral asks for {least} to {most}.",
            )
