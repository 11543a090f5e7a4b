"""The text of a saved capacity study: a scenario file about the programme at hand."""

from pathlib import Path, PurePosixPath

from planner.domain.errors import InputError, InputProblem
from planner.domain.sentences import told
from planner.services.capacity.records import records_of
from planner.services.snapshots import Snapshot
from planner.tables.files import MAX_SETTINGS_BYTES
from planner.tables.scenarios import ScenarioFile, scenarios_in

MOST_BESIDE_BASE = 5
_NAME = "study"


def read_study(text: str, programme: str) -> ScenarioFile:
    """The study in a text; it names the programme with this code or none, never a folder.

    Raises:
        InputError: with every mistake, each at its line of ``study``.
    """
    content = text.encode()
    if len(content) > MAX_SETTINGS_BYTES:
        message = told(
            "the text is too long; accepted: up to {most} bytes", most=MAX_SETTINGS_BYTES
        )
        raise InputError([InputProblem(_NAME, 0, "", message)])
    file = scenarios_in(content, _NAME, Path())
    if starts_from_programme(file):
        if PurePosixPath(file.study["programme"]).name != programme:
            file.report(
                "study", "programme", told('accepted here: "{programme}"', programme=programme)
            )
        file.programme = None
    for number in range(MOST_BESIDE_BASE + 1, len(file.scenarios) + 1):
        message = told(
            "too many to compare; accepted: {most} beside the base", most=MOST_BESIDE_BASE
        )
        file.report(f"scenario {number}", "", message)
    file.raise_problems()
    return file


def starts_from_programme(file: ScenarioFile) -> bool:
    """Whether the study starts from the programme as it stands, not from what it says itself."""
    return "programme" in file.study


def check_study(text: str, found: Snapshot) -> None:
    """Whether the study can be calculated for the programme as it stands.

    Raises:
        InputError: with every mistake, each at its line.
        CapacityError: a question has no answer.
    """
    file = read_study(text, found.code)
    records_of(file, found.programme if starts_from_programme(file) else None)
