"""Google's OAuth token exchange for service accounts (RFC 7523): a signed assertion in, a token out."""

import asyncio
import json
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web

from tests.loopback.keys import private_key, private_pem

EMAIL = "push@graceday-test.iam.gserviceaccount.com"


class TokenEndpoint:
    """Checks the assertion's RS256 signature and issues bearer tokens; counts what it was asked."""

    def __init__(self) -> None:
        self.requests = 0
        self.issued: list[str] = []
        self.revoked: set[str] = set()
        self.lifetime = 3600
        self.slow = 0.0  # seconds before each answer
        self.status = 200
        self.error: dict[str, str] = {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}

    def knows(self, header: str) -> bool:
        """Whether an Authorization header carries a token of ours that is not revoked."""
        token = header.removeprefix("Bearer ")
        return token in self.issued and token not in self.revoked

    async def answer(self, request: web.BaseRequest) -> web.Response:
        self.requests += 1
        form: Any = await request.post()
        await asyncio.sleep(self.slow)
        if self.status != 200:
            return web.json_response(self.error, status=self.status)
        try:
            self._check(form)
        except (KeyError, jwt.InvalidTokenError):
            return web.json_response(self.error, status=400)
        self.issued.append(f"ya29.loopback-{len(self.issued) + 1}")
        return web.json_response(
            {"access_token": self.issued[-1], "expires_in": self.lifetime, "token_type": "Bearer"}
        )

    def _check(self, form: Any) -> None:
        public = private_key("service-account").public_key()
        claims = jwt.decode(form["assertion"], public, algorithms=["RS256"], options={"verify_aud": False})
        if claims["iss"] != EMAIL or "firebase" not in claims["scope"]:
            raise jwt.InvalidTokenError("not our service account")


def service_account_file(path: Path, token_url: str, project_id: str = "graceday-test") -> str:
    """Write the JSON that the Firebase console hands out, its key made on the spot; returns the path."""
    document = {
        "type": "service_account",
        "project_id": project_id,
        "private_key_id": "loopback",
        "private_key": private_pem("service-account"),
        "client_email": EMAIL,
        "client_id": "1",
        "token_uri": token_url,
    }
    path.write_text(json.dumps(document))
    return str(path)
