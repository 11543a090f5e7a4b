"""English and French: whose language a page speaks, and how it writes dates and numbers."""

from datetime import date, datetime, time, timedelta
from typing import Protocol

from babel import Locale
from babel.dates import format_date, format_skeleton
from flask import Flask, Response, g, request
from flask_babel import Babel, get_domain, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from planner.domain.errors import PlannerError
from planner.domain.sentences import said_in
from web.clock import has_wall, on_the_wall

LANGUAGES = ("en", "fr")
CATALOGUES = ("messages", "reasons", "refusals")
"""What the site says itself; why a plan is as it is; why something was not accepted."""
_COOKIE = "language"


class Absence(Protocol):
    """Somebody away on ``[start, end)``, local time."""

    @property
    def start(self) -> datetime:
        """When it begins."""

    @property
    def end(self) -> datetime:
        """When it is over."""


def add_languages(app: Flask) -> None:
    """Speak the language of whoever is signed in, else the one that her browser asks for."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(["translations"] * len(CATALOGUES))
    app.config["BABEL_DOMAIN"] = ";".join(CATALOGUES)
    Babel(app, locale_selector=_language)
    app.jinja_env.filters.update(
        day=long_day,
        short_day=short_day,
        month=month,
        weekday=weekday,
        when=when,
        away=away,
        hour=hour,
        clock=clock,
        duration=duration,
        said=said,
    )


def _language() -> str:
    login = g.get("login")
    if login is not None and login.language in LANGUAGES:
        return str(login.language)
    chosen = request.cookies.get(_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    asked = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((language for language in asked if language in LANGUAGES), "en")


def _locale() -> Locale:
    return Locale(str(get_locale() or "en"), "CA")


def long_day(value: date | str) -> str:
    """Mon 8 Feb 2027, as the language writes it; also of a date as a table holds it."""
    return _day("yMMMEd", value if isinstance(value, date) else date.fromisoformat(value))


def short_day(value: date) -> str:
    """Mon 8 Feb: only where the year stands nearby."""
    return _day("MMMEd", value)


def _day(skeleton: str, value: date) -> str:
    locale = _locale()
    text = format_skeleton(skeleton, value, locale=locale)
    # Unicode's patterns lack the ordinal with which French writes the first of a month.
    is_first = locale.language == "fr" and value.day == 1
    return text.replace(" 1 ", " 1er ", 1) if is_first else text


def month(value: date) -> str:
    """February 2027."""
    return format_skeleton("yMMMM", value, locale=_locale())


def weekday(value: date) -> str:
    """Monday."""
    return format_date(value, "EEEE", locale=_locale())


def when(value: datetime) -> Markup:
    """A moment in the 24-hour clock, with its date; one with a zone as it was on the wall."""
    wall = on_the_wall(value) if value.tzinfo else value
    text = _("%(day)s %(hour)s", day=long_day(wall.date()), hour=hour(wall))
    if value.tzinfo and not has_wall():
        text += " UTC"
    return Markup("<time datetime='{}'>{}</time>").format(value.isoformat(), text)


def away(absence: Absence) -> Markup:
    """When somebody is away: whole days as days, as people say them, else from when to when."""
    start, end = absence.start, absence.end
    if start.time() != time() or end.time() != time():
        words = _("from %(start)s to %(end)s", start="{0}", end="{1}")
        return Markup(words).format(when(start), when(end))
    first, last = start.date(), end.date() - timedelta(days=1)
    if first == last:
        return Markup(_("on %(day)s", day="{}")).format(_time_of(first))
    words = _("from %(start)s to %(end)s", start="{0}", end="{1}")
    return Markup(words).format(_time_of(first), _time_of(last))


def _time_of(day: date) -> Markup:
    return Markup("<time datetime='{}'>{}</time>").format(day.isoformat(), long_day(day))


def hour(value: time | datetime) -> str:
    """A time of day in the 24-hour clock: 09:30, in French 9 h 30 and 9 h."""
    if _locale().language != "fr":
        return f"{value:%H:%M}"
    minutes = f"\N{NARROW NO-BREAK SPACE}{value.minute:02}" if value.minute else ""
    return f"{value.hour}\N{NARROW NO-BREAK SPACE}h{minutes}"


def clock(minutes: int) -> str:
    """Minutes after midnight as a time of day; the next day goes on from 00:00."""
    return hour(time(minutes // 60 % 24, minutes % 60))


def duration(minutes: int) -> str:
    """A length in hours and minutes: 7:30, in French 7 h 30."""
    between = "\N{NARROW NO-BREAK SPACE}h\N{NARROW NO-BREAK SPACE}"
    return f"{minutes // 60}{between if _locale().language == 'fr' else ':'}{minutes % 60:02}"


def said(text: str) -> str:
    """A sentence of the planner in the reader's language."""
    if _locale().language == "en":
        return str(text)
    catalogue = get_domain().get_translations()
    return said_in(text, catalogue.ugettext, catalogue.ungettext, long_day)


def said_all(error: PlannerError) -> str:
    """What an error says in the reader's language, a line for each sentence."""
    return "\n".join(map(said, error.lines))


def remember_language(answer: Response, language: str) -> Response:
    """The answer with the language that somebody chose before signing in."""
    answer.set_cookie(_COOKIE, language, httponly=True, samesite="Lax", path="/")
    return answer
