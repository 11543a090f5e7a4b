"""The audit log as a table."""

import csv
import io

from planner.db.store import Store
from planner.services.access.audit_export import audit_csv
from planner.services.access.audit_log import AuditFilter
from planner.services.desk import Role
from planner.services.pages.participant_page import participant_page
from tests.installation import audit_of, desk_of


def test_table_has_every_event_and_no_code(house: Store) -> None:
    participant_page(desk_of(house, Role.COORDINATOR), "safexst", 1)
    desk = desk_of(house, Role.MANAGER)
    rows = list(csv.DictReader(io.StringIO(audit_csv(desk, AuditFilter()).decode())))
    assert [row["action"] for row in rows] == ["view_participant", "import"]
    assert [row["about_participant"] for row in rows] == ["1", "0"]
    assert "P101" not in str(rows)


def test_taking_the_log_away_is_an_event_of_it(house: Store) -> None:
    audit_csv(desk_of(house, Role.MANAGER), AuditFilter(action="import"))
    event = audit_of(house)[-1]
    assert (event.actor, event.action, event.detail) == ("manager1", "export_log", "1 events")
