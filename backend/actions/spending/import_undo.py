"""An import is taken back whole: its transactions, and all that was made of them, as if the file had never come.

What another import found in its own file too stays, and is that import's from now on. Payments that were taken from its
repayments are reversed; rules that were learned from its transactions go, and what they had sorted is sorted anew.
"""

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from backend.actions.credit.payments import reverse_payment
from backend.actions.spending import reconcile, sorting_again
from backend.errors import Conflict, NotFound
from backend.store.credit.payments import Payment
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import (
    bank_layouts,
    cash_accounts,
    import_rows,
    imports,
    pending_transactions,
    recurring,
    transaction_links,
    transaction_parts,
    transactions,
)
from backend.store.spending.import_rows import ImportedRow
from backend.store.spending.imports import ImportJob
from backend.store.spending.pending_transactions import Settled

_TAKES_ITS_CATEGORY = ("refund", "reimbursement", "conversion")


class TakenBack(NamedTuple):
    """The days on which something is other than it was; nothing where nothing is."""

    days: tuple[date, ...]


def undo(row: ImportJob, *, now: datetime) -> ImportJob:
    """Take an import back, whatever has become of it; one that is just being read is to be waited for."""
    with transaction():
        borrowers.lock(row.borrower_id)
        found = imports.find(row.borrower_id, row.id)
        if found is None:
            raise NotFound()
        if found.state == "reading":
            raise Conflict("import-reading")
        if found.state == "undone":
            raise Conflict("import-undone")
        taken = take_back(found, now)
        imports.drop_chunks(found.id)
        imports.forget_rows(found.id)
        _forget(found)
        found.state, found.counts, found.lease_until, found.finished_at = "undone", "{}", None, now
        found.questions = found.answers = None
        found.save()
    settle(row.borrower_id, taken, now)
    return found


def settle(borrower_id: str, taken: TakenBack, now: datetime) -> None:
    """Work out anew what stands around what was taken back."""
    if taken.days:
        reconcile.match_window(borrower_id, min(taken.days), max(taken.days), now=now)
    else:
        reconcile.reconcile(borrower_id, now=now)


def take_back(job: ImportJob, now: datetime) -> TakenBack:
    """Remove what an import added and what was made of it; the caller holds the borrower and settles the rest."""
    _hand_over(job)
    rows = import_rows.of_import(job.id)
    gone = {row.id for row in rows} | set(transaction_parts.parts_among([row.id for row in rows]))
    _reverse_payments(rows, now)
    again = sorting_again.forget_learned(job.id) | _borrowers_of(gone)
    transaction_links.remove_of(sorted(gone))
    _forget_series(job.borrower_id, gone)
    import_rows.remove(sorted(gone))
    days = [row.booked_on for row in rows]
    days += sorting_again.sort_again(job.borrower_id, again - gone, now)
    days += _unsettle(job)
    return TakenBack(tuple(days))


def _hand_over(job: ImportJob) -> None:
    """Rows that another import reported as held already are that import's from now on."""
    own = {row.id for row in import_rows.of_import(job.id)}
    others = import_rows.reported_by_others(job.borrower_id, job.id) if own else {}
    for import_id, ids in others.items():
        mine = sorted(own & ids)
        import_rows.give(mine, import_id)
        own -= ids


def _reverse_payments(rows: Iterable[ImportedRow], now: datetime) -> None:
    for row in rows:
        payment = Payment.get_or_none(Payment.id == row.payment_id) if row.payment_id else None
        if payment is not None and payment.reversed_at is None:
            reverse_payment(payment, reason=None, now=now)


def _borrowers_of(gone: Collection[str]) -> set[str]:
    """The transactions that have their category from one that goes."""
    links = transaction_links.of_transactions(sorted(gone))
    return {
        link.entry_id
        for each in links.values()
        for link in each
        if link.kind in _TAKES_ITS_CATEGORY
        and link.other_id in gone
        and link.state not in ("proposed", "refused")
    } - set(gone)


def _forget_series(borrower_id: str, gone: Collection[str]) -> None:
    """Series of which no line is left, whatever was said of them."""
    for series in recurring.of_borrower(borrower_id):
        lines = set(json.loads(series.lines))
        if lines and lines <= set(gone):
            series.delete_instance()


def _unsettle(job: ImportJob) -> list[date]:
    """What it found booked is pending again, as it was before."""
    before: dict[str, str] = json.loads(job.settled) if job.settled else {}
    rows = [row for at in before if (row := transactions.find(job.borrower_id, at)) is not None]
    pending_transactions.settle([Settled(before[row.id], row.id) for row in rows])
    job.settled = None
    return [row.booked_on for row in rows]


def _forget(job: ImportJob) -> None:
    """The account that it made, where nothing else is in it, and what was remembered of its bank from it alone."""
    others = import_rows.of_layout(job) if job.signature else []
    if job.signature:
        bank_layouts.forget(job, job.signature, others[0].account_id if others else None)
    made = cash_accounts.find(job.borrower_id, job.made_account_id) if job.made_account_id else None
    if made is None:
        return
    if made.version == 1 and not transactions.has_entries(job.borrower_id, made.id):
        made.delete_instance()
        job.account_id = None
    else:
        import_rows.hand_account_over(job)
    job.made_account_id = None
