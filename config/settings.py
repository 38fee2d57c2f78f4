"""Every option of Graceday, typed, from environment variables named GRACEDAY_<OPTION>.

`Settings.from_environ(os.environ)` reads and checks them all, and raises SettingsError with every fault at
once. What each option does: docs/configuration.md; a test holds that table against this file.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, Self

from config import options, parsing
from config.checks import faults_between
from config.options import option
from config.parsing import integer, number, one_of, some_of
from config.secret_key import kept_secret_key, secret_key

FARTHEST = 4_000_000_000  # seconds, well over a century


class SettingsError(ValueError):
    """The environment does not add up; `faults` has a line for each thing to fix."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("the settings do not add up:\n" + "\n".join(f"  - {fault}" for fault in faults))


def _secret_keys(value: str) -> tuple[str, ...]:
    return tuple(secret_key(each) for each in parsing.texts(value))


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One process's options. `secret_key` and `log_format` have no fixed default: see from_environ."""

    database_url: str = option(parsing.database_url, "sqlite:///var/graceday.sqlite3", secret=True)
    public_url: str = option(parsing.web_url, "http://127.0.0.1:8000")

    secret_key: str = option(secret_key, secret=True)
    secret_key_previous: tuple[str, ...] = option(_secret_keys, (), secret=True)
    access_token_minutes: int = option(integer(1, 1440), 15)
    refresh_token_days: int = option(integer(1, 730), 60)
    registration_open: bool = option(parsing.flag, True)
    identity: tuple[str, ...] = option(some_of("local", "firebase"), ("local",))
    firebase_project_id: str | None = option(parsing.text, None)
    firebase_certificates_url: str | None = option(parsing.web_url, None)

    push_providers: tuple[str, ...] = option(parsing.names, ("console",))
    fcm_credentials_file: str | None = option(parsing.text, None)
    fcm_project_id: str | None = option(parsing.text, None)
    fcm_url: str | None = option(parsing.web_url, None)
    fcm_in_flight: int = option(integer(1, 1000), 200)
    fcm_timeout_seconds: float = option(number(0.1, 120), 10.0)
    smtp_host: str | None = option(parsing.text, None)
    smtp_port: int = option(integer(1, 65535), 587)
    smtp_user: str | None = option(parsing.text, None)
    smtp_password: str | None = option(parsing.text, None, secret=True)
    smtp_security: Literal["none", "starttls", "tls"] = option(one_of("none", "starttls", "tls"), "starttls")
    smtp_sender: str | None = option(parsing.mailbox, None)

    tick_seconds: int = option(integer(1, 3600), 20)
    send_seconds: int = option(integer(1, 3600), 2)
    roll_minutes: int = option(integer(1, 1440), 30)
    housekeeping_minutes: int = option(integer(1, 1440), 60)
    tick_stale_seconds: int = option(integer(2, 86_400), 180)
    lease_seconds: int = option(integer(5, 3600), 60)
    batch_size: int = option(integer(1, 10_000), 500)

    cors_origins: tuple[str, ...] = option(parsing.origins, ())
    rate_limit_default: str = option(parsing.rate, "600 per minute")
    rate_limit_network: str = option(parsing.rate, "3000 per minute")
    rate_limit_auth: str = option(parsing.rate, "20 per minute")
    rate_limit_account: str = option(parsing.rate, "10 per 15 minutes")
    rate_limit_storage: str = option(parsing.storage_url, "memory://", secret=True)
    trusted_proxies: int = option(integer(0, 10), 0)
    max_body_bytes: int = option(integer(1024, 104_857_600), 1_048_576)
    max_import_bytes: int = option(integer(1024, 1_073_741_824), 50_000_000)
    attachments_dir: str = option(parsing.text, "var/attachments")
    max_attachment_bytes: int = option(integer(1024, 104_857_600), 10_000_000)
    idempotency_hours: int = option(integer(1, 8760), 48)

    clock_offset_seconds: int = option(integer(-FARTHEST, FARTHEST), 0)

    log_format: Literal["console", "json"] = option(one_of("console", "json"), "json")
    log_level: str = option(one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "INFO")
    metrics_token: str | None = option(parsing.token, None, secret=True)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read, check and complete: a secret key is made once and kept; a terminal gets the console's log.

        Raises SettingsError.
        """
        values, faults = options.read(fields(cls), environ)
        values.setdefault("log_format", "console" if sys.stderr.isatty() else "json")
        faults |= faults_between(cls(**{"secret_key": "", **values}), unread=set(faults))
        faults |= options.strangers(fields(cls), environ)
        if not faults and "secret_key" not in values:
            try:
                values["secret_key"] = kept_secret_key()
            except (ValueError, OSError) as error:
                faults["secret_key"] = f"GRACEDAY_SECRET_KEY is not set, and none can be kept: {error}"
        if faults:
            raise SettingsError(list(faults.values()))
        return cls(**values)
