"""``summary.json`` of a plan folder, written and read."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from planner.domain.errors import InputError, InputProblem
from planner.domain.plan import PlanStatus, PlanSummary, Proof, StoppedBy
from planner.domain.sentences import told
from planner.tables.cells import listed, whole_day
from planner.tables.files import UnreadableError, decoded

SUMMARY_FILE = "summary.json"
Word = TypeVar("Word", bound=StrEnum)


def summary_document(summary: PlanSummary) -> dict[str, Any]:
    """The summary as DATA.md lists its keys; a layer that was not run is null."""
    return {
        "stays": None if summary.stays is None else _proof_document(summary.stays),
        "schedule": None if summary.schedule is None else _proof_document(summary.schedule),
        "as_of": summary.as_of.isoformat(),
        "stopped_by": str(summary.stopped_by),
        "input_sha256": summary.input_sha256,
        "seed": summary.seed,
        "threads": summary.threads,
        "versions": dict(sorted(summary.versions.items())),
        "warnings": list(summary.warnings),
    }


def _proof_document(proof: Proof) -> dict[str, Any]:
    return {
        "status": str(proof.status),
        "objective": proof.objective,
        "bound": proof.bound,
        "gap": proof.gap,
        "seconds": proof.seconds,
        "terms": dict(proof.terms),
    }


def summary_bytes(summary: PlanSummary) -> bytes:
    """The bytes of ``summary.json``."""
    text = json.dumps(summary_document(summary), indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def read_summary(content: bytes) -> PlanSummary:
    """The summary in the bytes of a ``summary.json``.

    Raises:
        InputError: with every key that is missing or holds something else than it should.
    """
    reader = _Reader(_document(content))
    summary = PlanSummary(
        as_of=reader.day("as_of"),
        stays=reader.proof("stays"),
        schedule=reader.proof("schedule"),
        stopped_by=reader.word("stopped_by", StoppedBy, StoppedBy.PERSON),
        input_sha256=reader.text("input_sha256"),
        seed=reader.integer("seed"),
        threads=reader.integer("threads"),
        versions=reader.texts_by_name("versions"),
        warnings=reader.texts("warnings"),
    )
    if reader.problems:
        raise InputError(reader.problems)
    return summary


def _problem(row: int, key: str, message: str) -> InputProblem:
    return InputProblem(SUMMARY_FILE, row, key, message)


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(decoded(content))
    except UnreadableError as fault:
        raise InputError([_problem(fault.row, "", fault.message)]) from None
    except (ValueError, RecursionError) as fault:
        row = fault.lineno if isinstance(fault, json.JSONDecodeError) else 0
        message = told("the file cannot be read; accepted: JSON as a plan folder holds it")
        raise InputError([_problem(row, "", message)]) from None
    if not isinstance(document, dict):
        message = told("the file holds no keys; accepted: JSON as a plan folder holds it")
        raise InputError([_problem(0, "", message)])
    return document


class _Reader:
    """Takes typed values out of a document and collects what is wrong with them."""

    def __init__(self, document: Mapping[str, Any], prefix: str = "") -> None:
        self.document = document
        self.prefix = prefix
        self.problems: list[InputProblem] = []

    @contextmanager
    def _expecting(self, key: str, accepted: str) -> Iterator[None]:
        try:
            yield
        except (ValueError, TypeError, KeyError):
            message = (
                told("the value is not right; accepted: {accepted}", accepted=accepted)
                if key in self.document
                else told("the value is missing; accepted: {accepted}", accepted=accepted)
            )
            self.problems.append(_problem(0, self.prefix + key, message))

    def _value(self, key: str, *types: type) -> Any:
        value = self.document[key]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise TypeError
        return value

    def text(self, key: str) -> str:
        with self._expecting(key, told("a text")):
            return str(self._value(key, str))
        return ""

    def integer(self, key: str) -> int:
        with self._expecting(key, told("a whole number")):
            return int(self._value(key, int))
        return 0

    def seconds(self, key: str) -> float:
        with self._expecting(key, told("a number of seconds")):
            number = float(self._value(key, int, float))
            if 0 <= number < float("inf"):
                return number
            raise ValueError
        return 0.0

    def day(self, key: str) -> date:
        with self._expecting(key, told('a date in quotation marks, for example "2027-02-08"')):
            return whole_day(self._value(key, str))
        return date.min

    def word(self, key: str, of: type[Word], otherwise: Word) -> Word:
        with self._expecting(key, listed(str(value) for value in of)):
            return of(self._value(key, str))
        return otherwise

    def texts(self, key: str) -> tuple[str, ...]:
        with self._expecting(key, told("a list of texts")):
            items = self._value(key, list) if key in self.document else []
            if all(isinstance(item, str) for item in items):
                return tuple(items)
            raise TypeError
        return ()

    def texts_by_name(self, key: str) -> dict[str, str]:
        with self._expecting(key, told("texts by name")):
            items = self._value(key, dict) if key in self.document else {}
            if all(isinstance(item, str) for item in items.values()):
                return dict(items)
            raise TypeError
        return {}

    def proof(self, key: str) -> Proof | None:
        with self._expecting(key, told("null, or status, objective, bound, seconds and terms")):
            document = self._value(key, dict, type(None))
            if document is None:
                return None
            inner = _Reader(document, f"{key}.")
            terms = _Reader(inner.table("terms"), f"{key}.terms.")
            proof = Proof(
                status=inner.word("status", PlanStatus, PlanStatus.FEASIBLE),
                objective=inner.integer("objective"),
                bound=inner.integer("bound"),
                seconds=inner.seconds("seconds"),
                terms={name: terms.integer(name) for name in terms.document},
            )
            self.problems += inner.problems + terms.problems
            return proof
        return None

    def table(self, key: str) -> dict[str, Any]:
        with self._expecting(key, told("whole numbers by name")):
            return dict(self._value(key, dict))
        return {}
