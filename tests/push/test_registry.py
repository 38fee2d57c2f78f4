"""From settings to gateways."""

import subprocess
import sys
from dataclasses import dataclass, replace

import pytest

from push.gateways.registry import build


@dataclass(frozen=True)
class Settings:
    """The part of config.settings.Settings that gateways read."""

    push_providers: tuple[str, ...] = ("console",)
    fcm_credentials_file: str | None = None
    fcm_project_id: str | None = None
    fcm_url: str | None = "http://127.0.0.1:9"
    fcm_in_flight: int = 10
    fcm_timeout_seconds: float = 1.0
    smtp_host: str | None = "127.0.0.1"
    smtp_port: int = 25
    smtp_user: str | None = "app"
    smtp_password: str | None = "secret"
    smtp_security: str = "starttls"
    smtp_sender: str | None = "notice@graceday.example"


def test_each_provider_has_a_gateway_of_its_name() -> None:
    names = ("console", "fcm", "email", "null")
    gateways = build(Settings(push_providers=names))
    assert {name: gateway.name for name, gateway in gateways.items()} == {name: name for name in names}


def test_an_unknown_provider_is_named_with_those_there_are() -> None:
    with pytest.raises(
        ValueError, match="GRACEDAY_PUSH_PROVIDERS: hauwei unknown.*console, email, fcm, null"
    ):
        build(Settings(push_providers=("console", "hauwei")))


def test_e_mail_needs_a_server_and_a_sender() -> None:
    settings = Settings(push_providers=("email",))
    for lacking in (replace(settings, smtp_host=None), replace(settings, smtp_sender=None)):
        with pytest.raises(ValueError, match="GRACEDAY_SMTP_HOST"):
            build(lacking)


def test_fcm_of_google_needs_an_account() -> None:
    with pytest.raises(ValueError, match="GRACEDAY_FCM_CREDENTIALS_FILE"):
        build(Settings(push_providers=("fcm",), fcm_url=None))


def test_a_console_installation_does_not_load_firebase_admin() -> None:
    program = "import sys, push.gateways.registry; sys.exit('firebase_admin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
