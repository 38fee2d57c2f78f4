"""The e-mail fallback: where no push can reach a phone in time, one e-mail a notification is sent instead.

It is turned to as soon as no way to a phone is left; or, while a provider keeps failing, as soon as the next
try would come after PATIENCE or too late to be of use. A mail that its own server refuses for good gives the
phones their turn back; it is not tried a second time.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from backend.actions.reminders.claimed_delivery import ClaimedDelivery, DeliveryResult
from backend.actions.reminders.tick import new_delivery
from backend.domain.reminders.digest import open_instant
from backend.store.reminders import due_reminders, email_fallback
from backend.store.reminders.email_fallback import Failing, UnreachedBorrower

# Most outages of a provider are over within the hour, and then the phone is the better way. After half a
# working day they are not, and who is written to at one o'clock about nine o'clock's reminder can still pay.
PATIENCE = timedelta(hours=4)

_ENDED = ("gone", "failed", "lapsed")


def lock_notifications(results: Sequence[DeliveryResult]) -> None:
    """Before a batch with failures is recorded: no other worker decides about the same notifications."""
    ids = _notifications(result for result in results if _failed(result))
    if ids:
        email_fallback.lock_notifications(ids)


def fall_back(results: Sequence[DeliveryResult], now: datetime) -> None:
    """After a batch is recorded, in its transaction: write where no push will do, push where no mail will."""
    failed = [result for result in results if _failed(result)]
    pushes = [result for result in failed if result.outgoing.device_id]
    if pushes:
        late = _too_late([result for result in pushes if result.state == "retry"], now)
        if late:
            email_fallback.end_pushes(late, now)
        _write_mails(email_fallback.unreached(_notifications(pushes)), now)
    refused = [result for result in failed if not result.outgoing.device_id and result.state in _ENDED]
    if refused:
        email_fallback.reopen_pushes(_notifications(refused), now)


def _failed(result: DeliveryResult) -> bool:
    return result.state in _ENDED or (result.state == "retry" and result.error is not None)


def _notifications(results: Iterable[DeliveryResult]) -> list[str]:
    return sorted({result.outgoing.notification_id for result in results})


def _too_late(retried: list[DeliveryResult], now: datetime) -> list[str]:
    items = {result.outgoing.notification_id: result.outgoing for result in retried}
    found = email_fallback.failing(list(items)) if items else []
    return [each.notification_id for each in found if _is_too_late(each, items[each.notification_id], now)]


def _is_too_late(failing: Failing, item: ClaimedDelivery, now: datetime) -> bool:
    if failing.next_try_at >= failing.failing_since + PATIENCE:
        return True
    limits = [limit for line in item.lines for limit in (line.pay_by_at, line.last_chance_at) if limit > now]
    if not limits or item.quiet is None:
        return False
    # A try inside quiet hours is held until they end.
    return open_instant(failing.next_try_at, item.quiet) >= min(limits)


def _write_mails(unreached: list[UnreachedBorrower], now: datetime) -> None:
    due_reminders.add_deliveries(
        [new_delivery(each.borrower_id, each.notification_id, None, "email", now) for each in unreached]
    )
