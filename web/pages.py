"""Answers: a page, or the part of it that htmx asked for at the same address."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, flash, make_response, redirect, render_template, session
from htmx_flask import request


def show(page: str, part: str, status: int = 200, **context: Any) -> Response:
    """``part`` alone for htmx, else ``page``, which includes it; both are given ``context``."""
    wants_part = request.htmx and not request.htmx.history_restore_request
    return make_response(render_template(part if wants_part else page, **context), status)


def go(address: str, said: str = "") -> Response:
    """On to another page, by htmx or without it; ``said`` is told there."""
    if said:
        tell(said)
    if request.htmx:
        answer = make_response("", 200)
        answer.headers["HX-Redirect"] = address
        return answer
    return make_response(redirect(address, 303))


def address_in_view() -> str | None:
    """The path of the page from which htmx asks; None without htmx."""
    current = request.htmx.current_url if request.htmx else None
    if not current:
        return None
    parts = urlsplit(current)
    if not parts.path.startswith("/") or parts.path.startswith(("//", "/\\")):
        # A browser would take what follows for another host.
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def tell(sentence: str) -> None:
    """Say something at the top of the next page, once however many requests have the reason."""
    if ("message", sentence) not in map(tuple, session.get("_flashes", [])):
        flash(sentence)
