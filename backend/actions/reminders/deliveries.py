"""The outbox, as the sender works it: claim under a lease, say what is true now, record what became of it.

No network happens here: claiming and recording are two transactions, and the sending lies between them.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from backend.actions.reminders import email_fallback
from backend.actions.reminders.claimed_delivery import ClaimedDelivery, DeliveryResult
from backend.actions.reminders.notification_facts import true_lines
from backend.actions.reminders.reminder_scheduler import delivery_settings
from backend.domain.calendar import local_time
from backend.domain.reminders.digest import open_instant
from backend.store.database import to_micros, transaction
from backend.store.reminders import deliveries, delivery_facts
from backend.store.reminders.deliveries import ClaimedRow, DeliveryEnd, DeliveryWait, FailedAttempt
from backend.store.reminders.delivery_facts import ActiveDevice, DeadDevice, Recipient


def claim(provider: str, *, now: datetime, lease: timedelta, limit: int) -> list[ClaimedDelivery]:
    """Lease up to `limit` deliveries of one provider and judge each of them at `now`."""
    with transaction():
        rows = deliveries.claim(provider, now=now, lease_until=now + lease, limit=limit)
    return _judged(rows, provider, now)


def record_and_claim(
    results: Sequence[DeliveryResult],
    provider: str,
    *,
    now: datetime,
    lease: timedelta,
    limit: int,
    email: bool,
) -> list[ClaimedDelivery]:
    """`record`, then `claim`, in one transaction: between two batches the disk is waited for once."""
    with transaction():
        _record(results, now, email)
        rows = deliveries.claim(provider, now=now, lease_until=now + lease, limit=limit)
    return _judged(rows, provider, now)


def _judged(rows: Sequence[ClaimedRow], provider: str, now: datetime) -> list[ClaimedDelivery]:
    if not rows:
        return []
    claimed = [ClaimedDelivery(*row) for row in rows]
    recipients = delivery_facts.recipients_by_id(list({item.borrower_id for item in claimed}))
    devices = delivery_facts.active_devices_by_id([item.device_id for item in claimed if item.device_id])
    for item in claimed:
        device = devices.get(item.device_id) if item.device_id else None
        if device is not None and device.provider != provider:
            # The phone has just been registered with another provider, to whom this delivery belongs by now.
            item.verdict, item.wait_until = "wait", now
        else:
            _address(item, recipients.get(item.borrower_id), device, now)
    _fill_lines([item for item in claimed if item.verdict == "send"], now)
    return claimed


def _address(
    item: ClaimedDelivery, recipient: Recipient | None, device: ActiveDevice | None, now: datetime
) -> None:
    if item.lapses_at <= now:
        item.verdict = "lapsed"
    elif recipient is None or (item.device_id and (device is None or device.borrower_id != item.borrower_id)):
        item.verdict = "gone"
    else:
        item.zone, item.locale, item.discreet = recipient.settings.zone, recipient.locale, recipient.discreet
        if device is not None:
            item.address, item.platform = device.token, device.platform
            item.locale = device.locale or item.locale
        else:
            item.address, item.platform = recipient.email or "", "email"
        if device is None and not recipient.email:  # a mail was asked for no more since it was queued
            item.verdict = "gone"
        else:
            _respect_quiet(item, recipient, now)


def _respect_quiet(item: ClaimedDelivery, recipient: Recipient, now: datetime) -> None:
    settings = delivery_settings(recipient.settings)
    item.quiet, opens = settings, open_instant(now, settings)
    if opens > now:
        item.verdict, item.wait_until = "wait", opens


def _fill_lines(items: list[ClaimedDelivery], now: datetime) -> None:
    if not items:
        return
    amounts = any(not item.discreet or item.device_id is None for item in items)
    lines = true_lines([item.notification_id for item in items], now=now, amounts=amounts)
    for item in items:
        item.lines = lines[item.notification_id]
        if not item.lines:
            item.verdict = "withdrawn"
        else:
            item.true_until = _true_until(item, now)


def _true_until(item: ClaimedDelivery, now: datetime) -> datetime:
    """The text counts days, so it is true until the borrower's midnight, or until the first cut-off; and where it
    counts days past due, until the debt's midnight."""
    ends = _midnight(now, item.zone)
    limits = [line.pay_by_at for line in item.lines if now < line.pay_by_at < ends]
    debts = [_midnight(now, line.zone) for line in item.lines if line.pay_by_at <= now]
    return min([ends, item.lapses_at, *limits, *debts])


def _midnight(now: datetime, zone: str) -> datetime:
    return local_time.day_end(local_time.local_date(now, zone), zone)


def record(results: Sequence[DeliveryResult], *, now: datetime, email: bool) -> None:
    """Write down what became of a batch, deactivate dead devices, and turn to e-mail where nothing else is left."""
    with transaction():
        _record(results, now, email)


def _record(results: Sequence[DeliveryResult], now: datetime, email: bool) -> None:
    if email:
        email_fallback.lock_notifications(results)
    results = _with_new_tokens(results, now)
    micros = to_micros(now)
    ends: list[DeliveryEnd] = []
    waits: list[DeliveryWait] = []
    attempts: list[FailedAttempt] = []
    buried: list[DeadDevice] = []
    for result in results:
        item = result.outgoing
        if result.state == "retry":
            retry_at = min(result.retry_at or now, item.lapses_at)
            waits.append(DeliveryWait(to_micros(retry_at), result.error, item.delivery_id, item.attempt))
        else:
            ends.append(_ending(result, micros))
        if result.error:
            attempts.append(
                FailedAttempt(
                    item.delivery_id, item.attempt, item.borrower_id, micros, result.state, result.error
                )
            )
        if result.state == "gone" and item.device_id and result.error:
            buried.append(DeadDevice(result.error, micros, item.device_id))
    if ends:
        deliveries.end(ends)
    if waits:
        deliveries.postpone(waits)
    if attempts:
        deliveries.note_attempts(attempts)
    if buried:
        delivery_facts.deactivate_devices(buried)
    if email:
        email_fallback.fall_back(results, now)


def _with_new_tokens(results: Sequence[DeliveryResult], now: datetime) -> list[DeliveryResult]:
    """The same, but where a token was dead that its phone has replaced meanwhile, the push goes to the new one."""
    lost = [result.outgoing.device_id for result in results if result.state == "gone" and result.error]
    devices = delivery_facts.lock_active_devices([each for each in lost if each]) if any(lost) else {}
    found = []
    for result in results:
        device = devices.get(result.outgoing.device_id or "") if result.state == "gone" else None
        if device is not None and device.token != result.outgoing.address:
            result = result._replace(state="retry", retry_at=now)
        found.append(result)
    return found


def _ending(result: DeliveryResult, micros: int) -> DeliveryEnd:
    item = result.outgoing
    return DeliveryEnd(
        result.state,
        micros,
        result.provider_id,
        result.error,
        result.title,
        result.body,
        item.delivery_id,
        item.attempt,
    )
