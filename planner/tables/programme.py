"""A programme folder read whole: every mistake of every file at once, or a ``Programme``."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from planner.domain.clock import use_pinned_zone_data
from planner.domain.day_program import EntryRule
from planner.domain.errors import InputError, InputProblem, located
from planner.domain.programme import Programme
from planner.domain.sentences import told
from planner.holidays import statutory_holidays
from planner.tables.columns import Sheet
from planner.tables.commitments import commitment_problems
from planner.tables.contents import Contents, folder_contents
from planner.tables.contract import TABLES
from planner.tables.cover import cover_problems
from planner.tables.labour import LabourPack, province_pack, read_pack
from planner.tables.ranges import range_problems
from planner.tables.records import programme_tables
from planner.tables.references import Sheets, code_problems
from planner.tables.settings import SETTINGS_FILE, Settings, read_settings
from planner.tables.sheet import read_sheet

_TWO_YEARS = 731


@dataclass(frozen=True)
class LoadedProgramme:
    """A checked programme, what was left out of it, and the fingerprint of its input."""

    programme: Programme
    warnings: tuple[str, ...]
    input_sha256: str


def read_programme(folder: Path, as_of: date | None = None) -> LoadedProgramme:
    """Read a programme folder; ``as_of`` goes before the date in its ``programme.toml``.

    Raises:
        InputError: with every problem of every file.
        ZoneDataError: the time-zone data are too old to plan with.
    """
    return read_contents(folder_contents(folder), as_of)


def read_contents(contents: Contents, as_of: date | None = None) -> LoadedProgramme:
    """Read the files of a programme; ``as_of`` goes before the date in its ``programme.toml``.

    Raises:
        InputError: with every problem of every file.
        ZoneDataError: the time-zone data are too old to plan with.
    """
    use_pinned_zone_data()
    files = contents.files
    problems = [*contents.problems, *_missing_files(contents)]
    settings = read_settings(files.get(SETTINGS_FILE, b""), as_of)
    if SETTINGS_FILE not in files:
        settings.problems.clear()
        settings.is_complete = False
    problems += settings.problems
    pack = _labour_pack(settings, contents)
    if settings.as_of is not None:
        pack.check_in_force(settings.as_of)
    problems += pack.problems
    warnings = [*contents.warnings, *settings.warnings, *pack.warnings]
    sheets: dict[str, Sheet] = {}
    unread = {problem.file for problem in problems if problem.row == 0 and not problem.column}
    for table in TABLES:
        if table.file in files:
            sheets[table.name], found, remarks = read_sheet(table, files[table.file])
            problems += found
            warnings += remarks
        else:
            sheets[table.name] = Sheet(table, is_complete=table.file not in unread)
    problems += _cross_problems(sheets, settings)
    if problems:
        raise InputError(problems)
    programme = _programme(settings, sheets, pack)
    warnings += _doubtful_values(programme)
    return LoadedProgramme(programme, tuple(warnings), _fingerprint(files, programme.as_of))


def _missing_files(contents: Contents) -> Iterator[InputProblem]:
    required = [SETTINGS_FILE, *(table.file for table in TABLES if table.must_exist)]
    unreadable = {problem.file for problem in contents.problems}
    for name in required:
        if name not in contents.files and name not in unreadable:
            message = told("the file is missing; every programme folder must have it")
            yield InputProblem(name, 0, "", message)


def _labour_pack(settings: Settings, contents: Contents) -> LabourPack:
    """The pack that the settings ask for: one of the programme's own, or that of the province."""
    name, province = settings.pack, settings.values["programme"].get("province")
    if name is None:
        return province_pack(province) if province else LabourPack("")
    if name in contents.files:
        return read_pack(name, contents.files[name])
    if any(problem.file == name for problem in contents.problems):
        return LabourPack(name)
    message = told("the file is missing; {file} names it as the labour pack", file=SETTINGS_FILE)
    return LabourPack(name, problems=[InputProblem(name, 0, "", message)])


def _cross_problems(sheets: Sheets, settings: Settings) -> Iterator[InputProblem]:
    stays = settings.rules("stays")
    lengths = (stays["min_days"], stays["max_days"]) if settings.is_sound("stays") else None
    yield from code_problems(sheets)
    yield from range_problems(sheets, lengths)
    yield from cover_problems(sheets)
    yield from commitment_problems(sheets, settings.as_of)


def _programme(settings: Settings, sheets: Sheets, pack: LabourPack) -> Programme:
    fields: dict[str, Any] = settings.programme_fields() | programme_tables(sheets)
    programme = Programme(**fields)
    labour = pack.rules(programme.as_of, settings.labour_overrides)
    first, last = _touched_days(programme)
    holidays = statutory_holidays(programme.province, first, last)
    return replace(programme, labour=labour, holidays=holidays)


def _touched_days(programme: Programme) -> tuple[date, date]:
    """First and last day that a plan, its history or a check of it can touch, with a margin."""
    days = [programme.as_of]
    for stay in programme.stays:
        days += [stay.admission, stay.discharge]
    for enrolment in programme.enrolments:
        days += [enrolment.start, enrolment.end]
    days += [row.start for row in programme.assignments]
    days += [row.day for row in programme.roster]
    days += [row.day for row in programme.sessions]
    lengths = [
        programme.stay_rules.max_days,
        7 * programme.day_program.weeks + programme.day_program.latest_start_days,
        7 * programme.support.weeks,
        *(row.max_days or 0 for row in programme.referrals),
    ]
    first = min(days) - timedelta(days=_TWO_YEARS)
    reach = programme.as_of + timedelta(days=programme.stay_days + sum(sorted(lengths)[-2:]))
    return first, max(reach, *days) + timedelta(days=_TWO_YEARS)


def _doubtful_values(programme: Programme) -> Iterator[str]:
    """Warnings about values that are allowed and yet hardly meant."""
    for member in programme.staff:
        if member.weekly_hours > member.max_weekly_hours:
            message = told(
                "staff member {code} has fewer max_weekly_hours than weekly_hours", code=member.code
            )
            yield located("staff.csv", 0, "max_weekly_hours", message)
    rules = programme.day_program
    starts = rules.cohort_starts if rules.entry is EntryRule.COHORT else ()
    for day in starts:
        if day.weekday() not in rules.weekdays or day in programme.holidays:
            message = told("nobody can start on {day}, which is no day of the day program", day=day)
            yield located(SETTINGS_FILE, 0, "day_program.cohort_starts", message)


def _fingerprint(contents: Mapping[str, bytes], as_of: date) -> str:
    """SHA-256 over each file's name, length and bytes in the order of names, and ``as_of``."""
    digest = hashlib.sha256(f"as_of {as_of.isoformat()}\n".encode())
    for name, content in sorted(contents.items()):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
