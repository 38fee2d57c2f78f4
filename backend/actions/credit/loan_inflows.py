"""What came in on a loan, as its settlement reads it: what stands, is its contract's and came before its end."""

from backend.actions.credit.account_lifecycle import NOTHING_OWED
from backend.actions.credit.agreed_dues import plans_in_place
from backend.domain.calendar import local_time
from backend.domain.credit.loan_dues import LoanInflow
from backend.store.credit import payments
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment


def inflows_of(account: Account) -> list[LoanInflow]:
    """The payments by which the contract is settled, with how each was meant: not those of a plan in its place."""
    found, chain = all_inflows_of(account), plans_in_place(account.id)
    return [each for each in found if each.paid_on < chain[0].starts_on] if chain else found


def all_inflows_of(account: Account) -> list[LoanInflow]:
    """The payments by which the debt is lowered, whether the contract asked for them or an agreed plan did."""
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
        for row in payments.unreversed_of_account(account.id)
        if not _is_after_end(account, row)
    ]


def _is_after_end(account: Account, row: Payment) -> bool:
    """Whether money came after the loan was paid off or settled: it can pay nothing, and all of it is asked about."""
    if account.status not in NOTHING_OWED or account.ended_on is None or row.meant_as == "pay_off":
        return False
    return local_time.local_date(row.paid_at, account.zone) > account.ended_on
