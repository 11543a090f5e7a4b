"""What a change would do to everybody waiting: asked for, looked at, before it is done."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from planner.domain.errors import PlannerError
from planner.domain.participants import Service
from planner.domain.plan import Reason
from planner.domain.runs import RunKind, RunState
from planner.domain.sentences import told
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, require
from planner.services.records.deeds import ACTIONS, Deed, DeedKind, perform
from planner.services.rehearsing import rehearse
from planner.services.runs.running import (
    RunOverError,
    RunStatus,
    add_run,
    cancel_run,
    run_status,
    runs_of,
)
from planner.services.snapshots import Snapshot, snapshot

TIME_LIMIT = 60.0
THREADS = 2
_SEED = 1


class NothingChangesError(PlannerError):
    """What was asked for is so already."""


class Verdict(StrEnum):
    """What a change means for somebody who waits."""

    EARLIER = "earlier"
    LATER = "later"
    OTHER_BED = "other_bed"
    PLACED = "placed"
    DISPLACED = "displaced"
    SAME = "same"
    STILL_WAITING = "still_waiting"


@dataclass(frozen=True)
class Placement:
    """When somebody's service starts and in which bed; ``reason`` where it does not start."""

    start: date | None = None
    bed: str = ""
    reason: Reason | None = None


@dataclass(frozen=True)
class EffectRow:
    """Somebody who waits, before the change and after it."""

    participant: str
    service: Service
    before: Placement
    after: Placement

    @property
    def days(self) -> int | None:
        """So many days later, below 0 earlier; None where she is not placed in both."""
        if self.before.start is None or self.after.start is None:
            return None
        return (self.after.start - self.before.start).days

    @property
    def verdict(self) -> Verdict:
        """What the change means for her."""
        if self.days is None:
            if self.after.start is not None:
                return Verdict.PLACED
            return Verdict.DISPLACED if self.before.start is not None else Verdict.STILL_WAITING
        if self.days:
            return Verdict.LATER if self.days > 0 else Verdict.EARLIER
        return Verdict.SAME if self.before.bed == self.after.bed else Verdict.OTHER_BED


@dataclass(frozen=True)
class Effect:
    """A change that was tried. ``is_outdated``: the programme is not any more as it was then.

    ``rows`` are None until they are known, and for good where the search was stopped too early;
    ``is_best``: both plans are proven the best.
    """

    run_id: int
    state: RunState
    error: str | None
    deed: Deed
    rows: tuple[EffectRow, ...] | None
    is_best: bool
    is_outdated: bool


def request_effect(desk: Desk, programme: str, deed: Deed) -> int:
    """Try a change and ask for its effect on everybody waiting; returns the run's id.

    Whoever asks again does not wait any more for what she asked before.

    Raises:
        NothingChangesError: it would change nothing.
        InputError, CommitmentError, StayError, ChangedMeanwhileError: it would be refused.
        NotFoundError, NotAllowedError: not hers to do.
    """
    before = snapshot(desk, programme, ACTIONS[deed.kind])
    after = rehearse(desk, lambda trying: perform(trying, programme, deed))
    if after is None:
        raise NothingChangesError(told("This is so already: nothing would change."))
    _forget_earlier(desk, programme)
    settings = {
        "as_of": desk.today.isoformat(),
        "time_limit": TIME_LIMIT,
        "seed": _SEED,
        "threads": THREADS,
        "deed": {
            "kind": deed.kind,
            "row_id": deed.row_id,
            "version": deed.version,
            "cells": dict(deed.cells),
        },
    }
    beside = {"after": _texts(after)}
    return add_run(desk, before, RunKind.EFFECT, Action.REQUEST_RUN, settings, beside)


def effect(desk: Desk, programme: str, run_id: int) -> Effect:
    """How far the search for an effect is, and what was found.

    Raises:
        NotFoundError, NotAllowedError: there is none, or not hers to see.
    """
    status = run_status(desk, programme, run_id)
    if status.kind is not RunKind.EFFECT:
        raise NotFoundError(told("There is no such effect."))
    deed = _deed(status)
    require(desk.actor, ACTIONS[deed.kind], programme)
    now = snapshot(desk, programme, ACTIONS[deed.kind])
    result = status.result or {}
    # Whatever a cancelled search still wrote down was never searched to its end.
    is_known = status.state is RunState.DONE and "rows" in result
    rows = effect_rows(result) if is_known else None
    return Effect(
        run_id=run_id,
        state=status.state,
        error=status.error,
        deed=deed,
        rows=rows,
        is_best=bool(result.get("is_best")),
        is_outdated=now.revision != status.revision,
    )


def effect_rows(result: Mapping[str, Any]) -> tuple[EffectRow, ...]:
    """The rows of a document of ``search_effect``."""
    return tuple(map(_row, result["rows"]))


def _forget_earlier(desk: Desk, programme: str) -> None:
    for run in runs_of(desk, programme):
        is_hers = run.kind is RunKind.EFFECT and run.requested_by == desk.actor.code
        if is_hers and not run.state.is_final and not run.is_ending:
            with suppress(RunOverError):
                cancel_run(desk, programme, run.run_id)


def _texts(found: Snapshot) -> dict[str, str]:
    return {name: content.decode() for name, content in found.files.items()}


def _deed(status: RunStatus) -> Deed:
    told = status.settings["deed"]
    return Deed(DeedKind(told["kind"]), told["row_id"], told["version"], told["cells"])


def _row(told: Mapping[str, Any]) -> EffectRow:
    return EffectRow(
        told["participant"],
        Service(told["service"]),
        _placement(told["before"]),
        _placement(told["after"]),
    )


def _placement(told: Mapping[str, Any]) -> Placement:
    return Placement(
        date.fromisoformat(told["start"]) if told["start"] else None,
        told["bed"],
        Reason(told["reason"]) if told["reason"] else None,
    )
