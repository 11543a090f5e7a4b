"""The site: everything that serves a page, put together."""

import hashlib
import hmac
import traceback
from pathlib import Path
from types import TracebackType

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect
from htmx_flask import Htmx

from web.access import require_access
from web.context import add_context
from web.errors import add_error_pages
from web.headers import add_headers
from web.language import add_languages
from web.limits import limiter
from web.settings import WebSettings
from web.views import BLUEPRINTS

_HERE = Path(__file__).parent
_MOST_BYTES = 20_000_000
_Caught = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


def template_folder() -> Path:
    """The templates: inside the package once installed, beside it in a checkout."""
    packaged = _HERE / "templates"
    return packaged if packaged.is_dir() else _HERE.parent / "templates"


class Site(Flask):
    """The application, whose log tells nothing about anybody."""

    def log_exception(self, exc_info: _Caught) -> None:
        """Where it happened, without message or address: these may hold a code or a secret."""
        kind, _, trace = exc_info
        name = kind.__name__ if kind else "nothing"
        frames = "".join(traceback.format_tb(trace))
        self.logger.error("%s while answering %s\n%s", name, request.endpoint, frames)


def create_app(settings: WebSettings) -> Flask:
    """The site over one installation's database."""
    app = Site("web", template_folder=str(template_folder()), static_folder="static")
    app.config.update(
        SECRET_KEY=hmac.digest(settings.store.key, b"signed cookies", hashlib.sha256),
        SESSION_COOKIE_NAME="__Host-form" if settings.is_secure else "form",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=_MOST_BYTES,
        TRUSTED_HOSTS=list(settings.hosts),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.extensions["harbourplan"] = settings
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    CSRFProtect(app)
    Htmx(app)
    add_languages(app)
    add_context(app)
    app.before_request(require_access)
    limiter.init_app(app)
    app.after_request(add_headers)
    add_error_pages(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
