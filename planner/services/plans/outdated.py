"""What a draft breaks that the programme has moved on from, in as few lines as say it."""

from collections.abc import Iterable
from itertools import groupby

from planner.check.violations import Violation
from planner.domain.errors import PlannerError
from planner.domain.sentences import Sentence, joined, told, told_of

_MOST_RULES = 7
_BOOKKEEPING = ("cost", "gaps", "rows")
"""Where a rule is broken, the plan's own account of itself is off as well and tells nothing new."""


class PlanOutdatedError(PlannerError):
    """The programme has moved on: the plan breaks its rules now.

    After its first sentence comes a line for each rule.
    """

    def __init__(self, found: Iterable[Violation]) -> None:
        again = told(
            "The programme has changed since this plan was made. Plan again; it would break:"
        )
        self.sentences: list[str] = [again, *_lines(set(found))]
        super().__init__("\n".join(self.sentences))


def _lines(found: set[Violation]) -> list[Sentence]:
    """The first violation of each rule and how many more there are of it."""
    rules = {broken for broken in found if broken.rule not in _BOOKKEEPING}
    ordered = sorted(rules or found, key=lambda broken: (_place(broken.rule), broken.message))
    groups = [list(group) for _, group in groupby(ordered, lambda broken: broken.rule)]
    lines = [_line(group) for group in groups[:_MOST_RULES]]
    more = len(groups) - len(lines)
    if more:
        lines.append(told_of(more, "And {n} more rule.", "And {n} more rules."))
    return lines


def _line(group: list[Violation]) -> Sentence:
    first, more = group[0], len(group) - 1
    line = told("{rule}: {message}", rule=first.rule, message=first.message)
    if not more:
        return line
    return joined((line, told_of(more, "And {n} more of this kind.", "And {n} more of this kind.")))


def _place(rule: str) -> tuple[bool, str, int]:
    """Rules of the stays first, and S2 before S10."""
    letters = rule.rstrip("0123456789")
    return letters != "S", letters, int(rule[len(letters) :] or 0)
