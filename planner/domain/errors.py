"""What can be wrong with a programme, said in words that a coordinator can act on."""

from dataclasses import dataclass


class PlannerError(Exception):
    """Base of every mistake that is reported to a person and never as a traceback."""


@dataclass(frozen=True, order=True)
class InputProblem:
    """One located mistake in a programme or plan folder; row 1 is the header, 0 the whole file."""

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.row or ''}:{self.column}: {self.message}"


class InputError(PlannerError):
    """Bad input: every problem of every file at once; nothing has been written."""

    def __init__(self, problems: list[InputProblem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CommitmentError(PlannerError):
    """The commitments themselves break a hard rule; one sentence each, led by the rule's code."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__("\n".join(sentences))


class NoPlanError(PlannerError):
    """No plan was found within the limits."""
