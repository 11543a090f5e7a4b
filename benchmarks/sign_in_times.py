"""How long a refused sign-in takes for codes that are known and codes that are not.

``python -m benchmarks.sign_in_times`` prints the medians of 200 tries each, taken in turn.
"""

import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from planner.db.store import Store
from planner.services.access.account_rules import NewAccount
from planner.services.access.accounts import add_account, disable_account
from planner.services.access.sign_in_tries import SignInError
from planner.services.access.signing_in import sign_in
from planner.services.desk import Role
from tests.databases import KEY, database
from tests.installation import NOW, desk_of

TRIES = 200
CODES = {"known": "A1", "disabled": "A2", "unknown": "A9"}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, database("sqlite", Path(folder)) as address:
        store = Store.open(address, KEY)
        desk = desk_of(store, Role.ADMIN, programme=None)
        for code in ("A1", "A2"):
            add_account(desk, NewAccount(code, Role.ADMIN))
        disable_account(desk, "A2")
        times: dict[str, list[float]] = {kind: [] for kind in CODES}
        for number in range(TRIES):
            for kind, code in CODES.items():
                times[kind].append(_seconds(store, code, number))
        store.close()
    for kind, found in times.items():
        print(f"{kind:9}{1000 * median(found):8.1f} ms (median of {TRIES})")


def _seconds(store: Store, code: str, number: int) -> float:
    """One refused try; two days after the last one, so that none has to wait."""
    now = NOW + timedelta(days=2 * number)
    start = perf_counter()
    with suppress(SignInError):
        sign_in(store, code, "not the password", now)
    return perf_counter() - start


if __name__ == "__main__":
    main()
