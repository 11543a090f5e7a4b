"""What one plan does otherwise than another: added, moved, cancelled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.clock import monday_of
from planner.domain.plan import Plan, StayPlan
from planner.domain.schedule import PlannedSession, Schedule


class DifferenceKind(StrEnum):
    """What differs."""

    STAY = "stay"
    ENROLMENT = "enrolment"
    WORKER = "worker"
    SHIFT = "shift"
    ACTIVITY = "activity"
    SESSION = "session"


class DifferenceSort(StrEnum):
    """How it differs."""

    ADDED = "added"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Difference:
    """One thing in the plan before and after; ``day`` is the first day that it touches.

    ``who`` is a participant, for shifts and activities their code. The texts of ``before`` and
    ``after`` are cells as in a plan folder, empty where there is nothing.
    """

    kind: DifferenceKind
    sort: DifferenceSort
    who: str
    day: date
    before: Mapping[str, str]
    after: Mapping[str, str]


def differences(before: Plan, after: Plan, since: date) -> list[Difference]:
    """Everything from ``since`` on that differs, in the order of days."""
    found = [*_stay_differences(before.stays, after.stays, since)]
    if before.schedule is not None and after.schedule is not None:
        found += _schedule_differences(before.schedule, after.schedule, since)
    return sorted(found, key=lambda item: (item.day, item.kind, item.who, item.sort))


_Cells = Mapping[str, str]


def _pairs(
    kind: DifferenceKind,
    before: Mapping[tuple[str, str], _Cells],
    after: Mapping[tuple[str, str], _Cells],
) -> Iterator[Difference]:
    """Things that keep their key are the same thing."""
    for who, number in sorted(before.keys() | after.keys()):
        old, new = before.get((who, number), {}), after.get((who, number), {})
        if old != new:
            yield Difference(kind, _sort(old, new), who, _first_day(old, new), old, new)


def _first_day(before: _Cells, after: _Cells) -> date:
    starts = [cells.get("admission") or cells["start"] for cells in (before, after) if cells]
    return min(map(date.fromisoformat, starts))


def _stay_differences(before: StayPlan, after: StayPlan, since: date) -> Iterator[Difference]:
    kinds = DifferenceKind
    yield from _pairs(kinds.STAY, _stays(before, since), _stays(after, since))
    yield from _pairs(kinds.ENROLMENT, _enrolments(before, since), _enrolments(after, since))
    for item in _pairs(kinds.WORKER, _workers(before, since), _workers(after, since)):
        if "" != item.before.get("staff", "") != item.after.get("staff", "") != "":
            yield item


def _stays(plan: StayPlan, since: date) -> dict[tuple[str, str], _Cells]:
    rows = sorted((r for r in plan.stays if r.discharge > since), key=lambda r: r.admission)
    return _numbered(
        (
            row.participant,
            {
                "bed": row.bed,
                "admission": row.admission.isoformat(),
                "discharge": row.discharge.isoformat(),
            },
        )
        for row in rows
    )


def _enrolments(plan: StayPlan, since: date) -> dict[tuple[str, str], _Cells]:
    rows = sorted((r for r in plan.enrolments if r.end > since), key=lambda r: r.start)
    return _numbered(
        (row.participant, {"start": row.start.isoformat(), "end": row.end.isoformat()})
        for row in rows
    )


def _workers(plan: StayPlan, since: date) -> dict[tuple[str, str], _Cells]:
    """Whose worker changes; that somebody is served at all is told by stay and enrolment."""
    rows = sorted((r for r in plan.support if r.end > since), key=lambda r: r.start)
    return _numbered(
        (row.participant, {"staff": row.staff, "start": row.start.isoformat()}) for row in rows
    )


def _numbered(rows: "Iterator[tuple[str, _Cells]]") -> dict[tuple[str, str], _Cells]:
    """Rows by who and how many before were hers, so that her first stays are compared."""
    found: dict[tuple[str, str], _Cells] = {}
    counts: dict[str, int] = {}
    for who, cells in rows:
        counts[who] = counts.get(who, 0) + 1
        found[who, str(counts[who])] = cells
    return found


def _schedule_differences(before: Schedule, after: Schedule, since: date) -> Iterator[Difference]:
    yield from _duties(DifferenceKind.SHIFT, _shifts(before, since), _shifts(after, since))
    yield from _duties(DifferenceKind.ACTIVITY, _leaders(before, since), _leaders(after, since))
    yield from _session_differences(before, after, since)


def _shifts(schedule: Schedule, since: date) -> dict[tuple[str, date], set[str]]:
    found: dict[tuple[str, date], set[str]] = {}
    for row in schedule.roster:
        if row.day >= since:
            found.setdefault((row.shift, row.day), set()).add(row.staff)
    return found


def _leaders(schedule: Schedule, since: date) -> dict[tuple[str, date], set[str]]:
    return {
        (row.activity, row.day): set(row.staff) for row in schedule.activities if row.day >= since
    }


def _duties(
    kind: DifferenceKind,
    before: Mapping[tuple[str, date], set[str]],
    after: Mapping[tuple[str, date], set[str]],
) -> Iterator[Difference]:
    """A duty that somebody else has now is one that moved."""
    for code, day in sorted(before.keys() | after.keys()):
        old, new = before.get((code, day), set()), after.get((code, day), set())
        gone, come = sorted(old - new), sorted(new - old)
        for number in range(max(len(gone), len(come))):
            left = _duty(gone, number, day)
            right = _duty(come, number, day)
            yield Difference(kind, _sort(left, right), code, day, left, right)


def _duty(staff: list[str], number: int, day: date) -> _Cells:
    return {"staff": staff[number], "date": day.isoformat()} if number < len(staff) else {}


def _sort(before: _Cells, after: _Cells) -> DifferenceSort:
    if before and after:
        return DifferenceSort.MOVED
    return DifferenceSort.ADDED if after else DifferenceSort.CANCELLED


def _session_differences(before: Schedule, after: Schedule, since: date) -> Iterator[Difference]:
    """Sessions of one participant in one week that differ are taken for moved, in order."""
    old, new = _sessions(before, since), _sessions(after, since)
    for participant, monday in sorted(old.keys() | new.keys()):
        was, now = old.get((participant, monday), []), new.get((participant, monday), [])
        gone = [cells for cells in was if cells not in now]
        come = [cells for cells in now if cells not in was]
        for number in range(max(len(gone), len(come))):
            left = gone[number] if number < len(gone) else {}
            right = come[number] if number < len(come) else {}
            day = min(cells["date"] for cells in (left, right) if cells)
            yield Difference(
                DifferenceKind.SESSION,
                _sort(left, right),
                participant,
                date.fromisoformat(day),
                left,
                right,
            )


def _sessions(schedule: Schedule, since: date) -> dict[tuple[str, date], list[_Cells]]:
    found: dict[tuple[str, date], list[_Cells]] = {}
    rows = sorted(schedule.sessions, key=lambda row: (row.day, row.start_minute))
    for row in rows:
        if row.day >= since:
            found.setdefault((row.participant, monday_of(row.day)), []).append(_session(row))
    return found


def _session(row: PlannedSession) -> _Cells:
    return {
        "staff": row.staff,
        "date": row.day.isoformat(),
        "start": f"{row.start_minute // 60:02}:{row.start_minute % 60:02}",
        "room": row.room,
    }
