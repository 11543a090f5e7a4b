"""What a checker says about a plan: one broken rule, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Violation:
    """A broken rule and a sentence that says how.

    ``rule`` is its code in MODEL.md, A1 to A7 for an agency's own, or ``rows``, ``gaps``, ``cost``.
    """

    rule: str
    message: str
