"""What follows once transactions are in: roles, twins, repayments, then what recurs and what envelopes hold.

A long history is settled some thousand lines at a time, each part with the weeks around it, so that memory does not
grow with it and the database is free in between.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from backend.actions import envelopes, recurring
from backend.actions.ledger import TYPED
from backend.domain.spending.matching import settle as settled_of
from backend.domain.spending.seen import Account as Known
from backend.store import accounts, borrowers, ledger
from backend.store.accounts import Account
from backend.store.database import transaction
from backend.store.ledger import Standing

_MOST = 10_000  # lines in one transaction, without those around them
_BEFORE, _AFTER = timedelta(days=60), timedelta(days=5)  # a refund looks back; a bank books some days later


def settle(borrower_id: str, first: date, last: date, *, now: datetime) -> None:
    """Judge every transaction booked from `first` to `last`, and what stands near them."""
    for since, until in _windows(borrower_id, first - _AFTER, last + _AFTER):
        with transaction():
            borrowers.lock(borrower_id)
            _settle_window(borrower_id, since, until)
    follow(borrower_id, now=now)


def follow(borrower_id: str, *, now: datetime) -> None:
    """What is worked out from the ledger, brought up to date."""
    recurring.refresh(borrower_id, now=now)
    envelopes.follow(borrower_id, now=now)


def _windows(borrower_id: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    while first <= last:
        behind = ledger.day_behind(borrower_id, first, _MOST)
        until = last if behind is None else min(last, max(first, behind - timedelta(days=1)))
        yield first, until
        first = until + timedelta(days=1)


def _settle_window(borrower_id: str, since: date, until: date) -> None:
    rows = ledger.between(borrower_id, since - _BEFORE, until + _AFTER)
    of_row = {row.seen.id: row for row in rows}
    found = settled_of(
        [row.seen for row in rows],
        [_known(card) for card in accounts.of_borrower(borrower_id)],
        categories={row.seen.id: row.category for row in rows},
    )
    twins = {pair.bank: pair.wallet for pair in found.pairs}
    changed = []
    for row in rows:
        if not since <= row.seen.booked_on <= until or row.payment_id is not None:
            continue
        repaid = found.repaid.get(row.seen.id, ())
        judged = (
            found.roles[row.seen.id],
            *_category(row, found.refunds.get(row.seen.id), of_row),
            twins.get(row.seen.id),
            repaid[0] if len(repaid) == 1 else None,
        )
        if judged != (row.role, row.category, row.rule_id, row.twin_of, row.repays_account_id):
            changed.append((*judged, row.seen.id))
    ledger.judge(changed)


def _category(row: Standing, purchase: str | None, of_row: dict[str, Standing]) -> tuple[str, str | None]:
    """A refund belongs where its purchase does, unless the borrower says otherwise."""
    if purchase is not None and purchase in of_row and row.rule_id != TYPED:
        bought = of_row[purchase]
        return bought.category, None if bought.rule_id == TYPED else bought.rule_id
    return row.category, row.rule_id


def _known(card: Account) -> Known:
    return Known(card.id, card.issuer, card.nickname or "", card.last4 or "")
