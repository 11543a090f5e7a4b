"""Sentences in a column of text: as what they are made of, so that a page can say them later."""

import json
import re

from planner.domain.sentences import Sentence, read_sentence, sentence_document

# An escaped letter would stick to the word behind it, and erasing looks for whole words.
_ESCAPED = re.compile(r'\\[^"]')


def kept_text(text: str | None) -> str | None:
    """A text for the database; a sentence as JSON, where its words stay whole words."""
    if not isinstance(text, Sentence) or not text.template:
        return text
    document = json.dumps(sentence_document(text), ensure_ascii=False).replace("\\n", "\n")
    return str(text) if _ESCAPED.search(document) else document


def told_text(kept: str | None) -> str | None:
    """The text again, with its parts where they were kept."""
    if kept is None or not kept.startswith("{"):
        return kept
    try:
        return read_sentence(json.loads(kept, strict=False))
    except (ValueError, LookupError, TypeError):
        return kept
