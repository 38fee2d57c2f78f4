"""What follows once transactions are in: roles, twins, repayments, then what recurs and what envelopes hold.

A long history is settled a month at a time, each with the weeks around it, so that memory does not grow with it.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from backend.actions import envelopes, recurring
from backend.actions.ledger import Household
from backend.domain.spending.matching import Seen
from backend.domain.spending.matching import settle as settled_of
from backend.domain.spending.seen import Account as Known
from backend.store import borrowers, ledger
from backend.store.accounts import Account
from backend.store.database import transaction
from backend.store.ledger import LedgerEntry

_STEP = timedelta(days=31)
_BEFORE, _AFTER = timedelta(days=60), timedelta(days=5)  # a refund looks back; a bank books some days later


def settle(borrower_id: str, first: date, last: date, *, now: datetime) -> None:
    """Judge every transaction booked from `first` to `last`, and what stands near them."""
    for since, until in _windows(first - _AFTER, last + _AFTER):
        with transaction():
            borrowers.lock(borrower_id)
            _settle_window(borrower_id, since, until)
    recurring.refresh(borrower_id, now=now)
    envelopes.follow(borrower_id, now=now)


def _windows(first: date, last: date) -> Iterator[tuple[date, date]]:
    while first <= last:
        until = min(first + _STEP, last)
        yield first, until
        first = until + timedelta(days=1)


def _settle_window(borrower_id: str, since: date, until: date) -> None:
    household = Household.of(borrower_id)
    rows = ledger.between(borrower_id, since - _BEFORE, until + _AFTER)
    of_row = {row.id: row for row in rows}
    found = settled_of(
        [_seen(row) for row in rows],
        [_known(card) for card in household.cards],
        category=lambda subject: household.sort(subject)[0],
    )
    twins = {pair.bank: pair.wallet for pair in found.pairs}
    changed = []
    for row in rows:
        if not since <= row.booked_on <= until or row.payment_id is not None:
            continue
        repaid = found.repaid.get(row.id, ())
        judged = (
            found.roles[row.id],
            row.from_cash,
            *_category(row, found.refunds.get(row.id), of_row),
            twins.get(row.id),
            repaid[0] if len(repaid) == 1 else None,
        )
        before = (row.role, row.from_cash, row.category, row.rule_id, row.twin_of, row.repays_account_id)
        if judged != before:
            changed.append((*judged, row.id))
    ledger.judge(changed)


def _category(
    row: LedgerEntry, purchase: str | None, of_row: dict[str, LedgerEntry]
) -> tuple[str, str | None]:
    """A refund belongs where its purchase does."""
    if purchase is not None and purchase in of_row:
        return of_row[purchase].category, of_row[purchase].rule_id
    return row.category, row.rule_id


def _seen(row: LedgerEntry) -> Seen:
    return Seen(
        id=row.id,
        account=row.account_id,
        booked_on=row.booked_on,
        amount=row.amount,
        currency=row.currency,
        counterparty=row.counterparty,
        text=row.text,
        kind=row.kind,
        funding=row.funding,
        neutral=row.neutral,
        dead=row.dead,
    )


def _known(card: Account) -> Known:
    return Known(card.id, card.issuer, card.nickname or "", card.last4 or "")
