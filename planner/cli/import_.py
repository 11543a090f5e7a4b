"""``harbourplan import``: a programme folder or workbook into the installation."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.exit_status import DONE
from planner.cli.installation import add_installation_arguments, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.cli.arguments import Commands
    from planner.services.keeping.import_differences import TableDifferences
    from planner.services.keeping.importing import ImportPreview


def add_command(commands: "Commands") -> None:
    """Describe the command and what it accepts."""
    parser = commands.add_parser(
        "import",
        help="bring a programme folder or workbook into the installation",
        description="Shows what importing a programme folder, or an .xlsx workbook with a sheet a"
        " table, would add, change and remove. With --apply it is done, whole or not at all: the"
        " programme then holds exactly what the files say.",
        allow_abbrev=False,
    )
    parser.add_argument("source", metavar="DIR_OR_XLSX", type=Path, help="the folder or workbook")
    parser.add_argument("--apply", action="store_true", help="do it, do not only show it")
    add_installation_arguments(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Show what would be done; do it where asked for."""
    from planner.services.keeping.importing import apply_import, contents_at, preview_import

    with open_desk(options) as desk:
        contents = contents_at(options.source)
        preview = preview_import(desk, contents)
        for line in _lines(preview):
            print(line)
        if preview.is_empty:
            print("Everything is there already.")
        elif options.apply:
            print(f"{apply_import(desk, contents, preview.token)} is imported.")
        else:
            print("Nothing was changed; --apply does it.")
    return DONE


def _lines(preview: "ImportPreview") -> "Iterator[str]":
    kind = "a new programme" if preview.is_new else f"revision {preview.revision}"
    yield f"{preview.programme}: {kind}"
    for found in preview.tables:
        if not found.is_empty:
            yield (
                f"  {found.table.name}: {len(found.added)} added, {len(found.changed)} changed,"
                f" {len(found.removed)} removed, {found.unchanged} as they are"
            )
            if not preview.is_new:
                yield from _rows(found)
    if preview.is_other_settings and not preview.is_new:
        yield "  programme.toml: other settings"
    if preview.is_other_pack and not preview.is_new:
        yield "  another labour pack"
    yield from (f"warning: {warning}" for warning in preview.warnings)


def _rows(found: "TableDifferences") -> "Iterator[str]":
    names = found.table.keys or tuple(column.name for column in found.table.columns)
    yield from (f"    + {_key(names, cells)}" for cells in found.added)
    yield from (f"    - {_key(names, row.cells)}" for row in found.removed)
    for changed in found.changed:
        cells = ", ".join(
            f"{name} {before or 'empty'} -> {changed.cells[name] or 'empty'}"
            for name, before in changed.before.items()
        )
        yield f"    ~ {_key(names, changed.row.cells)}: {cells}"


def _key(names: tuple[str, ...], cells: dict[str, str]) -> str:
    return " ".join(cells[name] for name in names if cells.get(name))
