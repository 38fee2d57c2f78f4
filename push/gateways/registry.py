"""Which gateways an installation has. A new provider is one new file beside this one and one line below."""

from collections.abc import Callable
from typing import Protocol

from push.gateways.console import ConsoleGateway
from push.gateways.email import EmailGateway
from push.gateways.null import NullGateway
from push.gateways.protocol import Gateway
from push.gateways.smtp_connection import Login


class PushSettings(Protocol):
    """What the gateways need of config.settings.Settings."""

    @property
    def push_providers(self) -> tuple[str, ...]: ...
    @property
    def fcm_credentials_file(self) -> str | None: ...
    @property
    def fcm_project_id(self) -> str | None: ...
    @property
    def fcm_url(self) -> str | None: ...
    @property
    def fcm_in_flight(self) -> int: ...
    @property
    def fcm_timeout_seconds(self) -> float: ...
    @property
    def smtp_host(self) -> str | None: ...
    @property
    def smtp_port(self) -> int: ...
    @property
    def smtp_user(self) -> str | None: ...
    @property
    def smtp_password(self) -> str | None: ...
    @property
    def smtp_security(self) -> str: ...
    @property
    def smtp_sender(self) -> str | None: ...


def of_devices() -> tuple[str, ...]:
    """The providers that a device can be registered with: every one but e-mail, which goes to an address."""
    return tuple(sorted(set(_BUILDERS) - {EmailGateway.name}))


def build(settings: PushSettings) -> dict[str, Gateway]:
    """The gateways that `settings.push_providers` names, by the device.provider each serves.

    Raises ValueError or OSError, with words for the operator, where one is unknown or cannot work.
    """
    unknown = sorted(set(settings.push_providers) - set(_BUILDERS))
    if unknown:
        raise ValueError(
            f"GRACEDAY_PUSH_PROVIDERS: {', '.join(unknown)} unknown; there are {', '.join(sorted(_BUILDERS))}"
        )
    return {name: _BUILDERS[name](settings) for name in settings.push_providers}


def _fcm(settings: PushSettings) -> Gateway:
    # Imported here: firebase-admin takes a second and 60 MiB, which a console installation need not pay.
    from push.gateways.fcm import FcmGateway

    return FcmGateway(
        credentials_file=settings.fcm_credentials_file,
        project_id=settings.fcm_project_id,
        url=settings.fcm_url,
        in_flight=settings.fcm_in_flight,
        timeout=settings.fcm_timeout_seconds,
    )


def _email(settings: PushSettings) -> Gateway:
    if settings.smtp_host is None or settings.smtp_sender is None:
        raise ValueError("GRACEDAY_SMTP_HOST and GRACEDAY_SMTP_SENDER: e-mail needs both")
    user = settings.smtp_user
    return EmailGateway(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_sender,
        login=Login(user, settings.smtp_password or "") if user else None,
        security=settings.smtp_security,
    )


_BUILDERS: dict[str, Callable[[PushSettings], Gateway]] = {
    "console": lambda settings: ConsoleGateway(),
    "email": _email,
    "fcm": _fcm,
    "null": lambda settings: NullGateway(),
}
