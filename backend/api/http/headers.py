"""Every answer gets security headers and a request id."""

import re
import secrets

from flask import Flask, Response, g, request

from backend.domain.credit.card_number import contains_card_number

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
API_POLICY = "default-src 'none'; frame-ancestors 'none'"


def register(app: Flask) -> None:
    @app.before_request
    def name_request() -> None:
        given = request.headers.get("X-Request-ID", "")
        safe = _SAFE_ID.fullmatch(given) and not contains_card_number(given)
        g.request_id = given if safe else secrets.token_urlsafe(12)

    @app.after_request
    def add_headers(answer: Response) -> Response:
        headers = answer.headers
        headers.setdefault("Content-Security-Policy", API_POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "no-referrer")
        headers.setdefault("Cache-Control", "no-store")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-site")
        if request.is_secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        headers["X-Request-ID"] = getattr(g, "request_id", "")
        return answer
