"""What a layer of a plan costs, term by term, and what is proven of it."""

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from planner.cli.layout import plain_table, print_section
from planner.domain.plan import Layer, PlanStatus, Proof, StoppedBy

_PROVEN = "no better plan exists"
_STOPPED = {
    StoppedBy.PROOF: "of an earlier run, not planned anew",
    StoppedBy.WORK_LIMIT: "stopped by the work limit",
    StoppedBy.TIME_LIMIT: "stopped by the time limit",
    StoppedBy.PERSON: "stopped by a person",
}


def print_cost(
    console: Console, layer: Layer, proof: Proof, stopped_by: StoppedBy, amounts: Mapping[str, str]
) -> None:
    """Print the weighted cost of each term, what the term counts, and how good the plan is."""
    table = plain_table(("cost", "weighted", "counted"), ("weighted",))
    for name, cost in proof.terms.items():
        table.add_row(name.replace("_", " "), str(cost), amounts.get(name, ""))
    table.add_row("total", str(proof.objective), "")
    print_section(console, f"Cost of the {layer}", table)
    is_proven = proof.status is PlanStatus.OPTIMAL
    console.print()
    console.print(
        Text(
            f"Status {proof.status} ({_PROVEN if is_proven else _STOPPED[stopped_by]}):"
            f" objective {proof.objective}, bound {proof.bound}, gap {proof.gap:.2%},"
            f" {proof.seconds:.1f} seconds."
        )
    )
