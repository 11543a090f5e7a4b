from pathlib import Path

import pytest

from tests.planner.tables.folders import (
    Change,
    append,
    problems_of,
    remove,
    sample_copy,
    swap,
    write,
)

TOML = "programme.toml"
DAYS = "a whole number from 1 to 3660"
LINE = (
    "the line cannot be read; accepted: lines such as key = value, with texts in quotation"
    " marks, dates as 2027-02-08 and section headings in square brackets"
)
DATE = "a date without quotation marks, for example 2027-02-08, between 1900 and 2199"
NO_DATE = (
    "the planning date is missing; write as_of = 2027-02-08 (your date) under [horizon], or give"
    " it with --as-of"
)
PHASES = (
    "a list such as [ { from_week = 0, sessions_per_week = 3 } ] with from_week ascending and"
    " 0 to 7 sessions"
)

BROKEN: dict[str, tuple[Change, str]] = {
    "missing": (remove(TOML), "::: the file is missing; every programme folder must have it"),
    "no_as_of": (swap(TOML, "as_of = 2027-02-08", ""), f":9:horizon.as_of: {NO_DATE}"),
    "quoted_as_of": (
        swap(TOML, "= 2027-02-08", '= "2027-02-08"'),
        f":10:horizon.as_of: the text '2027-02-08' is not accepted here; accepted: {DATE}",
    ),
    "as_of_with_time": (
        swap(TOML, "= 2027-02-08", "= 2027-02-08T10:00:00"),
        f":10:horizon.as_of: the value is not accepted here; accepted: {DATE}",
    ),
    "impossible_as_of": (swap(TOML, "= 2027-02-08", "= 2027-02-30"), f":10:: {LINE}"),
    "negative_days": (
        swap(TOML, "stay_days = 546", "stay_days = -1"),
        f":11:horizon.stay_days: -1 is not accepted here; accepted: {DAYS}",
    ),
    "endless_horizon": (
        swap(TOML, "stay_days = 546", "stay_days = 99999999999999999999"),
        f":11:horizon.stay_days: 99999999999999999999 is not accepted here; accepted: {DAYS}",
    ),
    "text_for_number": (
        swap(TOML, "min_days = 182", 'min_days = "182"'),
        f":15:stays.min_days: the text '182' is not accepted here; accepted: {DAYS}",
    ),
    "flag_for_number": (
        swap(TOML, "min_days = 182", "min_days = true"),
        f":15:stays.min_days: true is not accepted here; accepted: {DAYS}",
    ),
    "lengths": (
        swap(TOML, "min_days = 182", "min_days = 400"),
        ":15:stays.min_days: 400 is more than max_days, which is 365; accepted: at most max_days",
    ),
    "weekday": (
        swap(TOML, '"Mon", "Tue", "Wed", "Thu"]', '"Mon", "Monday"]'),
        ":20:stays.admission_weekdays: the value is not accepted here; accepted: a list of"
        " weekdays out of Mon, Tue, Wed, Thu, Fri, Sat, Sun, in quotation marks, each once",
    ),
    "weekday_twice": (
        swap(TOML, '"Mon", "Tue", "Wed", "Thu"]', '"Mon", "Mon"]'),
        ":20:stays.admission_weekdays: the value is not accepted here; accepted: a list of"
        " weekdays out of Mon, Tue, Wed, Thu, Fri, Sat, Sun, in quotation marks, each once",
    ),
    "zone": (
        swap(TOML, "America/Vancouver", "Penticton"),
        ":5:programme.timezone: the text 'Penticton' is not accepted here; accepted: the name of"
        ' a time zone in quotation marks, for example "America/Vancouver"',
    ),
    "zone_path": (
        swap(TOML, "America/Vancouver", "../../secret"),
        ":5:programme.timezone: the text '../../secret' is not accepted here; accepted: the name"
        ' of a time zone in quotation marks, for example "America/Vancouver"',
    ),
    "province": (
        swap(TOML, '"BC"', '"QC"'),
        ':6:programme.province: the text \'QC\' is not accepted here; accepted: "BC" or "ON"',
    ),
    "no_province": (
        swap(TOML, 'province = "BC"', ""),
        ':2:programme.province: the key is missing; accepted: "BC" or "ON"',
    ),
    "odd_minutes": (
        swap(TOML, 'start = "09:30"', 'start = "09:40"'),
        ":27:day_program.start: the text '09:40' is not accepted here; accepted: a time in"
        ' quotation marks in quarter hours, for example "09:30"',
    ),
    "backward_window": (
        swap(TOML, 'window_end = "17:00"', 'window_end = "08:00"'),
        ":38:support.window_end: the end is not after the start; accepted: a later time of the"
        " same day",
    ),
    "late_before_early": (
        swap(TOML, "earliest_start_days = 0", "earliest_start_days = 20"),
        ":30:day_program.earliest_start_days: 20 is more than latest_start_days, which is 14;"
        " accepted: at most that",
    ),
    "cohort_without_dates": (
        swap(TOML, '"rolling"', '"cohort"'),
        ":23:day_program.cohort_starts: there are no dates; accepted with entry ="
        ' "cohort": a list such as [2027-03-01]',
    ),
    "phases_not_ascending": (
        swap(TOML, "from_week = 8", "from_week = 30"),
        f":42:support.phases: the value is not accepted here; accepted: {PHASES}",
    ),
    "negative_cost": (
        append(TOML, "\n[stay_costs]\nmoved_stay = -5\n"),
        ":45:stay_costs.moved_stay: -5 is not accepted here; accepted: a whole number from 0 to"
        " 1000000",
    ),
    "labour": (
        append(TOML, '\n[labour]\nweek_starts = "Sunday"\n'),
        ":45:labour.week_starts: the text 'Sunday' is not accepted here; accepted: "
        '"Mon", "Tue", "Wed", "Thu", "Fri", "Sat" or "Sun"',
    ),
    "labour_name": (
        append(TOML, "\n[labour]\nmax_days_in_a_row = 5\n"),
        ":45:labour.max_days_in_a_row: the rule is not known; accepted: pack,"
        " min_rest_minutes, weekly_rest_minutes, week_starts, day_span_minutes, daily_max_minutes,"
        " daily_max_minutes_averaging, weekly_max_minutes, overtime_daily_minutes,"
        " overtime_daily_minutes_averaging, overtime_weekly_minutes, max_consecutive_days or"
        " max_consecutive_nights",
    ),
    "no_section": (
        append(TOML, "\n[labour]\n[stays.extra"),
        f":45:: {LINE}",
    ),
    "section_as_value": (
        swap(TOML, "# Fictional", "labour = 3\n# Fictional"),
        ":1:labour: this is not a section; accepted: keys below [labour]",
    ),
    "syntax": (swap(TOML, "[stays]", "[stays"), f":14:: {LINE}"),
    "twice": (
        swap(TOML, "min_days = 182", "min_days = 182\nmin_days = 183"),
        ":16:: a key or section is given twice; accepted: each once",
    ),
    "nested": (write(TOML, "a = " + "[" * 5000), f"::: {LINE}"),
    "long_number": (write(TOML, "a = " + "9" * 5000), f"::: {LINE}"),
    "too_large": (
        write(TOML, "#" * 1_000_001),
        "::: the file is too large; accepted: up to 1 MB",
    ),
    "encoding": (
        write(TOML, b"[programme]\ntitle = 'caf\xe9'\n"),
        ":2:: byte 24 is not UTF-8; accepted: UTF-8 text (save as 'CSV UTF-8')",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_programme_toml_that_is_broken_is_located(name: str, tmp_path: Path) -> None:
    change, message = BROKEN[name]
    folder = sample_copy(tmp_path)
    change(folder)
    assert problems_of(folder) == [f"{TOML}{message}"]
