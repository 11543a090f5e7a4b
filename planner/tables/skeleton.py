"""A new programme folder to start from: every key explained, a small invented example in it."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from planner.domain.sentences import told
from planner.tables.columns import Table
from planner.tables.contract import TABLES
from planner.tables.folder import FolderError, replace_folder
from planner.tables.sections import LABOUR, PROGRAMME, SECTIONS, Section
from planner.tables.settings import SETTINGS_FILE

_EXAMPLE = {
    "code": "example",
    "title": "Example program",
    "timezone": "America/Vancouver",
    "province": "BC",
    "languages": ["en", "fr"],
}
_COMMENT_COLUMN = 34
_WEEK = "Mon;Tue;Wed;Thu;Fri;Sat;Sun"
_WORK_DAYS = "Mon;Tue;Wed;Thu;Fri"


def write_skeleton(folder: Path, today: date) -> None:
    """Write a programme folder that can be planned at once, with ``today`` as its as_of.

    Raises:
        FolderError: the folder is not empty, or the system refuses to write it.
    """
    try:
        is_taken = folder.is_dir() and any(folder.iterdir())
    except (OSError, ValueError):
        is_taken = False  # replace_folder says what is wrong
    if is_taken:
        raise FolderError(
            told(
                "{folder} is not empty and nothing has been written; give a new name or an empty"
                " folder.",
                folder=str(folder),
            )
        )
    tables = [(table.file, _table_text(table, today)) for table in TABLES]
    files = [(SETTINGS_FILE, settings_text(today)), *tables]
    replace_folder(folder, [(name, text.encode()) for name, text in files], lambda _: False)


def settings_text(today: date) -> str:
    """``programme.toml`` with every key, its default and what it is for."""
    lines = [
        "# The rules of the program. A line that is left out has the value shown here,",
        "# apart from those under [programme] and as_of. Codes only, no names of people.",
    ]
    for section in SECTIONS:
        lines += ["", f"[{section.name}]"]
        lines += _labour_lines() if section is LABOUR else _section_lines(section, today)
    return "\n".join([*lines, ""])


def _section_lines(section: Section, today: date) -> Iterator[str]:
    values = section.defaults | {"as_of": today}
    if section is PROGRAMME:
        values |= _EXAMPLE
    for setting in section.settings:
        pair = f"{setting.key} = {setting.kind.write(values[setting.field])}"
        if len(pair) < _COMMENT_COLUMN:
            yield f"{pair:<{_COMMENT_COLUMN}} # {setting.purpose}"
        else:
            yield from (f"# {setting.purpose}", pair)


def _labour_lines() -> Iterator[str]:
    yield "# Only what differs from the rules of the province. Minutes are real minutes:"
    for setting in LABOUR.settings:
        yield f"# {setting.key}: {setting.purpose}"


def _table_text(table: Table, today: date) -> str:
    names = [column.name for column in table.columns]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_example_rows(today).get(table.name, []))
    return stream.getvalue()


def _example_rows(today: date) -> dict[str, list[dict[str, object]]]:
    return _example_people(today) | _example_stays(today) | _example_work(today)


def _example_people(today: date) -> dict[str, list[dict[str, object]]]:
    residents = {"service": "residential", "received": today - timedelta(days=14)}
    worker = {"employment": "regular", "weekly_hours": 37.5, "max_weekly_hours": 40}
    support = {"skills": "one_on_one;group;house", "languages": "en;fr", "caseload": 4}
    return {
        "participants": [
            {"participant": "P001", "languages": "en"},
            {"participant": "R001", "languages": "en", "needs": "ground_floor"},
            {"participant": "R002", "languages": "fr;en", "worker_gender": "w"},
            {"participant": "R003", "languages": "en"},
        ],
        "referrals": [
            {"participant": "R001", "ready": today, "priority": "high", **residents},
            {"participant": "R002", "ready": today, "priority": "routine", **residents},
            {
                "participant": "R003",
                "service": "day_program",
                "received": today,
                "ready": today,
                "priority": "routine",
            },
        ],
        "conflicts": [{"first": "R001", "second": "S03", "kind": "participant_staff"}],
        "staff": [
            {
                "staff": code,
                "role": role,
                "gender": "w",
                "support_minutes_per_week": minutes,
                **worker,
                **skills,
            }
            for code, role, minutes, skills in (
                ("S01", "support_worker", 480, support),
                ("S02", "support_worker", 480, support),
                ("S03", "residential_worker", 0, {"skills": "house;night"}),
                ("S04", "residential_worker", 0, {"skills": "house;night"}),
            )
        ],
    }


def _example_stays(today: date) -> dict[str, list[dict[str, object]]]:
    def day(offset: int) -> str:
        return (today + timedelta(days=offset)).isoformat()

    return {
        "beds": [
            {"bed": "B1", "room": "R1", "features": "ground_floor;accessible"},
            {"bed": "B2", "room": "R2"},
            {"bed": "B3", "room": "R3"},
        ],
        "bed_closures": [{"bed": "B3", "start": day(300), "end": day(305), "reason": "painting"}],
        "stays": [
            {
                "participant": "P001",
                "bed": "B2",
                "admission": day(-63),
                "discharge": day(150),
                "status": "in_house",
            }
        ],
        "enrolments": [
            {"participant": "P001", "start": day(-56), "end": day(126), "status": "active"}
        ],
        "assignments": [{"participant": "P001", "staff": "S01", "start": day(-63)}],
    }


def _example_work(today: date) -> dict[str, list[dict[str, object]]]:
    def moment(offset: int) -> str:
        return f"{today + timedelta(days=offset)}T00:00"

    house = {"service": "house", "weekdays": _WEEK, "min_staff": 1}
    return {
        "availability": [
            {"staff": "S01", "weekday": weekday, "start": "08:00", "end": "18:00"}
            for weekday in _WORK_DAYS.split(";")
        ],
        "absences": [{"staff": "S02", "start": moment(14), "end": moment(21), "kind": "vacation"}],
        "shifts": [
            {"shift": "day", "start": "08:00", "end": "16:00", "skills": "house", **house},
            {"shift": "evening", "start": "16:00", "end": "24:00", "skills": "house", **house},
            {"shift": "night", "start": "00:00", "end": "08:00", "skills": "night", **house},
        ],
        "activities": [
            {
                "activity": "circle",
                "title": "Healing circle",
                "weekday": "Wed",
                "start": "16:00",
                "minutes": 90,
                "facilitators": 1,
                "skills": "group",
                "room": "GROUP",
            }
        ],
        "rooms": [
            {"room": "ONE1", "kind": "one_on_one"},
            {"room": "GROUP", "kind": "group"},
        ],
        "vehicles": [{"vehicle": "VAN1"}],
    }
