"""Devices: a token belongs to whoever registered it last; the phone has one owner at a time."""

from datetime import datetime

from backend.errors import NotFound
from backend.ids import new_id
from backend.store.database import DuplicateRow, transaction
from backend.store.reminders import devices
from backend.store.reminders.devices import Device


def get(borrower_id: str, device_id: str) -> Device:
    """The borrower's device, or NotFound."""
    row = devices.find(borrower_id, device_id)
    if row is None:
        raise NotFound()
    return row


def register_device(
    borrower_id: str,
    *,
    provider: str,
    token: str,
    platform: str,
    app_version: str | None,
    locale: str | None,
    now: datetime,
) -> Device:
    """Register a phone or a browser. A known token moves to this borrower under a new id and lives again."""
    details = {"platform": platform, "app_version": app_version, "locale": locale}
    try:
        return _register(borrower_id, provider, token, details, now)
    except DuplicateRow:  # another borrower registered the same token just now; it moves on to this one
        return _register(borrower_id, provider, token, details, now)


def _register(
    borrower_id: str, provider: str, token: str, details: dict[str, str | None], now: datetime
) -> Device:
    with transaction():
        known = devices.by_token(provider, token)
        if known is not None and known.borrower_id != borrower_id:
            known.delete_instance()  # what waits for its former owner must never reach the new one
            known = None
        row = known or Device(id=new_id("dev", now), borrower_id=borrower_id, created_at=now)
        row.provider, row.token, row.last_seen_at = provider, token, now
        for name, value in details.items():
            setattr(row, name, value)
        row.state, row.dead_reason, row.died_at = "active", None, None
        row.save(force_insert=known is None)
        return row


def remove_device(row: Device) -> None:
    """Forget a device; what waits for it ends as gone."""
    with transaction():
        row.delete_instance()


def reachability(borrower_id: str, *, email: bool) -> tuple[str, str]:
    """("working" | "dead" | "none", a sentence): can a push reach this borrower, as far as providers tell?"""
    rows = devices.of_borrower(borrower_id)
    otherwise = "Reminders go to your e-mail address." if email else "Reminders appear only in the inbox."
    if any(row.state == "active" for row in rows):
        return "working", "At least one device takes pushes."
    if rows:
        return "dead", f"No device can be reached any more: open the app on your phone. {otherwise}"
    return "none", f"No device is registered. {otherwise}"
