"""Small words of what a checker says: services, statuses, gaps, counts."""

from collections.abc import Callable, Mapping

from planner.domain.participants import Service
from planner.domain.schedule import GapKind, GapReason
from planner.domain.sentences import Sentence, told, told_of

SERVICES: Mapping[Service, Sentence] = {
    Service.RESIDENTIAL: told("residential"),
    Service.DAY_PROGRAM: told("day_program"),
    Service.SUPPORT: told("support"),
}

# With their nouns: other languages need more than the word before "service" or "referral".
A_SERVICE: Mapping[Service, Sentence] = {
    Service.RESIDENTIAL: told("residential service"),
    Service.DAY_PROGRAM: told("day_program service"),
    Service.SUPPORT: told("support service"),
}
A_REFERRAL: Mapping[Service, Sentence] = {
    Service.RESIDENTIAL: told("residential referral"),
    Service.DAY_PROGRAM: told("day_program referral"),
    Service.SUPPORT: told("support referral"),
}

# The statuses of stays and of enrolments.
STATUSES: Mapping[str, Sentence] = {
    "in_house": told("in_house"),
    "active": told("active"),
    "confirmed": told("confirmed"),
    "proposed": told("proposed"),
    "planned": told("planned"),
}

GAP_KINDS: Mapping[GapKind, Sentence] = {
    GapKind.UNCOVERED_SHIFT: told("uncovered_shift"),
    GapKind.MISSING_LEAD: told("missing_lead"),
    GapKind.UNMET_SESSION: told("unmet_session"),
    GapKind.UNLED_ACTIVITY: told("unled_activity"),
}
GAP_REASONS: Mapping[GapReason, Sentence] = {
    GapReason.NOBODY_QUALIFIED: told("nobody_qualified"),
    GapReason.NOBODY_AVAILABLE: told("nobody_available"),
    GapReason.ROOM: told("room"),
    GapReason.RULES: told("rules"),
    GapReason.COST: told("cost"),
}

# The English of one is that of several, as the command line has always written it.
_COUNTED: Mapping[str, Callable[[int], Sentence]] = {
    "nights": lambda n: told_of(n, "{n} nights", "{n} nights"),
    "days": lambda n: told_of(n, "{n} days", "{n} days"),
    "weeks": lambda n: told_of(n, "{n} weeks", "{n} weeks"),
    "weekends": lambda n: told_of(n, "{n} weekends", "{n} weekends"),
    "participants": lambda n: told_of(n, "{n} participants", "{n} participants"),
    "places": lambda n: told_of(n, "{n} places", "{n} places"),
    "sessions": lambda n: told_of(n, "{n} sessions", "{n} sessions"),
}

_UNKNOWN: Mapping[str, Sentence] = {
    "participant": told("the unknown participant"),
    "worker": told("the unknown worker"),
    "staff member": told("the unknown staff member"),
    "bed": told("the unknown bed"),
    "shift": told("the unknown shift"),
    "activity": told("the unknown activity"),
    "room": told("the unknown room"),
}


def counted(number: int, unit: str) -> Sentence:
    """``2 nights``, ``1 nights``."""
    return _COUNTED[unit](number)


def unknown(naming: Sentence, kind: str, code: str) -> Sentence:
    """A row that names a code of a kind that the programme does not have."""
    return told("{row} {unknown} {code}.", row=naming, unknown=_UNKNOWN[kind], code=code)
