"""A view that takes a password or a token of a mail is limited by network and by account, as its headers tell."""

import math
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Response, current_app, g, request
from werkzeug.exceptions import TooManyRequests

from backend.actions.people import attempts
from backend.actions.people.attempts import Standing, network_of
from backend.actions.people.registration import normal_email
from config.settings import Settings

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def network() -> str:
    """Who asks, before anybody is signed in."""
    return network_of(request.remote_addr or "unknown")


def limited(view: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Count each request to a view, before its transaction: at the account whose address its body names, there or not,
    else at that of whoever is signed in."""

    @wraps(view)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        _count(g.get("borrower_id") or _address_in(args[0] if args else None))
        return view(*args, **kwargs)

    return run


def _address_in(data: object) -> str | None:
    named = data.get("email") if isinstance(data, Mapping) else None
    return normal_email(named) if isinstance(named, str) else None


def _count(account: str | None) -> None:
    settings: Settings = current_app.config["GRACEDAY"]
    standing = attempts.count(
        network=network(),
        account=account,
        rate=settings.rate_limit_auth,
        account_rate=settings.rate_limit_account,
        key=settings.secret_key,
        now=g.now,
    )
    g.standing = standing
    if standing.refused:
        raise TooManyRequests(retry_after=max(1, _seconds_until_reset(standing)))


def _seconds_until_reset(standing: Standing) -> int:
    now: datetime = g.now
    return max(0, math.ceil((standing.resets_at - now).total_seconds()))


def tell(answer: Response) -> Response:
    """What is left, in the headers of the answer to a counted request."""
    standing: Standing | None = g.get("standing")
    if standing is not None:
        answer.headers["RateLimit-Limit"] = str(standing.limit)
        answer.headers["RateLimit-Remaining"] = str(standing.remaining)
        answer.headers["RateLimit-Reset"] = str(_seconds_until_reset(standing))
    return answer
