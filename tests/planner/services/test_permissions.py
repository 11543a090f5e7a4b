"""Who may do what, written down a second time: the table that the code has to agree with."""

import re
from pathlib import Path

import pytest

from planner.services.desk import Actor, Role
from planner.services.permissions import (
    ALLOWED,
    Action,
    NotAllowedError,
    NotFoundError,
    may,
    require,
)

SECURITY = Path(__file__).parents[3] / "docs" / "security.md"
LETTERS = {"C": Role.COORDINATOR, "M": Role.MANAGER, "S": Role.STAFF, "A": Role.ADMIN}

TABLE = """
view_today          CMS   record_absence      C     backup              A
view_beds           CM    remove_absence      C     restore             A
view_waiting        CM    record_own_absence  CS    erase               M
view_participant    CMS   request_day         CS    retain              MA
view_week           CMS   reassign_duty       C     manage_accounts     A
view_plans          CM    lock_duty           C     end_access          MA
view_own            CMSA  lock_session        C     manage_own_account  CMSA
view_audit          MA    request_run         C     make_own_feed       CMS
view_capacity       CM    cancel_run          C     make_house_feed     CM
refer               C     publish_plan        C     make_code_feed      C
edit_referral       C     discard_plan        C     study_capacity      CM
hold_referral       C     undo                C     add_participant     C
withdraw_referral   C     edit_table          C     edit_participant    C
add_conflict        C     edit_settings       A     remove_conflict     C
confirm_stay        C     import              A     release_stay        C
admit               C     export              MA    extend_stay         C
discharge           C     move_stay           C     enrol               C
assign_worker       C     close_bed           C     open_bed            C
view_admin          CMA
"""


def declared() -> dict[str, set[Role]]:
    pairs = re.findall(r"(\w+) +([CMSA]+)\b", TABLE)
    return {action: {LETTERS[letter] for letter in letters} for action, letters in pairs}


def test_every_use_case_has_exactly_the_roles_of_the_table() -> None:
    assert {str(action): set(roles) for action, roles in ALLOWED.items()} == declared()


def test_every_use_case_is_declared() -> None:
    assert set(ALLOWED) == set(Action)
    assert set(declared()) == {str(action) for action in Action}


def test_administrators_see_and_plan_nothing_about_participants() -> None:
    assert {action for action, roles in ALLOWED.items() if Role.ADMIN in roles} == {
        *(Action.MANAGE_ACCOUNTS, Action.END_ACCESS, Action.MANAGE_OWN_ACCOUNT, Action.VIEW_OWN),
        *(Action.EDIT_SETTINGS, Action.IMPORT, Action.EXPORT, Action.BACKUP, Action.RESTORE),
        *(Action.RETAIN, Action.VIEW_AUDIT, Action.VIEW_ADMIN),
    }


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_role_without_a_use_case_is_refused(role: Role, action: Action) -> None:
    actor = Actor("X1", role, "safexst")
    if role in declared()[action]:
        require(actor, action, "safexst")
        assert may(actor, action)
    else:
        with pytest.raises(NotAllowedError):
            require(actor, action, "safexst")
        assert not may(actor, action)


@pytest.mark.parametrize("role", Role)
def test_programme_of_others_is_as_if_it_were_absent(role: Role) -> None:
    with pytest.raises(NotFoundError, match=r"^There is no such programme\.$"):
        require(Actor("X1", role, "safexst"), Action.MANAGE_OWN_ACCOUNT, "elsewhere")


def test_security_page_has_the_same_table() -> None:
    section = SECURITY.read_text(encoding="utf-8").split("## Roles")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \|" + r" (yes|no) \|" * 4 + r"$", section, re.M)
    order = (Role.COORDINATOR, Role.MANAGER, Role.STAFF, Role.ADMIN)
    documented = {
        action: {role for role, word in zip(order, words, strict=True) if word == "yes"}
        for action, *words in rows
    }
    assert documented == {str(action): set(roles) for action, roles in ALLOWED.items()}
    assert [action for action, *_ in rows] == [str(action) for action in Action]
