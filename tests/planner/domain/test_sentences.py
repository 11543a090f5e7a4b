"""Sentences in another language than the one in which they were made."""

import json
import pickle
from datetime import date

from planner.domain.sentences import (
    Sentence,
    WithWeekday,
    joined,
    read_sentence,
    said_in,
    sentence_document,
    told,
    told_of,
)

FRENCH = {
    "{bed} is {whose} until {end}.": "{bed} est à {whose} jusqu'au {end}.",
    "She waits {days}.": "Elle attend {days}.",
}


def french(text: str) -> str:
    def plural(one: str, several: str, number: int) -> str:
        return {"{n} day": "{n} jour", "{n} days": "{n} jours"}[one if number < 2 else several]

    return said_in(
        text, lambda template: FRENCH.get(template, template), plural, lambda day: f"{day:%d/%m/%Y}"
    )


def story() -> Sentence:
    first = told("{bed} is {whose} until {end}.", bed="B1", whose="P101", end=date(2027, 3, 19))
    return joined([first, told("She waits {days}.", days=told_of(2, "{n} day", "{n} days"))])


def test_sentence_is_its_english() -> None:
    assert story() == "B1 is P101 until 2027-03-19. She waits 2 days."


def test_sentence_is_said_in_another_language_with_all_of_its_parts() -> None:
    assert french(story()) == "B1 est à P101 jusqu'au 19/03/2027. Elle attend 2 jours."
    assert french(told_of(0, "{n} day", "{n} days")) == "0 jour"


def test_sentence_outlasts_a_document_and_another_process() -> None:
    kept = read_sentence(json.loads(json.dumps(sentence_document(story()))))
    assert (kept, french(kept)) == (story(), french(story()))
    passed = pickle.loads(pickle.dumps(story()))
    assert (passed, french(passed)) == (story(), french(story()))


def test_weekday_stands_before_a_date_in_english_alone() -> None:
    free = told("B1 is free on {day}.", day=WithWeekday(2027, 3, 19))
    kept = read_sentence(json.loads(json.dumps(sentence_document(free))))
    assert free == kept == "B1 is free on Fri 2027-03-19."
    assert french(kept) == french(free) == "B1 is free on 19/03/2027."


def test_text_of_unknown_parts_stays_as_it_is() -> None:
    assert french("It {is} so.") == "It {is} so."
    assert read_sentence(sentence_document("It {is} so.")) == "It {is} so."
    assert french(told("{what}!", what="{braces}")) == "{braces}!"
