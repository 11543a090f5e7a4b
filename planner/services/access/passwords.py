"""Passwords: how they are kept, which are refused, the first one of an account."""

import base64
import secrets

from argon2 import Parameters, PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from planner.domain.errors import PlannerError
from planner.domain.sentences import told

PARAMETERS = Parameters(
    type=Type.ID,
    version=19,
    salt_len=16,
    hash_len=32,
    time_cost=2,
    memory_cost=19 * 1024,
    parallelism=1,
)
"""What a hash costs: 19 MiB and two passes. A right password is hashed anew when this changes."""

LEAST_LENGTH = 12
MOST_LENGTH = 200
_LEAST_DIFFERENT = 5
# Neither 0 and o nor 1, i and l: a first password is read out, and written down by hand.
_SPEAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"
_COMMON_WORDS = """
    123456789abc 1234567890123 1234567890ab 12345678910111213 123456789qwerty 1q2w3e4r5t6y
    1qaz2wsx3edc 1qaz2wsx3edc4rfv abcdefghijkl abcdefghijklm abcdefghijklmnop administrator
    administrator1 adminadminadmin basketball123 changemechangeme changemenow123 chocolate123
    correcthorsebatterystaple iloveyou1234 iloveyouforever iloveyousomuch letmein12345
    letmeinletmein lovelovelove mypassword123 mypassword1234 newpassword123 onetwothreefour
    p@ssw0rd1234 p@ssword1234 passwordpassword password1234 password12345 password123456
    password123! password1234! passw0rd1234 passwort1234 motdepasse123 motdepasse1234
    nomdutilisateur princess1234 qwertyuiop12 qwertyuiop123 qwertyuiop[] qwerty123456 qwertyqwerty
    qwertyuiopasdfgh qazwsxedcrfv secretsecret sunshine1234 superman1234 trustno1trustno1
    unknownunknown welcome12345 welcome123456 welcometo1234 zaq12wsxcde3 zxcvbnmasdfg
    zxcvbnmasdfghjkl harbourplan1 harbourplan12 harbourplan123 harbourplan2026
    harbourplan2027
"""
_COMMON = frozenset(_COMMON_WORDS.split())


class PasswordRuleError(PlannerError):
    """A new password is not good enough; the old one stays."""


def require_good_password(code: str, password: str) -> None:
    """Refuse a new password that is short, long, common or the account's own code.

    Raises:
        PasswordRuleError: with what is asked for.
    """
    plain = password.casefold()
    if not LEAST_LENGTH <= len(password) <= MOST_LENGTH:
        raise PasswordRuleError(
            told(
                "A password has {least} to {most} characters.", least=LEAST_LENGTH, most=MOST_LENGTH
            )
        )
    if code.casefold() in (plain, plain[: len(plain) // 2]):
        raise PasswordRuleError(told("The password must not be the code of the account."))
    if plain in _COMMON or len(set(plain)) < _LEAST_DIFFERENT:
        raise PasswordRuleError(told("This password is one of those tried first; choose another."))


def first_password() -> str:
    """A random password of 79 bits to begin with, in groups that can be read out."""
    return "-".join(speakable(4) for _ in range(4))


def speakable(length: int) -> str:
    """Random letters and digits that nobody confuses, just under five bits each."""
    return "".join(secrets.choice(_SPEAKABLE) for _ in range(length))


def password_hash(password: str) -> str:
    """What is kept in place of a password."""
    return PasswordHasher.from_parameters(PARAMETERS).hash(_octets(password))


def is_password(kept: str | None, password: str) -> bool:
    """Whether the password is the one that was kept; None: nobody's, in the same time."""
    try:
        PasswordHasher.from_parameters(PARAMETERS).verify(kept or _decoy(), _octets(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def needs_new_hash(kept: str) -> bool:
    """Whether the password was hashed with other parameters than today's."""
    return PasswordHasher.from_parameters(PARAMETERS).check_needs_rehash(kept)


def _decoy() -> str:
    """A hash of today's cost that no password has."""
    cost = f"m={PARAMETERS.memory_cost},t={PARAMETERS.time_cost},p={PARAMETERS.parallelism}"
    salt, digest = _random_text(PARAMETERS.salt_len), _random_text(PARAMETERS.hash_len)
    return f"$argon2id$v={PARAMETERS.version}${cost}${salt}${digest}"


def _random_text(length: int) -> str:
    return base64.b64encode(secrets.token_bytes(length)).decode().rstrip("=")


def _octets(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
