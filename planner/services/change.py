"""The rows of a programme while a use case works on them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from planner.db.changes import RowChange
from planner.db.programmes import ProgrammeRecord
from planner.db.rows import Cells, StoredRow, column_names
from planner.db.store import Session
from planner.domain.errors import InputProblem, PlannerError
from planner.domain.sentences import Sentence, joined, told
from planner.services.permissions import NotFoundError
from planner.services.snapshots import Snapshot, checked

SETTINGS = "programmes"


class ChangedMeanwhileError(PlannerError):
    """Somebody else changed the row first; ``theirs`` are its cells now, None where it is gone."""

    def __init__(self, table: str, theirs: Cells | None, yours: Cells) -> None:
        self.table = table
        self.theirs = theirs
        self.yours = yours
        different = sorted(
            name for name, text in yours.items() if theirs is not None and theirs[name] != text
        )
        super().__init__(_said(theirs, yours, different))


def _said(theirs: Cells | None, yours: Cells, different: list[str]) -> Sentence:
    if theirs is None:
        return told("Somebody else removed this in the meantime. Nothing was changed.")
    cells = [
        told(
            "{name} is '{theirs}' now, you wrote '{yours}'",
            name=name,
            theirs=theirs[name],
            yours=yours[name],
        )
        for name in different
    ]
    return told(
        "Somebody else changed this in the meantime: {what}. Nothing of yours was saved.",
        what=joined(cells, "; ") if cells else told("see what it says now"),
    )


class Change:
    """The rows of a programme while a use case works on them; nothing is written before its end."""

    def __init__(
        self, session: Session, programme: ProgrammeRecord, rows: dict[str, list[StoredRow]]
    ) -> None:
        self.session = session
        self.notes: list[tuple[str, int, str]] = []
        self.problems: list[InputProblem] = []
        self._record = programme
        self._before = rows
        self._now: dict[str, dict[int, StoredRow]] = {
            table: {row.id: row for row in found} for table, found in rows.items()
        }
        self._next_new = -1
        self.programme_id = programme.id
        self.settings = programme.settings
        self.revision = programme.revision

    def rows(self, table: str) -> list[StoredRow]:
        """The rows of a table as they are in this change; new ones have an id below 0."""
        return list(self._now[table].values())

    def find(self, table: str, **cells: str) -> list[StoredRow]:
        """The rows of a table that have these cells."""
        return [
            row
            for row in self.rows(table)
            if all(row.cells.get(name) == text for name, text in cells.items())
        ]

    def row(self, table: str, row_id: int, version: int | None = None, **yours: str) -> StoredRow:
        """One row; ``version`` is the one that somebody saw who wants her cells ``yours``.

        Raises:
            NotFoundError: there is no such row in this programme.
            ChangedMeanwhileError: the row has another version by now.
        """
        found = self._now[table].get(row_id)
        if found is None and version is not None:
            raise ChangedMeanwhileError(table, None, yours)
        if found is None:
            raise NotFoundError(told("There is no such entry."))
        if version is not None and found.version != version:
            raise ChangedMeanwhileError(table, found.cells, yours)
        return found

    def add(self, table: str, cells: Mapping[str, str]) -> StoredRow:
        """Add a row."""
        full = {name: cells.get(name, "") for name in column_names(table)}
        row = StoredRow(self._next_new, 0, full)
        self._now[table][row.id] = row
        self._next_new -= 1
        return row

    def edit(self, table: str, row: StoredRow, **cells: str) -> None:
        """Give a row these cells and leave its others."""
        current = self._now[table][row.id]
        self._now[table][row.id] = replace(current, cells=current.cells | cells)

    def remove(self, table: str, row: StoredRow) -> None:
        """Remove a row."""
        del self._now[table][row.id]

    def restore(self, table: str, row_id: int, cells: Mapping[str, str]) -> None:
        """Put a removed row back in its old place."""
        self._now[table][row_id] = StoredRow(row_id, 0, dict(cells))

    def note(self, table: str, row_id: int, field: str) -> None:
        """Something beside the programme's tables was changed in the same transaction."""
        self.notes.append((table, row_id, field))

    def refuse(self, table: str, column: str, message: str) -> None:
        """Refuse what a person wrote though a file may hold it; told with every other problem."""
        self.problems.append(InputProblem(f"{table}.csv", 0, column, message))

    def checked(self, today: date) -> Snapshot:
        """The programme as it would stand.

        Raises:
            InputError: with every problem of every table.
        """
        revision = self._record.revision + 1
        return checked(self._record, revision, self.rows_in_order(), today, self.settings)

    def rows_in_order(self) -> dict[str, list[StoredRow]]:
        """Every row by table, in the order in which they were first added, new ones last."""
        return {
            table: sorted(rows.values(), key=lambda row: (row.id < 0, abs(row.id)))
            for table, rows in self._now.items()
        }

    def differences(self) -> Iterator[RowChange]:
        """What has changed, removals first and additions last."""
        edits: list[RowChange] = []
        additions: list[RowChange] = []
        for table, rows in self._before.items():
            known = {row.id: row for row in rows}
            for row in rows:
                after = self._now[table].get(row.id)
                if after is None:
                    yield RowChange(table, row.id, row.cells, None, row.version)
                elif after.cells != row.cells:
                    edits.append(RowChange(table, row.id, row.cells, after.cells, row.version))
            additions += [
                RowChange(table, row.id, None, row.cells, 0)
                for row in self._now[table].values()
                if row.id not in known
            ]
        yield from edits
        yield from additions
