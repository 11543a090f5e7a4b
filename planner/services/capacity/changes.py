"""A scenario's changes made to the programme itself, so that every planner sees the same."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from planner.domain.participants import ConflictKind
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.domain.staffing import Absence, StaffMember
from planner.domain.stays import Bed, BedClosure
from planner.services.capacity.programme import Clock

Report = Callable[[str, str], None]
_LISTS = ("open_beds", "close_beds", "staff_gone", "staff_added", "staff_changed")
_FAR = timedelta(days=3653)


def effective(base: Mapping[str, Any], scenario: Mapping[str, Any]) -> dict[str, Any]:
    """What holds in a scenario: its own keys before those of the base, lists of changes added."""
    merged = {**base, **scenario}
    for key in _LISTS:
        if key in base and key in scenario:
            merged[key] = (*base[key], *scenario[key])
    if "policy" in base and "policy" in scenario:
        policy = {name: dict(keys) for name, keys in base["policy"].items()}
        for name, keys in scenario["policy"].items():
            policy.setdefault(name, {}).update(keys)
        merged["policy"] = policy
    if "referral_rate" in scenario and "classes" not in scenario and "classes" in base:
        total = sum(kind["referral_rate"] for kind in base["classes"])
        share = scenario["referral_rate"] / total
        merged["classes"] = tuple(
            {**kind, "referral_rate": kind["referral_rate"] * share} for kind in base["classes"]
        )
    elif "classes" in scenario:
        merged.pop("referral_rate", None)
    return merged


def changed(
    programme: Programme, given: Mapping[str, Any], clock: Clock, report: Report
) -> Programme:
    """The programme with the changes made; ``report`` gets each key that does not fit it."""
    programme = _with_policy(programme, given, clock)
    programme = _with_beds(programme, given, clock, report)
    return _with_staff(programme, given, clock, report)


def _with_policy(programme: Programme, given: Mapping[str, Any], clock: Clock) -> Programme:
    policy = {name: dict(keys) for name, keys in given.get("policy", {}).items()}
    if "turnover" in given and given["turnover"]["law"] == "deterministic":
        days = round(given["turnover"]["value"] * clock.days_per_unit)
        policy.setdefault("stays", {})["turnover_days"] = days
    if given.get("places") is not None:
        policy.setdefault("day_program", {})["places"] = given["places"]
    places = {"stays": "stay_rules", "day_program": "day_program", "support": "support",
              "stay_costs": "stay_costs", "schedule_costs": "schedule_costs"}  # fmt: skip
    known = {field.name for field in fields(Programme)}
    for name, keys in policy.items():
        if name == "priority_weights":
            weights = {**programme.priority_weights}
            weights |= {rank: keys[rank] for rank in weights if rank in keys}
            programme = replace(programme, priority_weights=weights)
            continue
        field = places[name]
        assert field in known
        rules = replace(getattr(programme, field), **keys)
        programme = replace(programme, **{field: rules})
    return programme


def _with_beds(
    programme: Programme, given: Mapping[str, Any], clock: Clock, report: Report
) -> Programme:
    opened: list[dict[str, Any]] = list(given.get("open_beds", ()))
    closed: list[dict[str, Any]] = list(given.get("close_beds", ()))
    if isinstance(given.get("beds"), int):
        today = programme.as_of
        open_now = [bed for bed in programme.beds if bed.closes is None or bed.closes > today]
        more = given["beds"] - len(open_now)
        if more > 0:
            opened.insert(0, {"count": more})
        elif more < 0:
            closed.insert(0, {"count": -more})
    elif "beds" in given:
        report(
            "beds", told("accepted with a programme: a number of beds, open_beds and close_beds")
        )
    for change in opened:
        for _ in range(change.get("count", 1)):
            bed = Bed(_new_code(programme), programme.beds[0].house if programme.beds else "main",
                      opens=_day(change.get("from"), clock), closes=_day(change.get("until"), clock))  # fmt: skip # noqa: E501
            programme = replace(programme, beds=(*programme.beds, bed))
    for change in closed:
        programme = _closing(programme, change, clock, report)
    return programme


def _day(value: float | date | None, clock: Clock) -> date | None:
    return None if value is None else clock.day(value)


def _new_code(programme: Programme) -> str:
    number = 1
    while f"NEW{number}" in programme.bed_by_code:
        number += 1
    return f"NEW{number}"


def _closing(
    programme: Programme, change: Mapping[str, Any], clock: Clock, report: Report
) -> Programme:
    """Beds closed from a day on, or as soon as whoever has a commitment there has left."""
    start, end = clock.day(change.get("from")), _day(change.get("until"), clock)
    codes = [bed.code for bed in programme.beds if bed.closes is None or bed.closes > start]
    if "bed" in change:
        if change["bed"] not in codes:
            report("close_beds", told("bed {bed} is not in service then", bed=change["bed"]))
            return programme
        codes = [change["bed"]]
    count = 1 if "bed" in change else change.get("count", 1)
    if count > len(codes):
        report(
            "close_beds",
            told(
                "{count} beds to close, but {known} are in service then",
                count=count,
                known=len(codes),
            ),
        )
        return programme
    free = sorted(codes, key=lambda code: (_free_from(programme, code, start), codes.index(code)))
    for code in free[:count]:
        programme = _closed(programme, code, _free_from(programme, code, start), end)
    return programme


def _free_from(programme: Programme, code: str, start: date) -> date:
    """The first day from ``start`` on after which nobody has a commitment in the bed."""
    ends = [stay.discharge for stay in programme.stays if stay.bed == code and stay.is_commitment]
    return max([start, *ends])


def _closed(programme: Programme, code: str, start: date, end: date | None) -> Programme:
    if end is not None:
        if end <= start:
            return programme
        closure = BedClosure(code, start, end)
        return replace(programme, closures=(*programme.closures, closure))
    beds = tuple(
        replace(bed, closes=start if bed.closes is None else min(start, bed.closes))
        if bed.code == code
        else bed
        for bed in programme.beds
    )
    return replace(programme, beds=beds)


def _with_staff(
    programme: Programme, given: Mapping[str, Any], clock: Clock, report: Report
) -> Programme:
    for change in given.get("staff_changed", ()):
        values = {key: value for key, value in change.items() if key != "staff"}
        programme = _member_changed(programme, change["staff"], values, report)
    for change in given.get("staff_added", ()):
        programme = _member_added(programme, change, clock, report)
    for change in given.get("staff_gone", ()):
        programme = _member_gone(programme, change["staff"], clock.day(change.get("from")), report)
    return programme


def _member_changed(
    programme: Programme, code: str, values: Mapping[str, Any], report: Report
) -> Programme:
    if code not in programme.staff_by_code:
        report("staff_changed", told("there is no staff member {code}", code=code))
        return programme
    staff = tuple(
        replace(member, **values) if member.code == code else member for member in programme.staff
    )
    return replace(programme, staff=staff)


def _member_added(
    programme: Programme, change: Mapping[str, Any], clock: Clock, report: Report
) -> Programme:
    """A new member like another: her skills, hours, caseload and availability."""
    like = programme.staff_by_code.get(change["like"])
    if like is None or change["code"] in programme.staff_by_code:
        code = change["like"] if like is None else change["code"]
        report(
            "staff_added",
            told("there is no staff member {code}", code=code)
            if like is None
            else told("{code} is there already", code=code),
        )
        return programme
    new: StaffMember = replace(like, code=change["code"])
    availability = tuple(
        replace(row, staff=new.code) for row in programme.availability if row.staff == like.code
    )
    start = clock.day(change.get("from"))
    before: tuple[Absence, ...] = ()
    if start > programme.as_of:
        before = (_away(new.code, programme.schedule_start, start),)
    return replace(
        programme,
        staff=(*programme.staff, new),
        availability=(*programme.availability, *availability),
        absences=(*programme.absences, *before),
    )


def _away(code: str, start: date, end: date) -> Absence:
    return Absence(code, datetime.combine(start, time()), datetime.combine(end, time()), "scenario")


def _member_gone(programme: Programme, code: str, start: date, report: Report) -> Programme:
    """Somebody who has left: later on she is absent; from today she is in no table any more."""
    if code not in programme.staff_by_code:
        report("staff_gone", told("there is no staff member {code}", code=code))
        return programme
    if start > programme.as_of:
        absence = _away(code, start, start + _FAR)
        return replace(programme, absences=(*programme.absences, absence))
    tables = ("availability", "absences", "shift_limits", "requests", "roster", "sessions",
              "assignments")  # fmt: skip
    kept: dict[str, Any] = {
        name: tuple(row for row in getattr(programme, name) if row.staff != code) for name in tables
    }
    conflicts = tuple(
        row
        for row in programme.conflicts
        if not (row.kind is ConflictKind.STAFF and row.second == code)
    )
    staff = tuple(member for member in programme.staff if member.code != code)
    return replace(programme, staff=staff, conflicts=conflicts, **kept)


def staff_steps(
    programme: Programme,
    given: Mapping[str, Any],
    clock: Clock,
    value: Callable[[StaffMember], int],
) -> tuple[int, list[tuple[float, float]]]:
    """The team's total of a value at the start, and its changes as people come and go."""
    later = {
        change["code"]: clock.time(clock.day(change.get("from")))
        for change in given.get("staff_added", ())
    }
    gone = {
        change["staff"]: clock.time(clock.day(change.get("from")))
        for change in given.get("staff_gone", ())
    }
    total, changes = 0, []
    for member in programme.staff:
        amount = value(member)
        if later.get(member.code, 0.0) > 0:
            changes.append((later[member.code], float(amount)))
        else:
            total += amount
        if gone.get(member.code, 0.0) > 0:
            changes.append((gone[member.code], -float(amount)))
    return total, changes
