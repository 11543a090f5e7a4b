import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.sentences import joined, read_sentence, sentence_document, told, told_of
from planner.services.keeping.scrubbing import Scrubber, words_in

CODES = st.text("AB1-_", min_size=1, max_size=4)
TEXTS = st.text("AB1-_ ,.;\n", max_size=40)


@given(CODES, TEXTS)
def test_no_word_is_the_code_afterwards(code: str, text: str) -> None:
    scrubbed = Scrubber(code, "Xother").document({"note": [text, {"inner": text}]})
    assert code not in words_in(scrubbed)


@given(CODES, TEXTS)
def test_a_text_without_the_code_stays(code: str, text: str) -> None:
    if code not in words_in(text):
        assert Scrubber(code, "Xother").text(text) == text


def test_in_tables_only_her_columns_change() -> None:
    scrubber = Scrubber("P1", "X2")
    text = "participant,staff,room,explanation\nP1,P1,P1,P1 waits for P1\nP12,S1,,\n"
    assert scrubber.table("stays.csv", text) == (
        "participant,staff,room,explanation\nX2,P1,P1,X2 waits for X2\nP12,S1,,\n"
    )


def test_what_she_needs_is_forgotten() -> None:
    text = "participant,needs,stage\nP1,ground_floor,action\nP2,,action\n"
    assert Scrubber("P1", "X2").table("participants.csv", text) == (
        "participant,needs,stage\nX2,,\nP2,,action\n"
    )


def test_a_worker_of_the_same_code_stays() -> None:
    text = "first,second,kind\nP2,P1,participant_staff\nP2,P1,participant_participant\n"
    assert Scrubber("P1", "X2").table("conflicts.csv", text) == (
        "first,second,kind\nP2,P1,participant_staff\nP2,X2,participant_participant\n"
    )


def test_of_a_sentence_only_the_parts_change() -> None:
    free = told("bed {bed} is free on {day}", bed="day", day=dt.date(2027, 3, 19))
    story = joined([free, told_of(2, "{n} day with {who}", "{n} days with {who}", who="day")])
    kept = Scrubber("day", "X2").document({str(story): sentence_document(story)})
    (text, document), *_ = kept.items()
    assert text == "bed X2 is free on 2027-03-19 2 days with X2"
    assert read_sentence(document) == text


def test_folded_lines_of_calendars_are_searched() -> None:
    text = "BEGIN:VCALENDAR\r\nSUMMARY:with P\r\n 101 today\r\n"
    assert Scrubber("P101", "X2").text(text) == "BEGIN:VCALENDAR\r\nSUMMARY:with X2 today\r\n"
