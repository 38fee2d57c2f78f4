"""A link's whole answer: each part that the borrower chose, as of an instant, read anew from the books.

Nothing here holds a transaction: the pay-off plans take seconds.
"""

from datetime import datetime
from typing import NamedTuple

from backend.actions.relief.counsellor.agreements_shown import agreements_shown
from backend.actions.relief.counsellor.debts_shown import debts_shown
from backend.actions.relief.counsellor.pay_off_shown import pay_off_shown, renewed
from backend.actions.relief.counsellor.room_shown import room_shown
from backend.actions.relief.payoff.request import ComparisonData
from backend.actions.spending.cash_flow import currency_of
from backend.domain.relief.counsellor_view import CounsellorView, PayOffView
from backend.errors import Conflict
from backend.store.people.borrowers import Borrower


class Chosen(NamedTuple):
    """What a link shows. `currency` of the cash flow; `pay_off`: the comparison, None where none is shown."""

    debts: bool
    room: bool
    agreements: bool
    currency: str | None
    pay_off: ComparisonData | None


def room_currency(borrower_id: str, chosen: Chosen) -> str | None:
    """The cash flow's currency: the one that was said, that of the comparison, or the only one of the cash accounts;
    None where there is no cash account. Raises Invalid where there are several."""
    said = chosen.currency or (chosen.pay_off["currency"] if chosen.pay_off else None)
    if not chosen.room:
        return said
    try:
        return currency_of(borrower_id, said)
    except Conflict:
        return None


def view_of(
    borrower: Borrower,
    chosen: Chosen,
    *,
    made_at: datetime,
    earlier: CounsellorView | None = None,
    now: datetime,
) -> CounsellorView:
    """The answer as of `now`. `earlier` is the one before: without it the comparison must be one that can be made."""
    return {
        "as_of": now.isoformat().replace("+00:00", "Z"),
        "debts": debts_shown(borrower.id, now=now) if chosen.debts else None,
        "room": room_shown(borrower, chosen.currency, now=now) if chosen.room else None,
        "pay_off": _pay_off(borrower, chosen.pay_off, earlier, made_at, now) if chosen.pay_off else None,
        "agreements": agreements_shown(borrower.id, now=now) if chosen.agreements else None,
    }


def _pay_off(
    borrower: Borrower,
    asked: ComparisonData,
    earlier: CounsellorView | None,
    made_at: datetime,
    now: datetime,
) -> PayOffView:
    before = earlier["pay_off"] if earlier else None
    if before is None:
        return pay_off_shown(borrower, asked, typed_at=made_at, now=now)
    return renewed(before, borrower, asked, typed_at=made_at, now=now)
