"""Every request must come from a signed-in borrower, unless its view is marked `@public`."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from flask import Flask, g, request

from backend.actions.people import registration, sessions
from backend.actions.people.sessions import TokenRules
from backend.api.http import locale_detection
from backend.errors import Unauthenticated
from backend.store.people import borrowers as stored
from backend.store.people.sessions import find_living
from config.settings import Settings

# Checks a Firebase ID token and gives its claims.
VerifyIdentity = Callable[[str], dict[str, object]]
View = TypeVar("View", bound=Callable[..., object])


def public(view: View) -> View:
    """Mark a view that needs no sign-in."""
    view.public = True  # type: ignore[attr-defined]
    return view


def is_public(view: object) -> bool:
    while view is not None:
        if getattr(view, "public", False):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def token_rules_of(settings: Settings) -> TokenRules:
    return TokenRules(
        (settings.secret_key, *settings.secret_key_previous),
        timedelta(minutes=settings.access_token_minutes),
        timedelta(days=settings.refresh_token_days),
    )


def register(app: Flask, settings: Settings, verify_identity: VerifyIdentity | None) -> None:
    """Sign in before every view that is not public."""
    token_rules = token_rules_of(settings)
    open_endpoints: dict[str, bool] = {}

    @app.before_request
    def sign_in() -> None:
        endpoint = request.endpoint
        if request.method == "OPTIONS":
            return
        if endpoint is None:  # nothing is there, which a borrower is told in their own language
            with suppress(Unauthenticated):
                _by_access(_bearer(), token_rules)
            return
        if endpoint not in open_endpoints:
            open_endpoints[endpoint] = endpoint == "static" or is_public(app.view_functions[endpoint])
        if not open_endpoints[endpoint]:
            _sign_in(token_rules, settings, verify_identity)


def _sign_in(token_rules: TokenRules, settings: Settings, verify_identity: VerifyIdentity | None) -> None:
    token = _bearer()
    if verify_identity is not None and "firebase" in settings.identity:
        try:
            _by_access(token, token_rules)
        except Unauthenticated:
            claims = verify_identity(token)
            g.borrower = registration.of_firebase(
                claims, home=locale_detection.home, is_open=settings.registration_open, now=g.now
            )
            g.proven_at = registration.signed_in_at(claims)
    else:
        _by_access(token, token_rules)
    g.borrower_id = g.borrower.id


def _bearer() -> str:
    """The token that was sent; Unauthenticated without one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated()
    return token.strip()


def _by_access(token: str, token_rules: TokenRules) -> None:
    borrower_id, family = sessions.read_access(token, token_rules=token_rules, now=g.now)
    borrower = stored.find(borrower_id)
    session = find_living(family) if family else None
    if borrower is None or (family and session is None):
        raise Unauthenticated("session-ended")
    g.borrower, g.family = borrower, family
    g.proven_at = session.proven_at if session is not None else None
