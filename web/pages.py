"""Answers: a page, or the part of it that htmx asked for at the same address."""

from typing import Any

from flask import Response, flash, make_response, redirect, render_template
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


def tell(sentence: str) -> None:
    """Say something at the top of the next page."""
    flash(sentence)
