"""A plan as a coordinator reads it on the terminal; plain text where the output is a file."""

from datetime import date
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planner.check.roster.reading import read_schedule
from planner.cli.cost_report import print_cost
from planner.cli.layout import plain_table, print_section, print_title, terminal
from planner.cli.roster_report import print_schedule
from planner.cli.timeline import timelines
from planner.domain.plan import Layer, PlannedStay, PlannedSupport
from planner.services.plans.amounts import schedule_amounts, stay_amounts
from planner.services.plans.planning import PlannedFolder


def print_plan(planned: PlannedFolder, out: Path) -> None:
    """Print the stay plan, the schedule, its gaps, what both cost and where the plan is."""
    console = terminal()
    with console.capture() as captured:
        _print_sections(console, planned)
        console.print(Text(f"The plan is in {out}."), soft_wrap=True)
    for line in captured.get().splitlines():
        print(line.rstrip())


def _print_sections(console: Console, planned: PlannedFolder) -> None:
    console.print(Text(f"{planned.programme.title}, as of {planned.programme.as_of}", style="bold"))
    for warning in planned.summary.warnings:
        console.print(Text(f"Warning: {warning}"))
    print_section(console, "Stays", _stay_table(planned.plan.stays.stays))
    _print_timeline(console, planned)
    print_section(console, "Day program", _enrolment_table(planned))
    print_section(console, "Support without a stay or the day program", _support_table(planned))
    _print_unplaced(console, planned)
    if planned.plan.schedule is not None:
        reading = read_schedule(planned.programme, planned.plan.stays, planned.plan.schedule)
        print_schedule(console, reading)
    _print_costs(console, planned)


def _print_costs(console: Console, planned: PlannedFolder) -> None:
    programme, plan, summary = planned.programme, planned.plan, planned.summary
    if summary.stays is not None:
        amounts = stay_amounts(programme, plan.stays)
        print_cost(console, Layer.STAYS, summary.stays, summary.stopped_by, amounts)
    if summary.schedule is not None and plan.schedule is not None:
        amounts = schedule_amounts(programme, plan.stays, plan.schedule)
        print_cost(console, Layer.SCHEDULE, summary.schedule, summary.stopped_by, amounts)


def _stay_table(stays: tuple[PlannedStay, ...]) -> Table:
    columns = ("bed", "participant", "admission", "discharge", "nights", "waiting", "worker")
    table = plain_table((*columns, "status"), ("nights", "waiting"))
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
    print_title(console, "Beds by month ([code==] a stay, x closed, . free)")
    for lines in timelines(planned.programme, planned.plan.stays, console.width - 2):
        for line in lines:
            console.print(Text(f"  {line}"), soft_wrap=True)


def _enrolment_table(planned: PlannedFolder) -> Table:
    table = plain_table(("participant", "start", "end", "worker", "status"))
    for row in sorted(planned.plan.stays.enrolments, key=lambda row: (row.start, row.participant)):
        worker = _worker_on(planned.plan.stays.support, row.participant, row.start)
        table.add_row(row.participant, str(row.start), str(row.end), worker, str(row.status))
    return table


def _worker_on(support: tuple[PlannedSupport, ...], participant: str, day: date) -> str:
    return next(
        (r.staff for r in support if r.participant == participant and r.start <= day < r.end), ""
    )


def _support_table(planned: PlannedFolder) -> Table:
    plan = planned.plan.stays
    elsewhere = {(row.participant, row.admission, row.discharge) for row in plan.stays}
    elsewhere |= {(row.participant, row.start, row.end) for row in plan.enrolments}
    table = plain_table(("participant", "start", "end", "worker"))
    for row in sorted(plan.support, key=lambda row: (row.start, row.participant)):
        if (row.participant, row.start, row.end) not in elsewhere:
            table.add_row(row.participant, str(row.start), str(row.end), row.staff)
    return table


def _print_unplaced(console: Console, planned: PlannedFolder) -> None:
    print_title(console, "Not placed")
    if planned.summary.stays is None:
        console.print(Text("  the schedule alone was planned, on the commitments alone"))
        return
    rows = sorted(planned.plan.stays.unplaced, key=lambda row: (row.participant, row.service))
    for row in rows:
        console.print(Text(f"  {row.participant}  {row.service}: {row.reason}"))
        console.print(Padding(Text(row.explanation), (0, 0, 0, 4)))
    if not rows:
        console.print(Text("  nobody"))
