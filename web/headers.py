"""The headers of every answer: what a browser may load, keep and tell others."""

from flask import Response, request

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_OPEN = ("static", "feeds.feed")
"""What is the same for whoever has its address, and says itself how long it may be kept."""

_YEAR = 31_536_000


def add_headers(answer: Response) -> Response:
    """Strict headers on everything; nothing about people is kept by a browser or a proxy."""
    for name, value in _ALWAYS.items():
        answer.headers.setdefault(name, value)
    if request.endpoint not in _OPEN:
        answer.headers.setdefault("Cache-Control", "no-store")
        answer.vary.add("HX-Request")
        answer.vary.add("Cookie")
    if request.is_secure:
        answer.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
    return answer
