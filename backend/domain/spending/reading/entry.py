"""One line of a bank's or a wallet's export as it was read, or why it could not be."""

from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple


class Entry(NamedTuple):
    """Money that moved. `amount` and `balance` are minor units; a negative amount left the account.

    A tuple, because a large file is a hundred thousand of them, and a frozen class costs four times as much to make.
    """

    line: int  # in the file, from 1; for OFX the ordinal of the transaction
    booked_on: date  # the day it happened by the file's word; the posting day where it gives no other
    booked_at: time | None  # wall time of that place, if the file gives one
    amount: int
    currency: str
    counterparty: str  # merchant or payee as written; may be ""
    text: str
    kind: str  # the file's own word for it (交易类型, 交易分类, TRNTYPE), or ""
    funding: str  # what a wallet says it was paid from: "交通银行信用卡(7449)"
    reference: str  # the file's own identity of it
    balance: int | None
    mcc: str | None
    neutral: bool  # neither income nor spending, by the file's own word
    dead: bool  # closed or failed: reported, never counted
    pending: bool = False  # not booked yet: its successor may have another day and amount


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A line that is no entry: `reason` is a stable code, `value` what stood there (short, masked)."""

    line: int
    field: str
    reason: str
    value: str
