"""What somebody wants to see of the timeline, as the address of the page says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

MONTHS = (6, 12, 18)
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_MOST_LETTERS = 32


@dataclass(frozen=True)
class TimelineQuery:
    """Which months and beds; ``zoom`` month or quarter, ``view`` picture or table.

    ``bed`` and ``code`` are parts of the code of a bed and of a participant; ``draft`` is the plan
    whose stays are shown too, 0 for none.
    """

    start: date
    months: int = 18
    house: str = ""
    bed: str = ""
    code: str = ""
    zoom: str = "month"
    view: str = "picture"
    page: int = 1
    draft: int = 0

    @property
    def end(self) -> date:
        """The first day after the last month."""
        return add_months(self.start, self.months)

    def shows(self, start: date, end: date | None) -> bool:
        """Whether a day of ``[start, end)`` lies within the months."""
        return start < self.end and (end is None or self.start < end)

    def moved(self, months: int) -> "TimelineQuery":
        """The same so many months later."""
        return replace(self, start=_within(add_months(self.start, months)))

    def arguments(self, today: date) -> dict[str, str]:
        """The arguments of the address, those left out that are understood anyway."""
        usual = TimelineQuery(month_of(today))
        texts = {
            "from": f"{self.start:%Y-%m}" if self.start != usual.start else "",
            "months": str(self.months) if self.months != usual.months else "",
            "house": self.house,
            "bed": self.bed,
            "code": self.code,
            "zoom": self.zoom if self.zoom != usual.zoom else "",
            "view": self.view if self.view != usual.view else "",
            "page": str(self.page) if self.page != usual.page else "",
            "draft": str(self.draft) if self.draft else "",
        }
        return {name: text for name, text in texts.items() if text}


def timeline_query(arguments: Mapping[str, str], today: date) -> TimelineQuery:
    """The query of an address; what is not understood is as if it were not there."""
    usual = TimelineQuery(month_of(today))
    months = arguments.get("months", "")
    return TimelineQuery(
        start=_start(arguments.get("from", "")) or usual.start,
        months=int(months) if months in map(str, MONTHS) else usual.months,
        house=_text(arguments, "house"),
        bed=_text(arguments, "bed"),
        code=_text(arguments, "code"),
        zoom="quarter" if arguments.get("zoom") == "quarter" else usual.zoom,
        view="table" if arguments.get("view") == "table" else usual.view,
        page=max(1, _number(arguments, "page")),
        draft=_number(arguments, "draft"),
    )


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def add_months(month: date, count: int) -> date:
    """The first day of the month that is so many months later."""
    years, place = divmod(month.month - 1 + count, 12)
    return date(month.year + years, place + 1, 1)


def _start(text: str) -> date | None:
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    return _within(date(max(int(found[1]), 1), int(found[2]), 1))


def _within(month: date) -> date:
    return min(max(month, date(_FIRST_YEAR, 1, 1)), date(_LAST_YEAR, 1, 1))


def _number(arguments: Mapping[str, str], name: str) -> int:
    text = arguments.get(name, "")
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def _text(arguments: Mapping[str, str], name: str) -> str:
    return arguments.get(name, "").strip()[:_MOST_LETTERS]
