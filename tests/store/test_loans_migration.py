"""The sixth migration: loans and what was paid on them stay, running ones are settled anew, and it goes back."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

BORROWER = (
    "INSERT INTO borrower (id, zone, locale, country, quiet_dates, discreet, paydays, created_at, updated_at, version) "
    "VALUES ('bor_1', 'Asia/Shanghai', 'en', 'CN', '[]', TRUE, '[]', 1, 1, 1)"
)
ACCOUNT = (
    "INSERT INTO account (id, borrower_id, kind, issuer, currency, zone, country, status, autopay, autopay_funded, "
    "terms, created_at, updated_at, version) VALUES ('{id}', 'bor_1', '{kind}', 'Bank', 'CNY', 'Asia/Shanghai', 'CN', "
    "'{status}', 'off', 'unknown', '{{}}', 1, 1, 1)"
)
SERIES = (
    "INSERT INTO series (id, borrower_id, kind, subject_id, next_index, roll_at, created_at, updated_at, version) "
    "VALUES ('ser_{id}', 'bor_1', '{kind}', '{id}', 5, {roll_at}, 1, 1, 1)"
)
PAYMENT = (
    "INSERT INTO payment (id, borrower_id, account_id, amount, currency, paid_at, created_at, version) "
    "VALUES ('pay_1', 'bor_1', 'running', 300000, 'CNY', 7, 7, 1)"
)
STATED = "INSERT INTO instalment_override VALUES ('running', 1, 'bor_1', '2026-12-12', 90000, 9999)"
SERIES_OF = {"running": "NULL", "ended": "NULL", "card": "9"}


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with a running loan, one that was sold, and a card."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    applied = sorted(path.stem for path in migrations.FOLDER.glob("0*.py"))
    migrations.rollback(opened, applied[applied.index("0006_loans") - 1])
    opened.execute_sql(BORROWER)
    for name, kind, status in (
        ("running", "loan", "open"),
        ("ended", "loan", "sold"),
        ("card", "card", "open"),
    ):
        opened.execute_sql(ACCOUNT.format(id=name, kind=kind, status=status))
        series = "loan_instalment" if kind == "loan" else "card_minimum"
        opened.execute_sql(SERIES.format(id=name, kind=series, roll_at=SERIES_OF[name]))
    opened.execute_sql(PAYMENT)
    opened.execute_sql(STATED)
    yield opened
    opened.close()


def _all(opened: peewee.Database, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in opened.execute_sql(query).fetchall()]


def test_what_was_paid_says_nothing_of_how_it_was_meant_and_running_loans_are_settled_anew(
    before: peewee.Database,
) -> None:
    assert migrations.migrate(before)[0] == "0006_loans"
    columns = "amount, meant_as, effect, extra_amount, extra_principal, extra_from, earlier_instalments"
    assert _all(before, f"SELECT {columns} FROM payment") == [(300_000, None, None, None, 0, None, 0)]
    assert _all(before, "SELECT number, principal, stated_at FROM instalment_override") == [(1, 90_000, None)]
    rolls = dict(_all(before, "SELECT subject_id, roll_at FROM series"))
    assert rolls == {"running": 0, "ended": None, "card": 9}


def test_and_it_goes_back_with_what_was_there(before: peewee.Database) -> None:
    migrations.migrate(before)
    before.execute_sql(
        "INSERT INTO loan_term (id, borrower_id, account_id, kind, from_on, rate_bp, added_instalments, keeps, "
        "agreed_at) VALUES ('term_1', 'bor_1', 'running', 'agreed', '2026-11-24', 395, 0, 'end', 8)"
    )
    before.execute_sql("UPDATE payment SET meant_as = 'paid_ahead'")
    applied = sorted(path.stem for path in migrations.FOLDER.glob("0*.py"))
    migrations.rollback(before, applied[applied.index("0006_loans") - 1])
    assert "loan_term" not in before.get_tables()
    assert _all(before, "SELECT id, amount FROM payment") == [("pay_1", 300_000)]
    assert "meant_as" not in {column.name for column in before.get_columns("payment")}
    assert _all(before, "SELECT principal FROM instalment_override") == [(90_000,)]
