"""What events of the log tell in addition: numbers and forms, in words that can be read again.

The log keeps the English, because its chain is made of what is written; a page says it anew.
"""

import re

from planner.domain.sentences import Sentence, told


def rows_told(rows: int) -> Sentence:
    """How many rows a programme came with."""
    return told("{rows} rows", rows=rows)


def events_told(events: int) -> Sentence:
    """How many events were taken away."""
    return told("{events} events", events=events)


def due_told(participants: int, changes: int, inputs: int, drafts: int, events: int) -> Sentence:
    """What had been kept long enough."""
    return told(
        "{participants} participants, {changes} undo records, {inputs} inputs of runs,"
        " {drafts} drafts, {events} events",
        participants=participants,
        changes=changes,
        inputs=inputs,
        drafts=drafts,
        events=events,
    )


_KNOWN = (
    rows_told(0),
    events_told(0),
    due_told(0, 0, 0, 0, 0),
    told("workbook"),
    told("folder"),
)


def detail_told(detail: str) -> str:
    """A detail as the log keeps it, with its parts; one that is not known stays as it is."""
    for known in _KNOWN:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[0-9]+)", re.escape(known.template))
        match = re.fullmatch(pattern, detail)
        if match is not None:
            numbers = {name: int(number) for name, number in match.groupdict().items()}
            return Sentence(detail, known.template, "", numbers)
    return detail
