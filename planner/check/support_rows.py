"""What must hold of the rows of ``support.csv``: one for each service of everybody in service."""

from collections.abc import Iterator

from planner.check.reading import Reading
from planner.check.violations import Violation


def check_support_complete(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that each service, planned or committed, has a support row of its dates."""
    for service in reading.missing_support:
        yield Violation("rows", f"No support row covers {service}.")


def check_support_needed(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that each support row is one service of somebody, and the only one."""
    for row in reading.spare_support:
        yield Violation(
            "rows",
            f"The support row of {row.participant} with {row.staff}, {row.start} to {row.end},"
            " is that of no service, or of one that has a row already.",
        )


def check_support_codes(reading: Reading) -> Iterator[Violation]:
    """rows: ensures that every code in the plan's support rows is known."""
    staff = {member.code for member in reading.programme.staff}
    for row in reading.plan.support:
        what = f"The support row from {row.start} to {row.end} names"
        if row.participant not in reading.people:
            yield Violation("rows", f"{what} the unknown participant {row.participant}.")
        if row.staff and row.staff not in staff:
            yield Violation("rows", f"{what} the unknown worker {row.staff}.")
