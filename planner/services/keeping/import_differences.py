"""What an import would do to a programme's tables, row by row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.db.rows import Cells, StoredRow
from planner.tables.columns import Table
from planner.tables.contract import TABLES

_Meaning = tuple[object, ...]


@dataclass(frozen=True)
class ChangedRow:
    """A row that stays and whose ``cells`` differ."""

    row: StoredRow
    cells: Cells

    @property
    def before(self) -> Cells:
        """The same cells as they are now."""
        return {name: self.row.cells.get(name, "") for name in self.cells}


@dataclass
class TableDifferences:
    """What would be added to a table, changed in it and removed from it."""

    table: Table
    added: list[Cells] = field(default_factory=list)
    changed: list[ChangedRow] = field(default_factory=list)
    removed: list[StoredRow] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the table stays as it is."""
        return not (self.added or self.changed or self.removed)


def table_differences(
    stored: Mapping[str, Iterable[StoredRow]], given: Mapping[str, Iterable[Cells]]
) -> list[TableDifferences]:
    """What would make the ``stored`` tables those that are ``given``, table by table.

    Rows belong together where the keys of the contract agree; in a table without keys, where all
    cells do. Cells agree where they mean the same, as 37.5 and 37.50 do.
    """
    return [
        _differences(table, stored.get(table.name, ()), given.get(table.name, ()))
        for table in TABLES
    ]


def _differences(
    table: Table, stored: Iterable[StoredRow], given: Iterable[Cells]
) -> TableDifferences:
    found = TableDifferences(table)
    names = table.keys or tuple(column.name for column in table.columns)
    waiting: dict[_Meaning, list[StoredRow]] = defaultdict(list)
    for row in stored:
        waiting[_meaning(table, row.cells, names)].append(row)
    for cells in given:
        same = waiting[_meaning(table, cells, names)]
        if not same:
            found.added.append(cells)
            continue
        row = same.pop(0)
        different = _different_cells(table, row.cells, cells)
        if different:
            found.changed.append(ChangedRow(row, different))
        else:
            found.unchanged += 1
    found.removed += [row for rows in waiting.values() for row in rows]
    return found


def _different_cells(table: Table, stored: Cells, given: Cells) -> Cells:
    return {
        column.name: given.get(column.name, "")
        for column in table.columns
        if stored.get(column.name, "") != given.get(column.name, "")
        and _meaning(table, stored, (column.name,)) != _meaning(table, given, (column.name,))
    }


def _meaning(table: Table, cells: Cells, names: Iterable[str]) -> _Meaning:
    """What the cells stand for; None where a cell is not given."""
    columns = table.column_by_name
    return tuple(
        columns[name].kind.read(cells[name]) if cells.get(name) else None for name in names
    )
