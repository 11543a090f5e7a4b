"""Beds out of service and back."""

from datetime import date

from planner.domain.sentences import told
from planner.services.changing import changing
from planner.services.desk import Desk
from planner.services.permissions import Action


def close_bed(desk: Desk, programme: str, bed: str, start: str, end: str, reason: str = "") -> None:
    """Take a bed out of service on the nights of ``[start, end)``."""
    with changing(desk, programme, Action.CLOSE_BED) as change:
        change.add("bed_closures", {"bed": bed, "start": start, "end": end, "reason": reason})


def open_bed(desk: Desk, programme: str, row_id: int, version: int, day: str = "") -> None:
    """End a closure on ``day``, or take it back whole where none is given.

    Raises:
        InputError: the day lies before the closure.
    """
    with changing(desk, programme, Action.OPEN_BED) as change:
        row = change.row("bed_closures", row_id, version, end=day)
        if day and day < row.cells["start"]:
            message = told(
                "{day} lies before {start}, the first night closed; to take the whole closure"
                " back leave it empty",
                day=date.fromisoformat(day),
                start=date.fromisoformat(row.cells["start"]),
            )
            change.refuse("bed_closures", "end", message)
        elif day and day > row.cells["start"]:
            change.edit("bed_closures", row, end=day)
        else:
            change.remove("bed_closures", row)
