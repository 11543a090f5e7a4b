"""The second factor: codes of an authenticator, and recovery codes for when it is lost."""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyotp

from planner.services.access.passwords import speakable

ISSUER = "Planner"
"""What an authenticator shows: a word that says nothing about the house."""

RECOVERY_CODES = 10
_STEP_SECONDS = 30
_DRIFT_STEPS = 1
_SECRET_BYTES = 20
_CODE = re.compile(r"[0-9]{6}")
_SEPARATORS = re.compile(r"[\s-]+")


@dataclass(frozen=True)
class SecondFactorSetUp:
    """What an authenticator needs, shown once: the secret, and the same as an address."""

    secret: str
    address: str


def new_seed() -> str:
    """What the database keeps of a second factor: worth nothing without the installation's key."""
    return secrets.token_hex(16)


def secret_of(key: bytes, account_id: int, seed: str) -> str:
    """The secret that the seed stands for, 160 bits in base 32."""
    material = hmac.digest(key, f"second factor {account_id} {seed}".encode(), hashlib.sha256)
    return base64.b32encode(material[:_SECRET_BYTES]).decode()


def set_up(secret: str, code: str) -> SecondFactorSetUp:
    """What to show somebody who sets up her authenticator."""
    address = pyotp.TOTP(secret).provisioning_uri(name=code, issuer_name=ISSUER)
    return SecondFactorSetUp(secret, address)


def step_of(secret: str, answer: str, now: datetime, last_step: int | None) -> int | None:
    """The time step that a code belongs to, None for a wrong one.

    A clock may be one step off. A step counts once: none up to ``last_step`` is right any more.
    """
    code = _SEPARATORS.sub("", answer)
    if not _CODE.fullmatch(code):
        return None
    present = int(now.timestamp()) // _STEP_SECONDS
    generator = pyotp.TOTP(secret)
    for step in range(present - _DRIFT_STEPS, present + _DRIFT_STEPS + 1):
        is_new = last_step is None or step > last_step
        if hmac.compare_digest(generator.generate_otp(step), code) and is_new:
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes of 118 bits, each good for one sign-in."""
    return ["-".join(speakable(6) for _ in range(4)) for _ in range(RECOVERY_CODES)]


def recovery_hash(key: bytes, account_id: int, code: str) -> str:
    """What is kept in place of a recovery code; its letters' case and its hyphens do not matter."""
    plain = _SEPARATORS.sub("", code).casefold()
    content = f"recovery {account_id} {plain}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, content, hashlib.sha256).hex()


def without(hashes: Sequence[str], used: str) -> list[str] | None:
    """The hashes that are left once a code is used; None where it is none of them."""
    left = [kept for kept in hashes if not hmac.compare_digest(kept, used)]
    return left if len(left) < len(hashes) else None
