"""SMTP: the way out when no push reached a device. One connection a batch, one transaction a mail."""

import ssl
from collections.abc import Sequence
from datetime import datetime

from push.gateways.email_message import BadAddress, Mail, UnsupportedAddress, compose
from push.gateways.protocol import Message, ProviderReceipt, SendOutcome, expired
from push.gateways.smtp_connection import Login, SmtpBatch, SmtpServer


class EmailGateway:
    """Sends through one SMTP server. `sender` is "name@host" or "Name <name@host>".

    `security`: "tls" from the first byte (port 465), "starttls" demanded (587), or "none". `timeout` in
    seconds bounds one reply of the server. Raises ValueError, with words for the operator, when the
    set-up cannot work.
    """

    name = "email"

    def __init__(
        self,
        *,
        host: str,
        port: int,
        sender: str,
        login: Login | None = None,
        security: str = "starttls",
        timeout: float = 20.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._server = SmtpServer(host, port, login=login, security=security, timeout=timeout, tls=tls)
        self._sender = Mail.sender(sender)

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        with SmtpBatch(self._server) as batch:
            return [expired(each, now=now) or self._send_one(batch, each, now) for each in messages]

    def close(self) -> None:
        """Nothing is held between batches."""

    def _send_one(self, batch: SmtpBatch, message: Message, now: datetime) -> ProviderReceipt:
        try:
            mail = compose(message, sender=self._sender, now=now)
        except BadAddress:
            return ProviderReceipt(message.delivery_id, SendOutcome.GONE, error="INVALID_ADDRESS")
        except UnsupportedAddress:
            return ProviderReceipt(message.delivery_id, SendOutcome.REFUSED, error="SMTPUTF8")
        return batch.deliver(mail)
