"""The addresses of every page that a role may open, with things of the sample in them."""

from flask import Flask

from planner.services.desk import Role
from planner.services.permissions import ALLOWED, Action
from tests.installation import rows_of
from web.access import PUBLIC, SIGNING_IN, asked_by

_WITH_ROW = {
    "participants.page": "participants",
    "waiting.referral": "referrals",
    "beds.stay": "stays",
    "beds.closure": "bed_closures",
    "week.duty": "roster",
    "week.session": "sessions",
    "admin.row": "shifts",
}
_OTHERS = {"name": "shifts", "code": "staff1"}


def pages_of(app: Flask, role: Role) -> list[str]:
    """Each address that answers a GET with a page of hers, once; no pages of runs and plans."""
    found = []
    for rule in app.url_map.iter_rules():
        needed = asked_by(app, rule.endpoint)
        if "GET" not in (rule.methods or ()) or "." in rule.rule or needed in (PUBLIC, SIGNING_IN):
            continue
        address = _address(app, rule.rule, rule.endpoint)
        if role in ALLOWED[Action(str(needed))] and "<" not in address:
            found.append(address)
    return sorted(found)


def _address(app: Flask, rule: str, endpoint: str) -> str:
    """The address with examples in it, as far as there are some."""
    table = _WITH_ROW.get(endpoint)
    if table is not None:
        row = rows_of(app.extensions["harbourplan"].store, table)[-1]
        rule = rule.replace("<int:row_id>", str(row.id))
    for name, example in _OTHERS.items():
        rule = rule.replace(f"<{name}>", example)
    return rule
