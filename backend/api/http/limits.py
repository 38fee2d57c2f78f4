"""Requests are limited twice: by network, before anybody is signed in, and by borrower; headers tell what is left.

These limits keep one caller from drowning the others, and each process may count for itself. Attempts at an account
are counted elsewhere (attempts.py), and by all processes together.
"""

import math
import time

from flask import Flask, Response, current_app, g, request
from flask_limiter import Limiter
from limits import parse_many
from werkzeug.exceptions import TooManyRequests

from backend.api.http import attempts
from backend.api.http.attempts import network
from config.settings import Settings


def _who() -> str:
    return getattr(g, "borrower_id", None) or network()


limiter = Limiter(_who, strategy="fixed-window", headers_enabled=False)


def register(app: Flask, settings: Settings) -> None:
    """Limit every view. What a borrower asks is counted after sign-in; `register_network` comes before it."""
    app.config["RATELIMIT_DEFAULT"] = settings.rate_limit_default
    app.config["RATELIMIT_STORAGE_URI"] = settings.rate_limit_storage
    limiter.init_app(app)
    app.after_request(attempts.tell)
    app.after_request(_tell)


def auth_limit() -> str:
    """The limit of a view that opens by a token alone, for each network and view; read when a request comes."""
    settings: Settings = current_app.config["GRACEDAY"]
    return settings.rate_limit_auth


def register_network(app: Flask, settings: Settings) -> None:
    """Limit each network, before sign-in: a bad token counts as well as a good one."""
    items = parse_many(settings.rate_limit_network)

    @app.before_request
    def count() -> None:
        for item in items:
            if not limiter.limiter.hit(item, "network", network()):
                resets = limiter.limiter.get_window_stats(item, "network", network()).reset_time
                raise TooManyRequests(retry_after=_seconds_until(resets))


def _seconds_until(instant: float) -> int:
    # a window's end is wall-clock time of the limiter's own store, not of the product
    return max(1, math.ceil(instant - time.time()))  # noqa: TID251


def _tell(answer: Response) -> Response:
    limit = limiter.current_limit
    if limit is not None and request.endpoint is not None and "standing" not in g:
        seconds = _seconds_until(limit.reset_at)
        answer.headers["RateLimit-Limit"] = str(limit.limit.amount)
        answer.headers["RateLimit-Remaining"] = str(max(0, limit.remaining))
        answer.headers["RateLimit-Reset"] = str(seconds)
        if answer.status_code == 429:
            answer.headers.setdefault("Retry-After", str(seconds))
    return answer
