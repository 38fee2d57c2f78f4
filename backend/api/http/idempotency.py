"""A POST with an Idempotency-Key is carried out once; sent again, it gets the same answer again.

The key, a digest of the request and the sealed answer (response_encryption.py) are stored in the transaction of the
write itself, so a crash leaves both or neither. A second request with the same key waits for the first, then gets
its answer; with another body it gets 422.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Response, current_app, g, make_response, request

from backend.api.http.borrower_lock import lock_borrower
from backend.api.http.response_encryption import ResponseCipher
from backend.api.http.sign_in import token_rules_of
from backend.errors import Conflict, FactsMoved, Invalid
from backend.store import idempotency

# What an answer is without its body: a picture is no JSON, and is guarded by a policy of its own.
_KEPT_HEADERS = ("ETag", "Location", "Content-Type", "Content-Security-Policy", "Cache-Control")

_TRIES = 3

Arguments = ParamSpec("Arguments")
Prepared = TypeVar("Prepared")


def idempotent(view: Callable[Arguments, object]) -> Callable[Arguments, Response]:
    """One transaction, at most once for each Idempotency-Key of a borrower."""

    @wraps(view)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
        key = request.headers.get("Idempotency-Key")
        with lock_borrower():
            if key is None:
                return make_response(view(*args, **kwargs))
            return _once(key, lambda: make_response(view(*args, **kwargs)))

    run.idempotent = True  # type: ignore[attr-defined]
    return run


def idempotent_after(
    prepare: Callable[Arguments, Prepared],
) -> Callable[[Callable[[Prepared], object]], Callable[Arguments, Response]]:
    """As `idempotent`, for what is too slow for a transaction: `prepare` works before it, holding nothing; the view
    gets what it gave and writes it. Where the facts have moved in between, both are done again, a few times."""

    def wrap(view: Callable[[Prepared], object]) -> Callable[Arguments, Response]:
        @wraps(view)
        def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
            if (earlier := _earlier_answer()) is not None:
                return earlier
            for _ in range(_TRIES):
                prepared = prepare(*args, **kwargs)
                try:
                    return idempotent(view)(prepared)
                except FactsMoved:
                    continue
            raise Conflict("facts-keep-moving")

        run.idempotent = True  # type: ignore[attr-defined]
        return run

    return wrap


def _earlier_answer() -> Response | None:
    """The answer that the request's key has had already; the key itself is taken in the write."""
    key = request.headers.get("Idempotency-Key")
    if key is None or not _is_key(key):
        return None
    owner = getattr(g, "borrower_id", None) or "anonymous"
    seal = ResponseCipher(token_rules_of(current_app.config["GRACEDAY"]).keys, owner, key)
    earlier = idempotency.find(owner, seal.name)
    return None if earlier is None else _replay(earlier, seal, _asked())


def _is_key(key: str) -> bool:
    return 1 <= len(key) <= 255 and key.isascii() and key.isprintable()


def _asked() -> bytes:
    return f"{request.method} {request.path}\n".encode() + _body()


def _once(key: str, work: Callable[[], Response]) -> Response:
    if not _is_key(key):
        raise Invalid("idempotency-key-malformed", field="Idempotency-Key")
    owner = getattr(g, "borrower_id", None) or "anonymous"
    seal = ResponseCipher(token_rules_of(current_app.config["GRACEDAY"]).keys, owner, key)
    asked = _asked()
    digest = seal.digest(asked)
    earlier = idempotency.begin(owner, seal.name, request.method, request.path, digest, g.now)
    if earlier is not None:
        return _replay(earlier, seal, asked)
    answer = work()
    kept = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
    body = seal.shut(answer.get_data(as_text=True))
    idempotency.finish(owner, seal.name, answer.status_code, json.dumps(kept), body)
    return answer


def _body() -> bytes:
    """The body, or what stands for a form with files in it, which is not kept in memory."""
    if request.mimetype != "multipart/form-data":
        return request.get_data(cache=True)
    parts = [f"{name}={value}" for name, value in sorted(request.form.items(multi=True))]
    for name, file in sorted(request.files.items(multi=True)):
        digest = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]
        file.stream.seek(0)
        parts.append(f"{name}={file.filename}:{digest}")
    return "\n".join(parts).encode()


def _replay(earlier: idempotency.IdempotencyKey, seal: ResponseCipher, asked: bytes) -> Response:
    if not seal.is_of(earlier.body_hash, asked):
        raise Invalid("idempotency-key-reused", field="Idempotency-Key")
    headers: dict[str, str] = json.loads(earlier.headers or "{}")
    kind = headers.pop("Content-Type", "application/json")
    answer = Response(seal.open(earlier.body or ""), earlier.status, content_type=kind)
    answer.headers.extend(headers)
    answer.headers["Idempotency-Replayed"] = "true"
    return answer
