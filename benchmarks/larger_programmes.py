"""Larger programmes made from a sample: several houses with their own teams, or more weeks.

Each house gets the sample's beds, people, shifts and staff under codes of its own; its relief staff
may work in every house, and only the first house keeps the group activities for all.
"""

import csv
import re
from pathlib import Path

# The columns of each table that hold codes of the house's own.
_OWN_CODES = {
    "beds": ("bed", "house", "room"),
    "bed_closures": ("bed",),
    "participants": ("participant",),
    "referrals": ("participant", "houses"),
    "stays": ("participant", "bed"),
    "enrolments": ("participant",),
    "assignments": ("participant", "staff"),
    "conflicts": ("first", "second"),
    "staff": ("staff", "houses"),
    "availability": ("staff",),
    "absences": ("staff",),
    "shifts": ("shift", "house", "vehicle"),
    "activities": ("activity", "room"),
    "rooms": ("room",),
    "vehicles": ("vehicle",),
    "requests": ("staff", "shift"),
    "roster": ("staff", "shift"),
    "sessions": ("participant", "staff", "room"),
}
_WEEKS = re.compile(r"schedule_weeks = \d+")


def write_larger(sample: Path, folder: Path, houses: int, weeks: int) -> None:
    """Write a programme folder of so many houses whose schedule covers so many weeks."""
    folder.mkdir(parents=True)
    settings = (sample / "programme.toml").read_text(encoding="utf-8")
    settings = _WEEKS.sub(f"schedule_weeks = {weeks}", settings)
    (folder / "programme.toml").write_text(settings, encoding="utf-8")
    for table, columns in _OWN_CODES.items():
        path = sample / f"{table}.csv"
        if path.exists():
            _multiply(path, folder / path.name, table, columns, houses)


def _multiply(path: Path, copy: Path, table: str, columns: tuple[str, ...], houses: int) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        names, rows = list(reader.fieldnames or ()), list(reader)
    for name in columns:
        if (
            name in ("house", "houses")
            and name not in names
            and table in ("beds", "shifts", "staff")
        ):
            names.append(name)
    with copy.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, restval="", lineterminator="\n")
        writer.writeheader()
        for house in range(1, houses + 1):
            writer.writerows(_own(row, table, columns, house) for row in rows)


def _own(row: dict[str, str], table: str, columns: tuple[str, ...], house: int) -> dict[str, str]:
    """The row with codes of one house."""
    own = dict(row)
    for name in columns:
        if own.get(name):
            own[name] = ";".join(f"{code}-H{house}" for code in own[name].split(";"))
    if table in ("beds", "shifts"):
        own["house"] = f"H{house}"
    if table == "staff" and row["employment"] == "regular":
        own["houses"] = f"H{house}"
    return own
