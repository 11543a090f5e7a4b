"""Pictures of every page in both themes: python -m tests.browser.screenshots FOLDER."""

import shutil
import sys
import tempfile
import threading
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from waitress.server import BaseWSGIServer, create_server

from planner.services.desk import Role
from planner.services.plans.publishing import publish_plan
from tests.browser.conftest import ARGUMENTS, BROWSERS
from tests.browser.pages import pages_of
from tests.databases import remove_templates
from tests.installation import desk_of
from tests.kept_plans import keep_draft, sample_plan_files
from tests.web_site import signed_in, site_over

ROLES = (Role.COORDINATOR, Role.MANAGER, Role.STAFF, Role.ADMIN)


def main(folder: Path) -> None:
    """The sample with its best plan published, as each role sees it."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, site_over(Path(temporary) / "data") as app:
        app.config["WTF_CSRF_ENABLED"] = True
        store = app.extensions["harbourplan"].store
        draft = keep_draft(store, sample_plan_files())
        publish_plan(desk_of(store, Role.COORDINATOR), "safexst", draft, 1)
        server = create_server(app, host="127.0.0.1", port=0, threads=4)
        assert isinstance(server, BaseWSGIServer)
        threading.Thread(target=server.run, daemon=True).start()
        found = next(path for name in BROWSERS if (path := shutil.which(name)))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
            for role in ROLES:
                _take(browser, app, f"http://127.0.0.1:{server.effective_port}", role, folder)
            browser.close()
        server.close()
    remove_templates()
    print(f"{len(list(folder.glob('*.png')))} pictures are in {folder}")


def _take(browser: Browser, app: Flask, address: str, role: Role, folder: Path) -> None:
    token = signed_in(app.extensions["harbourplan"].store, role)
    for scheme in ("light", "dark"):
        context = browser.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": 1280, "height": 900},
            base_url=address,
        )
        context.add_cookies([{"name": "login", "value": token, "url": address}])
        page = context.new_page()
        for path in pages_of(app, role):
            page.goto(path)
            name = path.strip("/").replace("/", "-")
            page.screenshot(path=folder / f"{role}-{name}-{scheme}.png", full_page=True)
        context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
