"""The fourteenth migration: a borrower that is there keeps everything and lives in no known region; and back."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

BEFORE = "0012_law"
BORROWER = (
    "INSERT INTO borrower (id, zone, locale, country, quiet_dates, discreet, paydays, created_at, updated_at, version) "
    "VALUES ('bor_1', 'America/New_York', 'en', 'US', '[]', TRUE, '[]', 1, 1, 1)"
)
ENTRY = (
    "INSERT INTO contact_entry (id, borrower_id, seq, kind, happened_at, withdrawn, body, hash, created_at) "
    "VALUES ('con_1', 'bor_1', 1, 'contact', 1, FALSE, '{}', 'x', 1)"
)


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with a borrower."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, BEFORE)
    opened.execute_sql(BORROWER)
    yield opened
    opened.close()


def test_where_a_borrower_lives_is_not_guessed(before: peewee.Database) -> None:
    assert "0013_contacts" in migrations.migrate(before)
    assert tuple(before.execute_sql("SELECT country, region FROM borrower").fetchone()) == ("US", None)
    before.execute_sql(ENTRY)
    with pytest.raises(peewee.IntegrityError):  # one place in the chain, one row
        before.execute_sql(ENTRY.replace("con_1", "con_2"))


def test_and_it_goes_back_without_the_log(before: peewee.Database) -> None:
    migrations.migrate(before)
    before.execute_sql(ENTRY)
    before.execute_sql("UPDATE borrower SET region = 'US-NY-NYC'")
    migrations.rollback(before, BEFORE)
    assert "contact_entry" not in before.get_tables()
    assert tuple(before.execute_sql("SELECT id, country FROM borrower").fetchone()) == ("bor_1", "US")
    assert "0013_contacts" in migrations.migrate(before)
