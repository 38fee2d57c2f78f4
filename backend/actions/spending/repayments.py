"""Lines of the ledger become payments: a repayment of a card or a loan, a refund to a card."""

from datetime import datetime, time, timedelta

from backend.actions.credit.account_opening import check_paid_after_opening
from backend.actions.credit.credit_accounts import payee_of
from backend.actions.credit.payments import record_payment
from backend.actions.credit.told_already import check_line_untold
from backend.actions.spending.transactions import account_of, get, holds_cash
from backend.domain.calendar import local_time
from backend.errors import Conflict, Invalid
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import transactions
from backend.store.spending.transactions import LedgerTransaction
from backend.store.versions import save_new_version

_NOON = time(12)
_OTHER_SIDE_WITHIN = timedelta(days=3)


def record_repayment(
    row: LedgerTransaction, *, account_id: str | None, now: datetime, is_another: bool = False
) -> Payment:
    """Take a repayment that an import found as a payment of a card or a loan; what was typed already is refused, unless
    the borrower says that it `is_another`."""
    with transaction():
        borrowers.lock(row.borrower_id)
        row = get(row.borrower_id, row.id)
        if row.payment_id is not None:
            raise Conflict("repayment-recorded")
        chosen = account_id or row.repays_account_id
        account = credit_accounts.find(row.borrower_id, chosen) if chosen else None
        if account is None:
            raise Invalid("repayment-target-missing", field="account_id")
        account = payee_of(account)
        if account.currency != row.currency:
            raise Invalid("currency-differs", field="account_id")
        _check_repays(row, account, now)
        if transactions.is_recorded(row, account.id, _OTHER_SIDE_WITHIN):
            raise Conflict("repayment-recorded-by-other")
        if not is_another:
            check_line_untold(account, amount=abs(row.amount), booked_on=row.booked_on, kind="payment")
        paid_at = local_time.at(row.booked_on, _time_of(row), account.zone)
        check_paid_after_opening(account, paid_at, field="account_id")
        payment = record_payment(account, amount=abs(row.amount), paid_at=min(paid_at, now), now=now)
        row.payment_id, row.repays_account_id, row.role = payment.id, account.id, "repayment"
        save_new_version(row, now)
        return payment


def _check_repays(row: LedgerTransaction, account: Account, now: datetime) -> None:
    """A repayment has left an account that holds cash, or has come to the very card or loan, and is booked."""
    if row.dead or row.pending_in is not None or row.booked_on > local_time.local_date(now, account.zone):
        raise Invalid("repayment-not-booked", field="transaction_id")
    came = row.amount > 0 and row.account_id == account.id
    left = row.amount < 0 and holds_cash(account_of(row.borrower_id, row.account_id))
    if not (came or left):
        raise Invalid("repayment-moved-no-money", field="transaction_id")


def record_refund(row: LedgerTransaction, *, now: datetime, is_another: bool = False) -> Payment:
    """Take what a shop returned to a card, as the card's file shows it, as a refund: the next estimates follow it."""
    with transaction():
        borrowers.lock(row.borrower_id)
        row = get(row.borrower_id, row.id)
        if row.payment_id is not None:
            raise Conflict("repayment-recorded")
        card = credit_accounts.find(row.borrower_id, row.account_id)
        if card is None or row.amount <= 0 or row.dead:
            raise Invalid("refund-not-on-card", field="transaction_id")
        if card.currency != row.currency:
            raise Invalid("currency-differs", field="transaction_id")
        if not is_another:
            check_line_untold(card, amount=row.amount, booked_on=row.booked_on, kind="refund")
        paid_at = local_time.at(row.booked_on, _time_of(row), card.zone)
        check_paid_after_opening(card, paid_at, field="transaction_id")
        payment = record_payment(card, amount=row.amount, paid_at=min(paid_at, now), now=now, kind="refund")
        row.payment_id, row.role = payment.id, "refund"
        save_new_version(row, now)
        return payment


def _time_of(row: LedgerTransaction) -> time:
    return time.fromisoformat(row.booked_time) if row.booked_time else _NOON
