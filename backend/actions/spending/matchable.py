"""Which transactions of some days are read to be matched: what another line may make something else, and those lines.

Most purchases stay what they are: of them no more is read than tells so.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from backend.domain.spending.categories import category_lookup
from backend.domain.spending.ledger.exchanges import EXCHANGE, TRANSFER
from backend.domain.spending.ledger.pending import merchant_start
from backend.domain.spending.ledger.reimbursements import COVERED, pays_as_insurer
from backend.domain.spending.ledger.transaction_roles import role_alone
from backend.domain.spending.ledger.transfers import seller
from backend.store.spending import transaction_matching
from backend.store.spending.transaction_links import StoredLink
from backend.store.spending.transaction_matching import MatchableTransaction, PlainPurchase


class _Movers:
    """What moved money in some days, as far as a purchase may belong to it."""

    def __init__(self, rows: Sequence[MatchableTransaction]) -> None:
        came = [row for row in rows if row.amount > 0]
        self._sums = {(abs(row.amount), row.currency) for row in rows}
        self._sellers = {seller(row.counterparty, row.text) for row in rows if row.amount > 0 or row.neutral}
        self._waiting = {merchant_start(row.counterparty, row.text) for row in rows if row.pending_in}
        self._currencies = {row.currency for row in came}
        self._moves = any(TRANSFER.search(f"{row.counterparty} {row.text} {row.kind}") for row in came)
        self._insured = any(pays_as_insurer(row.counterparty, row.text, row.kind) for row in came)

    def touch(self, row: PlainPurchase) -> bool:
        """Whether one of them may make something else of a purchase, or the purchase of one of them."""
        if (-row.amount, row.currency) in self._sums or seller(row.counterparty, row.text) in self._sellers:
            return True
        if self._waiting and merchant_start(row.counterparty, row.text) in self._waiting:
            return True
        if self._insured and row.category.startswith(COVERED):
            return True
        said = f"{row.counterparty} {row.text}"
        abroad = bool(self._currencies - {row.currency}) and EXCHANGE.search(said) is not None
        return abroad or (self._moves and TRANSFER.search(said) is not None)


def matchable(
    borrower_id: str, since: date, until: date, links: Iterable[StoredLink]
) -> list[MatchableTransaction]:
    """What may be matched of these days, with what it is linked to already; oldest first."""
    unspent = _unspent()
    moved = transaction_matching.movers(borrower_id, since, until, unspent)
    movers = _Movers(moved)
    purchases = transaction_matching.purchases(borrower_id, since, until, unspent)
    rows = {row.id: row for row in moved}
    rows |= _of_ids(row.id for row in purchases if movers.touch(row))
    ends = [
        each for link in links for each in ((link.entry_id, link.other_id), (link.other_id, link.entry_id))
    ]
    rows |= _of_ids({other for one, other in ends if one in rows and other not in rows})
    return sorted(rows.values(), key=lambda row: (row.booked_on, row.id))


def _of_ids(ids: Iterable[str]) -> dict[str, MatchableTransaction]:
    return {row.id: row for row in transaction_matching.of_ids(list(ids))}


@cache
def _unspent() -> list[str]:
    """The categories by which money that left was not spent."""
    every = [leaf.key for leaves in category_lookup.tree().values() for leaf in leaves]
    return [
        key for key in every if role_alone(key, -1, neutral=False, dead=False, on_card=False) != "spending"
    ]
