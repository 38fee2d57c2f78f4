"""Firebase ID tokens, verified by firebase-admin: signature, issuer, audience, expiry.

https://firebase.google.com/docs/auth/admin/verify-id-tokens. Google's public certificates are fetched
over HTTPS and kept as long as their Cache-Control says.
"""

import itertools
import os
from typing import Any

import firebase_admin
from firebase_admin import auth
from google.auth.credentials import AnonymousCredentials

from backend.errors import GracedayError, Unauthenticated

_EMULATOR = "FIREBASE_AUTH_EMULATOR_HOST"
_numbers = itertools.count(1)


class IdentityUnavailable(GracedayError):
    """Sign-in cannot be checked at the moment. Your token may be good: try again shortly."""

    code = "identity-unavailable"
    status = 503


class FirebaseVerifier:
    """Called with an ID token, returns its claims: "uid", "sub", "auth_time", and where known "email",
    "email_verified", "name", "phone_number", "firebase" (how the borrower signed in).

    `certificate_url` replaces Google's, for a mirror or a test; `timeout` in seconds bounds its fetch;
    `leeway` in seconds, at most 60, forgives clocks that differ. Safe to call from several threads.
    """

    def __init__(
        self,
        project_id: str,
        *,
        certificate_url: str | None = None,
        timeout: float = 5.0,
        leeway: int = 10,
    ) -> None:
        if not project_id:
            raise ValueError("GRACEDAY_FIREBASE_PROJECT_ID: the project whose tokens are good is not named")
        if os.environ.get(_EMULATOR):
            # firebase-admin would take unsigned tokens from anyone.
            raise ValueError(f"{_EMULATOR} is set: no signature would be checked; unset it")
        self._leeway = leeway
        self._app = firebase_admin.initialize_app(
            AnonymousCredentials(),  # type: ignore[no-untyped-call]  # public certificates need no account
            {"projectId": project_id, "httpTimeout": timeout},
            name=f"graceday-identity-{next(_numbers)}",
        )
        self._client = auth.Client(self._app)
        if certificate_url is not None:
            # The one private name we touch, and only here; tests/push/test_identity.py would notice.
            self._client._token_verifier.id_token_verifier.cert_url = certificate_url

    def __call__(self, token: str) -> dict[str, Any]:
        """The verified claims of `token`; raises Unauthenticated, or IdentityUnavailable for our own part."""
        try:
            claims: dict[str, Any] = self._client.verify_id_token(token, clock_skew_seconds=self._leeway)
        except auth.CertificateFetchError as error:
            raise IdentityUnavailable from error
        except auth.ExpiredIdTokenError as error:
            raise Unauthenticated("id-token-expired") from error
        except (auth.InvalidIdTokenError, ValueError) as error:
            raise Unauthenticated("id-token-invalid") from error
        return claims

    def close(self) -> None:
        """Forget the Firebase app. The verifier cannot be used afterwards."""
        firebase_admin.delete_app(self._app)
