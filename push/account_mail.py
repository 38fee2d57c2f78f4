"""Sends mails about accounts: claimed under a lease, each with its link made here, recorded when the server answered.

At least once, as pushes are: a worker that dies in between leaves a lease that runs out. The links of two copies are
the same, and work once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import structlog

from backend.actions.people import account_mails
from backend.actions.people.account_mails import MailResult, OutgoingMail
from backend.clock import Clock
from backend.words.people.account_mail_text import account_mail_text
from push.gateways.protocol import Gateway, Message, ProviderReceipt, SendOutcome
from push.retry_backoff import delay

log = structlog.get_logger()

# Where a link of each kind leads, below the public address.
_PAGES = {"confirm": "/account/confirm/", "reset": "/account/reset/"}
_ENDED = {SendOutcome.GONE, SendOutcome.REFUSED}


@dataclass(frozen=True, slots=True)
class AccountMailer:
    """Sends what is due through the e-mail gateway. `keys` sign the links, which begin with `public_url`."""

    gateway: Gateway
    clock: Clock
    keys: Sequence[str]
    public_url: str
    lease: timedelta = timedelta(seconds=60)
    batch: int = 100
    should_stop: Callable[[], bool] = lambda: False

    def send_due(self) -> int:
        """Send everything that is due now; returns how many mails the server took."""
        sent = 0
        while not self.should_stop() and (claimed := self._claim()):
            now = self.clock()
            receipts = self.gateway.send([self._message(each) for each in claimed], now=now)
            results = [_result(*pair, now) for pair in zip(claimed, receipts, strict=True)]
            account_mails.record(results, now=now)
            sent += sum(result.sent for result in results)
        return sent

    def _claim(self) -> list[OutgoingMail]:
        return account_mails.claim(now=self.clock(), lease=self.lease, limit=self.batch, keys=self.keys)

    def _message(self, mail: OutgoingMail) -> Message:
        text = account_mail_text(mail.kind, locale=mail.locale)
        return Message(
            delivery_id=mail.id,
            address=mail.address,
            platform="email",
            locale=mail.locale,
            title=text.subject,
            body=text.text,
            collapse_key=mail.id,
            deep_link=f"{self.public_url.rstrip('/')}{_PAGES[mail.kind]}{mail.token}" if mail.token else "",
            data={},
            urgent=False,
            channel="account",
            expires_at=mail.expires_at,
        )


def _result(mail: OutgoingMail, receipt: ProviderReceipt, now: datetime) -> MailResult:
    if receipt.outcome is SendOutcome.ACCEPTED:
        return MailResult(mail.id, sent=True)
    log.warning("account_mail.not_accepted", outcome=receipt.outcome.value, code=receipt.error)
    if receipt.outcome in _ENDED:
        return MailResult(mail.id, sent=False, error=receipt.error)
    wait = delay(mail.attempt, retry_after=receipt.retry_after, random=Random())
    return MailResult(mail.id, sent=False, error=receipt.error, retry_at=now + wait)
