"""Turns an SMTP reply into a receipt: the enhanced status code of RFC 3463 where there is one, else the
basic code of RFC 5321."""

import re
from enum import StrEnum

from push.gateways.protocol import ProviderReceipt, SendOutcome

_ENHANCED = re.compile(rb"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
# RFC 3463 section 3 and RFC 5248's registry: the mailbox or its host does not exist or is shut for good.
_DEAD = {"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"}
_DEAD_BASIC = {550, 551, 553}  # no such mailbox; moved away; name not allowed
_POLICY = "7."  # 5.7.x: they do not want mail from us; the mailbox may be alive


class Stage(StrEnum):
    """What the server was answering; a refusal means something else at each."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


def receipt_of(delivery_id: str, stage: Stage, code: int, text: bytes) -> ProviderReceipt:
    """The receipt for a refusal `code` with its `text`, given at `stage` of one mail."""
    match = _ENHANCED.match(text)
    detail = f"{int(match[2])}.{int(match[3])}" if match and int(match[1]) == code // 100 else None
    error = f"SMTP_{code}" + (f"_{code // 100}.{detail}" if detail else "")
    return ProviderReceipt(delivery_id, _outcome(stage, code, detail), error=error)


def _outcome(stage: Stage, code: int, detail: str | None) -> SendOutcome:
    if code < 500:  # greylisting, a full mailbox, a busy server
        return SendOutcome.RETRY
    if stage is Stage.SENDER or (detail or "").startswith(_POLICY):
        return SendOutcome.BLOCKED
    if stage is Stage.RECIPIENT and (detail in _DEAD if detail else code in _DEAD_BASIC):
        return SendOutcome.GONE
    return SendOutcome.REFUSED
