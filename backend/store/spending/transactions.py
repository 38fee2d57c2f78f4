"""The ledger: every transaction that was imported or typed, once."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from backend.store import bulk
from backend.store.database import execute_many, one_of
from backend.store.raw_rows import select
from backend.store.rows import Row, day, flag, instant, integer, large_integer, short_text, short_text_or_none
from backend.store.versions import NEXT_VERSION


class LedgerTransaction(Row):
    """One transaction. `amount` in minor units: negative left the account, positive came in.

    `role`: spending, income, transfer, exchange, repayment, refund, dead (a closed or failed trade), split (its parts
    count). `twin_of`: the same payment as another entry, seen from another account, and not counted. `from_cash` is
    false where a credit card paid. The fingerprint is the arbiter against importing the same row twice.

    `pending_in`: not booked yet in that import, or as the borrower typed it. `said_role`: the role that the borrower
    said, of this one or by `role_rule_id`. `part_of`: the transaction that was split into this and others.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    account_id = short_text(40)  # a cash account, or a card
    fingerprint = short_text(64)
    booked_on = day()
    booked_time = short_text_or_none(8)
    amount = large_integer()
    currency = short_text(3)
    counterparty = short_text(200)
    text = short_text(500)
    kind = short_text(60)
    funding = short_text(100)
    mcc = short_text_or_none(4)
    neutral = flag(default=False)  # by the file's own word, as `dead` is
    dead = flag(default=False)
    role = short_text(10)
    from_cash = flag()
    category = short_text(40)
    rule_id = short_text_or_none(120)  # the rule that chose it; "borrower": typed
    twin_of = short_text_or_none(40)
    repays_account_id = short_text_or_none(40)  # offered as a payment of this account
    payment_id = short_text_or_none(40)  # ... and taken
    import_id = short_text_or_none(40, index=True)
    pending_in = short_text_or_none(40)
    said_role = short_text_or_none(10)
    role_rule_id = short_text_or_none(40)
    part_of = short_text_or_none(40)
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "ledger_entry"
        indexes = (
            (("borrower_id", "account_id", "fingerprint"), True),
            (("borrower_id", "booked_on", "id"), False),
            (("borrower_id", "category", "booked_on"), False),
        )


LedgerTransaction.add_index(
    LedgerTransaction.index(
        LedgerTransaction.booked_on,
        where=LedgerTransaction.pending_in.is_null(False),
        name="ledger_entry_pending",
    )
)
LedgerTransaction.add_index(
    LedgerTransaction.index(
        LedgerTransaction.part_of, where=LedgerTransaction.part_of.is_null(False), name="ledger_entry_part"
    )
)


class NewTransaction(NamedTuple):
    """A transaction to be written; its day in ISO form, its instants in microseconds."""

    id: str
    fingerprint: str
    borrower_id: str
    account_id: str
    booked_on: Annotated[str, "date"]
    booked_time: str | None
    amount: int
    currency: str
    counterparty: str
    text: str
    kind: str
    funding: str
    mcc: str | None
    neutral: bool
    dead: bool
    role: str
    from_cash: bool
    category: str
    rule_id: str | None
    import_id: str
    pending_in: str | None
    said_role: str | None
    role_rule_id: str | None
    created_at: int
    updated_at: int


class HeldTransaction(NamedTuple):
    """A transaction that the ledger holds, and the import that added it."""

    fingerprint: str
    id: str
    import_id: str | None
    pending_in: str | None


class Recategorised(NamedTuple):
    """A transaction's new category, and the rule that chose it; in the order of the statement that says so."""

    category: str
    rule_id: str | None
    id: str


def find(borrower_id: str, entry_id: str) -> LedgerTransaction | None:
    return LedgerTransaction.get_or_none(
        (LedgerTransaction.id == entry_id) & (LedgerTransaction.borrower_id == borrower_id)
    )


def known(borrower_id: str, account_id: str, fingerprints: Sequence[str]) -> dict[str, HeldTransaction]:
    """By fingerprint, those that the ledger holds already."""
    these, values = one_of("fingerprint", fingerprints)
    rows = select(
        HeldTransaction,
        f"FROM ledger_entry WHERE borrower_id = ? AND account_id = ? AND {these}",
        (borrower_id, account_id, values),
    )
    return {row.fingerprint: row for row in rows}


def add_new(borrower_id: str, account_id: str, rows: Sequence[NewTransaction]) -> dict[str, HeldTransaction]:
    """Add the rows that are not there; by fingerprint, what is there of the others."""
    unless = "borrower_id, account_id, fingerprint"
    if bulk.insert("ledger_entry", rows, also="version = 1", unless=unless) == len(rows):
        return {}
    held = known(borrower_id, account_id, [row.fingerprint for row in rows])
    new = {row.id for row in rows}
    return {mark: found for mark, found in held.items() if found.id not in new}


def remove_import(import_id: str) -> None:
    """Take back what an import added that is refused after all."""
    LedgerTransaction.delete().where(LedgerTransaction.import_id == import_id).execute()


def page(
    borrower_id: str,
    *,
    limit: int,
    before: tuple[date, str] | None = None,
    account_id: str | None = None,
    category: str | None = None,
    roles: frozenset[str] = frozenset(),
    since: date | None = None,
    until: date | None = None,
) -> list[LedgerTransaction]:
    """One page of the ledger, newest first."""
    query = LedgerTransaction.select().where(LedgerTransaction.borrower_id == borrower_id)
    if before:
        query = query.where(
            (LedgerTransaction.booked_on < before[0])
            | ((LedgerTransaction.booked_on == before[0]) & (LedgerTransaction.id < before[1]))
        )
    if account_id:
        query = query.where(LedgerTransaction.account_id == account_id)
    if category:
        query = query.where(LedgerTransaction.category == category)
    if roles:
        query = query.where(LedgerTransaction.role.in_(sorted(roles)))
    if since:
        query = query.where(LedgerTransaction.booked_on >= since)
    if until:
        query = query.where(LedgerTransaction.booked_on <= until)
    return list(query.order_by(LedgerTransaction.booked_on.desc(), LedgerTransaction.id.desc()).limit(limit))


def pages(borrower_id: str, size: int = 2000) -> Iterator[list[LedgerTransaction]]:
    """A borrower's whole ledger, a page at a time."""
    last = ""
    query = (
        LedgerTransaction.select()
        .where(LedgerTransaction.borrower_id == borrower_id)
        .order_by(LedgerTransaction.id)
    )
    while found := list(query.where(LedgerTransaction.id > last).limit(size)):
        yield found
        last = found[-1].id


def recategorise(rows: Sequence[Recategorised]) -> None:
    """Write new categories, each under a new version of its row."""
    if rows:
        execute_many(f"UPDATE ledger_entry SET category = ?, rule_id = ?, {NEXT_VERSION} WHERE id = ?", rows)


def is_recorded(row: LedgerTransaction, debt_id: str, within: timedelta) -> bool:
    """Whether the same repayment of a debt, as another account shows it, has been taken as a payment."""
    entry = LedgerTransaction
    query = entry.select().where(
        (entry.borrower_id == row.borrower_id)
        & (entry.account_id != row.account_id)
        & (entry.repays_account_id == debt_id)
        & entry.payment_id.is_null(False)
        & entry.amount.in_((row.amount, -row.amount))
        & entry.booked_on.between(row.booked_on - within, row.booked_on + within)
    )
    return bool(query.exists())


def has_entries(borrower_id: str, account_id: str) -> bool:
    query = LedgerTransaction.select().where(
        (LedgerTransaction.borrower_id == borrower_id) & (LedgerTransaction.account_id == account_id)
    )
    return bool(query.exists())


class _Moved(NamedTuple):
    amount: Annotated[int, "COALESCE(SUM(amount), 0)"]  # PostgreSQL adds up to a decimal


def moved(borrower_id: str, account_id: str, currency: str, after: date, until: date) -> int:
    """Minor units that came in less what went out, booked after one day and until another.

    A wallet's payment of which the bank's file has the other line was paid by the bank, and did not move the wallet.
    """
    found = select(
        _Moved,
        "FROM ledger_entry WHERE borrower_id = ? AND account_id = ? AND currency = ? "
        "AND booked_on > ? AND booked_on <= ? AND role <> 'dead' AND part_of IS NULL AND from_cash AND id NOT IN ("
        "SELECT twin_of FROM ledger_entry WHERE borrower_id = ? AND twin_of IS NOT NULL)",
        (borrower_id, account_id, currency, after.isoformat(), until.isoformat(), borrower_id),
    )
    return int(found[0].amount)
