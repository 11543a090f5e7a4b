"""The use case: read a scenario file, study it, and say what it would mean."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from planner.capacity import sweeps
from planner.capacity.fitting import Fit
from planner.capacity.results import StudyResult
from planner.capacity.running import Control
from planner.capacity.scenario import Mode, Study, fingerprint
from planner.capacity.studying import run_study
from planner.domain.programme import Programme
from planner.scheduling.planning import Limits
from planner.services.capacity import programme as people
from planner.services.capacity.document import CapacityReport
from planner.services.capacity.programme import Clock
from planner.services.capacity.records import Records, records_of
from planner.services.capacity.schedule import ScheduleSide, schedule_sides
from planner.services.plans.planning import versions
from planner.tables.programme import LoadedProgramme, read_programme
from planner.tables.scenarios import ScenarioFile, read_scenarios

DEFAULT_SCHEDULE_SECONDS = 30.0
CURVE_POINTS = 49


@dataclass
class Settings:
    """What the caller decides rather than the file; None leaves it to the file.

    ``report`` gets what is going on, how much is done and of how much. ``stop`` may be set from
    another thread. ``executor`` None: in this process.
    """

    today: date
    seed: int | None = None
    replications: int | None = None
    precision: float | None = None
    engine: str | None = None
    with_schedule: bool = True
    schedule_seconds: float | None = None
    threads: int = 2
    with_curves: bool = True
    executor: Executor | None = None
    report: Callable[[str, int, int], None] = lambda _what, _done, _of: None
    stop: threading.Event = field(default_factory=threading.Event)


def study_file(path: Path, settings: Settings) -> CapacityReport:
    """Everything that a scenario file asks for.

    Raises:
        InputError: the file, or its programme folder, has mistakes.
        CapacityError: a question has no answer, or no engine for it.
        StoppedError: the stop was set.
    """
    return study_scenarios(read_scenarios(path), settings)


def study_scenarios(
    file: ScenarioFile, settings: Settings, loaded: LoadedProgramme | None = None
) -> CapacityReport:
    """The same for a file that is read already; ``loaded`` replaces the folder that it names.

    Raises:
        InputError, CapacityError, StoppedError: as for a file.
    """
    _decide(file, settings)
    if loaded is None and file.programme is not None:
        loaded = read_programme(file.programme)
    programme = loaded.programme if loaded else None
    records = records_of(file, programme)
    curves = CURVE_POINTS if settings.with_curves else 0
    study = replace(records.study, curve_points=curves)
    control = Control(
        settings.executor,
        lambda done, total: settings.report("simulating", done, total),
        settings.stop,
    )
    found = run_study(records.scenarios, study, control)
    tools = _further_questions(file, records, study, control)
    sides = _schedule(file, records, settings)
    stamp = _stamp(file, records, found, settings, loaded)
    return CapacityReport(found, stamp, tuple(sides), fits=_fits(programme, study), **tools)


def _decide(file: ScenarioFile, settings: Settings) -> None:
    """What the caller asks for goes before what the file says."""
    if settings.seed is not None:
        file.study["seed"] = settings.seed
    if settings.engine is not None:
        file.study["engine"] = settings.engine
    if settings.replications is not None:
        file.study["replications"] = settings.replications
        file.study.pop("precision", None)
    if settings.precision is not None:
        file.study["precision"] = settings.precision
        file.study.pop("replications", None)


def _further_questions(
    file: ScenarioFile, records: Records, study: Study, control: Control
) -> dict[str, Any]:
    """Tornado, grid and search, each of one scenario, the base if none is named."""
    found: dict[str, Any] = {}
    by_label = {scenario.label: scenario for scenario in records.scenarios}
    for name, asked in file.tools.items():
        scenario = by_label[asked["scenario"]] if "scenario" in asked else records.scenarios[0]
        indicator = asked.get("indicator", "mean_wait_admitted")
        if name == "tornado":
            found[name] = sweeps.tornado(scenario, study, indicator, asked["vary"], control)
        elif name == "grid":
            x, y = ((asked[axis]["key"], asked[axis]["values"]) for axis in ("x", "y"))
            found[name] = sweeps.grid(scenario, study, indicator, x, y, control)
        else:
            found[name] = sweeps.smallest_capacity(
                scenario,
                study,
                indicator,
                asked.get("key", "beds"),
                range(asked.get("from", 1), asked["to"] + 1),
                asked["below"],
                asked.get("confidence", 0.9),
                control,
            )
    return found


def _schedule(file: ScenarioFile, records: Records, settings: Settings) -> list[ScheduleSide]:
    if not records.programmes or not settings.with_schedule:
        return []
    if not file.study.get("schedule", True):
        return []
    seconds = settings.schedule_seconds or file.study.get(
        "schedule_seconds", DEFAULT_SCHEDULE_SECONDS
    )
    limits = Limits(None, records.study.seed, settings.threads, settings.stop)
    return schedule_sides(
        records.programmes,
        seconds,
        limits,
        lambda done, total: settings.report("planning the schedule", done, total),
    )


def _fits(programme: Programme | None, study: Study) -> dict[str, Fit]:
    """The laws that the programme's own history gives, where there is enough of it."""
    if programme is None:
        return {}
    clock = Clock(programme.as_of, study.days_per_unit)
    fits = {
        "stays": people.fitted_stays(programme, clock),
        "referrals": people.fitted_referrals(programme, clock),
    }
    return {name: fit for name, fit in fits.items() if fit is not None}


def _stamp(
    file: ScenarioFile,
    records: Records,
    found: StudyResult,
    settings: Settings,
    loaded: LoadedProgramme | None,
) -> Mapping[str, Any]:
    """All that is needed to get the same figures again."""
    study = found.study
    return {
        "date": settings.today.isoformat(),
        "as_of": loaded.programme.as_of.isoformat() if loaded else None,
        "mode": str(study.mode),
        "start": "today" if study.starts_today and study.mode is Mode.TERMINATING else "empty",
        "time_unit": study.time_unit,
        "horizon": study.horizon,
        "window": list(study.window),
        "seed": study.seed,
        "replications": found.replications,
        "precision": study.precision,
        "laws": {
            "stay": records.scenarios[0].stay.document(),
            "patience": records.scenarios[0].patience.document(),
        },
        "origins": dict(records.origins),
        "record_sha256": fingerprint(study, records.scenarios),
        "file_sha256": file.sha256,
        "input_sha256": loaded.input_sha256 if loaded else None,
        "versions": {**versions(), "numpy": version("numpy")},
    }
