"""Idempotency-Key: the same request twice is carried out once and answered twice.

The key, a hash of the request and the answer are stored in the transaction of the write itself, so a crash
leaves both or neither. A second request with the same key waits for the first, then gets its answer; with
another body it gets 422.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, g, make_response, request

from backend.api.http.held import held
from backend.errors import Invalid
from backend.store import idempotency

_KEPT_HEADERS = ("ETag", "Location")


def idempotent(view: Callable[..., Any]) -> Callable[..., Any]:
    """One transaction, at most once for each Idempotency-Key of a borrower."""

    @wraps(view)
    def run(*args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key")
        with held():
            if key is None:
                return make_response(view(*args, **kwargs))
            return _once(key, lambda: make_response(view(*args, **kwargs)))

    run.idempotent = True  # type: ignore[attr-defined]
    return run


def _once(key: str, work: Callable[[], Response]) -> Response:
    if not (1 <= len(key) <= 255 and key.isascii() and key.isprintable()):
        raise Invalid("Idempotency-Key: 1 to 255 visible ASCII characters.", field="Idempotency-Key")
    owner = getattr(g, "borrower_id", None) or "anonymous"
    digest = hashlib.sha256(
        f"{request.method} {request.path}\n".encode() + request.get_data(cache=True)
    ).hexdigest()
    earlier = idempotency.begin(owner, key, request.method, request.path, digest, g.now)
    if earlier is not None:
        return _replay(earlier, digest)
    answer = work()
    kept = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
    idempotency.finish(owner, key, answer.status_code, json.dumps(kept), answer.get_data(as_text=True))
    return answer


def _replay(earlier: idempotency.IdempotencyKey, digest: str) -> Response:
    if earlier.body_hash != digest:
        raise Invalid(
            "This Idempotency-Key was used for another request. Use a new key.", field="Idempotency-Key"
        )
    answer = Response(earlier.body, earlier.status, content_type="application/json")
    answer.headers.extend(json.loads(earlier.headers or "{}"))
    answer.headers["Idempotency-Replayed"] = "true"
    return answer
