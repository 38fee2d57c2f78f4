"""Devices: where a borrower can be reached.

One token of one provider belongs to one borrower at a time, and so does one installation of the app.
"""

from collections.abc import Sequence
from datetime import datetime

from backend.store.database import is_sqlite
from backend.store.rows import Condition, Row, instant, instant_or_none, short_text, short_text_or_none

SIGNED_OUT = "SIGNED_OUT"


class Device(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)  # a foreign key in the migrations
    provider = short_text(16)
    token = short_text(4096)
    platform = short_text(16)
    app_version = short_text_or_none(40)
    locale = short_text_or_none(16)
    state = short_text(8, default="active")  # active | dead
    dead_reason = short_text_or_none(64)
    died_at = instant_or_none()
    last_seen_at = instant()
    created_at = instant()
    session_id = short_text_or_none(40, index=True)  # the session it was registered in, where it was in one
    installation_id = short_text_or_none(64, unique=True)  # the app's own name for itself on this phone

    class Meta:
        table_name = "device"
        indexes = ((("provider", "token"), True), (("borrower_id", "state"), False))


def find(borrower_id: str, device_id: str) -> Device | None:
    return Device.get_or_none((Device.id == device_id) & (Device.borrower_id == borrower_id))


def lock_same_phone(provider: str, token: str, installation_id: str | None) -> list[Device]:
    """Whoever's devices have this token or are this installation, locked until the transaction ends."""
    same = (Device.provider == provider) & (Device.token == token)
    if installation_id is not None:
        same = same | (Device.installation_id == installation_id)
    query = Device.select().where(same).order_by(Device.id)
    return list(query if is_sqlite() else query.for_update())


def of_borrower(borrower_id: str) -> list[Device]:
    return list(Device.select().where(Device.borrower_id == borrower_id).order_by(Device.id))


def silence(session_ids: Sequence[str], now: datetime) -> None:
    """Nothing more goes to the devices of these sessions, until they are registered again."""
    _silence(Device.session_id.in_(session_ids), now)


def silence_without_session(borrower_id: str, now: datetime) -> None:
    """The same for a borrower's devices that were registered in no session."""
    _silence((Device.borrower_id == borrower_id) & Device.session_id.is_null(), now)


def _silence(which: Condition, now: datetime) -> None:
    Device.update(state="dead", dead_reason=SIGNED_OUT, died_at=now).where(
        which & (Device.state == "active")
    ).execute()
