"""What follows once transactions are in: roles, twins, repayments, then what recurs and what envelopes hold.

A long history is settled some thousand lines at a time, each part with the weeks around it, so that memory does not
grow with it and the database is free in between.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from backend.actions.spending import envelopes, recurring
from backend.actions.spending.transactions import TYPED
from backend.domain.spending.categories import category_lookup
from backend.domain.spending.ledger.transaction_facts import KnownAccount as Known
from backend.domain.spending.ledger.transaction_roles import match_transactions as settled_of
from backend.domain.spending.ledger.transaction_roles import role_alone
from backend.domain.spending.ledger.transfers import seller
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import transaction_matching
from backend.store.spending.transaction_matching import MatchableTransaction, MatchedTransaction

_MOST = 20_000  # lines in one transaction, without those around them
_BEFORE, _AFTER = timedelta(days=60), timedelta(days=5)  # a refund looks back; a bank books some days later


def match_window(borrower_id: str, first: date, last: date, *, now: datetime) -> None:
    """Judge every transaction booked from `first` to `last`, and what stands near them."""
    for since, until in _windows(borrower_id, first - _AFTER, last + _AFTER):
        with transaction():
            borrowers.lock(borrower_id)
            _settle_window(borrower_id, since, until)
    reconcile(borrower_id, now=now)


def reconcile(borrower_id: str, *, now: datetime) -> None:
    """What is worked out from the ledger, brought up to date."""
    recurring.refresh(borrower_id, now=now)
    envelopes.track_plans(borrower_id, now=now)


def _windows(borrower_id: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    while first <= last:
        behind = transaction_matching.day_behind(borrower_id, first, _MOST)
        until = last if behind is None else min(last, max(first, behind - timedelta(days=1)))
        yield first, until
        first = until + timedelta(days=1)


def _settle_window(borrower_id: str, since: date, until: date) -> None:
    rows = {row.id: row for row in _movable(borrower_id, since - _BEFORE, until + _AFTER)}
    lines = [row.seen() for row in rows.values()]
    found = settled_of(
        lines,
        [_known(card) for card in credit_accounts.of_borrower(borrower_id)],
        categories={row.id: row.category for row in rows.values()},
    )
    twins = {pair.bank: pair.wallet for pair in found.pairs}
    changed = []
    for line in lines:
        row = rows[line.id]
        if not since <= line.booked_on <= until or row.payment_id is not None:
            continue
        repaid = found.repaid.get(row.id, ())
        judged = (
            found.roles[row.id],
            *_category(row, rows.get(found.refunds.get(row.id) or "")),
            twins.get(row.id),
            repaid[0] if len(repaid) == 1 else None,
        )
        if judged != (row.role, row.category, row.rule_id, row.twin_of, row.repays_account_id):
            changed.append(MatchedTransaction(*judged, row.id))
    transaction_matching.record_matches(changed)


def _movable(borrower_id: str, since: date, until: date) -> list[MatchableTransaction]:
    """What another line may make something else, and those other lines, oldest first. Most purchases stay what they
    are: of them no more is read than tells so."""
    unspent = _unspent()
    moved = transaction_matching.movers(borrower_id, since, until, unspent)
    sums = {(abs(row.amount), row.currency) for row in moved}
    sellers = {seller(row.counterparty, row.text) for row in moved if row.amount > 0 or row.neutral}
    touched = [
        row.id
        for row in transaction_matching.purchases(borrower_id, since, until, unspent)
        if (-row.amount, row.currency) in sums or seller(row.counterparty, row.text) in sellers
    ]
    return sorted(moved + transaction_matching.of_ids(touched), key=lambda row: (row.booked_on, row.id))


@cache
def _unspent() -> list[str]:
    """The categories by which money that left was not spent."""
    every = [leaf.key for leaves in category_lookup.tree().values() for leaf in leaves]
    return [
        key for key in every if role_alone(key, -1, neutral=False, dead=False, on_card=False) != "spending"
    ]


def _category(row: MatchableTransaction, purchase: MatchableTransaction | None) -> tuple[str, str | None]:
    """A refund belongs where its purchase does, unless the borrower says otherwise."""
    if purchase is not None and row.rule_id != TYPED:
        return purchase.category, None if purchase.rule_id == TYPED else purchase.rule_id
    return row.category, row.rule_id


def _known(card: Account) -> Known:
    return Known(card.id, card.issuer, card.nickname or "", card.last4 or "", card.currency)
