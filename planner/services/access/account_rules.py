"""What an account may be: its code, and which role goes with which programme and team."""

from dataclasses import dataclass

from planner.calendars.levels import Language
from planner.db.accounts import ACCOUNT_CODE
from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.desk import Desk, Role

LANGUAGES = tuple(str(language) for language in Language)
TAKEN_CODES = frozenset({"command-line", "worker"})
"""Names under which the machinery itself stands in the audit log."""


class AccountError(PlannerError):
    """An account cannot be made or changed like this; nothing was changed."""


@dataclass(frozen=True)
class NewAccount:
    """What an account begins with. ``programme`` None: every programme, for administrators only."""

    code: str
    role: Role
    programme: str | None = None
    staff: str | None = None
    language: str = "en"


def require_fitting(desk: Desk, new: NewAccount) -> None:
    """Refuse a new account that cannot be.

    Raises:
        AccountError: with what is accepted.
    """
    if not ACCOUNT_CODE.fullmatch(new.code) or new.code in TAKEN_CODES:
        raise AccountError(
            told(
                "This cannot be the code of an account; accepted: 1 to 32 letters, digits, '-' or"
                " '_', never a name."
            )
        )
    if new.language not in LANGUAGES:
        raise AccountError(
            told("The language is none; accepted: {languages}.", languages=", ".join(LANGUAGES))
        )
    if new.programme is None and desk.actor.programme is not None:
        raise AccountError(told("Your accounts belong to your programme."))
    require_fitting_role(new.role, new.programme, new.staff)


def require_fitting_role(role: Role, programme: str | None, staff: str | None) -> None:
    """Refuse a role that an account of this programme, with this code in the team, cannot have.

    Raises:
        AccountError: with what is missing.
    """
    if programme is None and (role is not Role.ADMIN or staff is not None):
        raise AccountError(told("Only administrators belong to no programme; say which one."))
    if role is Role.STAFF and staff is None:
        raise AccountError(told("An account of the role staff needs a code of the team."))
