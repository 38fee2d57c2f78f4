"""Claim a lease, put it into words, send, record: one provider at a time, batch by batch.

At least once to the gateway, once to the eye: a worker that dies after the provider took a push leaves a
lease that runs out, and the second copy replaces the first on the phone by its collapse key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import structlog

from backend.actions.reminders import deliveries
from backend.actions.reminders.claimed_delivery import ClaimedDelivery, DeliveryResult
from backend.clock import Clock
from backend.domain.reminders.kinds import family
from backend.words.people.account_mail_text import unsubscribe_text
from backend.words.reminders.push_text import PushText, render, render_mail
from push.gateways.protocol import EXPIRED, Gateway, Message, ProviderReceipt, SendOutcome
from push.retry_backoff import delay

log = structlog.get_logger()

_URGENT_STAGES = frozenset({"today", "in_grace", "late", "before_report"})
_CHANNELS = {"today": "due", "in_grace": "late", "late": "late", "before_report": "late"}


@dataclass(slots=True)
class Sender:
    """Sends what is due through `gateways` {provider: gateway}; `should_stop` is asked between batches."""

    gateways: Mapping[str, Gateway]
    clock: Clock
    lease: timedelta = timedelta(seconds=60)
    batch: int = 500
    random: Random | None = None
    should_stop: Callable[[], bool] = lambda: False
    # What a provider has taken while the database was away, by provider: written down before anything else is sent.
    unrecorded: dict[str, list[DeliveryResult]] = field(default_factory=dict)
    unsubscribe: Callable[[str], str] = lambda borrower_id: (
        ""
    )  # the address by which a borrower stops the mails

    def send_due(self, provider: str) -> int:
        """Send everything of one provider that is due now; returns how many the provider accepted."""
        accepted = 0
        self._record_left(provider)
        claimed = [] if self.should_stop() else self._claim(provider)
        while claimed:
            results = self._sent(self.gateways[provider], claimed)
            accepted += sum(result.state == "accepted" for result in results)
            self.unrecorded[provider] = results
            if self.should_stop():
                self._record_left(provider)
                break
            claimed = self._record_and_claim(provider, results)
        return accepted

    def _claim(self, provider: str) -> list[ClaimedDelivery]:
        return deliveries.claim(provider, now=self.clock(), lease=self.lease, limit=self.batch)

    def _record_and_claim(self, provider: str, results: list[DeliveryResult]) -> list[ClaimedDelivery]:
        claimed = deliveries.record_and_claim(
            results,
            provider,
            now=self.clock(),
            lease=self.lease,
            limit=self.batch,
            email="email" in self.gateways,
        )
        self.unrecorded.pop(provider)
        return claimed

    def _record_left(self, provider: str) -> None:
        """A record that is written twice changes nothing: the attempt's number has been used."""
        if results := self.unrecorded.get(provider):
            deliveries.record(results, now=self.clock(), email="email" in self.gateways)
            self.unrecorded.pop(provider)

    def send_all(self) -> int:
        """Send what is due through every gateway, those without devices of their own included."""
        return sum(self.send_due(provider) for provider in self.gateways)

    def _sent(self, gateway: Gateway, claimed: list[ClaimedDelivery]) -> list[DeliveryResult]:
        now = self.clock()
        results = [_unsent(item) for item in claimed if item.verdict != "send"]
        ready: list[tuple[ClaimedDelivery, PushText]] = []
        for item in claimed:
            if item.verdict == "send":
                self._put_into_words(item, ready, results, now)
        messages = [self._message(item, text, now) for item, text in ready]
        receipts = gateway.send(messages, now=now) if messages else []
        now = self.clock()
        for (item, text), receipt in zip(ready, receipts, strict=True):
            results.append(self._result(item, text, receipt, now))
        return results

    def _message(self, item: ClaimedDelivery, text: PushText, now: datetime) -> Message:
        message = _message_of(item, text, now)
        if item.device_id is None and (address := self.unsubscribe(item.borrower_id)):
            said = unsubscribe_text(item.locale)
            return message._replace(unsubscribe=address, unsubscribe_text=said)
        return message

    def _put_into_words(
        self,
        item: ClaimedDelivery,
        ready: list[tuple[ClaimedDelivery, PushText]],
        results: list[DeliveryResult],
        now: datetime,
    ) -> None:
        """One message that cannot be worded waits by itself; it must not hold up the batch around it."""
        try:
            ready.append((item, _words(item)))
        except Exception:
            log.exception("push.wording_failed", delivery=item.delivery_id)
            wait = delay(item.attempt, retry_after=None, random=self.random or Random())
            results.append(DeliveryResult(item, "retry", "WORDING", retry_at=now + wait))

    def _result(
        self, item: ClaimedDelivery, text: PushText, receipt: ProviderReceipt, now: datetime
    ) -> DeliveryResult:
        if receipt.outcome is SendOutcome.ACCEPTED:
            return DeliveryResult(
                item, "accepted", None, receipt.provider_id, title=text.title, body=text.body
            )
        log.warning(
            "push.not_accepted", outcome=receipt.outcome.value, code=receipt.error, attempt=item.attempt
        )
        if receipt.outcome is SendOutcome.GONE:
            return DeliveryResult(item, "gone", receipt.error)
        if receipt.error == EXPIRED:  # midnight passed since the claim: the next one says today's words
            return DeliveryResult(item, "retry", retry_at=now)
        if receipt.outcome is SendOutcome.REFUSED:
            return DeliveryResult(item, "failed", receipt.error)
        wait = delay(item.attempt, retry_after=receipt.retry_after, random=self.random or Random())
        return DeliveryResult(item, "retry", receipt.error, retry_at=now + wait)


def _unsent(item: ClaimedDelivery) -> DeliveryResult:
    if item.verdict == "wait":
        return DeliveryResult(item, "retry", retry_at=item.wait_until)
    return DeliveryResult(item, item.verdict)


def _words(item: ClaimedDelivery) -> PushText:
    """The push as the phone shows it; a mail has room for the whole ladder unless discretion forbids it."""
    if item.device_id is None and not item.discreet:
        return render_mail(item.lines, locale=item.locale, borrower_zone=item.zone)
    return render(
        item.lines,
        locale=item.locale,
        discreet=item.discreet,
        borrower_zone=item.zone,
        fallback=item.device_id is None,
    )


def _message_of(item: ClaimedDelivery, text: PushText, now: datetime) -> Message:
    first = item.lines[0]
    checks = family(first.kind) in ("check", "end", "alert")
    return Message(
        delivery_id=item.delivery_id,
        address=item.address,
        platform=item.platform,
        locale=item.locale,
        title=text.title,
        body=text.body,
        collapse_key=item.notification_id,
        deep_link=f"graceday://inbox/{item.notification_id}",
        data={"notification_id": item.notification_id, "delivery_id": item.delivery_id},
        urgent=first.stage in _URGENT_STAGES,
        channel="checks" if checks else _CHANNELS.get(first.stage, "upcoming"),
        expires_at=item.true_until or now,
    )
