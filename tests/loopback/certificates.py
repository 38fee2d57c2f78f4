"""Google's public certificate endpoint for Firebase ID tokens, and tokens to go with it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import jwt
from aiohttp import web

from tests.loopback.keys import certificate_pem, private_key
from tests.loopback.serving import HttpServer


class CertificateServer(HttpServer):
    """Answers with {key id: certificate} like Google; counts how often it was asked."""

    def __init__(self, *key_ids: str) -> None:
        super().__init__(self._answer)
        self.key_ids = key_ids or ("current",)
        self.requests = 0
        self.status = 200

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        self.requests += 1
        certificates = {key_id: certificate_pem(key_id) for key_id in self.key_ids}
        return web.json_response(
            certificates, status=self.status, headers={"Cache-Control": "public, max-age=3600"}
        )


def id_token(
    project_id: str,
    *,
    now: datetime,
    key_id: str = "current",
    signed_by: str | None = None,
    algorithm: str = "RS256",
    claims: Mapping[str, Any] | None = None,
) -> str:
    """An ID token as Firebase issues it at `now`, good for an hour; `claims` replace its own.

    `signed_by` names another key than the one in its header: a forgery.
    """
    issued = int(now.timestamp())
    content = {
        "iss": f"https://securetoken.google.com/{project_id}",
        "aud": project_id,
        "sub": "firebase-user-1",
        "auth_time": issued,
        "iat": issued,
        "exp": issued + int(timedelta(hours=1).total_seconds()),
        "email": "alice@example.com",
        "email_verified": True,
        **(claims or {}),
    }
    key = private_key(signed_by or key_id) if algorithm == "RS256" else "x" * 40
    return jwt.encode(content, key, algorithm=algorithm, headers={"kid": key_id})
