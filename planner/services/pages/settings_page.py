"""The settings of a programme as an administrator edits them, beside its labour rules."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.db.programmes import ProgrammeRecord, find_programme
from planner.domain.sentences import told
from planner.services.desk import Desk
from planner.services.permissions import Action, NotFoundError, require
from planner.tables.documents import Document, read_document
from planner.tables.labour_sections import LabourEdition, edition_in_force, province_pack_text
from planner.tables.settings import SETTINGS_FILE


@dataclass(frozen=True)
class SettingsPage:
    """The text of the settings; ``seen`` stands for exactly this text.

    ``edition`` are the labour rules in force today, None where no pack holds; ``overrides`` are the
    single rules that the settings put in place of the pack's.
    """

    text: str
    seen: str
    pack: str
    edition: LabourEdition | None
    overrides: dict[str, str]


def settings_page(desk: Desk, programme: str) -> SettingsPage:
    """The settings as they stand, whether they can be read or not.

    Raises:
        NotFoundError, NotAllowedError: not hers to edit.
    """
    require(desk.actor, Action.EDIT_SETTINGS, programme)
    with desk.store.reading() as session:
        record = find_programme(session, programme)
        if record is None:
            raise NotFoundError(told("There is no such programme."))
        text, values = record.settings, _values(record.settings)
        pack, edition = _labour(record, values, desk.today)
    labour = values.get("labour")
    given = labour if isinstance(labour, dict) else {}
    overrides = {key: str(value) for key, value in given.items() if key != "pack"}
    seen = hashlib.sha256(text.encode()).hexdigest()
    return SettingsPage(text, seen, pack, edition, overrides)


def _labour(
    record: ProgrammeRecord, values: dict[str, Any], today: date
) -> tuple[str, LabourEdition | None]:
    """The name of the pack and its edition in force."""
    if record.pack_name is not None:
        return record.pack_name, edition_in_force((record.pack or "").encode(), today)
    section = values.get("programme")
    province = str(section.get("province", "")) if isinstance(section, dict) else ""
    content = province_pack_text(province)
    return province, None if content is None else edition_in_force(content, today)


def _values(settings: str) -> dict[str, Any]:
    document = read_document(SETTINGS_FILE, settings.encode())
    return document.values if isinstance(document, Document) else {}
