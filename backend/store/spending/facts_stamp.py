"""A stamp of all that a plan is made from: it differs whenever one of those rows was added, changed or removed.

A plan is solved outside any transaction, so whoever writes it holds the stamp of then against that of now. Counting a
borrower's rows and adding up their versions is quick where gathering the facts again is not.
"""

from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.credit.statements import Statement
from backend.store.database import execute
from backend.store.reminders.deadlines import Deadline
from backend.store.rows import Row
from backend.store.spending.cash_accounts import CashAccount
from backend.store.spending.category_settings import CategorySetting
from backend.store.spending.cut_plans import CutPlan
from backend.store.spending.exchange_rates import ExchangeRate
from backend.store.spending.expected_flows import ExpectedFlow
from backend.store.spending.recurring import Recurring
from backend.store.spending.transactions import LedgerTransaction

# Each table with what changes whenever a row of it does.
_CHANGES: tuple[tuple[type[Row], str], ...] = (
    (Account, "version"),
    (CashAccount, "version"),
    (CategorySetting, "updated_at"),
    (CutPlan, "version"),  # its lines are judged under a new version of it
    (Deadline, "version"),
    (ExchangeRate, "version"),
    (ExpectedFlow, "version"),
    (LedgerTransaction, "version"),
    (Payment, "version"),
    (Recurring, "version"),
    (Statement, "version"),
)

Stamp = tuple[tuple[object, ...], ...]


def facts_stamp(borrower_id: str) -> Stamp:
    """Compare two for being equal; it says nothing else."""
    return tuple(_counted(row, what, borrower_id) for row, what in _CHANGES)


def _counted(row: type[Row], what: str, borrower_id: str) -> tuple[object, ...]:
    asked = f"SELECT COUNT(*), COALESCE(SUM({what}), 0) FROM {row.table_name()} WHERE borrower_id = ?"
    return execute(asked, (borrower_id,)).fetchone() or ()
