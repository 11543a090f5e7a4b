"""The few words of a calendar in each language; no other free text reaches a subscriber."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.calendars.entries import CalendarEntry, EntryKind
from planner.calendars.levels import Language


@dataclass(frozen=True)
class Words:
    """What a calendar says; ``colon`` stands between a word and the codes after it."""

    calendar: str
    cancelled: str
    colon: str
    kinds: Mapping[EntryKind, str]


WORDS: Mapping[Language, Words] = {
    Language.ENGLISH: Words(
        "Schedule",
        "Cancelled",
        ": ",
        {
            EntryKind.SHIFT: "Shift",
            EntryKind.SESSION: "Session",
            EntryKind.ACTIVITY: "Activity",
            EntryKind.ARRIVALS: "Arrivals",
            EntryKind.DEPARTURES: "Departures",
        },
    ),
    Language.FRENCH: Words(
        "Horaire",
        "Annulé",
        "\N{NO-BREAK SPACE}: ",
        {
            EntryKind.SHIFT: "Quart",
            EntryKind.SESSION: "Séance",
            EntryKind.ACTIVITY: "Activité",
            EntryKind.ARRIVALS: "Arrivées",
            EntryKind.DEPARTURES: "Départs",
        },
    ),
}


def title(entry: CalendarEntry, language: Language) -> str:
    """The one line that a subscriber reads, such as ``Cancelled: Session: ONE1``."""
    words = WORDS[language]
    parts = [words.kinds[entry.duty.kind]]
    if entry.is_cancelled:
        parts.insert(0, words.cancelled)
    if entry.duty.names:
        parts.append(", ".join(entry.duty.names))
    return words.colon.join(parts)
