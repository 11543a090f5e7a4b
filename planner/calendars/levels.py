"""How much a calendar tells, and in which language."""

from enum import StrEnum


class PrivacyLevel(StrEnum):
    """What stands beside the time; fixed when a feed is handed out, never widened afterwards.

    ``busy``: that it is a shift or a session. ``duty``: the codes of shift, activity and room, and
    counts of people. ``code``: the participant's code too.
    """

    BUSY = "busy"
    DUTY = "duty"
    CODE = "code"


class Language(StrEnum):
    """The languages of the words in a calendar."""

    ENGLISH = "en"
    FRENCH = "fr"


def first_language(codes: tuple[str, ...]) -> Language:
    """The first of a programme's languages that the calendars speak, else English."""
    spoken = {str(language): language for language in Language}
    return next((spoken[code] for code in codes if code in spoken), Language.ENGLISH)
