"""The ledger as matching reads it, a stretch of days at a time, and what matching writes back.

Rows and not models: there may be tens of thousands of them.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, NamedTuple

from backend.domain.spending.categories.sorting_rule import Subject
from backend.domain.spending.ledger.transaction_facts import TransactionFacts
from backend.store.database import execute, execute_many, one_of
from backend.store.raw_rows import columns, read, select


class MatchableTransaction(NamedTuple):
    """A transaction as matching sees it (the first, as in TransactionFacts), and what was decided so far."""

    id: str
    account_id: str
    booked_on: date
    amount: int
    currency: str
    counterparty: str
    text: str
    kind: str
    funding: str
    neutral: bool
    dead: bool
    pending_in: str | None
    import_id: str | None
    mcc: str | None
    said_role: str | None
    role: str
    category: str
    rule_id: str | None
    twin_of: str | None
    repays_account_id: str | None
    payment_id: str | None

    def seen(self) -> TransactionFacts:
        return TransactionFacts._make(self[: len(TransactionFacts._fields)])

    def subject(self) -> Subject:
        """What rules on categories look at."""
        return self.seen().subject()._replace(mcc=self.mcc)


class MatchedTransaction(NamedTuple):
    """What matching and rules decided of a transaction; in the order of the statement that says so."""

    role: str
    category: str
    rule_id: str | None
    twin_of: str | None
    repays_account_id: str | None
    id: str


# The columns of SeenTransaction, which calls the account by no more than that.
_SEEN = columns(TransactionFacts).replace("account", "account_id")
_BOOKED = "borrower_id = ? AND booked_on >= ? AND booked_on <= ?"
_MOVES = (
    "(amount > 0 OR neutral OR funding <> '' OR role <> 'spending' OR pending_in IS NOT NULL "
    "OR said_role IS NOT NULL OR import_id IS NULL OR "
)


# What only passed through a wallet on its way to a purchase in another currency.
_OF_CONVERSIONS = "FROM ledger_link WHERE borrower_id = ? AND kind = 'conversion' AND state <> 'refused'"
_CONVERTED = f"SELECT entry_id {_OF_CONVERSIONS} UNION SELECT other_id {_OF_CONVERSIONS}"


class _Shop(NamedTuple):
    """The shop of a purchase that a conversion paid."""

    entry_id: Annotated[str, "k.entry_id"]
    counterparty: Annotated[str, "s.counterparty"]
    text: Annotated[str, "s.text"]


_SHOPS = (
    "FROM ledger_link k JOIN ledger_entry s ON s.id = k.other_id "
    "WHERE k.borrower_id = ? AND k.kind = 'conversion' AND k.state <> 'refused'"
)


class _Booked(NamedTuple):
    booked_on: date


class RegularCandidate(NamedTuple):
    """A transaction that may be one of a recurring series."""

    seen: TransactionFacts
    category: str
    from_cash: bool


class PlainPurchase(NamedTuple):
    """A line that only another line can make something else: the little that tells which."""

    id: str
    amount: int
    currency: str
    counterparty: str
    text: str
    category: str


def movers(borrower_id: str, since: date, until: date, unspent: Sequence[str]) -> list[MatchableTransaction]:
    """What was booked in these days and is more than a purchase, by itself or by a category of `unspent`."""
    these, values = one_of("category", unspent)
    return select(
        MatchableTransaction,
        f"FROM ledger_entry WHERE {_BOOKED} AND {_MOVES}{these})",
        (borrower_id, since.isoformat(), until.isoformat(), values),
    )


def purchases(borrower_id: str, since: date, until: date, unspent: Sequence[str]) -> Iterator[PlainPurchase]:
    """All the others of these days."""
    these, values = one_of("category", unspent)
    found = execute(
        f"SELECT {columns(PlainPurchase)} FROM ledger_entry WHERE {_BOOKED} AND NOT {_MOVES}{these})",
        (borrower_id, since.isoformat(), until.isoformat(), values),
    )
    return map(PlainPurchase._make, found)


def of_ids(ids: Sequence[str]) -> list[MatchableTransaction]:
    these, values = one_of("id", ids)
    return select(MatchableTransaction, f"FROM ledger_entry WHERE {these}", (values,))


def regular_candidates(borrower_id: str, since: date, until: date) -> list[RegularCandidate]:
    """What may recur of these days: each payment once, own transfers and known debts left out."""
    found = execute(
        f"SELECT {_SEEN}, category, from_cash FROM ledger_entry WHERE {_BOOKED} AND twin_of IS NULL "
        "AND repays_account_id IS NULL AND NOT dead AND NOT neutral AND category <> 'transfer.own' "
        "AND part_of IS NULL AND role NOT IN ('dead', 'exchange') AND COALESCE(said_role, '') <> 'transfer' "
        f"AND NOT (role = 'transfer' AND id IN ({_CONVERTED}))",
        (borrower_id, since.isoformat(), until.isoformat(), borrower_id, borrower_id),
    )
    shops = {each.entry_id: each for each in select(_Shop, _SHOPS, (borrower_id,))}
    return [_at_shop(each, shops.get(each.seen.id)) for each in read(RegularCandidate, found)]


def _at_shop(candidate: RegularCandidate, shop: _Shop | None) -> RegularCandidate:
    """What paid for a purchase in another currency is known by the shop, not by the wallet's conversion."""
    if shop is None:
        return candidate
    return candidate._replace(seen=candidate.seen._replace(counterparty=shop.counterparty, text=shop.text))


class BookedRow(NamedTuple):
    """The day and the amount of a transaction."""

    booked_on: date
    amount: int


def booked_in(borrower_id: str, account_id: str, since: date, until: date) -> list[BookedRow]:
    """What is booked in an account in these days."""
    return select(
        BookedRow,
        f"FROM ledger_entry WHERE {_BOOKED} AND account_id = ?",
        (borrower_id, since.isoformat(), until.isoformat(), account_id),
    )


def day_behind(borrower_id: str, since: date, rows: int) -> date | None:
    """The day of the transaction that comes so many rows behind that day's first; None where there are fewer."""
    found = select(
        _Booked,
        "FROM ledger_entry WHERE borrower_id = ? AND booked_on >= ? ORDER BY booked_on LIMIT 1 OFFSET ?",
        (borrower_id, since.isoformat(), rows),
    )
    return found[0].booked_on if found else None


def record_matches(rows: Sequence[MatchedTransaction]) -> None:
    """Write what matching and rules decided."""
    if not rows:
        return
    execute_many(
        "UPDATE ledger_entry SET role = ?, category = ?, rule_id = ?, twin_of = ?, "
        "repays_account_id = ? WHERE id = ?",
        rows,
    )
