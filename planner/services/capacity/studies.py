"""Saved capacity studies: look, save, change, delete, calculate."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from planner.db.audit import AuditEvent, append_events
from planner.db.plans import RunRecord, ScenarioRecord
from planner.db.programmes import find_programme
from planner.db.runs import find_run
from planner.db.store import Session
from planner.db.studies import find_study, studies_of, study_runs
from planner.db.told_texts import told_text
from planner.domain.errors import InputError, InputProblem
from planner.domain.runs import RunKind, RunState
from planner.domain.sentences import told
from planner.services.capacity.study_texts import check_study
from planner.services.change import ChangedMeanwhileError
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, require
from planner.services.runs.running import add_run, cancel_run
from planner.services.snapshots import snapshot

_TABLE = "scenarios"
_LONGEST_LABEL = 100
_THREADS = 2


@dataclass(frozen=True)
class StudyRun:
    """A calculation of a study. ``what`` it does now, with ``done`` of ``wanted`` steps.

    ``result`` is left out in lists, and None until there is one. ``has_study``: the study has not
    been deleted since.
    """

    run_id: int
    study_id: int
    label: str
    state: RunState
    is_ending: bool
    requested_by: str
    requested_at: datetime
    finished_at: datetime | None
    error: str | None
    what: str = ""
    done: int = 0
    wanted: int = 0
    result: Mapping[str, Any] | None = None
    has_study: bool = True


@dataclass(frozen=True)
class SavedStudy:
    """A study as it is kept, and its calculations, the newest first."""

    study_id: int
    version: int
    label: str
    text: str
    created_by: str
    created_at: datetime
    runs: tuple[StudyRun, ...]


def saved_studies(desk: Desk, programme: str) -> list[SavedStudy]:
    """Every study of a programme, the newest first.

    Raises:
        NotFoundError, NotAllowedError: not hers to see.
    """
    require(desk.actor, Action.VIEW_CAPACITY, programme)
    with desk.store.reading() as session:
        programme_id = _programme_id(session, programme)
        runs = [_run(run) for run in study_runs(session, programme_id)]
        return [_study(record, runs) for record in studies_of(session, programme_id)]


def saved_study(desk: Desk, programme: str, study_id: int) -> SavedStudy:
    """One study.

    Raises:
        NotFoundError, NotAllowedError: there is none, or not hers to see.
    """
    require(desk.actor, Action.VIEW_CAPACITY, programme)
    with desk.store.reading() as session:
        programme_id = _programme_id(session, programme)
        record = _found(find_study(session, programme_id, study_id))
        return _study(record, [_run(run) for run in study_runs(session, programme_id)])


def add_study(desk: Desk, programme: str, label: str, text: str) -> int:
    """Save a study; returns its id.

    Raises:
        NotFoundError, NotAllowedError: not hers to do.
        InputError, CapacityError: with every mistake of the text, each at its line.
    """
    found = snapshot(desk, programme, Action.STUDY_CAPACITY)
    label, text = _label(label), _plain(text)
    check_study(text, found)
    with desk.store.writing() as session:
        record = ScenarioRecord(
            programme_id=found.programme_id,
            label=label,
            study=text,
            created_by=desk.actor.code,
            created_at=desk.now,
        )
        session.add(record)
        session.flush()
        _tell(session, desk, record)
        return record.id


def edit_study(
    desk: Desk, programme: str, study_id: int, version: int, label: str, text: str
) -> None:
    """Change a study.

    Raises:
        NotFoundError, NotAllowedError: not hers to do.
        InputError, CapacityError: with every mistake of the text, each at its line.
        ChangedMeanwhileError: somebody else was quicker.
    """
    found = snapshot(desk, programme, Action.STUDY_CAPACITY)
    label, text = _label(label), _plain(text)
    check_study(text, found)
    with desk.store.writing() as session:
        record = _found(find_study(session, found.programme_id, study_id, hold=True))
        _require_version(record, version, {"label": label, "study": text})
        record.label, record.study = label, text
        record.version += 1
        _tell(session, desk, record)


def delete_study(desk: Desk, programme: str, study_id: int, version: int) -> None:
    """Delete a study; its calculations stay in the list of runs until the retention rule.

    Raises:
        NotFoundError, NotAllowedError: not hers to do.
        ChangedMeanwhileError: somebody else was quicker.
    """
    require(desk.actor, Action.STUDY_CAPACITY, programme)
    with desk.store.writing() as session:
        record = _found(find_study(session, _programme_id(session, programme), study_id, hold=True))
        _require_version(record, version, {})
        session.delete(record)
        _tell(session, desk, record)


def request_study(desk: Desk, programme: str, study_id: int) -> int:
    """Ask for a calculation on the programme as it is now; returns the run's id.

    Raises:
        NotFoundError, NotAllowedError: not hers to do.
        InputError, CapacityError: the study does not fit the programme any more.
    """
    found = snapshot(desk, programme, Action.STUDY_CAPACITY)
    study = saved_study(desk, programme, study_id)
    check_study(study.text, found)
    settings = {
        "as_of": desk.today.isoformat(),
        "programme": programme,
        "study_id": study_id,
        "label": study.label,
        "text": study.text,
        "threads": _THREADS,
    }
    return add_run(desk, found, RunKind.CAPACITY, Action.STUDY_CAPACITY, settings)


def study_run(desk: Desk, programme: str, run_id: int) -> StudyRun:
    """How a calculation goes, and what it has found.

    Raises:
        NotFoundError, NotAllowedError: there is none, or not hers to see.
    """
    require(desk.actor, Action.VIEW_CAPACITY, programme)
    with desk.store.reading() as session:
        programme_id = _programme_id(session, programme)
        run = find_run(session, programme_id, run_id, hold=False)
        if run is None or run.kind != RunKind.CAPACITY:
            raise NotFoundError(told("There is no such calculation."))
        found = _run(run, run.result)
        study = find_study(session, programme_id, found.study_id)
        return replace(found, has_study=study is not None)


def team_codes(desk: Desk, programme: str) -> list[str]:
    """The codes of the team, which a scenario may change.

    Raises:
        NotFoundError, NotAllowedError: not hers to see.
    """
    found = snapshot(desk, programme, Action.STUDY_CAPACITY)
    return [member.code for member in found.programme.staff]


def stop_study(desk: Desk, programme: str, run_id: int) -> None:
    """End a calculation.

    Raises:
        NotFoundError, NotAllowedError: not hers to do.
        RunOverError: it is over already.
    """
    study_run(desk, programme, run_id)
    cancel_run(desk, programme, run_id, Action.STUDY_CAPACITY)


def _programme_id(session: Session, programme: str) -> int:
    record = find_programme(session, programme)
    if record is None:
        raise NotFoundError(told("There is no such programme."))
    return record.id


def _found(record: ScenarioRecord | None) -> ScenarioRecord:
    if record is None:
        raise NotFoundError(told("There is no such study."))
    return record


def _require_version(record: ScenarioRecord, version: int, yours: dict[str, str]) -> None:
    if record.version != version:
        theirs = {"label": record.label, "study": record.study}
        raise ChangedMeanwhileError(_TABLE, theirs, yours)


def _label(label: str) -> str:
    if not label or len(label) > _LONGEST_LABEL or not label.isprintable():
        message = told(
            "accepted: {accepted}",
            accepted=told("a name of up to {most} characters", most=_LONGEST_LABEL),
        )
        raise InputError([InputProblem("study", 0, "label", message)])
    return label


def _plain(text: str) -> str:
    """The text with the line ends of a file."""
    return text.replace("\r\n", "\n").strip() + "\n"


def _tell(session: Session, desk: Desk, record: ScenarioRecord) -> None:
    about = (record.programme_id, _TABLE, record.id)
    event = AuditEvent(desk.now, desk.actor.code, Action.STUDY_CAPACITY, *about)
    append_events(session, desk.store.key, [event])


def _study(record: ScenarioRecord, runs: list[StudyRun]) -> SavedStudy:
    return SavedStudy(
        study_id=record.id,
        version=record.version,
        label=record.label,
        text=record.study,
        created_by=record.created_by,
        created_at=record.created_at,
        runs=tuple(run for run in runs if run.study_id == record.id),
    )


def _run(run: RunRecord, result: Mapping[str, Any] | None = None) -> StudyRun:
    told = run.progress or {}
    return StudyRun(
        run_id=run.id,
        study_id=run.settings["study_id"],
        label=run.settings["label"],
        state=RunState(run.state),
        is_ending=run.cancel and run.owner is not None,
        requested_by=run.requested_by,
        requested_at=run.requested_at,
        finished_at=run.finished_at,
        error=told_text(run.error),
        what=told.get("what", ""),
        done=told.get("done", 0),
        wanted=told.get("wanted", 0),
        result=result,
    )
