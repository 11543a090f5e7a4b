"""Who sleeps where on a night, against the beds that are funded and those in service."""

from dataclasses import dataclass
from datetime import date

from planner.domain.programme import Programme
from planner.domain.stays import Bed, StayStatus


@dataclass(frozen=True)
class Census:
    """One night, named after its evening: beds by what becomes of them.

    ``funded`` counts the beds that exist; a bed under repair is funded and not in service.
    """

    night: date
    funded: int
    in_service: int
    occupied: int

    @property
    def free(self) -> int:
        """Beds in service in which nobody sleeps, turnover included."""
        return self.in_service - self.occupied


def is_open(bed: Bed, night: date) -> bool:
    """Whether the bed exists on that night."""
    return (bed.opens is None or bed.opens <= night) and (bed.closes is None or night < bed.closes)


def is_closed(programme: Programme, bed: str, night: date) -> bool:
    """Whether the bed is out of service on that night."""
    return any(row.bed == bed and row.start <= night < row.end for row in programme.closures)


def census(programme: Programme, night: date) -> Census:
    """The night's census by the stays that are recorded; proposals do not count."""
    open_beds = [bed.code for bed in programme.beds if is_open(bed, night)]
    in_service = [code for code in open_beds if not is_closed(programme, code, night)]
    occupied = {
        stay.bed
        for stay in programme.stays
        if stay.status is StayStatus.IN_HOUSE and stay.admission <= night < stay.discharge
    }
    return Census(night, len(open_beds), len(in_service), len(occupied))
