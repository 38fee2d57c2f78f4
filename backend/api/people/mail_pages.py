"""Pages that the links in mails lead to, for whoever opens them in a browser.

Opening one changes nothing, because mail programs open links by themselves; its button does. They run no script,
load nothing, and are told to no other site.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from html import escape
from typing import NamedTuple

from flask import Flask, Response, current_app, g, request

from backend.actions.people import addresses, password_changes
from backend.actions.people.password_changes import Redeemed
from backend.api.http import locale_detection
from backend.api.http.attempts import limited
from backend.api.http.idempotency import idempotent, idempotent_after
from backend.api.http.sign_in import public, token_rules_of
from backend.api.people.passwords import prepare_reset
from backend.errors import GracedayError
from backend.store.database import transaction
from backend.words.form_faults import fault_text
from backend.words.people.mail_page_text import page_text
from backend.words.problems import problem_text

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
_STYLE = (
    "body{margin:3rem auto;max-width:32rem;padding:0 1rem;font:1.1rem/1.6 system-ui,sans-serif}"
    "input,button{font:inherit;padding:.5rem .8rem;margin:.3rem 0}"
)
_PASSWORD = (
    '<p><input type="password" name="password" autocomplete="new-password" minlength="10" maxlength="1024" '
    "required></p>"
)


class Fault(NamedTuple):
    """Why a page's button did nothing."""

    status: int
    said: str


def register(app: Flask) -> None:
    """Serve the pages of `app`."""
    for name, act in _BUTTONS.items():
        app.get(f"/account/{name}/<token>", endpoint=f"show_{name}")(public(_showing(name)))
        press = public(idempotent(_pressing(name, act)))
        app.post(f"/account/{name}/<token>", endpoint=f"press_{name}")(press)
    app.get("/account/reset/<token>")(public(show_reset))
    app.post("/account/reset/<token>")(public(limited(idempotent_after(_prepare_reset_page)(finish_reset))))


def confirm(token: str) -> None:
    """Confirm the address that the mail went to."""
    addresses.confirm(token, keys=_keys(), now=g.now)


def unsubscribe(token: str) -> None:
    """No more reminders by mail; a mail program's own button sends the same at one click (RFC 8058)."""
    addresses.stop_mails(token, keys=_keys(), now=g.now)


_BUTTONS: Mapping[str, Callable[[str], None]] = {"confirm": confirm, "unsubscribe": unsubscribe}


def _keys() -> tuple[str, ...]:
    return token_rules_of(current_app.config["GRACEDAY"]).keys


def _showing(name: str) -> Callable[[str], Response]:
    def show(token: str) -> Response:
        return _page(name, form="")

    return show


def _pressing(name: str, act: Callable[[str], None]) -> Callable[[str], Response]:
    @wraps(act)
    def press(token: str) -> Response:
        try:
            with transaction():
                act(token)
        except GracedayError as error:
            return _page(name, fault=_fault_of(error))
        return _page(f"{name}-done")

    return press


def show_reset(token: str) -> Response:
    """Ask for the new password; the link is looked at when it is sent."""
    return _page("reset", form=_PASSWORD)


def _prepare_reset_page(token: str) -> Redeemed | Fault:
    password = request.form.get("password", "")
    if not 10 <= len(password) <= 1024 or len(password.encode(errors="replace")) > 1024:
        return Fault(422, fault_text(locale_detection.locale(), "Length must be between 10 and 1024."))
    return _or_fault(lambda: prepare_reset({"token": token, "password": password}))


def finish_reset(prepared: Redeemed | Fault) -> Response:
    """Set the new password."""
    if isinstance(prepared, Fault):
        return _page("reset", form=_PASSWORD, fault=prepared)
    password_changes.reset(prepared, now=g.now)
    return _page("reset-done")


def _or_fault(prepare: Callable[[], Redeemed]) -> Redeemed | Fault:
    try:
        return prepare()
    except GracedayError as error:
        return _fault_of(error)


def _fault_of(error: GracedayError) -> Fault:
    return Fault(error.status, problem_text(locale_detection.locale(), error.reason, error.values))


def _page(name: str, *, form: str | None = None, fault: Fault | None = None) -> Response:
    locale = locale_detection.locale()
    words = page_text(name, locale=locale)
    said = f"<p><strong>{escape(fault.said)}</strong></p>" if fault else ""
    button = f"<button>{escape(words.button)}</button>"
    asked = "" if form is None else f'<form method="post">{form}{button}</form>'
    body = (
        f'<!doctype html>\n<html lang="{escape(locale)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(words.title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><h1>{escape(words.title)}</h1><p>{escape(words.text)}</p>{said}{asked}</body></html>\n"
    )
    answer = Response(body, fault.status if fault else 200, content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer
