"""How a table of the contract is described: its columns, keys and ranges."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.tables.cells import Kind

Cells = Mapping[str, object]
GENDERS = ("w", "m", "nb")


@dataclass(frozen=True)
class Column:
    """A column; ``refers`` names the tables (or ``houses``) that must know its codes."""

    name: str
    kind: Kind
    required: bool = False
    default: Any = None
    refers: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderedPair:
    """Two columns of which the second must come after the first, or not before it."""

    start: str
    end: str
    inclusive: bool = False


@dataclass(frozen=True)
class Table:
    """A table; ``keys`` are the columns in which two rows must not agree."""

    name: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...] = ()
    pairs: tuple[OrderedPair, ...] = ()
    ignored: frozenset[str] = frozenset()
    must_exist: bool = False

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"

    @property
    def column_by_name(self) -> dict[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}


@dataclass(frozen=True)
class Row:
    """A row as typed values; a cell that could not be read is absent from ``cells``."""

    number: int
    cells: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]

    def has(self, *columns: str) -> bool:
        """Whether all these cells are given and could be read."""
        return all(self.cells.get(column) is not None for column in columns)


@dataclass(frozen=True)
class Sheet:
    """A table as read.

    ``is_complete`` is False where rows or codes may be missing, so that nobody calls the codes
    of other tables unknown; ``loose_codes`` are the codes of rows that could not be read.
    """

    table: Table
    rows: tuple[Row, ...] = ()
    is_complete: bool = True
    loose_codes: frozenset[str] = field(default_factory=frozenset)


def need(name: str, kind: Kind, *refers: str) -> Column:
    """A column that must be there, with every cell given."""
    return Column(name, kind, required=True, refers=refers)


def may(name: str, kind: Kind, default: Any = None, refers: tuple[str, ...] = ()) -> Column:
    """A column, or a cell, that may be left out."""
    return Column(name, kind, default=default, refers=refers)
