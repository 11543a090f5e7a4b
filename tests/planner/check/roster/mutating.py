"""Small changes of a schedule: one row given to somebody else, moved, added or left out."""

from collections.abc import Callable
from dataclasses import replace

from planner.domain.schedule import GapKind, PlannedSession, Schedule
from tests.factories import day

Mutation = Callable[[Schedule], Schedule]


def instead(old: str, new: str, shift: str, *days: int) -> Mutation:
    """Somebody else takes a shift on these days."""
    dates = {day(offset) for offset in days}
    return lambda plan: replace(
        plan,
        roster=tuple(
            replace(row, staff=new)
            if (row.staff, row.shift) == (old, shift) and row.day in dates
            else row
            for row in plan.roster
        ),
    )


def roster_row(staff: str, shift: str, offset: int, **cells: object) -> Mutation:
    """Changes cells of a roster row."""
    return lambda plan: replace(
        plan,
        roster=tuple(
            replace(row, **cells)  # type: ignore[arg-type]
            if (row.staff, row.shift, row.day) == (staff, shift, day(offset))
            else row
            for row in plan.roster
        ),
    )


def activity_row(code: str, offset: int, **cells: object) -> Mutation:
    """Changes cells of an activity's row."""
    return lambda plan: replace(
        plan,
        activities=tuple(
            replace(row, **cells)  # type: ignore[arg-type]
            if (row.activity, row.day) == (code, day(offset))
            else row
            for row in plan.activities
        ),
    )


def session_row(old: PlannedSession, **cells: object) -> Mutation:
    """Changes cells of a session."""
    return lambda plan: replace(
        plan,
        sessions=tuple(
            replace(row, **cells) if row == old else row  # type: ignore[arg-type]
            for row in plan.sessions
        ),
    )


def gap_row(kind: GapKind, what: str, **cells: object) -> Mutation:
    """Changes cells of a gap."""
    return lambda plan: replace(
        plan,
        gaps=tuple(
            replace(row, **cells) if (row.kind, row.what) == (kind, what) else row  # type: ignore[arg-type]
            for row in plan.gaps
        ),
    )


def plus(table: str, *rows: object) -> Mutation:
    """Adds rows to a table."""
    return lambda plan: replace(plan, **{table: (*getattr(plan, table), *rows)})


def without(table: str, **cells: object) -> Mutation:
    """Leaves out the rows with these cells."""

    def is_meant(row: object) -> bool:
        return all(getattr(row, name) == value for name, value in cells.items())

    return lambda plan: replace(
        plan, **{table: tuple(row for row in getattr(plan, table) if not is_meant(row))}
    )


def both(*mutations: Mutation) -> Mutation:
    """One fault that shows in several rows."""

    def mutate(plan: Schedule) -> Schedule:
        for mutation in mutations:
            plan = mutation(plan)
        return plan

    return mutate
