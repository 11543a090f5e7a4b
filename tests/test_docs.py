"""What the documents say of tables, rules and commands is what the program does."""

import argparse
import re
from dataclasses import fields
from datetime import date
from pathlib import Path

from planner.check.roster.person_rules import PERSON_RULES
from planner.check.roster.schedule import SCHEDULE_RULES
from planner.check.stays import STAY_RULES
from planner.cli.main import COMMANDS, main
from planner.domain.plan import Reason
from planner.domain.programme import ScheduleCosts
from planner.domain.schedule import SCHEDULE_TERMS, GapKind, GapReason
from planner.tables.contract import TABLES
from planner.tables.labour import read_pack
from planner.tables.plan_schedule import SCHEDULE_TABLES
from planner.tables.plan_stays import STAY_TABLES
from solver.stays.model import RULES
from web import serving

ROOT = Path(__file__).parent.parent


def text_of(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_data_page_lists_exactly_the_columns_of_every_table() -> None:
    documented = dict(re.findall(r"^\| `(\w+)\.csv` \| (.*?) \| .* \|$", text_of("data.md"), re.M))
    actual = {
        table.name: ", ".join(
            f"**{column.name}**" if column.required else column.name for column in table.columns
        )
        for table in TABLES
    }
    assert {name: documented[name] for name in actual} == actual


def test_data_page_lists_exactly_the_columns_of_every_plan_file() -> None:
    section = text_of("data.md").split("## The plan folder")[1]
    documented = dict(re.findall(r"^\| `(\w+\.csv)` \| (.*?) \|$", section, re.M))
    actual = {
        table.file: ", ".join(column.name for column in table.columns)
        for table in (*STAY_TABLES, *SCHEDULE_TABLES)
    }
    assert documented == actual


def test_data_page_names_every_kind_of_gap_and_its_reasons() -> None:
    section = text_of("data.md").split("## Gaps")[1].split("## ")[0]
    named = set(re.findall(r"`(\w+)`", section))
    assert named == {str(word) for word in (*GapKind, *GapReason)}


def test_example_of_a_labour_pack_is_one() -> None:
    *_, example = re.findall(r"```toml\n(.*?)```", text_of("data.md"), re.S)
    pack = read_pack("agreement.toml", example.encode())
    assert (pack.problems, pack.warnings) == ([], [])
    assert pack.rules(date(2027, 2, 8), {}).overtime_weekly_minutes == 2250


def test_data_page_lists_every_reason_in_order() -> None:
    section = text_of("data.md").split("## Reasons")[1]
    assert re.findall(r"`(\w+)`", section) == [reason.value for reason in Reason]


def test_model_page_has_a_row_for_every_rule() -> None:
    rows = re.findall(r"^\| (S\d+) \|", text_of("model.md"), re.M)
    assert rows == [f"S{number}" for number in range(1, 13)]


def test_checker_has_a_function_for_every_rule() -> None:
    codes = {code for code, _ in STAY_RULES if code != "rows"}
    assert codes == {f"S{number}" for number in range(1, 13)}


def schedule_rules() -> dict[str, set[str]]:
    """The files that check each rule of the schedule, by its code."""
    files: dict[str, set[str]] = {}
    for code, check in (*SCHEDULE_RULES, *PERSON_RULES):
        if code not in ("rows", "gaps"):
            files.setdefault(code, set()).add(check.__module__.replace(".", "/") + ".py")
    return files


def test_model_page_has_a_row_for_every_rule_of_the_schedule() -> None:
    rows = re.findall(r"^\| ([RA]\d+) \|", text_of("model.md"), re.M)
    assert rows == [*(f"R{n}" for n in range(1, 9)), *(f"A{n}" for n in range(1, 8))]
    assert set(schedule_rules()) == set(rows)


def test_model_page_names_what_checks_each_rule_of_the_schedule() -> None:
    rows = re.findall(r"^\| (R\d+) \| [^|]* \| ([^|]*) \|", text_of("model.md"), re.M)
    named = {code: set(re.findall(r"`([\w/]+\.py)`", cell)) for code, cell in rows}
    actual = schedule_rules()
    assert named == {code: actual[code] for code in named}
    assert {code for code in actual if code.startswith("R")} == set(named)


def test_model_page_names_the_file_of_every_rule_of_the_schedules_model() -> None:
    modules = {
        str(path.relative_to(ROOT)) for path in (ROOT / "solver/schedule/rules").glob("[!_]*.py")
    }
    assert modules
    assert modules <= set(re.findall(r"`(solver/[\w/]+\.py)`", text_of("model.md")))


def test_model_page_lists_the_terms_of_the_schedule_and_their_weights_in_order() -> None:
    section = text_of("model.md").split("## What a schedule pays for")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| [^|]* \| (?:`(\w+)`)?", section, re.M)
    assert tuple(term for term, _ in rows) == SCHEDULE_TERMS
    weights = [weight for _, weight in rows if weight]
    assert weights == [field.name for field in fields(ScheduleCosts)]


def test_model_page_names_existing_files() -> None:
    named = set(re.findall(r"`((?:planner|solver)/[\w/]+\.py)`", text_of("model.md")))
    assert {name for name in named if not (ROOT / name).is_file()} == set()


def test_model_page_names_the_file_of_every_rule_of_the_model() -> None:
    modules = {rule.__module__.replace(".", "/") + ".py" for rule in RULES}
    named = set(re.findall(r"`(solver/[\w/]+\.py)`", text_of("model.md")))
    assert modules <= named


def command_names() -> set[str]:
    """Every command by the name that the program gives it."""
    commands = argparse.ArgumentParser().add_subparsers()
    for module in (*COMMANDS, serving):
        module.add_command(commands)
    return set(commands.choices)


def test_readme_lists_exactly_the_commands_of_the_program() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `harbourplan (\w+)", readme, re.M))
    assert documented == command_names()
    exits = {main([command, "--help"], (serving,)) for command in documented}
    assert exits == {0}
