"""What can be wrong with a programme, said in words that a coordinator can act on."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.sentences import Sentence, joined, told


class PlannerError(Exception):
    """Base of every mistake that is reported to a person and never as a traceback.

    ``sentences`` are what it says, where there are several things.
    """

    sentences: Sequence[str] = ()

    @property
    def lines(self) -> Sequence[str]:
        """What it says with its parts, which ``str`` of an error has lost."""
        return self.sentences or [text for text in self.args if isinstance(text, str)]


@dataclass(frozen=True, order=True)
class InputProblem:
    """One located mistake in a programme or plan folder; row 1 is the header, 0 the whole file.

    ``file`` is empty for what somebody wrote into no file, but into a form.
    """

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def is_missing(self) -> bool:
        """Whether nothing was given where something is needed."""
        return isinstance(self.message, Sentence) and self.message.template == _MISSING

    @property
    def sentence(self) -> Sentence:
        """The message led by its place, where it has one."""
        if not self.file:
            return joined((self.message,))
        return located(self.file, self.row, self.column, self.message)


def missing_cell(accepted: str) -> Sentence:
    """What is wrong with an empty cell that must not be empty."""
    return told("the cell is empty; accepted: {accepted}", accepted=accepted)


_MISSING = missing_cell("").template


def located(file: str, row: int, column: str, message: str) -> Sentence:
    """A message led by its place; another language than English says only what is known of it."""
    if row and column:
        place = told("{file}:{row}:{column}:", file=file, row=row, column=column)
    elif row:
        place = told("{file}:{row}::", file=file, row=row)
    elif column:
        place = told("{file}::{column}:", file=file, column=column)
    else:
        place = told("{file}:::", file=file)
    return joined((place, message))


class InputError(PlannerError):
    """Bad input: every problem of every file at once; nothing has been written."""

    def __init__(self, problems: list[InputProblem]) -> None:
        self.problems = sorted(set(problems))
        self.sentences = [problem.sentence for problem in self.problems]
        super().__init__("\n".join(self.sentences))


class CommitmentError(PlannerError):
    """The commitments themselves break a hard rule; one sentence each, led by the rule's code."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences: list[str] = sentences
        super().__init__("\n".join(sentences))


class NoPlanError(PlannerError):
    """No plan was found within the limits."""
