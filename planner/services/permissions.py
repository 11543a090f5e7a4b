"""Who may do what: every use case and the roles that have it."""

from enum import StrEnum

from planner.domain.errors import PlannerError
from planner.domain.sentences import told
from planner.services.desk import Actor, Role


class NotAllowedError(PlannerError):
    """Somebody without the right asked for something."""


class NotFoundError(PlannerError):
    """There is no such thing, or not for her: the two are told alike."""


class Action(StrEnum):
    """Every use case."""

    VIEW_TODAY = "view_today"
    VIEW_BEDS = "view_beds"
    VIEW_WAITING = "view_waiting"
    VIEW_PARTICIPANT = "view_participant"
    VIEW_WEEK = "view_week"
    VIEW_PLANS = "view_plans"
    VIEW_OWN = "view_own"
    VIEW_AUDIT = "view_audit"
    VIEW_CAPACITY = "view_capacity"
    VIEW_ADMIN = "view_admin"
    REFER = "refer"
    EDIT_REFERRAL = "edit_referral"
    HOLD_REFERRAL = "hold_referral"
    WITHDRAW_REFERRAL = "withdraw_referral"
    ADD_PARTICIPANT = "add_participant"
    EDIT_PARTICIPANT = "edit_participant"
    ADD_CONFLICT = "add_conflict"
    REMOVE_CONFLICT = "remove_conflict"
    CONFIRM_STAY = "confirm_stay"
    RELEASE_STAY = "release_stay"
    ADMIT = "admit"
    EXTEND_STAY = "extend_stay"
    DISCHARGE = "discharge"
    MOVE_STAY = "move_stay"
    ENROL = "enrol"
    ASSIGN_WORKER = "assign_worker"
    CLOSE_BED = "close_bed"
    OPEN_BED = "open_bed"
    RECORD_ABSENCE = "record_absence"
    REMOVE_ABSENCE = "remove_absence"
    RECORD_OWN_ABSENCE = "record_own_absence"
    REQUEST_DAY = "request_day"
    REASSIGN_DUTY = "reassign_duty"
    LOCK_DUTY = "lock_duty"
    LOCK_SESSION = "lock_session"
    REQUEST_RUN = "request_run"
    CANCEL_RUN = "cancel_run"
    PUBLISH_PLAN = "publish_plan"
    DISCARD_PLAN = "discard_plan"
    UNDO = "undo"
    EDIT_TABLE = "edit_table"
    EDIT_SETTINGS = "edit_settings"
    IMPORT = "import"
    EXPORT = "export"
    BACKUP = "backup"
    RESTORE = "restore"
    ERASE = "erase"
    RETAIN = "retain"
    MANAGE_ACCOUNTS = "manage_accounts"
    END_ACCESS = "end_access"
    MANAGE_OWN_ACCOUNT = "manage_own_account"
    MAKE_OWN_FEED = "make_own_feed"
    MAKE_HOUSE_FEED = "make_house_feed"
    MAKE_CODE_FEED = "make_code_feed"
    STUDY_CAPACITY = "study_capacity"


_WORDS = {
    Role.COORDINATOR: told("coordinator"),
    Role.MANAGER: told("manager"),
    Role.STAFF: told("staff"),
    Role.ADMIN: told("admin"),
}
_C, _M, _S, _A = Role.COORDINATOR, Role.MANAGER, Role.STAFF, Role.ADMIN
_PLANNING = frozenset({_C})
_LEADING = frozenset({_C, _M})
_EVERYBODY = frozenset(Role)

ALLOWED: dict[Action, frozenset[Role]] = {
    **dict.fromkeys(Action, _PLANNING),
    Action.VIEW_TODAY: frozenset({_C, _M, _S}),
    Action.VIEW_BEDS: _LEADING,
    Action.VIEW_WAITING: _LEADING,
    Action.VIEW_PARTICIPANT: frozenset({_C, _M, _S}),
    Action.VIEW_WEEK: frozenset({_C, _M, _S}),
    Action.VIEW_PLANS: _LEADING,
    Action.VIEW_OWN: _EVERYBODY,
    Action.VIEW_AUDIT: frozenset({_M, _A}),
    Action.VIEW_CAPACITY: _LEADING,
    Action.VIEW_ADMIN: frozenset({_C, _M, _A}),
    Action.STUDY_CAPACITY: _LEADING,
    Action.RECORD_OWN_ABSENCE: frozenset({_C, _S}),
    Action.REQUEST_DAY: frozenset({_C, _S}),
    Action.EDIT_SETTINGS: frozenset({_A}),
    Action.IMPORT: frozenset({_A}),
    Action.EXPORT: frozenset({_M, _A}),
    Action.BACKUP: frozenset({_A}),
    Action.RESTORE: frozenset({_A}),
    Action.ERASE: frozenset({_M}),
    Action.RETAIN: frozenset({_M, _A}),
    Action.MANAGE_ACCOUNTS: frozenset({_A}),
    Action.END_ACCESS: frozenset({_M, _A}),
    Action.MANAGE_OWN_ACCOUNT: _EVERYBODY,
    Action.MAKE_OWN_FEED: frozenset({_C, _M, _S}),
    Action.MAKE_HOUSE_FEED: _LEADING,
}


def may(actor: Actor, action: Action) -> bool:
    """Whether her role has the use case."""
    return actor.role in ALLOWED[action]


def require(actor: Actor, action: Action, programme: str | None = None) -> None:
    """Refuse what her role has not; a programme that is not hers is as if it were absent.

    Raises:
        NotFoundError: the programme is not hers.
        NotAllowedError: her role has not this use case.
    """
    if programme is not None and actor.programme not in (None, programme):
        raise NotFoundError(told("There is no such programme."))
    if not may(actor, action):
        raise NotAllowedError(told("The role '{role}' may not do this.", role=_WORDS[actor.role]))
