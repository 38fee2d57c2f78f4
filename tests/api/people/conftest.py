"""An installation that sends mail: to an SMTP server on loopback, by the worker's own mailer."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.app import create_app
from config.settings import Settings
from push.account_mail import AccountMailer
from push.gateways.email import EmailGateway
from tests.api.conftest import Borrower
from tests.loopback.smtp_server import SmtpServer
from tests.moved_clock import MovedClock

PUBLIC = "https://graceday.example"


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture
def app(settings: Settings, clock: MovedClock, smtp: SmtpServer) -> Iterator[Flask]:
    """In place of the app that sends no mail."""
    from backend.store.database import close_thread

    mailing = replace(
        settings,
        public_url=PUBLIC,
        push_providers=("console", "email"),
        smtp_host="localhost",
        smtp_port=smtp.port,
        smtp_sender="Graceday <notice@graceday.example>",
    )
    yield create_app(mailing, clock)
    close_thread()


class Post:
    """The worker's mailer, and what arrived through it."""

    def __init__(self, app: Flask, clock: MovedClock, smtp: SmtpServer) -> None:
        settings: Settings = app.config["GRACEDAY"]
        gateway = EmailGateway(
            host="localhost", port=smtp.port, sender=str(settings.smtp_sender), security="none"
        )
        self._mailer = AccountMailer(gateway, clock, (settings.secret_key,), settings.public_url)
        self._smtp = smtp

    def arrived(self) -> list[EmailMessage]:
        """Send what waits; the mails that came with it."""
        before = len(self._smtp.mails)
        self._mailer.send_due()
        return self._smtp.mails[before:]

    def link(self) -> str:
        """The path of the one link in the one mail that waits."""
        [mail] = self.arrived()
        return path_in(mail)


def path_in(mail: EmailMessage) -> str:
    """The path of the link in a mail."""
    [path] = re.findall(re.escape(PUBLIC) + r"(/\S+)", mail.get_content())
    return str(path)


@pytest.fixture
def post(app: Flask, clock: MovedClock, smtp: SmtpServer) -> Post:
    return Post(app, clock, smtp)


def confirm(client: FlaskClient, path: str) -> tuple[int, str]:
    """Send the token of a confirming link; the status, and the reason where it is refused."""
    answer = client.post("/v1/auth/email-confirmation", json={"token": path.rpartition("/")[2]})
    return answer.status_code, answer.get_json(force=True)["reason"] if answer.data else ""


@pytest.fixture
def alice(app: Flask, post: Post) -> Borrower:
    """Whose address is confirmed."""
    made = Borrower(app, "alice@example.com")
    assert confirm(made.client, post.link()) == (204, "")
    return made
