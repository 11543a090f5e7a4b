"""A programme of as many beds as a test wants, the same each time."""

from datetime import date, timedelta

from planner.tables.contents import Contents, csv_bytes
from planner.tables.settings import SETTINGS_FILE

AS_OF = date(2027, 2, 8)
CODE = "large"
BEDS_A_HOUSE = 30
_Rows = list[dict[str, str]]


def large_contents(beds: int) -> Contents:
    """Houses of 30 beds: a resident in each bed, two proposals after her, closures here and there.

    Some beds open later or close early; one in ten is closed for a week.
    """
    tables = {
        "beds": [_bed(number) for number in range(beds)],
        "bed_closures": [_closure(number) for number in range(0, beds, 10)],
        "participants": [{"participant": f"P{k:04}"} for k in range(3 * beds)],
        "staff": [_STAFF],
        "stays": [stay for number in range(beds) for stay in _stays(number)],
    }
    files = {f"{name}.csv": csv_bytes(list(rows[0]), rows) for name, rows in tables.items()}
    return Contents(files | {SETTINGS_FILE: _SETTINGS.encode()})


_SETTINGS = f"""\
[programme]
code = "{CODE}"
title = "Large programme"
timezone = "America/Toronto"
province = "ON"
[horizon]
as_of = {AS_OF}
stay_days = 546
[stays]
min_days = 90
min_days_between_admissions = 0
"""
_STAFF = {
    "staff": "S01",
    "role": "support_worker",
    "employment": "regular",
    "weekly_hours": "37.5",
    "max_weekly_hours": "40",
    "skills": "one_on_one",
    "languages": "en",
    "gender": "w",
}


def _bed(number: int) -> dict[str, str]:
    opens = AS_OF - timedelta(days=400) if number % 20 == 0 else None
    closes = AS_OF + timedelta(days=500) if number % 25 == 0 else None
    return {
        "bed": f"B{number:03}",
        "house": f"H{number // BEDS_A_HOUSE:02}",
        "opens": opens.isoformat() if opens else "",
        "closes": closes.isoformat() if closes else "",
    }


def _closure(number: int) -> dict[str, str]:
    start = AS_OF + timedelta(days=460)
    end = start + timedelta(days=7)
    return {
        "bed": f"B{number:03}",
        "start": start.isoformat(),
        "end": end.isoformat(),
        "reason": "repair",
    }


def _stays(number: int) -> _Rows:
    """A resident of about half a year, then a proposal of 100 and one of 180 nights."""
    admission = AS_OF - timedelta(days=10 + number % 90)
    rows, begin = [], admission
    for place, nights in enumerate((180, 100, 180)):
        end = begin + timedelta(days=nights)
        rows.append(
            {
                "participant": f"P{3 * number + place:04}",
                "bed": f"B{number:03}",
                "admission": begin.isoformat(),
                "discharge": end.isoformat(),
                "status": "proposed" if place else "in_house",
            }
        )
        begin = end + timedelta(days=2)
    return rows
