"""Credit accounts: a card or a loan, with its contract's terms kept as validated JSON."""

import json
from dataclasses import asdict
from datetime import date, time
from typing import Any, cast

import peewee

from backend.domain.credit.terms import CardTerms, DueRule, LateFeeRule, LoanTerms, MinimumRule
from backend.store.database import InstantField, Row


class Account(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40)
    kind = peewee.CharField(max_length=8)  # card | loan
    issuer = peewee.CharField(max_length=80)
    nickname = peewee.CharField(max_length=80, null=True)
    last4 = peewee.CharField(max_length=4, null=True)
    currency = peewee.CharField(max_length=3)
    zone = peewee.CharField(max_length=64)
    country = peewee.CharField(max_length=2)
    apr_bp = peewee.IntegerField(null=True)
    credit_limit = peewee.BigIntegerField(null=True)
    status = peewee.CharField(max_length=16, default="open")  # open | closed | settled | charged_off | sold
    opened_on = peewee.DateField(null=True)
    ended_on = peewee.DateField(null=True)  # the day of any status but open
    autopay = peewee.CharField(max_length=8, default="off")  # off | minimum | full
    autopay_funded = peewee.CharField(max_length=8, default="unknown")  # unknown | holds | short
    note = peewee.TextField(null=True)
    terms = peewee.TextField()
    created_at = InstantField()
    updated_at = InstantField()
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "account"
        indexes = ((("borrower_id", "kind", "id"), False),)

    @property
    def name(self) -> str:
        """What the borrower calls it."""
        return cast(str, self.nickname or self.issuer)

    @property
    def card_terms(self) -> CardTerms:
        return load_card_terms(cast(str, self.terms))

    @property
    def loan_terms(self) -> LoanTerms:
        return load_loan_terms(cast(str, self.terms))


def dump_terms(terms: CardTerms | LoanTerms) -> str:
    """Terms as canonical JSON; dates and times in ISO form."""
    return json.dumps(asdict(terms), default=_plain, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(type(value))


def load_card_terms(text: str) -> CardTerms:
    data = _common(json.loads(text))
    data["due"] = DueRule(**data["due"])
    data["minimum"] = MinimumRule(**data["minimum"])
    return CardTerms(**data)


def load_loan_terms(text: str) -> LoanTerms:
    data = _common(json.loads(text))
    data["first_due_on"] = date.fromisoformat(data["first_due_on"])
    return LoanTerms(**data)


def _common(data: dict[str, Any]) -> dict[str, Any]:
    data["cut_off"] = time.fromisoformat(data["cut_off"])
    if data["late_fee"]:
        data["late_fee"] = LateFeeRule(**data["late_fee"])
    return data


def find(borrower_id: str, account_id: str) -> Account | None:
    return cast(
        Account | None,
        Account.get_or_none((Account.id == account_id) & (Account.borrower_id == borrower_id)),
    )


def of_borrower(borrower_id: str, kind: str | None = None) -> list[Account]:
    query = Account.select().where(Account.borrower_id == borrower_id)
    if kind:
        query = query.where(Account.kind == kind)
    return list(query.order_by(Account.id))


def page(borrower_id: str, kind: str, *, limit: int, after: str | None = None) -> list[Account]:
    """One page of a borrower's accounts of one kind, oldest first."""
    query = Account.select().where((Account.borrower_id == borrower_id) & (Account.kind == kind))
    if after:
        query = query.where(Account.id > after)
    return list(query.order_by(Account.id).limit(limit))


def late_fee_rules(account_ids: list[str]) -> dict[str, LateFeeRule | None]:
    """What each account's terms charge for being late."""
    query = Account.select(Account.id, Account.terms).where(Account.id.in_(account_ids)).tuples()
    return {account_id: _common(json.loads(terms))["late_fee"] for account_id, terms in query}


def by_id(account_id: str) -> Account:
    return cast(Account, Account.get_by_id(account_id))
