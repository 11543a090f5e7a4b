"""The beds as lines of text, four characters a month, readable without colour."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.plan import PlannedStay, StayPlan
from planner.domain.programme import Programme

_CELLS_A_MONTH = 4
_EMPTY, _CLOSED = ".", "x"


@dataclass(frozen=True)
class Timeline:
    """Months from ``first`` on, ``months`` of them; a cell is a quarter of a month."""

    first: date
    months: int

    @property
    def end(self) -> date:
        """The first day after the months."""
        return _months_later(self.first, self.months)

    @property
    def cells(self) -> int:
        """How many characters a line has."""
        return _CELLS_A_MONTH * self.months

    def cell(self, day: date) -> int:
        """The cell of a day, or the end of the line it lies beyond."""
        months = 12 * (day.year - self.first.year) + day.month - self.first.month
        days = monthrange(day.year, day.month)[1]
        return max(0, min(self.cells, _CELLS_A_MONTH * months + (day.day - 1) * 4 // days))

    def years(self) -> str:
        """Each year above the first of its months shown."""
        line = ""
        for index, month in enumerate(self._months()):
            if index == 0 or month.month == 1:
                line = f"{line:<{_CELLS_A_MONTH * index}}{month.year}"
        return line

    def month_names(self) -> str:
        """The names of the months, each as wide as its cells."""
        return "".join(f"{month:%b} " for month in self._months()).rstrip()

    def line(self, stays: Sequence[PlannedStay], closed: Sequence[tuple[date, date]]) -> str:
        """One bed: stays as ``[code===]``, closures as ``x``, free nights as dots.

        A stay that began before the months shown, or goes on after them, has no bracket there.
        """
        cells = [_EMPTY] * self.cells
        for start, end in closed:
            first = self.cell(start)
            for index in range(first, min(self.cells, max(self.cell(end), first + 1))):
                cells[index] = _CLOSED
        for stay in sorted(stays, key=lambda row: row.admission):
            begin, until = self.cell(stay.admission), self.cell(stay.discharge)
            cells[begin:until] = self._block(stay, until - begin)
        return "".join(cells)

    def _block(self, stay: PlannedStay, width: int) -> str:
        left = "[" if stay.admission >= self.first else ""
        right = "]" if stay.discharge <= self.end else ""
        return f"{left}{stay.participant}".ljust(width, "=")[: max(0, width - len(right))] + right

    def _months(self) -> Iterator[date]:
        return (_months_later(self.first, index) for index in range(self.months))


def timelines(programme: Programme, plan: StayPlan, width: int) -> Iterator[tuple[str, ...]]:
    """The beds from the planning date to the last discharge, in parts no wider than ``width``."""
    label = max((len(bed.code) for bed in programme.beds), default=0)
    label = max(label, len("bed")) + 2
    most = max(1, (width - label) // _CELLS_A_MONTH)
    last = max([programme.horizon_end, *(row.discharge for row in plan.stays)])
    first = programme.as_of.replace(day=1)
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    parts = -(-months // most)
    for index in range(parts):
        part = Timeline(first, (months + index) // parts)
        yield (
            f"{'':<{label}}{part.years()}",
            f"{'bed':<{label}}{part.month_names()}",
            *(
                f"{bed.code:<{label}}{part.line(*_of_bed(programme, plan, bed.code, first))}"
                for bed in programme.beds
            ),
        )
        first = part.end


def _of_bed(
    programme: Programme, plan: StayPlan, code: str, first: date
) -> tuple[list[PlannedStay], list[tuple[date, date]]]:
    """The stays of a bed that go on after ``first``, and the nights on which it is closed."""
    bed = programme.bed_by_code[code]
    closed = [(row.start, row.end) for row in programme.closures if row.bed == code]
    if bed.opens is not None:
        closed.append((date.min, bed.opens))
    if bed.closes is not None:
        closed.append((bed.closes, date.max))
    stays = [row for row in plan.stays if row.bed == code and row.discharge > first]
    return stays, [(start, end) for start, end in closed if end > first]


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
