"""What follows once transactions are in: roles, twins, repayments, then what recurs and what envelopes hold.

A long history is settled some thousand lines at a time, each part with the weeks around it, so that memory does not
grow with it and the database is free in between.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import cast

from backend.actions.spending import envelopes, found_links, recurring
from backend.actions.spending.matchable import matchable
from backend.actions.spending.transactions import TYPED, HouseholdAccounts
from backend.domain.calendar.local_time import local_date
from backend.domain.spending.ledger.matching_results import Said
from backend.domain.spending.ledger.pending import EXPIRES_AFTER, expired
from backend.domain.spending.ledger.transaction_facts import KnownAccount as Known
from backend.domain.spending.ledger.transaction_facts import Role, SaidLink, TransactionFacts
from backend.domain.spending.ledger.transaction_roles import match_transactions as settled_of
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import (
    cash_accounts,
    pending_transactions,
    transaction_links,
    transaction_matching,
)
from backend.store.spending.cash_accounts import CashAccount
from backend.store.spending.transaction_links import StoredLink
from backend.store.spending.transaction_matching import MatchableTransaction, MatchedTransaction

_MOST = 20_000  # lines in one transaction, without those around them
_BEFORE, _AFTER = timedelta(days=60), timedelta(days=5)  # a refund looks back; a bank books some days later


def match_window(borrower_id: str, first: date, last: date, *, now: datetime) -> None:
    """Judge every transaction booked from `first` to `last`, and what stands near them."""
    for since, until in _windows(borrower_id, first - _AFTER, last + _AFTER):
        with transaction():
            borrowers.lock(borrower_id)
            _settle_window(borrower_id, since, until, now)
    reconcile(borrower_id, now=now)


def reconcile(borrower_id: str, *, now: datetime) -> None:
    """What is worked out from the ledger, brought up to date."""
    with transaction():
        pending_transactions.expire_pending(_today(borrower_id, now) - EXPIRES_AFTER, borrower_id)
    recurring.refresh(borrower_id, now=now)
    envelopes.track_plans(borrower_id, now=now)


def _windows(borrower_id: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    while first <= last:
        behind = transaction_matching.day_behind(borrower_id, first, _MOST)
        until = last if behind is None else min(last, max(first, behind - timedelta(days=1)))
        yield first, until
        first = until + timedelta(days=1)


def _settle_window(borrower_id: str, since: date, until: date, now: datetime) -> None:
    stored = transaction_links.stored(borrower_id)
    rows = {row.id: row for row in matchable(borrower_id, since - _BEFORE, until + _AFTER, stored)}
    today = _today(borrower_id, now)
    lines = [_seen(row, today) for row in rows.values()]
    found = settled_of(
        lines,
        [_known(card) for card in credit_accounts.of_borrower(borrower_id)],
        categories={row.id: row.category for row in rows.values()},
        said=_said(rows.values(), stored),
        cash=[_cash(account) for account in cash_accounts.of_borrower(borrower_id)],
    )
    judged = {line.id for line in lines if since <= line.booked_on <= until}
    kept = found_links.keep(
        borrower_id, [each for each in found.links if each.entry in judged], stored, judged, now
    )
    sort = HouseholdAccounts.of(borrower_id).sort if kept.gone else None
    twins = {pair.bank: pair.wallet for pair in found.pairs}
    changed = []
    for line in lines:
        row = rows[line.id]
        if row.id not in judged or row.payment_id is not None:
            continue
        repaid = found.repaid.get(row.id, ())
        lender = rows.get(found.lent.get(row.id, ""))
        own = sort(row.subject()) if sort and row.id in kept.gone and row.rule_id != TYPED else None
        decided = (
            found.roles[row.id],
            *_category(row, lender, own),
            twins.get(row.id),
            repaid[0] if len(repaid) == 1 else None,
        )
        if decided != (row.role, row.category, row.rule_id, row.twin_of, row.repays_account_id):
            changed.append(MatchedTransaction(*decided, row.id))
    transaction_matching.record_matches(changed)


def _today(borrower_id: str, now: datetime) -> date:
    borrower = borrowers.find(borrower_id)
    return local_date(now, borrower.zone) if borrower else now.date()


def _seen(row: MatchableTransaction, today: date) -> TransactionFacts:
    """A pending line that was never booked is as dead as a trade that was closed."""
    line = row.seen()
    return line._replace(dead=True) if expired(line, today) else line


def _said(rows: Iterable[MatchableTransaction], stored: Iterable[StoredLink]) -> Said:
    roles = {row.id: cast(Role, row.said_role) for row in rows if row.said_role}
    holds = {"said": True, "confirmed": True, "refused": False}
    return Said(
        roles,
        [
            SaidLink(each.kind, each.entry_id, each.other_id, holds[each.state])
            for each in stored
            if each.state in holds
        ],
    )


def _category(
    row: MatchableTransaction, lender: MatchableTransaction | None, own: tuple[str, str | None] | None
) -> tuple[str, str | None]:
    """A refund belongs where its purchase does, unless the borrower says otherwise; `own` once it is none any more."""
    if lender is not None and row.rule_id != TYPED:
        return lender.category, None if lender.rule_id == TYPED else lender.rule_id
    return own or (row.category, row.rule_id)


def _cash(account: CashAccount) -> Known:
    return Known(account.id, "", account.name, account.last4 or "")


def _known(card: Account) -> Known:
    return Known(card.id, card.issuer, card.nickname or "", card.last4 or "", card.currency)
