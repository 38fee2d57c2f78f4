"""The migration of counsellors' links: the table comes and goes with its rows, and a token opens one link only."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

BEFORE = "0014_agreements"
LINK = (
    "INSERT INTO counsellor_link (id, borrower_id, token_hash, shows_debts, shows_room, shows_agreements, created_at, "
    "expires_at, opened_count, kept, kept_at) VALUES ('{id}', 'bor_1', 'same', TRUE, FALSE, FALSE, 1, 2, 0, '{{}}', 1)"
)


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, BEFORE)
    yield opened
    opened.close()


def test_the_table_comes_and_goes_with_its_links(before: peewee.Database) -> None:
    assert "counsellor_link" not in before.get_tables()
    assert "0015_counsellor_links" in migrations.migrate(before)
    before.execute_sql(LINK.format(id="clink_1"))
    migrations.rollback(before, BEFORE)
    assert "counsellor_link" not in before.get_tables()
    migrations.migrate(before)
    assert before.execute_sql("SELECT COUNT(*) FROM counsellor_link").fetchone()[0] == 0


def test_two_links_cannot_have_one_token(before: peewee.Database) -> None:
    migrations.migrate(before)
    before.execute_sql(LINK.format(id="clink_1"))
    with pytest.raises(peewee.IntegrityError):
        before.execute_sql(LINK.format(id="clink_2"))
