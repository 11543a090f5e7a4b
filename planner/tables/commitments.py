"""Cross-checks of stays and referrals: who is promised which bed, and who still waits."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from planner.domain.errors import InputProblem
from planner.domain.participants import ReferralStatus, Service
from planner.domain.sentences import told
from planner.domain.stays import StayStatus
from planner.tables.columns import Row, Sheet
from planner.tables.references import Sheets

_WHOLE_STAY = ("participant", "bed", "admission", "discharge", "status")


def commitment_problems(sheets: Sheets, as_of: date | None) -> Iterator[InputProblem]:
    """Every commitment that contradicts another, its bed or a waiting referral."""
    stays = [
        row
        for row in sheets["stays"].rows
        if row.has(*_WHOLE_STAY) and row["admission"] < row["discharge"]
    ]
    committed = [row for row in stays if row["status"] is not StayStatus.PROPOSED]
    yield from _shared_nights(committed)
    yield from _second_proposals(sheets["stays"])
    yield from _second_referrals(sheets["referrals"])
    if as_of is not None:
        current = [row for row in committed if row["discharge"] > as_of]
        yield from _closed_beds(current, sheets)
        yield from _referrals_of_residents(current, sheets["referrals"])


def _stay_problem(row: Row, column: str, message: str) -> InputProblem:
    return InputProblem("stays.csv", row.number, column, message)


def _nights(first: date, end: date) -> str:
    return told("the nights [{first}, {end})", first=first, end=end)


def _shared_nights(committed: list[Row]) -> Iterator[InputProblem]:
    for earlier, later, nights in _overlaps(committed, "bed"):
        yield _stay_problem(
            later,
            "bed",
            told(
                "participants {first} (row {row}) and {second} share bed {bed} on {nights};"
                " accepted: one participant in a bed on a night",
                first=earlier["participant"],
                row=earlier.number,
                second=later["participant"],
                bed=later["bed"],
                nights=nights,
            ),
        )
    for earlier, later, nights in _overlaps(committed, "participant"):
        yield _stay_problem(
            later,
            "participant",
            told(
                "participant {code} is in bed {first} (row {row}) and in bed {second} on {nights};"
                " accepted: one stay of a participant on a night",
                code=later["participant"],
                first=earlier["bed"],
                row=earlier.number,
                second=later["bed"],
                nights=nights,
            ),
        )


def _overlaps(stays: list[Row], column: str) -> Iterator[tuple[Row, Row, str]]:
    """Each stay that begins before another of the same ``column`` has ended, with that other."""
    longest: dict[str, Row] = {}
    for later in sorted(stays, key=lambda row: (row["admission"], row.number)):
        earlier = longest.setdefault(later[column], later)
        end = min(earlier["discharge"], later["discharge"])
        if later["admission"] < end and not _is_repeated(earlier, later):
            yield earlier, later, _nights(later["admission"], end)
        if later["discharge"] > earlier["discharge"]:
            longest[later[column]] = later


def _is_repeated(earlier: Row, later: Row) -> bool:
    """Whether both are one row, or have one key, which is reported as such already."""
    keys = ("participant", "bed", "admission")
    return all(earlier[key] == later[key] for key in keys)


def _second_proposals(stays: Sheet) -> Iterator[InputProblem]:
    first_rows: dict[str, int] = {}
    for row in stays.rows:
        if row.has("participant", "status") and row["status"] is StayStatus.PROPOSED:
            first = first_rows.setdefault(row["participant"], row.number)
            if first != row.number:
                yield _stay_problem(
                    row,
                    "status",
                    told(
                        "participant {code} has a proposed stay in row {row};"
                        " accepted: at most one proposed stay for each participant",
                        code=row["participant"],
                        row=first,
                    ),
                )


def _second_referrals(referrals: Sheet) -> Iterator[InputProblem]:
    waiting_rows: dict[str, int] = {}
    first_rows: dict[tuple[object, ...], int] = {}
    for row in referrals.rows:
        if not row.has("participant", "service", "received", "status"):
            continue
        if row["status"] is ReferralStatus.WAITING:
            earlier = waiting_rows.setdefault(row["participant"], row.number)
            message = told(
                "participant {code} has a waiting referral in row {row}; accepted: at most one"
                " waiting referral",
                code=row["participant"],
                row=earlier,
            )
        else:
            key = (row["participant"], row["service"], row["received"], row["status"])
            earlier = first_rows.setdefault(key, row.number)
            message = told(
                "participant {code} has the same referral in row {row}; accepted: one row for each"
                " referral",
                code=row["participant"],
                row=earlier,
            )
        if earlier != row.number:
            yield InputProblem("referrals.csv", row.number, "participant", message)


def _closed_beds(current: list[Row], sheets: Sheets) -> Iterator[InputProblem]:
    closed = _closed_ranges(sheets)
    for stay in current:
        for first, end, where in closed[stay["bed"]]:
            night = max(first, stay["admission"])
            until = min(end, stay["discharge"])
            if night < until:
                yield _stay_problem(
                    stay,
                    "bed",
                    told(
                        "participant {code} is in bed {bed} on {nights}, when it is closed"
                        " ({where}); accepted: another bed for the stay, or other dates of the"
                        " closure",
                        code=stay["participant"],
                        bed=stay["bed"],
                        nights=_nights(night, until),
                        where=where,
                    ),
                )


def _closed_ranges(sheets: Sheets) -> defaultdict[str, list[tuple[date, date, str]]]:
    """By bed, first and end of each closure and where it is written."""
    closed: defaultdict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for row in sheets["beds"].rows:
        where = told("row {row} of {file}", row=row.number, file="beds.csv")
        if row.has("bed", "opens"):
            closed[row["bed"]].append((date.min, row["opens"], told("opens, {where}", where=where)))
        if row.has("bed", "closes"):
            closed[row["bed"]].append(
                (row["closes"], date.max, told("closes, {where}", where=where))
            )
    for row in sheets["bed_closures"].rows:
        if row.has("bed", "start", "end"):
            where = told("row {row} of {file}", row=row.number, file="bed_closures.csv")
            closed[row["bed"]].append((row["start"], row["end"], where))
    return closed


def _referrals_of_residents(current: list[Row], referrals: Sheet) -> Iterator[InputProblem]:
    stay_rows = {row["participant"]: row for row in reversed(current)}
    for row in referrals.rows:
        if not row.has("participant", "service", "status"):
            continue
        stay = stay_rows.get(row["participant"])
        waits = row["status"] is ReferralStatus.WAITING and row["service"] is Service.RESIDENTIAL
        if stay is not None and waits:
            yield InputProblem(
                "referrals.csv",
                row.number,
                "participant",
                told(
                    "participant {code} waits for a bed and has one until {end} (row {row} of"
                    " stays.csv); accepted: one of the two, or the status on_hold or withdrawn",
                    code=row["participant"],
                    end=stay["discharge"],
                    row=stay.number,
                ),
            )
