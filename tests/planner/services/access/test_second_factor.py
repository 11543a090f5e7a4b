"""The codes of the second factor."""

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest

from planner.services.access.second_factor import (
    new_recovery_codes,
    new_seed,
    recovery_hash,
    secret_of,
    set_up,
    step_of,
    without,
)
from tests.databases import KEY
from tests.installation import NOW

SECRET = secret_of(KEY, 1, "seed")
STEP = int(NOW.timestamp()) // 30


def shown(seconds: int) -> str:
    return str(pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=seconds)))


@pytest.mark.parametrize(("seconds", "step"), [(-30, STEP - 1), (0, STEP), (30, STEP + 1)])
def test_clock_may_be_one_step_off(seconds: int, step: int) -> None:
    assert step_of(SECRET, shown(seconds), NOW, None) == step


@pytest.mark.parametrize("seconds", [-90, -60, 60, 90])
def test_clock_must_not_be_two_steps_off(seconds: int) -> None:
    assert step_of(SECRET, shown(seconds), NOW, None) is None


def test_step_counts_once_and_none_before_it_counts_after_it() -> None:
    assert step_of(SECRET, shown(0), NOW, STEP) is None
    assert step_of(SECRET, shown(-30), NOW, STEP) is None
    assert step_of(SECRET, shown(30), NOW, STEP) == STEP + 1


@pytest.mark.parametrize("answer", ["", "12345", "1234567", "12a456", "١٢٣٤٥٦", "\ud800"])
def test_what_is_no_code_is_wrong(answer: str) -> None:
    assert step_of(SECRET, answer, NOW, None) is None


def test_spaces_in_a_code_do_not_matter() -> None:
    code = shown(0)
    assert step_of(SECRET, f" {code[:3]} {code[3:]} ", NOW, None) == STEP


def test_address_for_the_authenticator_says_nothing_about_the_house() -> None:
    found = set_up(SECRET, "S03")
    parts = urlsplit(found.address)
    assert (parts.scheme, parts.netloc, unquote(parts.path)) == ("otpauth", "totp", "/Planner:S03")
    assert parse_qs(parts.query) == {"secret": [SECRET], "issuer": ["Planner"]}


def test_seed_is_worth_nothing_without_the_key_of_the_installation() -> None:
    seed = new_seed()
    assert (
        len({secret_of(KEY, 1, seed), secret_of(bytes(32), 1, seed), secret_of(KEY, 2, seed)}) == 3
    )
    assert len(SECRET) == 32


def test_recovery_code_is_good_once_however_it_is_typed() -> None:
    codes = new_recovery_codes()
    hashes = [recovery_hash(KEY, 1, code) for code in codes]
    assert len(set(hashes)) == 10
    typed = codes[3].replace("-", " ").upper()
    left = without(hashes, recovery_hash(KEY, 1, typed))
    assert left == hashes[:3] + hashes[4:]
    assert without(left, recovery_hash(KEY, 1, typed)) is None
    assert not {code for code in codes if any(code in kept for kept in hashes)}
