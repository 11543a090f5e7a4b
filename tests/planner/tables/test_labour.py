"""Labour packs: the numbers of each province, editions by date, an agency's own file."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from planner.domain.labour import LabourRules
from planner.tables.labour import province_pack, read_pack
from planner.tables.programme import read_programme
from tests.planner.tables.folders import (
    Change,
    all_of,
    append,
    problems_of,
    sample_copy,
    swap,
    write,
)

PACKS = Path(__file__).parents[3] / "planner" / "tables" / "labour_packs"
OWN = "agreement.toml"
ENTRY = 'a value with its section, for example { value = 480, section = "36(2)" }'
DATE = "a date without quotation marks, for example 2027-02-08, between 1900 and 2199"
RULES = (
    "from, min_rest_minutes, weekly_rest_minutes, week_starts, day_span_minutes,"
    " daily_max_minutes, daily_max_minutes_averaging, weekly_max_minutes, overtime_daily_minutes,"
    " overtime_daily_minutes_averaging, overtime_weekly_minutes, max_consecutive_days or"
    " max_consecutive_nights"
)
BC = LabourRules(
    min_rest_minutes=480,
    weekly_rest_minutes=1920,
    week_starts=6,
    day_span_minutes=720,
    daily_max_minutes=720,
    daily_max_minutes_averaging=720,
    weekly_max_minutes=None,
    overtime_daily_minutes=480,
    overtime_daily_minutes_averaging=720,
    overtime_weekly_minutes=2400,
    max_consecutive_days=5,
    max_consecutive_nights=4,
)
ON = LabourRules(
    min_rest_minutes=660,
    weekly_rest_minutes=1440,
    week_starts=6,
    day_span_minutes=780,
    daily_max_minutes=480,
    daily_max_minutes_averaging=720,
    weekly_max_minutes=2880,
    overtime_daily_minutes=None,
    overtime_daily_minutes_averaging=None,
    overtime_weekly_minutes=2640,
    max_consecutive_days=5,
    max_consecutive_nights=4,
)


def pack_text(*changes: tuple[str, str]) -> str:
    """The pack of British Columbia, changed in some places."""
    text = (PACKS / "BC.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def own_pack(text: str) -> Change:
    """Make the sample use a pack of its own."""
    named = append("programme.toml", f'\n[labour]\npack = "{OWN}"\n')
    return all_of(named, write(OWN, text))


@pytest.mark.parametrize(("province", "rules"), [("BC", BC), ("ON", ON)])
def test_pack_of_a_province_has_the_numbers_of_the_model(province: str, rules: LabourRules) -> None:
    pack = province_pack(province)
    assert (pack.problems, pack.warnings) == ([], [])
    assert pack.rules(date(2027, 2, 8), {}) == rules


@pytest.mark.parametrize("province", ["BC", "ON"])
def test_policy_is_marked_as_such_and_the_rest_has_its_section(province: str) -> None:
    document = tomllib.loads((PACKS / f"{province}.toml").read_text(encoding="utf-8"))
    assert document["act"].startswith("Employment Standards Act")
    entries = {key: entry for key, entry in document["edition"][0].items() if key != "from"}
    policy = {key for key, entry in entries.items() if entry["section"] == "policy"}
    assert {"max_consecutive_days", "max_consecutive_nights"} <= policy
    sections = {entry["section"] for key, entry in entries.items() if key not in policy}
    assert all(section[0].isdigit() for section in sections)


def test_overrides_of_a_folder_replace_single_values(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    text = (
        '\n[labour]\nweek_starts = "Mon"\nmax_consecutive_days = "none"\nmin_rest_minutes = 600\n'
    )
    append("programme.toml", text)(folder)
    labour = read_programme(folder).programme.labour
    assert (labour.week_starts, labour.max_consecutive_days) == (0, None)
    assert (labour.min_rest_minutes, labour.weekly_rest_minutes) == (600, 1920)


@pytest.mark.parametrize(
    ("as_of", "rest"), [("2027-02-28", 480), ("2027-03-01", 600), ("2028-01-01", 600)]
)
def test_edition_in_force_on_the_planning_date_counts(
    as_of: str, rest: int, tmp_path: Path
) -> None:
    folder = sample_copy(tmp_path)
    _, _, rules = pack_text().partition("from = 2002-11-30")
    later = f"\n[[edition]]\nfrom = 2027-03-01{rules.replace('480', '600', 1)}"
    own_pack(pack_text() + later)(folder)
    programme = read_programme(folder, date.fromisoformat(as_of)).programme
    assert programme.labour.min_rest_minutes == rest
    assert programme.labour.daily_max_minutes == 720


def test_own_pack_is_part_of_the_fingerprint(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    own_pack(pack_text())(folder)
    before = read_programme(folder)
    assert before.warnings == ()
    append(OWN, "# agreed in March\n")(folder)
    after = read_programme(folder)
    assert after.programme == before.programme
    assert after.input_sha256 != before.input_sha256


def test_unknown_key_of_a_pack_is_a_warning() -> None:
    assert read_pack(OWN, f'union = "ours"\n{pack_text()}'.encode()).warnings == [
        "agreement.toml::union: the key is not known and is left out"
    ]


BROKEN: dict[str, tuple[Change, list[str]]] = {
    "missing": (
        append("programme.toml", f'\n[labour]\npack = "{OWN}"\n'),
        ["agreement.toml::: the file is missing; programme.toml names it as the labour pack"],
    ),
    "path": (
        append("programme.toml", '\n[labour]\npack = "../BC.toml"\n'),
        [
            "programme.toml:45:labour.pack: the text '../BC.toml' is not accepted here; accepted:"
            ' the name of a TOML file beside programme.toml, for example "agreement.toml"'
        ],
    ),
    "programme_itself": (
        append("programme.toml", '\n[labour]\npack = "programme.toml"\n'),
        [
            "programme.toml:45:labour.pack: the text 'programme.toml' is not accepted here;"
            " accepted: the name of a TOML file beside programme.toml, for example"
            ' "agreement.toml"'
        ],
    ),
    "encoding": (
        own_pack("act = 'caf\0'\n"),
        ["agreement.toml:1:: byte 10 is a NUL byte, which no text holds; accepted: UTF-8 text"],
    ),
    "syntax": (
        own_pack("act = \n"),
        [
            "agreement.toml:1:: the line cannot be read; accepted: lines such as key = value, with"
            " texts in quotation marks, dates as 2027-02-08 and section headings in square"
            " brackets"
        ],
    ),
    "no_edition": (
        own_pack('act = "ours"\n'),
        ["agreement.toml::edition: there is no edition; accepted: rules below [[edition]]"],
    ),
    "edition_as_a_section": (
        own_pack(pack_text(("[[edition]]", "[edition]"))),
        ["agreement.toml::edition: there is no edition; accepted: rules below [[edition]]"],
    ),
    "no_date": (
        own_pack(pack_text(("from = 2002-11-30\n", ""))),
        [f"agreement.toml:5:edition.from: the key is missing; accepted: {DATE}"],
    ),
    "bad_values": (
        own_pack(
            pack_text(
                ("value = 480", "value = -480"),
                ('"Sun"', '"Sunday"'),
                ('section = "33"', "section = 33"),
                ("{ value = 1920, section", "{ value = 1920, chapter"),
                ("daily_max_minutes = ", "daily_least_minutes = "),
            )
        ),
        [
            "agreement.toml:5:edition.daily_max_minutes: the rule is missing; accepted: " + ENTRY,
            "agreement.toml:7:edition.min_rest_minutes: -480 is not accepted here; accepted: a"
            " whole number from 0 to 11520",
            "agreement.toml:8:edition.weekly_rest_minutes: the rule is not complete; accepted: "
            + ENTRY,
            "agreement.toml:9:edition.week_starts: the text 'Sunday' is not accepted here;"
            ' accepted: "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" or "Sun"',
            "agreement.toml:10:edition.day_span_minutes: 33 is not accepted here; accepted: a text"
            " in quotation marks, up to 200 characters on one line",
            "agreement.toml:11:edition.daily_least_minutes: the rule is not known; accepted: "
            + RULES,
        ],
    ),
    "editions_out_of_order": (
        own_pack(pack_text() + pack_text().partition('c. 113"\n')[2]),
        [
            "agreement.toml:21:edition.from: 2002-11-30 is not after the edition before;"
            " accepted: editions by date"
        ],
    ),
    "not_in_force_yet": (
        own_pack(pack_text(("from = 2002-11-30", "from = 2027-02-09"))),
        [
            "agreement.toml:6:edition.from: the rules hold from 2027-02-09 on; the planning date"
            " is 2027-02-08; accepted: an edition that holds by then"
        ],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_pack_that_is_broken_is_located(name: str, tmp_path: Path) -> None:
    change, messages = BROKEN[name]
    folder = sample_copy(tmp_path)
    change(folder)
    assert problems_of(folder) == messages


def test_province_that_is_wrong_is_the_only_problem(tmp_path: Path) -> None:
    folder = sample_copy(tmp_path)
    swap("programme.toml", 'province = "BC"', 'province = "YT"')(folder)
    assert [problem.split(": ")[0] for problem in problems_of(folder)] == [
        "programme.toml:6:programme.province"
    ]
