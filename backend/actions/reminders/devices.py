"""Devices: a token, and an installation of the app, belong to whoever registered them last.

A phone has one owner at a time and is one device: after a reinstall its app sends the same `installation_id` with
a new token, and nothing is sent to it twice.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from backend.errors import Invalid, NotFound
from backend.ids import new_id
from backend.store.database import DuplicateRow, transaction
from backend.store.people import borrowers
from backend.store.reminders import device_pushes, devices
from backend.store.reminders.device_pushes import WaitingPush
from backend.store.reminders.devices import Device

# Each try loses to another request that has been carried out, so a few are plenty.
_TRIES = 4


def get(borrower_id: str, device_id: str) -> Device:
    """The borrower's device, or NotFound."""
    row = devices.find(borrower_id, device_id)
    if row is None:
        raise NotFound()
    return row


class Phone(NamedTuple):
    """What an app says of the phone it runs on, besides how to reach it."""

    platform: str
    app_version: str | None
    locale: str | None
    session_id: str | None


def register_device(
    borrower_id: str,
    *,
    provider: str,
    token: str,
    platform: str,
    app_version: str | None,
    locale: str | None,
    installation_id: str | None = None,
    session_id: str | None = None,
    now: datetime,
) -> Device:
    """Register a phone or a browser; it lives again if it was dead.

    A known installation keeps its device and gets the newer token, whatever provider that is of. A token or an
    installation of another borrower's moves to this one under a new id. It gets pushes for as long as the session does
    that it was registered in.
    """
    phone = Phone(platform, app_version, locale, session_id)
    for _ in range(_TRIES):  # another request registered the same token or installation just now
        with suppress(DuplicateRow):
            return _register(borrower_id, provider, token, installation_id, phone, now)
    return _register(borrower_id, provider, token, installation_id, phone, now)


def _register(
    borrower_id: str, provider: str, token: str, installation_id: str | None, phone: Phone, now: datetime
) -> Device:
    with transaction():
        borrowers.lock(borrower_id)  # no tick writes pushes to these devices meanwhile
        same = devices.lock_same_phone(provider, token, installation_id)
        by_token = next((row for row in same if (row.provider, row.token) == (provider, token)), None)
        if installation_id is None and by_token is not None:
            installation_id = by_token.installation_id
        own = [row for row in same if row.borrower_id == borrower_id]
        row = _this_phone(own, installation_id, by_token)
        kept = row or Device(id=new_id("dev", now), borrower_id=borrower_id, created_at=now)
        for other in same:
            if other.id != kept.id:
                other.delete_instance()  # what waits for a former owner must never reach the new one
        if own:
            _move_pushes(kept, provider, [each.id for each in own], by_token.id if by_token else None, now)
        kept.provider, kept.token, kept.installation_id, kept.last_seen_at = (
            provider,
            token,
            installation_id,
            now,
        )
        kept.platform, kept.app_version, kept.locale, kept.session_id = phone
        kept.state, kept.dead_reason, kept.died_at = "active", None, None
        kept.save(force_insert=row is None)
        return kept


def _this_phone(own: Sequence[Device], installation_id: str | None, by_token: Device | None) -> Device | None:
    """Which of the borrower's own devices stays: the one of this installation before the one of this token."""
    named = (row for row in own if installation_id is not None and row.installation_id == installation_id)
    return next(named, by_token if by_token in own else None)


def _move_pushes(
    kept: Device, provider: str, own: Sequence[str], of_token: str | None, now: datetime
) -> None:
    """What waits for any of the devices that are this one phone goes to it, each notification once.

    Of two pushes of one notification the one goes on that a worker may be sending, else the one that has the
    phone's token already.
    """
    had = device_pushes.accepted(kept.borrower_id, own)
    chosen: dict[str, WaitingPush] = {}
    doubles: list[str] = []
    waiting = device_pushes.waiting(kept.borrower_id, own)
    for push in sorted(waiting, key=lambda push: (push.leased, push.device_id == of_token), reverse=True):
        if push.notification_id in had or push.notification_id in chosen:
            doubles.append(push.id)
        else:
            chosen[push.notification_id] = push
    device_pushes.supersede(doubles, now)
    device_pushes.hand_over([push.id for push in chosen.values()], kept.id, provider)


def must_be_provider(provider: str, known: Sequence[str]) -> None:
    """Invalid unless this is one of the push services that the product has."""
    if provider not in known:
        raise Invalid("provider-unknown", field="provider", known=known)


def remove_device(row: Device) -> None:
    """Forget a device; what waits for it ends as gone."""
    with transaction():
        row.delete_instance()


def reachability(borrower_id: str, *, served: Collection[str]) -> str:
    """ "working", "unserved", "dead" or "none": can a push reach this borrower, as far as providers tell?

    `served` are the providers that this installation sends to; a living device of another one waits for it.
    """
    rows = devices.of_borrower(borrower_id)
    living = {row.provider for row in rows if row.state == "active"}
    if living:
        return "working" if living & set(served) else "unserved"
    return "dead" if rows else "none"
