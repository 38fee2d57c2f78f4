"""Firebase ID tokens with real RS256 signatures, against a certificate endpoint on loopback."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from backend.clock import system_clock
from backend.errors import Unauthenticated
from push.identity import FirebaseVerifier, IdentityUnavailable
from tests.loopback.certificates import CertificateServer, id_token

PROJECT = "graceday-test"
# firebase-admin reads the machine's clock, so tokens are issued at the true present.
NOW = system_clock()


@pytest.fixture
def google() -> Iterator[CertificateServer]:
    with CertificateServer() as server:
        yield server


@pytest.fixture
def verify(google: CertificateServer) -> Iterator[FirebaseVerifier]:
    made = FirebaseVerifier(PROJECT, certificate_url=google.url)
    yield made
    made.close()


def test_a_good_token_gives_its_claims(verify: FirebaseVerifier) -> None:
    claims = verify(id_token(PROJECT, now=NOW))

    assert claims["uid"] == "firebase-user-1"
    assert (claims["email"], claims["email_verified"]) == ("alice@example.com", True)


@pytest.mark.parametrize(
    "forged",
    [
        {"signed_by": "someone-else"},
        {"algorithm": "HS256"},
        {"key_id": "retired"},
        {"claims": {"aud": "another-project"}},
        {"claims": {"iss": "https://securetoken.google.com/another-project"}},
        {"claims": {"sub": ""}},
        {"claims": {"sub": "s" * 129}},
        {"claims": {"iat": int((NOW + timedelta(hours=2)).timestamp())}},
    ],
)
def test_a_token_that_is_not_ours_is_refused(verify: FirebaseVerifier, forged: dict[str, Any]) -> None:
    with pytest.raises(Unauthenticated, match="id-token-invalid"):
        verify(id_token(PROJECT, now=NOW, **forged))


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "密码", "x" * 20_000])
def test_what_is_no_token_at_all_is_refused(verify: FirebaseVerifier, token: str) -> None:
    with pytest.raises(Unauthenticated):
        verify(token)


def test_an_expired_token_says_so(verify: FirebaseVerifier) -> None:
    with pytest.raises(Unauthenticated, match="id-token-expired"):
        verify(id_token(PROJECT, now=NOW - timedelta(hours=2)))


def test_clocks_may_differ_by_a_few_seconds(verify: FirebaseVerifier) -> None:
    assert verify(id_token(PROJECT, now=system_clock() + timedelta(seconds=5)))["uid"]


def test_the_certificates_are_fetched_once_for_many_tokens(
    google: CertificateServer, verify: FirebaseVerifier
) -> None:
    for _ in range(5):
        verify(id_token(PROJECT, now=NOW))
    assert google.requests == 1


def test_an_outage_of_the_certificates_is_not_the_borrower_s_fault(
    google: CertificateServer, verify: FirebaseVerifier
) -> None:
    google.status = 503
    with pytest.raises(IdentityUnavailable) as caught:
        verify(id_token(PROJECT, now=NOW))
    assert caught.value.status == 503

    google.status = 200
    assert verify(id_token(PROJECT, now=NOW))["uid"] == "firebase-user-1"


def test_an_emulator_that_checks_no_signature_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", "localhost:9099")
    with pytest.raises(ValueError, match="FIREBASE_AUTH_EMULATOR_HOST"):
        FirebaseVerifier(PROJECT)


def test_a_project_must_be_named() -> None:
    with pytest.raises(ValueError, match="PROJECT_ID"):
        FirebaseVerifier("")
