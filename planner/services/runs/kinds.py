"""What a worker's child process does for each kind of run; the heavy modules load only there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Event
from typing import TYPE_CHECKING, Any

from planner.domain.plan import Layer
from planner.domain.runs import RunKind

if TYPE_CHECKING:
    from planner.services.plans.planning import PlannedFiles

Document = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What a run has found: a document of its kind, and the plan's files by name where it plans.

    ``progress`` holds the figures that the last report may have been too early for; ``sentences``
    what the plan's explanations are made of.
    """

    result: Document
    files: dict[str, str] | None = None
    summary: Document = field(default_factory=dict)
    progress: Document = field(default_factory=dict)
    sentences: Document = field(default_factory=dict)


@dataclass(frozen=True)
class Watch:
    """How a run and its worker speak: ``stop`` ends the search with the best found so far.

    ``report`` takes the progress, ``keep`` what is worth keeping should the run not end well.
    """

    stop: Event
    report: Callable[[Document], None]
    keep: Callable[[Outcome], None]


Executor = Callable[[Mapping[str, Any], Mapping[str, Any], Watch], Outcome]


def plan_settings(
    as_of: date, layers: tuple[Layer, ...], time_limit: float | None, seed: int, threads: int
) -> Document:
    """The settings of a run that plans, as ``run_plan`` reads them."""
    return {
        "as_of": as_of.isoformat(),
        "layers": [str(layer) for layer in layers],
        "time_limit": time_limit,
        "seed": seed,
        "threads": threads,
    }


def run_plan(snapshot: Mapping[str, Any], settings: Mapping[str, Any], watch: Watch) -> Outcome:
    """Plan the programme in ``snapshot["files"]``, on the plan in ``snapshot["earlier"]`` if any.

    ``snapshot["earlier_sentences"]`` holds what the explanations of that plan are made of.

    Raises:
        PlannerError: the programme cannot be planned; trying again would not help.
    """
    from planner.services.plans.planning import Limits, Progress, plan_contents
    from planner.tables.contents import Contents

    layers = tuple(Layer(word) for word in settings["layers"])
    layer = layers[0]

    def report(progress: Progress) -> None:
        found = {"best_cost": progress.objective, "bound": progress.bound}
        watch.report({"layer": str(layer), **found})

    def after_stays(planned: "PlannedFiles") -> None:
        nonlocal layer
        layer = Layer.SCHEDULE
        watch.keep(_outcome(planned, {}))

    limits = Limits(
        settings["time_limit"], settings["seed"], settings["threads"], watch.stop, report
    )
    watch.report({"layer": str(layer), "best_cost": None, "bound": None})
    planned = plan_contents(
        Contents(_bytes(snapshot["files"])),
        date.fromisoformat(settings["as_of"]),
        limits,
        layers,
        _bytes(snapshot["earlier"]) if snapshot.get("earlier") else None,
        after_stays,
    )
    return _outcome(planned, snapshot.get("earlier_sentences") or {})


def _outcome(planned: "PlannedFiles", earlier_sentences: Mapping[str, Any]) -> Outcome:
    from planner.domain.told_plans import sentences_of, with_sentences
    from planner.tables.summary import summary_document

    files = {name: content.decode() for name, content in planned.files.items()}
    summary = summary_document(planned.summary)
    layer = Layer.STAYS if planned.summary.schedule is None else Layer.SCHEDULE
    proof = summary[layer]
    progress = {"layer": str(layer), "best_cost": proof["objective"], "bound": proof["bound"]}
    sentences = sentences_of(with_sentences(planned.plan, earlier_sentences))
    return Outcome({"stopped_by": summary["stopped_by"]}, files, summary, progress, sentences)


def _bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in files.items()}


def run_effect(snapshot: Mapping[str, Any], settings: Mapping[str, Any], watch: Watch) -> Outcome:
    """What a change that was tried would do to everybody waiting; see ``search_effect``."""
    from planner.services.runs.effect_search import search_effect

    return search_effect(snapshot, settings, watch)


def run_capacity(snapshot: Mapping[str, Any], settings: Mapping[str, Any], watch: Watch) -> Outcome:
    """What a capacity study finds about the programme in the snapshot; see ``search_study``."""
    from planner.services.capacity.study_search import search_study

    return search_study(snapshot, settings, watch)


RUN_KINDS: dict[str, Executor] = {
    RunKind.PLAN: run_plan,
    RunKind.EFFECT: run_effect,
    RunKind.CAPACITY: run_capacity,
}
