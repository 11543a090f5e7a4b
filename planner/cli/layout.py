"""Sections and tables of a report: quiet, and plain text where the output is a file."""

import sys
from collections.abc import Iterable

from rich import box
from rich.console import Console, JustifyMethod
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_WIDTH = 100


def terminal() -> Console:
    """Standard output, never wider than fits; colours only where it is a terminal."""
    is_terminal = sys.stdout.isatty()
    console = Console(
        file=sys.stdout, force_terminal=is_terminal, highlight=False, markup=False, emoji=False
    )
    console.width = min(console.width, _WIDTH) if is_terminal else _WIDTH
    return console


def print_title(console: Console, title: str) -> None:
    """A heading after an empty line."""
    console.print()
    console.print(Text(title, style="bold"))


def print_section(console: Console, title: str, table: Table) -> None:
    """A heading and its table, or that there is nothing."""
    print_title(console, title)
    console.print(table if table.row_count else Text("  none"))


def print_line(console: Console, text: str, indent: int = 2) -> None:
    """A line that belongs to the heading above it; what does not fit goes on below its start."""
    console.print(Padding(Text(text), (0, 0, 0, indent)))


def print_list(console: Console, title: str, lines: Iterable[str]) -> None:
    """A heading and one line for each fact, or that there is none."""
    print_title(console, title)
    for line in list(lines) or ["none"]:
        print_line(console, line)


def plain_table(columns: Iterable[str], numbers: Iterable[str] = ()) -> Table:
    """A table without a frame; ``numbers`` are the columns that are aligned to the right."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=True, padding=(0, 1))
    for column in columns:
        justify: JustifyMethod = "right" if column in numbers else "left"
        table.add_column(column, justify=justify, overflow="fold")
    return table
