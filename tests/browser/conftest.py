"""A real browser, and the served site that it opens."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import select
from waitress.server import BaseWSGIServer, create_server

from planner.db.accounts import AccountRecord
from planner.db.engine import sqlite_address
from planner.db.store import Store
from planner.services.desk import Role
from planner.worker.loop import run_worker
from tests.browser.watching import Watched, watch
from tests.databases import KEY
from tests.web_site import signed_in, site_over

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        missing = "no chromium is there: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """The site over ``safexst``, served on a port of its own, and its address."""
    with site_over(tmp_path / "data") as app:
        app.config["WTF_CSRF_ENABLED"] = True
        server = create_server(app, host="127.0.0.1", port=0, threads=4)
        assert isinstance(server, BaseWSGIServer)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield app, f"http://127.0.0.1:{server.effective_port}"
        server.close()
        thread.join(5)


def speak(store: Store, language: str) -> None:
    """Let every account speak this language."""
    with store.writing() as session:
        for account in session.scalars(select(AccountRecord)):
            account.language = language


OpenPage = Callable[..., Watched]


@pytest.fixture
def open_page(browser: Browser, served: tuple[Flask, str]) -> Iterator[OpenPage]:
    """Open a page as somebody with a role; whatever goes wrong in it fails the test."""
    app, address = served
    contexts: list[BrowserContext] = []
    pages: list[Watched] = []

    def open_as(role: Role | None, path: str, **settings: object) -> Watched:
        context = browser.new_context(base_url=address, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        if role is not None:
            store: Store = app.extensions["harbourplan"].store
            speak(store, str(settings.get("locale", "en"))[:2])
            token = signed_in(store, role)
            context.add_cookies([{"name": "login", "value": token, "url": address}])
        page: Page = context.new_page()
        watched = watch(page, address)
        pages.append(watched)
        page.goto(path)
        return watched

    yield open_as
    for watched in pages:
        assert watched.complaints == []
    for context in contexts:
        context.close()


@pytest.fixture
def worker(served: tuple[Flask, str], tmp_path: Path) -> Iterator[None]:
    """A worker on the site's runs."""
    leaving = threading.Event()
    address = sqlite_address(tmp_path / "data")
    thread = threading.Thread(target=run_worker, args=(address, KEY, leaving))
    thread.start()
    yield
    leaving.set()
    thread.join(30)
