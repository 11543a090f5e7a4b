"""A page under observation: errors, foreign requests, accessibility."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request

_AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_EXPECTED = ("the server responded with a status of 4",)
_RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
  return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(' | '));
}"""


@dataclass
class Watched:
    """A page and what went wrong in it."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def violations(self) -> list[str]:
        """What axe finds against the accessibility guidelines."""
        self.page.evaluate(_axe())
        found: list[str] = self.page.evaluate(_RUN, list(_TAGS))
        return found

    def scrolls_sideways(self) -> bool:
        """Whether the page is wider than its window."""
        return bool(
            self.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )

    def stored(self) -> Any:
        """What the page keeps in the browser beside cookies."""
        return self.page.evaluate("[localStorage.length, sessionStorage.length]")


def watch(page: Page, address: str) -> Watched:
    """Listen to everything that a page complains of."""
    watched = Watched(page)

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(
            part in message.text for part in _EXPECTED
        ):
            watched.complaints.append(f"{page.url}: {message.text}")

    def request(sent: Request) -> None:
        if not sent.url.startswith((address, "data:")):
            watched.complaints.append(f"{page.url}: asked {sent.url}")

    page.on("console", console)
    page.on("request", request)
    page.on("pageerror", lambda error: watched.complaints.append(f"{page.url}: {error}"))
    return watched


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")
