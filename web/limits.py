"""How often one address may be asked: in the memory of the process, by keys that name nobody."""

import hashlib
import hmac
import time

from flask import Response, request
from flask_limiter import Limiter, RequestLimit

from web.access import settings

EACH_LINK = "60 per hour"
WRONG_LINKS = "60 per hour"
ALL_LINKS = "1200 per minute"


def too_often(limit: RequestLimit) -> Response:
    """A plain answer that says when to come again."""
    seconds = max(1, int(limit.reset_at - time.time()))
    answer = Response("Too many requests.\n", 429, mimetype="text/plain")
    answer.headers["Retry-After"] = str(seconds)
    return answer


def key_of(text: str) -> str:
    """A key for a secret or an address, from which neither can be found again."""
    return hmac.digest(settings().store.key, text.encode(), hashlib.sha256).hex()[:32]


def sender() -> str:
    """A key for where a request comes from."""
    return key_of(request.remote_addr or "")


limiter = Limiter(sender, storage_uri="memory://", on_breach=too_often)
