"""The parts of a plan's explanations, which its files hold in English only."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from planner.domain.plan import Plan
from planner.domain.sentences import Sentence, read_sentence, sentence_document


def sentences_of(plan: Plan) -> dict[str, Any]:
    """The document of each explanation by its English; one whose parts are not known has none."""
    return {
        str(text): sentence_document(text)
        for text in _explanations(plan)
        if isinstance(text, Sentence) and text.template
    }


def with_sentences(plan: Plan, documents: Mapping[str, Any]) -> Plan:
    """The plan with the parts of every explanation that has a document."""

    def told(text: str) -> str:
        kept = read_sentence(documents[text]) if text in documents else text
        if not isinstance(kept, Sentence):
            return text
        return Sentence(text, kept.template, kept.several, kept.parts)

    stays, schedule = plan.stays, plan.schedule
    unplaced = tuple(replace(row, explanation=told(row.explanation)) for row in stays.unplaced)
    if schedule is not None:
        gaps = tuple(replace(row, explanation=told(row.explanation)) for row in schedule.gaps)
        schedule = replace(schedule, gaps=gaps)
    return Plan(replace(stays, unplaced=unplaced), schedule)


def _explanations(plan: Plan) -> Iterator[str]:
    yield from (row.explanation for row in plan.stays.unplaced)
    if plan.schedule is not None:
        yield from (row.explanation for row in plan.schedule.gaps)
