"""The eleventh migration: devices get room for the id of their installation, and none is lost on either way."""

from collections.abc import Iterator

import peewee
import pytest

from backend.store import migrations
from backend.store.database import open_database

NAME = "0011_device_installation"
COLUMNS = "id, borrower_id, provider, token, platform, state, last_seen_at, created_at"


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with two devices in it."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    names = sorted(path.stem for path in migrations.FOLDER.glob("[0-9]*.py"))
    migrations.rollback(opened, names[names.index(NAME) - 1])
    opened.execute_sql(
        "INSERT INTO borrower (id, zone, locale, country, quiet_dates, discreet, paydays, created_at, updated_at, "
        "version) VALUES ('bor_1', 'UTC', 'en', 'US', '[]', TRUE, '[]', 1, 1, 1)"
    )
    for number in (1, 2):
        opened.execute_sql(
            f"INSERT INTO device ({COLUMNS}) VALUES "
            f"('dev_{number}', 'bor_1', 'fcm', 'token-{number}', 'android', 'active', {number}, 1)"
        )
    yield opened
    opened.close()


def _rows(opened: peewee.Database) -> list[tuple[object, ...]]:
    return list(opened.execute_sql(f"SELECT {COLUMNS} FROM device ORDER BY id").fetchall())


def test_every_device_stays_and_has_no_installation_yet(before: peewee.Database) -> None:
    rows = _rows(before)
    assert NAME in migrations.migrate(before)
    assert _rows(before) == rows
    assert before.execute_sql("SELECT DISTINCT installation_id FROM device").fetchall() == [(None,)]


def test_an_installation_is_one_device_and_going_down_keeps_them_all(before: peewee.Database) -> None:
    rows = _rows(before)
    migrations.migrate(before)
    before.execute_sql("UPDATE device SET installation_id = 'phone-00001' WHERE id = 'dev_1'")
    with pytest.raises(peewee.IntegrityError), before.atomic():
        before.execute_sql("UPDATE device SET installation_id = 'phone-00001'")
    names = sorted(path.stem for path in migrations.FOLDER.glob("[0-9]*.py"))
    migrations.rollback(before, names[names.index(NAME) - 1])
    assert _rows(before) == rows
    assert "installation_id" not in {column.name for column in before.get_columns("device")}
