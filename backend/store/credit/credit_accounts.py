"""Credit accounts: a card or a loan, with its contract's terms kept as validated JSON."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, time

from backend.domain.credit.card_and_loan_terms import CardTerms, DueRule, LateFeeRule, LoanTerms, MinimumRule
from backend.store.account_name import account_name
from backend.store.rows import (
    Row,
    day_or_none,
    flag_or_none,
    instant,
    integer,
    integer_or_none,
    large_integer_or_none,
    long_text,
    long_text_or_none,
    short_text,
    short_text_or_none,
)


class Account(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    kind = short_text(8)  # card | loan
    issuer = short_text(80)
    nickname = short_text_or_none(80)
    last4 = short_text_or_none(4)
    currency = short_text(3)
    zone = short_text(64)
    country = short_text(2)
    apr_bp = integer_or_none()
    credit_limit = large_integer_or_none()
    status = short_text(16, default="open")  # open | closed | settled | paid_off | charged_off | sold
    opened_on = day_or_none()
    ended_on = day_or_none()  # the day of any status but open
    autopay = short_text(8, default="off")  # off | minimum | full
    autopay_funded = short_text(8, default="unknown")  # unknown | holds | short
    card_group = short_text_or_none(40)  # one for the sides of a card that has several currencies
    billed_with = short_text_or_none(40)  # the card whose statement bills this one too
    billed_since = day_or_none()
    secured = flag_or_none()  # whether something is lost if it is not paid; NULL: nobody has said
    note = long_text_or_none()
    terms = long_text()
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "account"
        indexes = ((("borrower_id", "kind", "id"), False),)

    @property
    def name(self) -> str:
        """What it is called, as `account_name` says."""
        return account_name(
            nickname=self.nickname, issuer=self.issuer, card_group=self.card_group, currency=self.currency
        )

    @property
    def card_terms(self) -> CardTerms:
        return load_card_terms(self.terms)

    @property
    def loan_terms(self) -> LoanTerms:
        return load_loan_terms(self.terms)


def dump_terms(terms: CardTerms | LoanTerms) -> str:
    """Terms as canonical JSON; dates and times in ISO form."""
    return json.dumps(asdict(terms), default=_plain, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(type(value))


def load_card_terms(text: str) -> CardTerms:
    data = json.loads(text)
    data["cut_off"] = time.fromisoformat(data["cut_off"])
    data["late_fee"] = _late_fee(data["late_fee"])
    data["due"] = DueRule(**data["due"])
    data["minimum"] = MinimumRule(**data["minimum"])
    return CardTerms(**data)


def load_loan_terms(text: str) -> LoanTerms:
    data = json.loads(text)
    data["cut_off"] = time.fromisoformat(data["cut_off"])
    data["late_fee"] = _late_fee(data["late_fee"])
    data["first_due_on"] = date.fromisoformat(data["first_due_on"])
    if data.get("drawn_on"):
        data["drawn_on"] = date.fromisoformat(data["drawn_on"])
    return LoanTerms(**data)


def _late_fee(fee: dict[str, int] | None) -> LateFeeRule | None:
    return LateFeeRule(**fee) if fee else None


def find(borrower_id: str, account_id: str) -> Account | None:
    return Account.get_or_none((Account.id == account_id) & (Account.borrower_id == borrower_id))


def of_ids(account_ids: Sequence[str]) -> list[Account]:
    return list(Account.select().where(Account.id.in_(account_ids)))


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
    query = Account.select(Account.id, Account.terms).where(Account.id.in_(account_ids))
    return {row.id: _late_fee(json.loads(row.terms)["late_fee"]) for row in query}


def names_of(account_ids: Collection[str | None]) -> dict[str | None, str]:
    """What the borrower calls each of these accounts; None is no account, and has no name."""
    ids = sorted({account_id for account_id in account_ids if account_id})
    if not ids:
        return {}
    columns = (Account.id, Account.issuer, Account.nickname, Account.currency, Account.card_group)
    query = Account.select(*columns).where(Account.id.in_(ids))
    return {row.id: row.name for row in query}


def sides_of(account: Account) -> list[Account]:
    """The other cards that are the same one in another currency, by what was said or by issuer and last four."""
    query = Account.select().where(
        (Account.borrower_id == account.borrower_id)
        & (Account.kind == "card")
        & (Account.id != account.id)
        & (Account.currency != account.currency)
    )
    return [row for row in query.order_by(Account.id) if _is_side(row, account)]


def _is_side(row: Account, account: Account) -> bool:
    if row.card_group is not None and row.card_group == account.card_group:
        return True
    return bool(row.last4) and (row.issuer.casefold(), row.last4) == (
        account.issuer.casefold(),
        account.last4,
    )


def billed_by(account_id: str) -> list[str]:
    """The other cards that a card's statement bills."""
    query = Account.select(Account.id).where(Account.billed_with == account_id)
    return [row.id for row in query.order_by(Account.id)]


def by_id(account_id: str) -> Account:
    return Account.get_by_id(account_id)
