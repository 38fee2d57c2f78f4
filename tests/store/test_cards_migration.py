"""The seventh migration: cards and payments of before keep every value, gain what is new, and lose it going back."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

NAME = "0007_cards"
OLD_ACCOUNT = "id, borrower_id, kind, issuer, last4, currency, terms, version"
OLD_PAYMENT = "id, borrower_id, account_id, amount, currency, paid_at, version"

ROWS: dict[str, dict[str, object]] = {
    "borrower": {
        "id": "bor_1",
        "zone": "Asia/Shanghai",
        "locale": "en",
        "country": "CN",
        "quiet_dates": "[]",
        "discreet": True,
        "paydays": "[]",
        "created_at": 1,
        "updated_at": 1,
        "version": 1,
    },
    "account": {
        "id": "card_1",
        "borrower_id": "bor_1",
        "kind": "card",
        "issuer": "招商银行",
        "last4": "8812",
        "currency": "CNY",
        "zone": "Asia/Shanghai",
        "country": "CN",
        "status": "open",
        "autopay": "off",
        "autopay_funded": "unknown",
        "terms": "{}",
        "created_at": 1,
        "updated_at": 1,
        "version": 3,
    },
    "payment": {
        "id": "pay_1",
        "borrower_id": "bor_1",
        "account_id": "card_1",
        "amount": 1 << 50,
        "currency": "CNY",
        "paid_at": 5,
        "created_at": 5,
        "version": 1,
    },
}


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with a card and a payment in it."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    names = sorted(path.stem for path in migrations.FOLDER.glob("[0-9]*.py"))
    migrations.rollback(opened, names[names.index(NAME) - 1])
    for table, row in ROWS.items():
        _insert(opened, table, row)
    yield opened
    opened.close()


def _insert(opened: peewee.Database, table: str, row: dict[str, object]) -> None:
    mark = "?" if isinstance(opened, peewee.SqliteDatabase) else "%s"
    places = ", ".join([mark] * len(row))
    opened.execute_sql(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})",
        tuple(row.values()),
    )


def _rows(opened: peewee.Database) -> list[list[tuple[object, ...]]]:
    queries = (f"SELECT {OLD_ACCOUNT} FROM account", f"SELECT {OLD_PAYMENT} FROM payment")
    return [list(opened.execute_sql(query).fetchall()) for query in queries]


def test_cards_and_payments_of_before_are_kept_both_ways(before: peewee.Database) -> None:
    was = _rows(before)
    assert NAME in migrations.migrate(before)
    assert _rows(before) == was
    assert before.execute_sql("SELECT kind FROM payment").fetchall() == [("payment",)]
    assert before.execute_sql("SELECT card_group, billed_with, billed_since FROM account").fetchall() == [
        (None, None, None)
    ]
    names = sorted(path.stem for path in migrations.FOLDER.glob("[0-9]*.py"))
    migrations.rollback(before, names[names.index(NAME) - 1])
    assert _rows(before) == was
    assert not {"card_promotion", "card_instalment_plan"} & set(before.get_tables())
