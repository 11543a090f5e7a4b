"""Rules S5 and S7: when services may begin and how long a stay may last."""

from collections.abc import Iterator
from datetime import date, timedelta

from planner.check.reading import Reading
from planner.check.violations import Violation
from planner.check.wording import A_SERVICE, counted
from planner.domain.clock import WEEKDAY_WORDS
from planner.domain.participants import Referral, Service
from planner.domain.plan import PlannedEnrolment
from planner.domain.sentences import Sentence, joined, told


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
        if start.weekday() not in weekdays:
            why = told(
                "{begins} a {weekday}; it may begin on {allowed}.",
                begins=_begins(referral, start),
                weekday=WEEKDAY_WORDS[start.weekday()],
                allowed=joined((WEEKDAY_WORDS[day] for day in sorted(weekdays)), ", "),
            )
            yield Violation("S5", why)
        if start in programme.holidays and not holidays_allowed:
            why = told(
                "{begins} a statutory holiday; it may not begin on one.",
                begins=_begins(referral, start),
            )
            yield Violation("S5", why)


def _begins(referral: Referral, start: date) -> Sentence:
    return told(
        "The {service} of {participant} begins on {start},",
        service=A_SERVICE[referral.service],
        participant=referral.participant,
        start=start,
    )


def check_window(reading: Reading, referral: Referral, start: date) -> Iterator[Violation]:
    """S5: ensures ``max(A, ready) <= start <= min(latest, H - 1)``."""
    begins = _begins(referral, start)
    as_of, last = reading.programme.as_of, reading.horizon_end - timedelta(days=1)
    if start < as_of:
        why = told("{begins} before the planning date {as_of}.", begins=begins, as_of=as_of)
        yield Violation("S5", why)
    if start < referral.ready:
        why = told(
            "{begins} before the participant is ready on {ready}.",
            begins=begins,
            ready=referral.ready,
        )
        yield Violation("S5", why)
    if start > last:
        why = told(
            "{begins} after {last}, the last day of the planning horizon.", begins=begins, last=last
        )
        yield Violation("S5", why)
    if referral.latest is not None and start > referral.latest:
        why = told(
            "{begins} after {latest}, the latest day of the referral.",
            begins=begins,
            latest=referral.latest,
        )
        yield Violation("S5", why)


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
                told(
                    "The stay of {participant}, {admission} to {discharge}, has {nights}; the"
                    " referral asks for {least} to {most}.",
                    participant=stay.participant,
                    admission=stay.admission,
                    discharge=stay.discharge,
                    nights=counted(nights, "nights"),
                    least=least,
                    most=most,
                ),
            )
