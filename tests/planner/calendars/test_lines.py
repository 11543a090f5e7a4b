from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from planner.calendars.lines import MOST_OCTETS, content, text_value

SYLLABICS = "ᐊᓪᓗᕆᐊᕐᓂᖅ"
TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
        st.sampled_from([*SYLLABICS, "é", "☕", "\\", ";", ",", "\n", '"', ":"]),
    ),
    max_size=200,
)


def unfold(octets: bytes) -> str:
    return octets.decode().replace("\r\n ", "").removesuffix("\r\n")


@given(TEXTS)
def test_folded_line_is_the_same_line_in_pieces_of_75_octets(text: str) -> None:
    line = f"SUMMARY:{text_value(text)}"
    octets = content([line])
    pieces = octets.removesuffix(b"\r\n").split(b"\r\n")
    assert unfold(octets) == line
    assert max(map(len, pieces)) <= MOST_OCTETS
    assert [piece.decode() for piece in pieces]
    assert all(piece.startswith(b" ") for piece in pieces[1:])


@given(TEXTS)
def test_the_library_reads_back_what_was_escaped_and_folded(text: str) -> None:
    lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", f"SUMMARY:{text_value(text)}"]
    calendar = Calendar.from_ical(content([*lines, "END:VEVENT", "END:VCALENDAR"]))
    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) == text


def test_syllabics_are_never_cut_inside_a_character() -> None:
    octets = content([f"SUMMARY:{SYLLABICS * 20}"])
    assert [len(piece) for piece in octets.split(b"\r\n")[:3]] == [74, 73, 73]
    assert unfold(octets) == f"SUMMARY:{SYLLABICS * 20}"


def test_line_of_75_octets_is_not_folded() -> None:
    assert content(["x" * 75]) == b"x" * 75 + b"\r\n"
    assert content(["x" * 76]) == b"x" * 75 + b"\r\n x\r\n"


def test_control_characters_do_not_reach_a_line() -> None:
    assert text_value("a\rb\0c\x7fd\te") == "a b c d e"
