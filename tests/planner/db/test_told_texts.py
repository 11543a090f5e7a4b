import datetime as dt

import pytest

from planner.db.told_texts import kept_text, told_text
from planner.domain.errors import CommitmentError, InputError, InputProblem
from planner.domain.sentences import Sentence, joined, told, told_of
from planner.services.keeping.scrubbing import Scrubber, words_in

DAY = dt.date(2027, 2, 8)
LINES = joined(
    (
        told("{code} leaves on {day}", code="P101", day=DAY),
        told_of(2, "{n} night of {code}", "{n} nights of {code}", code="P102"),
        'says "so"',
    ),
    "\n",
)


def test_sentence_comes_back_with_its_parts() -> None:
    kept = kept_text(LINES)
    assert kept is not None
    found = told_text(kept)
    assert isinstance(found, Sentence)
    assert (found, found.template) == (LINES, LINES.template)
    first = found.parts["piece0"]
    assert isinstance(first, Sentence)
    assert first.parts == {"code": "P101", "day": DAY}


@pytest.mark.parametrize("text", [None, "", "It broke.", "{ is no document", "{}", '{"say": 1}'])
def test_plain_text_stays_as_it_is(text: str | None) -> None:
    assert told_text(kept_text(text)) == text


@pytest.mark.parametrize("code", ["a\\nP101", "a\tP101", "\\P101"])
def test_words_that_an_escape_would_hide_are_kept_as_plain_text(code: str) -> None:
    sentence = told("{code} leaves", code=code)
    assert kept_text(sentence) == str(sentence)


def test_every_code_of_a_kept_sentence_is_a_word_that_erasing_finds() -> None:
    faults = CommitmentError([told("S1: {code} stays", code="P101"), "S2: P103"])
    problem = InputProblem("stays.csv", 2, "bed", told("{code} shares it", code="P104"))
    kept = [kept_text(joined(error.lines, "\n")) for error in (faults, InputError([problem]))]
    assert {"P101", "P103", "P104"} <= words_in([LINES, *kept])
    text = Scrubber("P101", "X1").text(kept_text(LINES) or "")
    assert told_text(text) == LINES.replace("P101", "X1")
