"""What must hold between options: each rule names the options it is about, and says what to change."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from config.settings import Settings


def faults_between(settings: "Settings", *, unread: set[str]) -> dict[str, str]:
    """The faults by the option to change, leaving out rules about options that could not be read."""
    return {about[0]: said for about, rule in _RULES if not unread & set(about) and (said := rule(settings))}


def _firebase(settings: "Settings") -> str | None:
    if "firebase" in settings.identity and not settings.firebase_project_id:
        return "GRACEDAY_FIREBASE_PROJECT_ID is missing: GRACEDAY_IDENTITY names firebase"
    return None


def _fcm(settings: "Settings") -> str | None:
    # Another address than Google's is a test server, which the gateway lets do without when on loopback.
    if "fcm" in settings.push_providers and not settings.fcm_credentials_file and not settings.fcm_url:
        return (
            "GRACEDAY_FCM_CREDENTIALS_FILE is missing: GRACEDAY_PUSH_PROVIDERS names fcm; "
            "give the path of the service account's JSON file"
        )
    return None


def _smtp_host(settings: "Settings") -> str | None:
    if "email" in settings.push_providers and not settings.smtp_host:
        return "GRACEDAY_SMTP_HOST is missing: GRACEDAY_PUSH_PROVIDERS names email"
    return None


def _smtp_sender(settings: "Settings") -> str | None:
    if "email" in settings.push_providers and not settings.smtp_sender:
        return "GRACEDAY_SMTP_SENDER is missing: the address that e-mail comes from"
    return None


def _smtp_login(settings: "Settings") -> str | None:
    if bool(settings.smtp_user) != bool(settings.smtp_password):
        return "GRACEDAY_SMTP_USER and GRACEDAY_SMTP_PASSWORD: give both, or neither"
    return None


def _lease(settings: "Settings") -> str | None:
    # A batch goes out in rounds of `in_flight`; were its lease to end first, another would send it too.
    rounds = math.ceil(settings.batch_size / settings.fcm_in_flight)
    slowest = rounds * settings.fcm_timeout_seconds
    if "fcm" in settings.push_providers and settings.lease_seconds <= slowest:
        return (
            f"GRACEDAY_LEASE_SECONDS must be over {slowest:g}: {settings.batch_size} messages, "
            f"{settings.fcm_in_flight} at a time, {settings.fcm_timeout_seconds:g} seconds each at worst"
        )
    return None


def _stale(settings: "Settings") -> str | None:
    if settings.tick_stale_seconds < 2 * settings.tick_seconds:
        return (
            f"GRACEDAY_TICK_STALE_SECONDS must be at least {2 * settings.tick_seconds}, twice "
            "GRACEDAY_TICK_SECONDS, or a healthy worker counts as dead"
        )
    return None


def _clock(settings: "Settings") -> str | None:
    silent, near = set(settings.push_providers) <= {"console", "null"}, _on_this_machine(settings.public_url)
    if settings.clock_offset_seconds and not (silent and near):
        reaching = "GRACEDAY_PUSH_PROVIDERS" if not silent else "GRACEDAY_PUBLIC_URL"
        return (
            "GRACEDAY_CLOCK_OFFSET_SECONDS moves the clock, which is for a demo on this machine alone: "
            f"{reaching} reaches people, and would reach them at the wrong time; unset it"
        )
    return None


def _on_this_machine(url: str) -> bool:
    return urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")


def _wildcard(settings: "Settings") -> str | None:
    if "*" in settings.cors_origins and len(settings.cors_origins) > 1:
        return "GRACEDAY_CORS_ORIGINS: * means every origin; name no other beside it"
    return None


_RULES: tuple[tuple[tuple[str, ...], Callable[["Settings"], str | None]], ...] = (
    (("firebase_project_id", "identity"), _firebase),
    (("fcm_credentials_file", "push_providers", "fcm_url"), _fcm),
    (("smtp_host", "push_providers"), _smtp_host),
    (("smtp_sender", "push_providers"), _smtp_sender),
    (("smtp_password", "smtp_user"), _smtp_login),
    (("lease_seconds", "batch_size", "fcm_in_flight", "fcm_timeout_seconds", "push_providers"), _lease),
    (("tick_stale_seconds", "tick_seconds"), _stale),
    (("cors_origins",), _wildcard),
    (("clock_offset_seconds", "push_providers", "public_url"), _clock),
)
