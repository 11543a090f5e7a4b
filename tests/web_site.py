"""A site over a sample for tests, and people signed in to it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from planner.db.accounts import AccountRecord
from planner.db.programmes import find_programme
from planner.db.store import Store
from planner.services.access.logins import open_login
from planner.services.desk import Role
from tests.databases import KEY, database
from tests.installation import NOW, TODAY
from web.app import create_app
from web.settings import WebSettings

STAFF = "S06"


@contextmanager
def site_over(folder: Path, sample: str = "safexst") -> Iterator[Flask]:
    """The site over a sample on its planning day, with an account for each role."""
    with database("sqlite", folder, sample) as address:
        store = Store.open(address, KEY)
        add_accounts(store, sample)
        app = create_app(WebSettings(store, lambda: NOW, TODAY))
        app.config["WTF_CSRF_ENABLED"] = False
        yield app
        store.close()


def add_accounts(store: Store, programme: str) -> None:
    """An account for each role, past every step of a first sign-in; nobody knows its password."""
    with store.writing() as session:
        record = find_programme(session, programme)
        assert record is not None
        for role in Role:
            session.add(
                AccountRecord(
                    code=f"{role}1",
                    programme_id=None if role is Role.ADMIN else record.id,
                    role=role,
                    staff=STAFF if role is Role.STAFF else None,
                    language="en",
                    password_hash="-",
                    must_change_password=False,
                    totp_confirmed=True,
                    created_at=NOW,
                )
            )


def signed_in(store: Store, role: Role, now: dt.datetime = NOW) -> str:
    """The cookie of somebody with this role who is signed in."""
    with store.writing() as session:
        account = session.scalar(select(AccountRecord).where(AccountRecord.code == f"{role}1"))
        assert account is not None
        return open_login(session, account, now, second_factor_at=now).token


def client_of(app: Flask, role: Role) -> FlaskClient:
    """A test client that is signed in."""
    client = app.test_client()
    store: Store = app.extensions["harbourplan"].store
    client.set_cookie("login", signed_in(store, role), domain="localhost")
    return client
