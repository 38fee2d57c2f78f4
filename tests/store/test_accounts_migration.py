"""The twentieth migration: what accounts got, and that nobody and nothing else is lost on either way."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

NAME = "0020_accounts"


def _one_before() -> str:
    names = sorted(path.stem for path in migrations.FOLDER.glob("[0-9]*.py"))
    return names[names.index(NAME) - 1]


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with two borrowers in it."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, _one_before())
    for number in (1, 2):
        opened.execute_sql(
            "INSERT INTO borrower (id, email, zone, locale, country, quiet_dates, discreet, paydays, created_at, "
            f"updated_at, version) VALUES ('bor_{number}', 'b{number}@example.com', 'UTC', 'en', 'US', '[]', TRUE, "
            "'[]', 1, 1, 1)"
        )
    yield opened
    opened.close()


def test_mails_about_accounts_come_and_go(before: peewee.Database) -> None:
    assert NAME in migrations.migrate(before)
    before.execute_sql(
        "INSERT INTO account_mail (id, borrower_id, kind, address, created_at, expires_at, attempts) "
        "VALUES ('mail_1', 'bor_1', 'reset', 'b1@example.com', 1, 2, 0)"
    )
    migrations.rollback(before, _one_before())
    assert "account_mail" not in before.get_tables()
    assert before.execute_sql("SELECT id FROM borrower ORDER BY id").fetchall() == [("bor_1",), ("bor_2",)]
