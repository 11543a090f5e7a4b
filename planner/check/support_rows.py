"""What must hold of the rows of ``support.csv``: one for each service of everybody in service."""

from collections.abc import Iterator

from planner.check.reading import Reading
from planner.check.violations import Violation
from planner.check.wording import unknown
from planner.domain.sentences import told


def check_support_complete(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that each service, planned or committed, has a support row of its dates."""
    for service in reading.missing_support:
        why = told("No support row covers {service}.", service=service.words)
        yield Violation("rows", why)


def check_support_needed(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that each support row is one service of somebody, and the only one."""
    for row in reading.spare_support:
        yield Violation(
            "rows",
            told(
                "The support row of {participant} with {staff}, {start} to {end}, is that of no"
                " service, or of one that has a row already.",
                participant=row.participant,
                staff=row.staff,
                start=row.start,
                end=row.end,
            ),
        )


def check_support_codes(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that every code in the plan's support rows is known."""
    staff = {member.code for member in reading.programme.staff}
    for row in reading.plan.support:
        what = told("The support row from {start} to {end} names", start=row.start, end=row.end)
        if row.participant not in reading.people:
            yield Violation("rows", unknown(what, "participant", row.participant))
        if row.staff and row.staff not in staff:
            yield Violation("rows", unknown(what, "worker", row.staff))
