"""Requests are limited by borrower, or by address before sign-in, and RateLimit headers tell how many are left."""

import math
import time

from flask import Flask, Response, current_app, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from config.settings import Settings


def _who() -> str:
    return getattr(g, "borrower_id", None) or get_remote_address() or "unknown"


limiter = Limiter(_who, strategy="fixed-window", headers_enabled=False)


def register(app: Flask, settings: Settings) -> None:
    """Limit every view; sign-in views are limited more tightly by their own decorator."""
    app.config["RATELIMIT_DEFAULT"] = settings.rate_limit_default
    app.config["RATELIMIT_STORAGE_URI"] = settings.rate_limit_storage
    app.config["GRACEDAY_RATE_LIMIT_AUTH"] = settings.rate_limit_auth
    limiter.init_app(app)
    app.after_request(_tell)


def auth_limit() -> str:
    """The limit of the views that take a password; read when a request comes."""

    return str(current_app.config["GRACEDAY_RATE_LIMIT_AUTH"])


def _tell(answer: Response) -> Response:
    limit = limiter.current_limit
    if limit is not None and request.endpoint is not None:
        # the window's end is wall-clock time of the limiter's own store, not of the product
        seconds = max(0, math.ceil(limit.reset_at - time.time()))  # noqa: TID251
        answer.headers["RateLimit-Limit"] = str(limit.limit.amount)
        answer.headers["RateLimit-Remaining"] = str(max(0, limit.remaining))
        answer.headers["RateLimit-Reset"] = str(seconds)
        if answer.status_code == 429:
            answer.headers["Retry-After"] = str(max(1, seconds))
    return answer
