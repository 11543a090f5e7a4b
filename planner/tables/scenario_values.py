"""What a key of a scenario file may hold: numbers, moments, laws, and lists of small tables."""

import json
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import reduce
from typing import Any

from planner.domain.sentences import joined, told
from planner.tables.cells import CODE_PATTERN, known_day
from planner.tables.values import ValueKind

_MOST = 1e9
_MOST_PARTS, _MOST_VALUES, _MOST_PHASES, _MOST_ROWS = 20, 10_000, 100, 1000
_FEW_LETTERS = 60


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError
    return float(value)


def _require(condition: bool) -> None:
    if not condition:
        raise ValueError


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError
    return value


def number(low: float, high: float = _MOST, above: bool = False) -> ValueKind:
    """A number from ``low`` (or above it) to ``high``."""

    def read(value: object) -> float:
        found = _number(value)
        _require(low <= found <= high and not (above and found == low))
        return found

    ends = {"low": f"{low:g}", "high": f"{high:g}"}
    if above:
        return ValueKind(told("a number above {low} to {high}", **ends), read)
    return ValueKind(told("a number from {low} to {high}", **ends), read)


def _moment(value: object) -> float | date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return known_day(value)
    found = _number(value)
    _require(0 <= found <= _MOST)
    return found


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 100:
        raise ValueError
    _require(value.isprintable())
    return value


def _class_name(value: object) -> str:
    _require(isinstance(value, str) and bool(CODE_PATTERN.fullmatch(value)))
    return str(value)


def _window(value: object) -> tuple[float, float]:
    _require(isinstance(value, list) and len(value) == 2)
    assert isinstance(value, list)
    start, end = _number(value[0]), _number(value[1])
    _require(0 <= start < end <= _MOST)
    return start, end


def read_law(value: object) -> dict[str, Any]:
    """A law of a time as its table, weights of a mixture adding up to 1.

    Raises:
        ValueError: it is none.
    """
    given = dict(_table(value))
    name = given.pop("law", None)
    _require(isinstance(name, str) and name in _LAWS)
    assert isinstance(name, str)
    keys, read = _LAWS[name]
    _require(set(given) == set(keys))
    return {"law": name, **read(given)}


def read_patience(value: object) -> dict[str, Any]:
    """A law of patience: those of times, ``none`` and ``zero``.

    Raises:
        ValueError: it is none of them.
    """
    table = _table(value)
    if table.get("law") in ("none", "zero") and len(table) == 1:
        return dict(table)
    return read_law(value)


def _positive(value: object) -> float:
    found = _number(value)
    _require(0 < found <= _MOST)
    return found


def _mean(given: dict[str, Any]) -> dict[str, Any]:
    return {"mean": _positive(given["mean"])}


def _value(given: dict[str, Any]) -> dict[str, Any]:
    found = _number(given["value"])
    _require(0 <= found <= _MOST)
    return {"value": found}


def _between(given: dict[str, Any]) -> dict[str, Any]:
    low, high = _number(given["low"]), _number(given["high"])
    _require(0 <= low < high <= _MOST)
    return {"low": low, "high": high}


def _phases(given: dict[str, Any]) -> dict[str, Any]:
    phases = given["k"]
    _require(isinstance(phases, int) and not isinstance(phases, bool))
    _require(1 <= phases <= _MOST_PHASES)
    return {"k": phases, **_mean(given)}


def _seen(given: dict[str, Any]) -> dict[str, Any]:
    values = given["values"]
    _require(isinstance(values, list) and 0 < len(values) <= _MOST_VALUES)
    found = sorted(_number(value) for value in values)
    _require(found[0] >= 0 and 0 < found[-1] <= _MOST)
    return {"values": found}


def _parts(given: dict[str, Any]) -> dict[str, Any]:
    parts = given["parts"]
    _require(isinstance(parts, list) and 0 < len(parts) <= _MOST_PARTS)
    read = []
    for part in parts:
        table = dict(_table(part))
        weight = _positive(table.pop("weight", None))
        read.append({"weight": weight, **read_law(table)})
    total = math.fsum(part["weight"] for part in read)
    return {"parts": [{**part, "weight": part["weight"] / total} for part in read]}


_LAWS: Mapping[str, tuple[tuple[str, ...], Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "exponential": (("mean",), _mean),
    "deterministic": (("value",), _value),
    "uniform": (("low", "high"), _between),
    "erlang": (("k", "mean"), _phases),
    "empirical": (("values",), _seen),
    "mixture": (("parts",), _parts),
}
_LAW_WORDS = told(
    'a law, for example {{ law = "exponential", mean = 9 }}; laws: exponential (mean),'
    " deterministic (value), uniform (low, high), erlang (k, mean), empirical (values), mixture"
    " (parts with weights)"
)


def _turnover(value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        return read_law(value)
    return {"law": "deterministic", **_value({"value": value})}


def either(*kinds: ValueKind) -> ValueKind:
    """A value of one of several kinds."""

    def read(value: object) -> Any:
        for kind in kinds:
            try:
                return kind.read(value)
            except ValueError:
                continue
        raise ValueError

    words = reduce(
        lambda first, other: told("{first}, or {other}", first=first, other=other),
        (kind.accepted for kind in kinds),
    )
    return ValueKind(words, read)


def tables(needed: Mapping[str, ValueKind], optional: Mapping[str, ValueKind]) -> ValueKind:
    """A list of small tables, each with all of some keys and any of others."""
    one = table(needed, optional)

    def read(value: object) -> tuple[dict[str, Any], ...]:
        if not isinstance(value, list):
            raise ValueError
        _require(0 < len(value) <= _MOST_ROWS)
        return tuple(one.read(item) for item in value)

    return ValueKind(told("a list of tables, [ {table}, ... ]", table=one.accepted), read)


def table(needed: Mapping[str, ValueKind], optional: Mapping[str, ValueKind]) -> ValueKind:
    """A small table with all of some keys and any of others."""
    kinds = {**needed, **optional}

    def read(value: object) -> dict[str, Any]:
        given = _table(value)
        _require(set(needed) <= set(given) <= set(kinds))
        return {key: kinds[key].read(item) for key, item in given.items()}

    words = [_described(key, kind) for key, kind in needed.items()]
    words += [
        told("{key} (may be left out)", key=_described(key, kind)) for key, kind in optional.items()
    ]
    return ValueKind(joined(("{", joined(words, ", "), "}")), read)


def _described(key: str, kind: ValueKind) -> str:
    """A key with what it accepts, where few words say that."""
    return joined((f"{key} =", kind.accepted)) if len(kind.accepted) <= _FEW_LETTERS else key


def list_of(kind: ValueKind, most: int = 50) -> ValueKind:
    """A list of values of one kind, at least one."""

    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError
        _require(0 < len(value) <= most)
        return tuple(kind.read(item) for item in value)

    return ValueKind(told("a list with each item {accepted}", accepted=kind.accepted), read)


def none_or(kind: ValueKind) -> ValueKind:
    """A value, or the word ``none`` for no limit."""

    def read(value: object) -> Any:
        return None if value == "none" else kind.read(value)

    return ValueKind(told('{accepted}, or "none" for no limit', accepted=kind.accepted), read)


MOMENT = ValueKind(
    told("a date without quotation marks, or a number of time units from now"), _moment
)
LABEL = ValueKind(
    told("a text in quotation marks, up to {most} characters on one line", most=100), _text
)
CLASS_NAME = ValueKind(
    told("a word of letters, digits, '-' or '_' in quotation marks"), _class_name
)
WINDOW = ValueKind(told("two numbers, for example [0, 36], the first smaller"), _window)
LAW = ValueKind(_LAW_WORDS, read_law)
PATIENCE = ValueKind(told("{laws}; also none and zero", laws=_LAW_WORDS), read_patience)
TURNOVER = ValueKind(told("a number from 0 on, or {laws}", laws=_LAW_WORDS), _turnover)
TABLE = ValueKind(told("a table"), _table, json.dumps)
