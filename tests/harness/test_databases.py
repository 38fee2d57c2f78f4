"""What a test finds in its database: the newest schema, and nothing of the test before."""

import peewee
import pytest

from backend.store import migrations
from backend.store.database import execute
from tests.moved_clock import MovedClock


@pytest.mark.parametrize("round_", [1, 2])
def test_what_one_test_writes_the_next_does_not_see(database: peewee.DatabaseProxy, round_: int) -> None:
    found = execute("SELECT count(*) FROM heartbeat").fetchone()[0]
    execute("INSERT INTO heartbeat (name, at) VALUES (?, ?)", (f"round {round_}", round_))
    assert found == 0


def test_the_schema_is_the_newest(database: peewee.DatabaseProxy) -> None:
    assert migrations.pending(database) == []


def test_the_run_is_on_the_database_that_was_asked_for(
    database: peewee.DatabaseProxy, pytestconfig: pytest.Config
) -> None:
    kind = "sqlite" if isinstance(database.obj, peewee.SqliteDatabase) else "postgresql"
    assert kind == pytestconfig.getoption("--database")


def test_a_clock_moves_only_when_told(clock: MovedClock) -> None:
    before = clock()
    assert clock() == before
    with pytest.raises(ValueError, match="aware"):
        clock.move(to=before.replace(tzinfo=None))
