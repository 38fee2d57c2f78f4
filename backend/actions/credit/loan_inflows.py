"""What came in on a loan, as its settlement reads it: what stands, is its contract's and came before its end."""

from backend.actions.credit.account_lifecycle import NOTHING_OWED
from backend.actions.credit.agreed_dues import plans_in_place
from backend.domain.calendar import local_time
from backend.domain.credit.loan_dues import LoanInflow
from backend.store.credit import payments
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment


def inflows_of(account: Account) -> list[LoanInflow]:
    """The payments by which the contract is settled, with how each was meant."""
    return [
        LoanInflow(
            row.id,
            row.paid_at,
            local_time.local_date(row.paid_at, account.zone),
            row.amount,
            row.meant_as,
            row.effect,
            row.extra_amount,
        )
        for row in _standing(account)
        if not _is_after_end(account, row)
    ]


def _standing(account: Account) -> list[Payment]:
    """The payments that stand and settle the contract: not those of a plan in its place."""
    rows = payments.unreversed_of_account(account.id)
    chain = plans_in_place(account.id)
    if not chain:
        return rows
    return [row for row in rows if local_time.local_date(row.paid_at, account.zone) < chain[0].starts_on]


def _is_after_end(account: Account, row: Payment) -> bool:
    """Whether money came after the loan was paid off or settled: it can pay nothing, and all of it is asked about."""
    if account.status not in NOTHING_OWED or account.ended_on is None or row.meant_as == "pay_off":
        return False
    return local_time.local_date(row.paid_at, account.zone) > account.ended_on
