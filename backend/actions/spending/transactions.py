"""The ledger: what each transaction is, and what the borrower says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.domain.spending.categories.categorise import Categoriser
from backend.domain.spending.categories.sorting_rule import SortingRule, Subject
from backend.domain.spending.ledger.pending import EXPIRES_AFTER
from backend.domain.spending.reading.days_to_come import day_begun
from backend.domain.spending.reading.entry import Entry
from backend.errors import Invalid, NotFound
from backend.ids import new_id
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import cash_accounts, category_settings, role_rules, transactions
from backend.store.spending.cash_accounts import CashAccount
from backend.store.spending.category_settings import CategoryRule
from backend.store.spending.role_rules import RoleRule
from backend.store.spending.transactions import LedgerTransaction

TYPED = "borrower"  # in place of a rule's id: the borrower chose the category of this one
_CREDIT = ("信用卡", "credit", "花呗", "白条")


def get(borrower_id: str, entry_id: str) -> LedgerTransaction:
    """The borrower's transaction, or NotFound."""
    row = transactions.find(borrower_id, entry_id)
    if row is None:
        raise NotFound()
    return row


def account_of(borrower_id: str, account_id: str) -> CashAccount | Account:
    """The cash account or the card that transactions are kept under; Invalid where it is not the borrower's."""
    found = find_account(borrower_id, account_id)
    if found is None:
        raise Invalid("account-unknown", field="account_id")
    return found


def find_account(borrower_id: str, account_id: str) -> CashAccount | Account | None:
    """The cash account or the card of that id, or None."""
    return cash_accounts.find(borrower_id, account_id) or credit_accounts.find(borrower_id, account_id)


def holds_cash(account: CashAccount | Account | None) -> bool:
    """Whether what is booked on it moves cash: not on a card or a loan, nor on a card known by its file only."""
    return account is None or (isinstance(account, CashAccount) and account.kind != "card")


def currency_of(borrower_id: str, account_id: str | None) -> str:
    """The currency of an account; without one, of what the borrower owes or has, the most common first."""
    if account_id is not None:
        return str(account_of(borrower_id, account_id).currency)
    held = [row.currency for row in cash_accounts.of_borrower(borrower_id)]
    held += [row.currency for row in credit_accounts.of_borrower(borrower_id)]
    return max(sorted(set(held)), key=held.count) if held else "USD"


def by_credit_card(funding: str) -> bool:
    """Whether a wallet says that a credit line paid: then no cash has left yet."""
    folded = funding.casefold()
    return bool(folded) and any(word in folded for word in _CREDIT)


def subject_of(entry: Entry | LedgerTransaction) -> Subject:
    """What rules look at."""
    return Subject(
        entry.counterparty, entry.text, entry.kind, entry.amount, entry.currency, entry.mcc, entry.funding
    )


class SaidRole(NamedTuple):
    """A role that a rule of the borrower's gives, and the rule; nothing where none holds."""

    role: str | None
    rule_id: str | None


_UNSAID = SaidRole(None, None)


class RoleOf:
    """The borrower's rules on roles, ready to be asked for many transactions."""

    def __init__(self, rules: Sequence[RoleRule]) -> None:
        self._roles = {rule.id: rule.role for rule in rules}
        self._sort = Categoriser([condition_of(rule) for rule in rules], default_rules=()) if rules else None

    def said(self, subject: Subject) -> SaidRole:
        """The role of what looks like this."""
        rule_id = self._sort.of(subject)[1] if self._sort else None
        return SaidRole(self._roles[rule_id], rule_id) if rule_id else _UNSAID


def condition_of(rule: RoleRule) -> SortingRule:
    """A rule on roles as the sorting of categories reads it; the category in it is none."""
    return SortingRule(rule.id, rule.field, rule.op, rule.value, "", rule.sign, rule.low, rule.high)


@dataclass(frozen=True, slots=True)
class HouseholdAccounts:
    """What sorting needs to know of one borrower, read once for many transactions."""

    categoriser: Categoriser
    cards: Sequence[Account]
    role_rules: Sequence[RoleRule] = ()

    @classmethod
    def of(cls, borrower_id: str) -> "HouseholdAccounts":
        rules = [rule_of(row) for row in category_settings.rules_of(borrower_id)]
        return cls(
            Categoriser(rules), credit_accounts.of_borrower(borrower_id), role_rules.of_borrower(borrower_id)
        )

    def sort(self, subject: Subject) -> tuple[str, str | None]:
        """(category, the rule that chose it)."""
        return self.categoriser.of(subject)

    def roles_in(self, account_id: str) -> RoleOf:
        """What the borrower's rules say of roles in one account."""
        return RoleOf([rule for rule in self.role_rules if rule.account_id in (None, account_id)])


def rule_of(row: CategoryRule) -> SortingRule:
    return SortingRule(row.id, row.field, row.op, row.value, row.category, row.sign, row.low, row.high)


def add_entry(
    borrower_id: str,
    *,
    account_id: str,
    booked_on: date,
    amount: int,
    now: datetime,
    counterparty: str | None = None,
    text: str | None = None,
    category: str | None = None,
    pending: bool = False,
) -> LedgerTransaction:
    """Type one transaction; a category may be left to the rules. As in a file, what is booked has had its day."""
    _must_have_begun(booked_on, pending=pending, now=now)
    account = account_of(borrower_id, account_id)
    with transaction():
        borrowers.lock(borrower_id)
        household = HouseholdAccounts.of(borrower_id)
        row = LedgerTransaction(
            id=(entry_id := new_id("txn", now)),
            borrower_id=borrower_id,
            account_id=account_id,
            fingerprint=f"typed:{entry_id}",
            booked_on=booked_on,
            amount=amount,
            currency=account.currency,
            counterparty=counterparty or "",
            text=text or "",
            kind="",
            funding="",
            role="income" if amount > 0 else "spending",
            from_cash=holds_cash(account),
            pending_in=TYPED if pending else None,
            created_at=now,
            updated_at=now,
        )
        row.category, row.rule_id = (category, TYPED) if category else household.sort(subject_of(row))
        row.said_role, row.role_rule_id = household.roles_in(account_id).said(subject_of(row))
        row.save(force_insert=True)
        return row


def _must_have_begun(day: date, *, pending: bool, now: datetime) -> None:
    if day > day_begun(now) + (EXPIRES_AFTER if pending else timedelta(0)):
        raise Invalid("date-in-future", field="booked_on")
