"""Which passwords are accepted, and how they are kept."""

import pytest
from argon2 import Parameters, extract_parameters
from argon2.low_level import Type

from planner.services.access import passwords
from planner.services.access.passwords import (
    PARAMETERS,
    PasswordRuleError,
    first_password,
    is_password,
    needs_new_hash,
    password_hash,
    require_good_password,
)
from tests.planner.services.signing import PASSWORD


def test_hash_costs_at_least_nineteen_mebibytes_and_two_passes() -> None:
    assert extract_parameters(password_hash(PASSWORD)) == PARAMETERS
    assert (PARAMETERS.memory_cost, PARAMETERS.time_cost, PARAMETERS.parallelism) == (19456, 2, 1)


def test_right_password_alone_is_accepted() -> None:
    kept = password_hash(PASSWORD)
    assert is_password(kept, PASSWORD)
    assert not is_password(kept, PASSWORD + " ")
    assert not is_password(kept, "")


@pytest.mark.parametrize("kept", [None, "not a hash"])
def test_nobodys_password_is_never_right(kept: str | None) -> None:
    assert not is_password(kept, PASSWORD)


def test_text_that_no_encoding_has_is_a_wrong_password() -> None:
    assert not is_password(password_hash(PASSWORD), "\ud800" * 12)


def test_hash_of_other_parameters_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = password_hash(PASSWORD)
    assert not needs_new_hash(kept)
    stronger = Parameters(Type.ID, 19, 16, 32, time_cost=3, memory_cost=19 * 1024, parallelism=1)
    monkeypatch.setattr(passwords, "PARAMETERS", stronger)
    assert needs_new_hash(kept)
    assert is_password(kept, PASSWORD)


@pytest.mark.parametrize(
    "password",
    ["elevenchars", "a" * 201, "abababababab", "111111111111", "Password1234", "QWERTYUIOP123"],
)
def test_weak_password_is_refused(password: str) -> None:
    with pytest.raises(PasswordRuleError):
        require_good_password("S03", password)


@pytest.mark.parametrize("password", ["North-House-C1", "north-house-c1"])
def test_code_of_the_account_is_no_password(password: str) -> None:
    with pytest.raises(PasswordRuleError, match="must not be the code"):
        require_good_password("north-house-C1", password)


@pytest.mark.parametrize("password", [PASSWORD, "é" * 5 + "à la maison", "     spaces    "])
def test_long_password_needs_no_signs_of_a_certain_kind(password: str) -> None:
    require_good_password("S03", password)


def test_first_passwords_are_random_and_obey_the_rule() -> None:
    made = {first_password() for _ in range(100)}
    assert len(made) == 100
    for password in made:
        require_good_password("S03", password)
        assert set(password).isdisjoint("01ilo")
