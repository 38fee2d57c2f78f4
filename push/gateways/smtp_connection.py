"""An SMTP server of ours, and one connection to it for a batch of mails."""

import contextlib
import smtplib
import ssl
from dataclasses import dataclass, field
from typing import Self

from push.gateways.email_message import Mail
from push.gateways.protocol import ProviderReceipt, SendOutcome
from push.gateways.smtp_errors import Stage, receipt_of

_MOST_LOSSES = 2


@dataclass(frozen=True)
class Login:
    """User and password; the password does not show in logs or tracebacks."""

    user: str
    password: str = field(repr=False)


class NoServer(Exception):
    """There is no usable connection; `outcome` says whose fault that is, `error` its stable name."""

    def __init__(self, outcome: SendOutcome, error: str) -> None:
        super().__init__(error)
        self.outcome = outcome
        self.error = error


class SmtpServer:
    """Where to connect, and how far to trust the wire. `timeout` in seconds bounds each reply."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        login: Login | None,
        security: str,
        timeout: float,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        if security not in ("none", "starttls", "tls"):
            raise ValueError(f"GRACEDAY_SMTP_SECURITY: {security!r} is not none, starttls or tls")
        self._host, self._port, self._timeout = host, port, timeout
        self._login, self._security = login, security
        self._tls = tls or ssl.create_default_context()

    def connect(self) -> smtplib.SMTP:
        """A connection that is ready for mail; raises NoServer."""
        try:
            server = self._open()
            try:
                self._make_ready(server)
            except BaseException:
                server.close()
                raise
        except OSError as error:  # every error of smtplib is one
            raise _no_server(error) from error
        return server

    def _open(self) -> smtplib.SMTP:
        if self._security == "tls":
            return smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout, context=self._tls)
        return smtplib.SMTP(self._host, self._port, timeout=self._timeout)

    def _make_ready(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self._security == "starttls":
            server.starttls(context=self._tls)  # refuses to go on in clear
            server.ehlo_or_helo_if_needed()
        if self._login is not None:
            server.login(self._login.user, self._login.password)


def _no_server(error: OSError) -> NoServer:
    match error:
        case ssl.SSLError():
            return NoServer(SendOutcome.BLOCKED, "TLS")
        case smtplib.SMTPAuthenticationError(smtp_code=code) if code >= 500:
            return NoServer(SendOutcome.BLOCKED, "SMTP_AUTH")
        case smtplib.SMTPResponseException(smtp_code=code):
            return NoServer(SendOutcome.BLOCKED if code >= 500 else SendOutcome.RETRY, f"SMTP_{code}")
        case smtplib.SMTPServerDisconnected():
            return NoServer(SendOutcome.RETRY, "UNREACHABLE")
        case smtplib.SMTPException():  # no STARTTLS, or no way to sign in, where we insist on it
            return NoServer(SendOutcome.BLOCKED, "SMTP_NOT_SUPPORTED")
        case _:
            return NoServer(SendOutcome.RETRY, "UNREACHABLE")


class SmtpBatch:
    """One connection, opened for the first mail and again after a loss; given up when there is none.

    A mail is one transaction. Lost before its content went out, it was not delivered; lost after, no one
    can tell.
    """

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None
        self._given_up: NoServer | None = None
        self._losses = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._connection.quit()
            self._connection.close()

    def deliver(self, mail: Mail) -> ProviderReceipt:
        try:
            connection = self._ready()
        except NoServer as error:
            self._given_up = error  # the other mails need not wait for the same answer
            return ProviderReceipt(mail.delivery_id, error.outcome, error=error.error)
        return self._transact(connection, mail)

    def _ready(self) -> smtplib.SMTP:
        if self._given_up is not None:
            raise self._given_up
        if self._connection is None:
            self._connection = self._server.connect()
        return self._connection

    def _transact(self, connection: smtplib.SMTP, mail: Mail) -> ProviderReceipt:
        stage = Stage.SENDER
        try:
            code, text = connection.mail(mail.origin)
            if code == 250:
                stage = Stage.RECIPIENT
                code, text = connection.rcpt(mail.to)
            if code in (250, 251):
                stage = Stage.CONTENT
                code, text = connection.data(mail.content)
            if code != 250:
                self._begin_anew(connection, code)
                return receipt_of(mail.delivery_id, stage, code, text)
        except smtplib.SMTPDataError as error:  # DATA itself was refused: no content went out
            self._begin_anew(connection, error.smtp_code)
            return receipt_of(mail.delivery_id, stage, error.smtp_code, _bytes(error.smtp_error))
        except OSError:
            return self._lost(connection, mail, stage)
        self._losses = 0
        return ProviderReceipt(mail.delivery_id, SendOutcome.ACCEPTED, provider_id=mail.message_id)

    def _begin_anew(self, connection: smtplib.SMTP, code: int) -> None:
        """After a refusal: RSET, unless the server is hanging up (421)."""
        try:
            if code == 421:
                raise smtplib.SMTPServerDisconnected
            connection.rset()
        except OSError:
            connection.close()
            self._connection = None

    def _lost(self, connection: smtplib.SMTP, mail: Mail, stage: Stage) -> ProviderReceipt:
        connection.close()
        self._connection = None
        self._losses += 1
        if self._losses >= _MOST_LOSSES:
            self._given_up = NoServer(SendOutcome.RETRY, "UNREACHABLE")
        outcome = SendOutcome.UNKNOWN if stage is Stage.CONTENT else SendOutcome.RETRY
        return ProviderReceipt(mail.delivery_id, outcome, error="CONNECTION_LOST")


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
