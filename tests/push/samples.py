"""One push to vary, and the moment at which the tests of this folder happen."""

from datetime import UTC, datetime, timedelta
from typing import Any

from push.gateways.protocol import Message

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

_MESSAGE = Message(
    delivery_id="dlv_01",
    address="phone-1",
    platform="android",
    locale="zh-CN",
    title="还款提醒",
    body="明天有一笔还款到期。",
    collapse_key="ntf_01",
    deep_link="graceday://inbox/ntf_01",
    data={"kind": "card_minimum"},
    urgent=False,
    channel="due",
    expires_at=NOW + timedelta(hours=8),
)


def push(**changes: Any) -> Message:
    """The sample push with some fields changed."""
    return _MESSAGE._replace(**changes)


def pushes(*addresses: str) -> list[Message]:
    """One push for each address, delivery ids counted from dlv_0."""
    return [push(delivery_id=f"dlv_{place}", address=each) for place, each in enumerate(addresses)]
