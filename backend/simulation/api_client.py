"""Asks a server on this machine what an app would ask; no proxy of the environment comes between."""

import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

# Straight to this machine: a proxy in the environment knows nothing of our port.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_SECONDS = 30


class Api:
    """One borrower at one server, signed in once `login` was called. What is refused raises HTTPError."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._token: str | None = None

    def login(self, email: str, password: str) -> None:
        """Sign in."""
        answer = self.post("/v1/auth/login", {"email": email, "password": password})
        self._token = answer["access_token"]

    def register(self, account: dict[str, str]) -> None:
        """Open an account, and be signed in with it."""
        self._token = self.post("/v1/auth/register", account)["access_token"]

    def get(self, path: str) -> Any:
        """What is there: JSON read, anything else as bytes."""
        return self._send("GET", path, None, {})

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Create something, or act."""
        data = b"" if body is None else json.dumps(body).encode()
        return self._send("POST", path, data, {"Content-Type": "application/json"})

    def change(self, path: str, body: dict[str, Any]) -> Any:
        """Change what is there as it is now: the ETag is read first."""
        was, _ = self._exchange("GET", path, None, {})
        headers = {"Content-Type": "application/json", "If-Match": was["ETag"]}
        return self._send("PATCH", path, json.dumps(body).encode(), headers)

    def upload(self, path: str, name: str, content: bytes, **parts: str) -> Any:
        """Send a file in the part `file`, and other parts beside it."""
        edge = secrets.token_hex(16)
        data = b"".join(
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in parts.items()
        )
        data += f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'.encode()
        data += b"Content-Type: text/csv\r\n\r\n" + content + f"\r\n--{edge}--\r\n".encode()
        return self._send("POST", path, data, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def _send(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Any:
        found, text = self._exchange(method, path, data, headers)
        return json.loads(text) if "json" in found["Content-Type"] else text

    def _exchange(
        self, method: str, path: str, data: bytes | None, headers: dict[str, str]
    ) -> tuple[Mapping[str, str], bytes]:
        """Ask, as whoever is signed in; returns the answer's headers and body."""
        request = urllib.request.Request(self.base + path, data, self._signed(headers), method=method)
        with _DIRECT.open(request, timeout=_SECONDS) as answer:
            return answer.headers, answer.read()

    def _signed(self, headers: dict[str, str]) -> dict[str, str]:
        """The headers, and the token of whoever is signed in."""
        return {**headers, "Authorization": f"Bearer {self._token}"} if self._token else headers
