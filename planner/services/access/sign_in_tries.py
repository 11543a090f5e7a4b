"""The lock-out: wrong tries are counted, and each further one has to wait longer.

Codes that nobody has are counted like the others, so that waiting tells nothing about them.
"""

import hashlib
import hmac
import math
from datetime import datetime, timedelta

from planner.db import sign_in_tries
from planner.db.sign_in_tries import hold_tries
from planner.db.store import Session
from planner.domain.errors import PlannerError
from planner.domain.sentences import told

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
_MOST_DOUBLINGS = 10


class SignInError(PlannerError):
    """Signing in failed; the sentence is the same for every cause."""

    def __init__(self) -> None:
        super().__init__(told("Signing in failed: the code or the password is not right."))


class TooManyTriesError(PlannerError):
    """A try came too early; ``seconds`` is how long to wait. Nothing was looked at."""

    def __init__(self, left: timedelta) -> None:
        self.seconds = math.ceil(left.total_seconds())
        super().__init__(
            told(
                "There were too many wrong tries; try again in {seconds} seconds.",
                seconds=self.seconds,
            )
        )


def count_try(session: Session, key: bytes, code: str, now: datetime) -> None:
    """Count a try as wrong before it is looked at, so that several at once gain nothing.

    Raises:
        TooManyTriesError: it came too early and is not looked at.
    """
    sign_in_tries.forget_old_tries(session, now - FORGOTTEN_AFTER)
    tries = hold_tries(session, _digest(key, code), now)
    if tries.locked_until is not None and tries.locked_until > now:
        raise TooManyTriesError(tries.locked_until - now)
    tries.failures += 1
    tries.last_at = now
    tries.locked_until = now + wait if (wait := wait_after(tries.failures)) else None


def take_back_try(session: Session, key: bytes, code: str, now: datetime) -> None:
    """A try was right, but there is more to come: it does not count, the wrong ones before do."""
    tries = hold_tries(session, _digest(key, code), now)
    tries.failures = max(0, tries.failures - 1)
    tries.locked_until = None


def forget_tries(session: Session, key: bytes, code: str) -> None:
    """Begin the count anew, after signing in or when somebody in charge says so."""
    sign_in_tries.forget_tries(session, _digest(key, code))


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many wrong tries in a row."""
    beyond = failures - FREE_TRIES
    if beyond < 0:
        return timedelta()
    doublings: int = 2 ** min(beyond, _MOST_DOUBLINGS)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


def _digest(key: bytes, code: str) -> bytes:
    content = f"sign-in {code}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, content, hashlib.sha256)
