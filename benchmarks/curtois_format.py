"""Reads the text format of the public shift-scheduling instances into a schedule problem.

Runs that touch either end of the horizon may be shorter than the minima; a weekend counts as
worked if its Saturday or its Sunday is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from solver.schedule.problem import Duty, Person, ScheduleProblem, ShiftPattern, Wish

_DAY_MINUTES = 1440
Row = list[str]


@dataclass(frozen=True)
class Instance:
    """The problem, and what its indices are called in the file."""

    problem: ScheduleProblem
    people: tuple[str, ...]
    shifts: tuple[str, ...]

    def roster(self, duties: frozenset[tuple[int, int]]) -> dict[str, dict[int, str]]:
        """The shift of each employee on each day that she works, as the file names them."""
        roster: dict[str, dict[int, str]] = {name: {} for name in self.people}
        for person, index in sorted(duties):
            duty = self.problem.duties[index]
            if duty.shift is not None:
                roster[self.people[person]][duty.day] = self.shifts[duty.shift]
        return roster


def read_instance(text: str) -> Instance:
    """The instance as a problem; the format knows no times of day, so all shifts start at 00:00."""
    sections = _sections(text)
    shifts = {row[0]: index for index, row in enumerate(sections["SHIFTS"])}
    minutes = {row[0]: int(row[1]) for row in sections["SHIFTS"]}
    successions = {
        (shifts[row[0]], shifts[later]) for row in sections["SHIFTS"] for later in _list(row[2])
    }
    names = {row[0]: index for index, row in enumerate(sections["STAFF"])}
    cover = sections["COVER"]
    numbers = {(int(row[0]), row[1]): number for number, row in enumerate(cover)}
    problem = ScheduleProblem(
        days=int(sections["HORIZON"][0][0]),
        duties=tuple(_duty(row, shifts[row[1]], minutes[row[1]], len(names)) for row in cover),
        people=tuple(_person(row, sections, numbers, shifts) for row in sections["STAFF"]),
        successions=frozenset(successions),
    )
    return Instance(problem, tuple(names), tuple(shifts))


def _sections(text: str) -> dict[str, list[Row]]:
    sections: dict[str, list[Row]] = {}
    for line in _lines(text):
        if line.startswith("SECTION_"):
            rows = sections.setdefault(line.removeprefix("SECTION_"), [])
        else:
            rows.append([cell.strip() for cell in line.split(",")])
    return sections


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _list(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _duty(row: Row, shift: int, minutes: int, people: int) -> Duty:
    start = int(row[0]) * _DAY_MINUTES
    return Duty(
        day=int(row[0]),
        start_minute=start,
        end_minute=start + minutes,
        needed=int(row[2]),
        most=people,
        missing_cost=int(row[3]),
        surplus_cost=int(row[4]),
        shift=shift,
    )


def _person(
    row: Row,
    sections: dict[str, list[Row]],
    numbers: dict[tuple[int, str], int],
    shifts: dict[str, int],
) -> Person:
    most = {name: int(number) for name, number in (cell.split("=") for cell in _list(row[1]))}
    off = {int(day) for cells in sections["DAYS_OFF"] if cells[0] == row[0] for day in cells[1:]}
    return Person(
        duties=tuple(
            number
            for (day, shift), number in numbers.items()
            if day not in off and most.get(shift, 1) > 0
        ),
        weekly_max_minutes=7 * _DAY_MINUTES,
        wishes=tuple(
            Wish(int(day), wants_work, int(weight), frozenset({numbers[int(day), shift]}))
            for section, wants_work in (("SHIFT_ON_REQUESTS", True), ("SHIFT_OFF_REQUESTS", False))
            for name, day, shift, weight in sections[section]
            if name == row[0]
        ),
        pattern=ShiftPattern(
            most_by_shift={shifts[name]: number for name, number in most.items()},
            max_minutes=int(row[2]),
            min_minutes=int(row[3]),
            max_consecutive_days=int(row[4]),
            min_consecutive_days=int(row[5]),
            min_consecutive_days_off=int(row[6]),
            max_weekends=int(row[7]),
        ),
    )
