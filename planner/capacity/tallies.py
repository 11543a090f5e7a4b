"""Sums over people, for each replication: everything that the indicators are made of."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from planner.capacity.history import Block, History
from planner.capacity.overstay import overstay
from planner.capacity.scenario import Mode, Need, Scenario, Study
from planner.capacity.support import support_sums

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Sums = dict[str, Array]


def tally(scenario: Scenario, study: Study, history: History, replications: int) -> Sums:
    """The sums by name, each of shape (replications,).

    Referrals are those made inside the window, for a bed where anybody asks for one. In a
    terminating study their fates are those at the horizon; in the long run waits and shares use
    the fate that each of them finally has, and the three counts still say how things stand at the
    horizon.
    """
    sums: Sums = {}
    main = scenario.main_needs
    for block in history.referred:
        fates = _fates(study, block)
        name = scenario.classes[block.group].name
        _add_all(sums, {f"{part} {name}": fates[part] for part in _OF_A_CLASS} if name else {})
        _add_all(sums, fates if block.need in main else {})
    for block in history.waiting:
        _add_all(sums, _fates_of_waiting(study, block) if block.need in main else {})
    for block in history.blocks:
        _add_all(sums, _presence(study, block, block.need in main))
        _add_all(sums, _places(scenario, study, block))
    for person in history.served:
        end = person.end[None, :]
        begun = np.full_like(end, study.window[0])
        _add_all(sums, _service(study, person.need, begun, end))
        if scenario.places is not None and person.place_left > 0:
            until = np.minimum(end, person.place_left)
            _add(sums, "place_time", _time_in(study, np.zeros_like(end), until))
    if scenario.support is not None:
        _add_all(sums, support_sums(scenario.support, study, history))
    zero = np.zeros(replications)
    sums = {name: sums.get(name, zero) for name in (*_ALWAYS, *sums)}
    sums |= _amounts(scenario, study, replications)
    if not scenario.beds_in_service.never_falls:
        _add(sums, "bed_time_in_service", overstay(scenario, study.window, history))
    return sums


_ALWAYS = (
    *("referrals", "admitted", "left", "waiting", "resolved", "resolved_left", "delayed"),
    *("wait_admitted", "wait_resolved", "resolved_admitted", "wait_so_far", "queue_time"),
    *("bed_time", "service_time", "leavers", "completions", "admissions"),
)


_OF_A_CLASS = ("wait_admitted", "resolved_admitted", "resolved_left", "resolved")


def _add(sums: Sums, name: str, amount: Array) -> None:
    sums[name] = sums[name] + amount if name in sums else amount


def _add_all(sums: Sums, more: Mapping[str, Array]) -> None:
    for name, amount in more.items():
        _add(sums, name, amount)


def _count(mask: Mask) -> Array:
    count: NDArray[np.uint32] = np.add.reduce(mask.view(np.uint8), axis=0, dtype=np.uint32)
    return count.astype(np.float64)


def _sum(amounts: Array) -> Array:
    total: Array = np.add.reduce(amounts, axis=0)
    return total


def _sum_of_few(mask: Mask, amounts: Array) -> Array:
    """The sums over the few people for whom the mask holds."""
    places = np.flatnonzero(mask)
    columns = mask.shape[1]
    found = np.bincount(places % columns, amounts.ravel()[places], minlength=columns)
    return found.astype(np.float64)


def _fates(study: Study, block: Block) -> Sums:
    """What became of the referrals of the window."""
    inside = _within(study, block.arrival)
    decided = inside & (block.out < study.horizon)
    undecided = inside & (block.out >= study.horizon)
    at_once = inside & (block.out == block.arrival)
    at_once &= block.taken
    referrals, of_decided = _count(inside), _count(decided)
    of_admitted, of_undecided = _count(decided & block.taken), _count(undecided)
    sums = {
        "referrals": referrals,
        "admitted": of_admitted,
        "left": of_decided - of_admitted,
        "waiting": of_undecided,
        "delayed": referrals - _count(at_once),
        "wait_so_far": study.horizon * of_undecided - _sum_of_few(undecided, block.arrival),
    }
    if study.mode is Mode.STEADY:
        decided, of_decided = inside, referrals
        of_admitted = _count(inside & block.taken)
    waits = block.out - block.arrival
    waits *= decided
    sums["wait_resolved"] = _sum(waits)
    waits *= block.taken
    sums["wait_admitted"] = _sum(waits)
    sums["resolved"], sums["resolved_admitted"] = of_decided, of_admitted
    sums["resolved_left"] = of_decided - of_admitted
    return sums


def _within(study: Study, times: Array) -> Mask:
    start, end = study.window
    inside = times < end
    inside &= times >= start
    return inside


def _fates_of_waiting(study: Study, block: Block) -> Sums:
    """What became of those who waited at time 0; their waits count from their referral."""
    assert block.waited is not None
    decided = block.out < study.horizon
    admitted = decided & block.taken
    return {
        "listed": np.full(block.arrival.shape[1], float(len(block.arrival))),
        "listed_admitted": _count(admitted),
        "listed_left": _count(decided & ~block.taken),
        "listed_waiting": _count(~decided),
        "listed_wait": _sum((block.out + block.waited[:, None]) * admitted),
    }


def _presence(study: Study, block: Block, is_main: bool) -> Sums:
    """Time in service inside the window; of the main needs also time spent waiting and events."""
    begun = np.clip(block.out, *study.window)
    sums = _service(study, block.need, begun, block.end, block.taken)
    if is_main:
        outs = _within(study, block.out)
        of_outs, admissions = _count(outs), _count(outs & block.taken)
        begun -= np.clip(block.arrival, *study.window)
        sums |= {"queue_time": _sum(begun), "admissions": admissions}
        sums["leavers"] = of_outs - admissions
    return sums


def _service(study: Study, need: Need, begun: Array, end: Array, taken: Mask | None = None) -> Sums:
    """Bed time for residents, service time for everybody, and discharges.

    ``begun`` is already limited to the window.
    """
    spent = np.clip(end, *study.window)
    spent -= begun
    time = _sum(spent)
    sums = {"service_time": time}
    if need is Need.RESIDENTIAL:
        sums["bed_time"] = time
        ends = _within(study, end)
        sums["completions"] = _count(ends if taken is None else ends & taken)
    return sums


def _time_in(study: Study, begin: Array, end: Array) -> Array:
    spent = np.clip(end, *study.window)
    spent -= np.clip(begin, *study.window)
    return _sum(spent)


def _places(scenario: Scenario, study: Study, block: Block) -> Sums:
    """Time in the day program inside the window."""
    if scenario.places is None or block.need is Need.SUPPORT:
        return {}
    until = block.end
    if block.need is Need.RESIDENTIAL:
        if not scenario.residents_join:
            return {}
        until = np.minimum(until, block.out + scenario.place_time)
    return {"place_time": _time_in(study, block.out, until)}


def _amounts(scenario: Scenario, study: Study, replications: int) -> Sums:
    """What is there to be used, the same in each replication."""
    start, end = study.window
    funded = sum(max(0.0, min(bed.closes, end) - max(bed.opens, start)) for bed in scenario.beds)
    if scenario.funded_beds is not None:
        funded = scenario.funded_beds * study.length
    amounts = {
        "bed_time_in_service": scenario.beds_in_service.integral(start, end),
        "bed_time_funded": funded,
        "length": study.length,
        "one": 1.0,
    }
    if scenario.caseload is not None:
        amounts["caseload_time"] = scenario.caseload.integral(start, end)
    if scenario.places is not None:
        amounts["places_time"] = scenario.places.integral(start, end)
    return {name: np.full(replications, amount) for name, amount in amounts.items()}
