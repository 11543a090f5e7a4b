"""What a checker says about a plan: one broken rule, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Violation:
    """A broken rule: its code in MODEL.md, ``cost`` or ``rows``, and a sentence that says how."""

    rule: str
    message: str
