"""What was wrong with a form, field by field, beside what was written into it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from flask import request
from flask_babel import gettext as _

from planner.domain.errors import InputError, InputProblem, PlannerError
from planner.domain.sentences import Sentence, told
from planner.services.access.sign_in_tries import TooManyTriesError
from planner.services.change import ChangedMeanwhileError
from web.language import said


def _of_field(problem: InputProblem) -> str:
    """What is wrong with a field: nobody who fills in a form knows of cells."""
    message = problem.message
    if problem.is_missing and isinstance(message, Sentence):
        return told("This is needed: {accepted}.", accepted=message.parts["accepted"])
    return message


def _alike(problems: Iterable[InputProblem]) -> Iterable[list[InputProblem]]:
    """Problems that differ in nothing but their row, together."""
    found: dict[tuple[str, str, str], list[InputProblem]] = {}
    for problem in problems:
        found.setdefault((problem.file, problem.column, problem.message), []).append(problem)
    return found.values()


def _told_once(same: list[InputProblem], is_at_field: bool) -> str:
    """One sentence for problems that are alike, with their number where there are several."""
    first = same[0] if len(same) == 1 else replace(same[0], row=0)
    sentence = said(_of_field(first) if is_at_field else first.sentence)
    if len(same) == 1:
        return sentence
    together: str = _("%(sentence)s (%(number)s rows)", sentence=sentence, number=len(same))
    return together


@dataclass
class Form:
    """The values of a form and the sentences about them; "" holds those about the whole."""

    values: dict[str, str]
    errors: dict[str, list[str]] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, *names: str) -> "Form":
        """What the browser sent under these names, blanks around it removed."""
        return cls({name: request.form.get(name, "").strip() for name in names})

    def refuse(self, error: PlannerError) -> int:
        """Take the error's sentences in the reader's language.

        Returns the status of the answer, 422, 409 or 429.
        """
        if isinstance(error, InputError):
            for same in _alike(error.problems):
                known = same[0].column if same[0].column in self.values else ""
                self._add(known, _told_once(same, bool(known)))
            return 422
        for line in error.lines:
            self._add("", said(line))
        if isinstance(error, ChangedMeanwhileError):
            self.theirs = error.theirs or {}
            return 409
        return 429 if isinstance(error, TooManyTriesError) else 422

    def _add(self, name: str, sentence: str) -> None:
        """One value may stand in several tables, which then all have the same to say of it."""
        told_already = self.errors.setdefault(name, [])
        if sentence not in told_already:
            told_already.append(sentence)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def cells(self, *names: str) -> dict[str, str]:
        """The values under these names."""
        return {name: self.values[name] for name in names}
