"""The third migration: accounts that are there keep everything, and lose only what it added when it is taken back."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

ACCOUNT = (
    "INSERT INTO account (id, borrower_id, kind, issuer, currency, zone, country, status, autopay, autopay_funded, "
    "terms, created_at, updated_at, version) VALUES ('card_1', 'bor_1', 'card', 'Chase', 'USD', "
    "'America/New_York', 'US', 'charged_off', 'off', 'unknown', '{}', 1, 1, 1)"
)
BORROWER = (
    "INSERT INTO borrower (id, zone, locale, country, quiet_dates, discreet, paydays, created_at, updated_at, version) "
    "VALUES ('bor_1', 'America/New_York', 'en', 'US', '[]', TRUE, '[]', 1, 1, 1)"
)


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with an account in it."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, "0002_spending")
    opened.execute_sql(BORROWER)
    opened.execute_sql(ACCOUNT)
    yield opened
    opened.close()


def _columns(opened: peewee.Database) -> set[str]:
    return {column.name for column in opened.get_columns("account")}


def test_what_was_there_stays(before: peewee.Database) -> None:
    assert "ended_on" not in _columns(before) and "checkpoint" not in before.get_tables()
    assert migrations.migrate(before)[0] == "0003_bureau"
    assert {"ended_on", "opened_on"} <= _columns(before)
    row = before.execute_sql("SELECT id, status, ended_on, opened_on FROM account").fetchone()
    assert tuple(row) == ("card_1", "charged_off", None, None)


def test_and_it_goes_back(before: peewee.Database) -> None:
    migrations.migrate(before)
    migrations.rollback(before, "0002_spending")
    assert "ended_on" not in _columns(before) and "dispute" not in before.get_tables()
    assert before.execute_sql("SELECT COUNT(*) FROM account").fetchone()[0] == 1
