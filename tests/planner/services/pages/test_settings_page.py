"""The settings of a programme beside its labour rules."""

from planner.db.programmes import find_programme
from planner.db.store import Store
from planner.services.desk import Role
from planner.services.pages.settings_page import settings_page
from tests.installation import desk_of


def settings_of(store: Store, text: str, pack: tuple[str, str] | None = None) -> None:
    with store.writing() as session:
        record = find_programme(session, "safexst")
        assert record is not None
        record.settings = text
        if pack is not None:
            record.pack_name, record.pack = pack


def test_rules_of_the_province_are_told_with_their_section_and_date(house: Store) -> None:
    found = settings_page(desk_of(house, Role.ADMIN), "safexst")
    assert found.edition is not None
    assert (found.pack, found.overrides) == ("BC", {})
    assert str(found.edition.start) == "2002-11-30"
    rules = {rule.key: (rule.value, rule.section) for rule in found.edition.rules}
    assert rules["min_rest_minutes"] == ("480", "36(2)-(3)")
    assert len(rules) == 12


def test_single_rules_that_the_settings_replace_are_told(house: Store) -> None:
    text = settings_page(desk_of(house, Role.ADMIN), "safexst").text
    settings_of(house, f"{text}\n[labour]\nmin_rest_minutes = 600\n")
    changed = settings_page(desk_of(house, Role.ADMIN), "safexst")
    assert changed.overrides == {"min_rest_minutes": "600"}


def test_settings_that_cannot_be_read_can_still_be_repaired(house: Store) -> None:
    settings_of(house, "[programme", ("own.toml", "edition = 3"))
    found = settings_page(desk_of(house, Role.ADMIN), "safexst")
    assert (found.text, found.pack, found.edition) == ("[programme", "own.toml", None)


def test_edition_that_begins_later_does_not_hold_yet(house: Store) -> None:
    pack = 'act = "An act"\n[[edition]]\nfrom = 2030-01-01\n'
    settings_of(house, "", ("own.toml", pack))
    assert settings_page(desk_of(house, Role.ADMIN), "safexst").edition is None
