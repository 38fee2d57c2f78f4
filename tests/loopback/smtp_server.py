"""A real SMTP server on loopback (aiosmtpd) that can refuse, stall and hang up; by hand:
`python -m tests.loopback.smtp_server --port 8025` prints each mail."""

import argparse
import asyncio
import signal
import ssl
import sys
from collections.abc import Callable, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.loopback.serving import LoopbackServer, ProtocolFactory

# The mailbox's name before a "-" chooses the reply to RCPT, or with "data" to the content.
_RCPT = {
    "gone": "550 5.1.1 No such user",
    "gone.plain": "550 No such user here",
    "disabled": "550 5.2.1 Mailbox disabled",
    "full": "452 4.2.2 Mailbox full",
    "full.hard": "552 5.2.2 Mailbox full",
    "greylisted": "451 4.7.1 Try again later",
    "policy": "550 5.7.1 Relaying denied",
    "odd": "554 Transaction failed",
    "mislabelled": "550 2.1.5 Fine",
}
_DATA = {
    "data.later": "451 4.3.0 Try again",
    "data.spam": "554 5.7.1 Looks like spam",
    "data.big": "552 5.3.4 Too big",
}
OK = "250 OK"


class SmtpServer(LoopbackServer):
    """`with SmtpServer() as server:` listens on 127.0.0.1:server.port; `mails` holds what was delivered.

    `tls` offers STARTTLS and demands it, or with `implicit` speaks TLS from the first byte. `users`
    {name: password} demands a sign-in, after STARTTLS only.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        users: dict[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        implicit: bool = False,
        on_mail: Callable[[EmailMessage], None] | None = None,
    ) -> None:
        super().__init__(port=port, tls=tls if implicit else None)
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.connections = 0
        self.sender_reply = OK
        self._speakers: list[SMTP] = []
        self._users, self._on_mail = users, on_mail
        self._options: dict[str, Any] = {}
        if users:
            self._options = {"auth_required": True, "authenticator": self._check}
        if tls is not None and not implicit:
            self._options |= {"tls_context": tls, "require_starttls": True}

    def _protocols(self) -> ProtocolFactory:
        return self._speak

    def _speak(self) -> SMTP:
        speaker = SMTP(self, hostname="localhost", loop=self._loop, **self._options)
        self._speakers.append(speaker)
        return speaker

    async def _hang_up(self) -> None:
        for speaker in self._speakers:
            if speaker.transport is not None:
                _cut(speaker)

    def _check(self, server: SMTP, session: Session, envelope: Envelope, _: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        known = (self._users or {}).get(data.login.decode())
        # Not handled: aiosmtpd itself answers 535.
        return AuthResult(success=known == data.password.decode(), handled=False)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.sender_reply == OK:
            envelope.mail_from = address
        return self.sender_reply

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        behaviour = address.partition("-")[0]
        if behaviour == "cut":
            _cut(server)
        if behaviour in _RCPT:
            return _RCPT[behaviour]
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        behaviour = str(envelope.rcpt_tos[0]).partition("-")[0]
        if behaviour in _DATA:
            return _DATA[behaviour]
        assert isinstance(envelope.content, bytes)
        self.raw.append(envelope.content)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        if self._on_mail:
            self._on_mail(mail)
        if behaviour == "data.cut":
            _cut(server)
        return OK


def _cut(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    if not server.transport.is_closing():
        server.transport.abort()


def _show(mail: EmailMessage) -> None:
    body = mail.get_body()
    print(f"{mail['Date']} {mail['From']} -> {mail['To']}: {mail['Subject']}")
    print(body.get_content() if body else "", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted, printing each mail."""
    parser = argparse.ArgumentParser(prog="python -m tests.loopback.smtp_server", description=__doc__)
    parser.add_argument("--port", type=int, default=8025)
    options = parser.parse_args(arguments)
    stop = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stop)
    with SmtpServer(port=options.port, on_mail=_show) as server:
        print(f"SMTP on 127.0.0.1:{server.port} - set GRACEDAY_SMTP_SECURITY=none", flush=True)
        signal.sigwait(stop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
