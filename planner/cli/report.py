"""A plan as a coordinator reads it on the terminal; plain text where the output is a file."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planner.cli.timeline import timelines
from planner.domain.plan import PlannedStay, PlannedSupport, Proof, StoppedBy
from planner.services.planning import PlannedFolder

_WIDTH = 100
_STOPPED = {
    StoppedBy.PROOF: "no better plan exists",
    StoppedBy.WORK_LIMIT: "stopped by the work limit",
    StoppedBy.TIME_LIMIT: "stopped by the time limit",
    StoppedBy.PERSON: "stopped by a person",
}


def print_plan(planned: PlannedFolder, out: Path) -> None:
    """Print stays, timeline, services, the unplaced, the cost and where the plan is."""
    console = _terminal()
    with console.capture() as captured:
        _print_sections(console, planned)
        console.print(Text(f"The plan is in {out}."), soft_wrap=True)
    for line in captured.get().splitlines():
        print(line.rstrip())


def _print_sections(console: Console, planned: PlannedFolder) -> None:
    console.print(Text(f"{planned.programme.title}, as of {planned.programme.as_of}", style="bold"))
    for warning in planned.summary.warnings:
        console.print(Text(f"Warning: {warning}"))
    _section(console, "Stays", _stay_table(planned.plan.stays))
    _print_timeline(console, planned)
    _section(console, "Day program", _enrolment_table(planned))
    _section(console, "Support without a stay or the day program", _support_table(planned))
    _print_unplaced(console, planned)
    if planned.summary.stays is not None:
        _print_proof(console, planned.summary.stays, planned.summary.stopped_by)


def _terminal() -> Console:
    """Standard output, never wider than fits; colours only where it is a terminal."""
    is_terminal = sys.stdout.isatty()
    console = Console(
        file=sys.stdout, force_terminal=is_terminal, highlight=False, markup=False, emoji=False
    )
    console.width = min(console.width, _WIDTH) if is_terminal else _WIDTH
    return console


def _section(console: Console, title: str, table: Table) -> None:
    console.print()
    console.print(Text(title, style="bold"))
    console.print(table if table.row_count else Text("  none"))


def _table(columns: Iterable[str], numbers: Iterable[str] = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=True, padding=(0, 1))
    for column in columns:
        table.add_column(column, justify="right" if column in numbers else "left")
    return table


def _stay_table(stays: tuple[PlannedStay, ...]) -> Table:
    columns = ("bed", "participant", "admission", "discharge", "nights", "waiting", "worker")
    table = _table((*columns, "status"), ("nights", "waiting"))
    for row in sorted(stays, key=lambda row: (row.bed, row.admission)):
        table.add_row(
            row.bed,
            row.participant,
            str(row.admission),
            str(row.discharge),
            str(row.days),
            "" if row.waiting_days is None else str(row.waiting_days),
            row.staff,
            str(row.status),
        )
    return table


def _print_timeline(console: Console, planned: PlannedFolder) -> None:
    console.print()
    console.print(Text("Beds by month ([code==] a stay, x closed, . free)", style="bold"))
    for lines in timelines(planned.programme, planned.plan, console.width - 2):
        for line in lines:
            console.print(Text(f"  {line}"), soft_wrap=True)


def _enrolment_table(planned: PlannedFolder) -> Table:
    table = _table(("participant", "start", "end", "worker", "status"))
    for row in sorted(planned.plan.enrolments, key=lambda row: (row.start, row.participant)):
        worker = _worker_on(planned.plan.support, row.participant, row.start)
        table.add_row(row.participant, str(row.start), str(row.end), worker, str(row.status))
    return table


def _worker_on(support: tuple[PlannedSupport, ...], participant: str, day: date) -> str:
    return next(
        (r.staff for r in support if r.participant == participant and r.start <= day < r.end), ""
    )


def _support_table(planned: PlannedFolder) -> Table:
    plan = planned.plan
    elsewhere = {(row.participant, row.admission, row.discharge) for row in plan.stays}
    elsewhere |= {(row.participant, row.start, row.end) for row in plan.enrolments}
    table = _table(("participant", "start", "end", "worker"))
    for row in sorted(plan.support, key=lambda row: (row.start, row.participant)):
        if (row.participant, row.start, row.end) not in elsewhere:
            table.add_row(row.participant, str(row.start), str(row.end), row.staff)
    return table


def _print_unplaced(console: Console, planned: PlannedFolder) -> None:
    console.print()
    console.print(Text("Not placed", style="bold"))
    rows = sorted(planned.plan.unplaced, key=lambda row: (row.participant, row.service))
    for row in rows:
        console.print(Text(f"  {row.participant}  {row.service}: {row.reason}"))
        console.print(Padding(Text(row.explanation), (0, 0, 0, 4)))
    if not rows:
        console.print(Text("  nobody"))


def _print_proof(console: Console, proof: Proof, stopped_by: StoppedBy) -> None:
    table = _table(("cost", "weighted"), ("weighted",))
    for name, cost in proof.terms.items():
        table.add_row(name.replace("_", " "), str(cost))
    table.add_row("total", str(proof.objective))
    _section(console, "Cost", table)
    console.print()
    for line in _proof_lines(proof, stopped_by):
        console.print(Text(line))


def _proof_lines(proof: Proof, stopped_by: StoppedBy) -> Iterator[str]:
    yield (
        f"Status {proof.status} ({_STOPPED[stopped_by]}): objective {proof.objective},"
        f" bound {proof.bound}, gap {proof.gap:.2%}, {proof.seconds:.1f} seconds."
    )
