"""What a complaint encloses gets a table of its own, whose files the database keeps; and back without it."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

MINE, BEFORE = "0018_complaint_enclosures", "0014_agreements"
ROWS = (
    "INSERT INTO complaint (id, borrower_id, country, firm, contact_ids, state, created_at, updated_at, version) "
    "VALUES ('cpl_1', 'bor_1', 'CN', 'x', '[]', 'drafted', 1, 1, 1)",
    "INSERT INTO attachment (id, borrower_id, sha256, size, media_type, name, created_at) "
    "VALUES ('att_1', 'bor_1', 'x', 1, 'text/plain', 'x.txt', 1)",
)
ENCLOSED = (
    "INSERT INTO complaint_enclosure (id, borrower_id, complaint_id, attachment_id, name, created_at) "
    "VALUES ('enc_1', 'bor_1', 'cpl_1', 'att_1', 'x.txt', 1)"
)


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with a complaint and a file."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, BEFORE)
    for statement in ROWS:
        opened.execute_sql(statement)
    yield opened
    opened.close()


def test_a_file_that_is_enclosed_is_kept_and_goes_with_neither_way(before: peewee.Database) -> None:
    assert MINE in migrations.migrate(before)
    before.execute_sql(ENCLOSED)
    with pytest.raises(peewee.IntegrityError):
        before.execute_sql("DELETE FROM attachment")
    migrations.rollback(before, BEFORE)
    assert "complaint_enclosure" not in before.get_tables()
    assert before.execute_sql("SELECT id FROM complaint").fetchone()[0] == "cpl_1"
    assert before.execute_sql("SELECT id FROM attachment").fetchone()[0] == "att_1"
    assert MINE in migrations.migrate(before)
