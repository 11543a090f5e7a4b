"""Judges a roster from the text of its instance alone, without the model and its reader."""

from collections.abc import Iterator, Mapping
from itertools import groupby

Roster = Mapping[str, Mapping[int, str]]
"""The shift of each employee on each day that she works."""


class Judge:
    """Finds every broken rule of a roster and its cost."""

    def __init__(self, text: str) -> None:
        self._tables: dict[str, list[list[str]]] = {}
        table: list[list[str]] = []
        for raw in text.splitlines():
            line = raw.strip()
            if line.startswith("SECTION_"):
                table = self._tables.setdefault(line, [])
            elif line and not line.startswith("#"):
                table.append(line.split(","))
        self._days = int(self._tables["SECTION_HORIZON"][0][0])

    def violations(self, roster: Roster) -> list[str]:
        """One sentence for each broken rule."""
        found = [f"{name}: nobody has this name" for name in roster if name not in self._staff()]
        for name in self._staff():
            shifts = roster.get(name, {})
            found += [f"{name}: {fault}" for fault in self._faults(name, shifts)]
        return found

    def cost(self, roster: Roster) -> int:
        """Requests that are not met, and cover below and above what is required."""
        total = 0
        for name, day, shift, weight in self._tables["SECTION_SHIFT_ON_REQUESTS"]:
            total += int(weight) * (roster.get(name, {}).get(int(day)) != shift)
        for name, day, shift, weight in self._tables["SECTION_SHIFT_OFF_REQUESTS"]:
            total += int(weight) * (roster.get(name, {}).get(int(day)) == shift)
        for day, shift, required, under, over in self._tables["SECTION_COVER"]:
            present = sum(shifts.get(int(day)) == shift for shifts in roster.values())
            total += int(under) * max(0, int(required) - present)
            total += int(over) * max(0, present - int(required))
        return total

    def _staff(self) -> dict[str, list[str]]:
        return {row[0]: row[1:] for row in self._tables["SECTION_STAFF"]}

    def _faults(self, name: str, shifts: Mapping[int, str]) -> Iterator[str]:
        lengths = {row[0]: int(row[1]) for row in self._tables["SECTION_SHIFTS"]}
        for day, shift in shifts.items():
            if not 0 <= day < self._days or shift not in lengths:
                yield f"no shift {shift} on day {day}"
                return
        yield from self._faults_of_totals(name, shifts, lengths)
        yield from self._faults_of_order(name, shifts)
        for row in self._tables["SECTION_DAYS_OFF"]:
            if row[0] == name:
                yield from (
                    f"works on day {day}, a day off" for day in row[1:] if int(day) in shifts
                )

    def _faults_of_totals(
        self, name: str, shifts: Mapping[int, str], lengths: Mapping[str, int]
    ) -> Iterator[str]:
        limits, most_minutes, least_minutes, *_, weekends = self._staff()[name]
        for limit in filter(None, limits.split("|")):
            shift, most = limit.split("=")
            count = list(shifts.values()).count(shift)
            if count > int(most):
                yield f"{count} shifts {shift}, at most {most}"
        minutes = sum(lengths[shift] for shift in shifts.values())
        if not int(least_minutes) <= minutes <= int(most_minutes):
            yield f"{minutes} minutes, {least_minutes} to {most_minutes} allowed"
        worked = sum(
            saturday in shifts or saturday + 1 in shifts for saturday in range(5, self._days, 7)
        )
        if worked > int(weekends):
            yield f"{worked} weekends, at most {weekends}"

    def _faults_of_order(self, name: str, shifts: Mapping[int, str]) -> Iterator[str]:
        banned = {row[0]: row[2].split("|") for row in self._tables["SECTION_SHIFTS"]}
        for day, shift in sorted(shifts.items()):
            if shifts.get(day + 1) in banned[shift]:
                yield f"shift {shifts[day + 1]} on day {day + 1} follows {shift}"
        most, least, least_off = map(int, self._staff()[name][3:6])
        day = 0
        for is_work, run in groupby(range(self._days), key=lambda day: day in shifts):
            length = len(list(run))
            is_inside = day > 0 and day + length < self._days
            kind = "days of work" if is_work else "days off"
            if is_work and length > most:
                yield f"{length} {kind} from day {day}, at most {most}"
            if is_inside and length < (least if is_work else least_off):
                yield f"{length} {kind} from day {day}, too few"
            day += length
