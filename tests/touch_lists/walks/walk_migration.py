"""A new migration makes its table, is undone and done again."""

from backend.store import migrations
from backend.store.database import open_database


def test_it_goes_up_down_and_up(empty_database_url: str) -> None:
    database = open_database(empty_database_url)
    applied = migrations.migrate(database)
    assert applied[-1] == "9999_tea" and "teapot" in database.get_tables()
    assert migrations.rollback(database, applied[-2]) == ["9999_tea"]
    assert "teapot" not in database.get_tables()
    assert migrations.migrate(database) == ["9999_tea"]
    database.close()
