"""A POST with an Idempotency-Key is carried out once; sent again, it gets the same answer again.

The key, a digest of the request and the sealed answer (response_encryption.py) are stored in the transaction of the
write itself, so a crash leaves both or neither. A second request with the same key waits for the first, then gets
its answer; with another body it gets 422.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, current_app, g, make_response, request

from backend.api.http.borrower_lock import lock_borrower
from backend.api.http.response_encryption import ResponseCipher
from backend.api.http.sign_in import token_rules_of
from backend.errors import Invalid
from backend.store import idempotency

_KEPT_HEADERS = ("ETag", "Location")

Arguments = ParamSpec("Arguments")


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


def _once(key: str, work: Callable[[], Response]) -> Response:
    if not (1 <= len(key) <= 255 and key.isascii() and key.isprintable()):
        raise Invalid("idempotency-key-malformed", field="Idempotency-Key")
    owner = getattr(g, "borrower_id", None) or "anonymous"
    seal = ResponseCipher(token_rules_of(current_app.config["GRACEDAY"]).keys, owner, key)
    asked = f"{request.method} {request.path}\n".encode() + _body()
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
    answer = Response(seal.open(earlier.body), earlier.status, content_type="application/json")
    answer.headers.extend(json.loads(earlier.headers or "{}"))
    answer.headers["Idempotency-Replayed"] = "true"
    return answer
