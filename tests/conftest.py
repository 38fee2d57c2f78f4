"""What every test may ask for: a moved clock, settings, an empty database (databases.py), app and client.

`pytest --database postgresql` runs on a private cluster of its own (tests/postgres.py) the tests that touch a
database; the others know none, and have run with `--database sqlite`.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from config.settings import Settings
from tests import loopback_only
from tests.databases import (  # noqa: F401 - fixtures
    database,
    database_url,
    empty_database_url,
    migrated,
)
from tests.moved_clock import MovedClock
from tests.postgres import Cluster

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.one_app import OneApp

# The same examples in every run, so that a red build is red for everyone; HYPOTHESIS_PROFILE=deep explores.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=2000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

loopback_only.guard()

_SERVER = pytest.StashKey[Cluster]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="which database the tests run on; postgresql starts and stops its own",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The first process starts the cluster; xdist's workers are told where it is."""
    if config.getoption("--database") == "postgresql" and not hasattr(config, "workerinput"):
        config.stash[_SERVER] = Cluster().start()


def pytest_unconfigure(config: pytest.Config) -> None:
    if cluster := config.stash.get(_SERVER, None):
        cluster.stop()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Called by xdist for each worker."""
    config: pytest.Config = node.config  # type: ignore[attr-defined]
    if cluster := config.stash.get(_SERVER, None):
        node.workerinput["server_url"] = cluster.url  # type: ignore[attr-defined]


# Whose tests touch no database: two thirds of all, and on PostgreSQL not even read.
_WITHOUT = ("countries", "domain", "readers", "rendering", "words")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    left_out = (
        config.getoption("--database") == "postgresql" and collection_path.parent == Path(__file__).parent
    )
    return True if left_out and collection_path.name in _WITHOUT else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what never touches a database: it cannot come out differently."""
    touching = {"database_url", "empty_database_url"}
    kept = [item for item in items if touching & set(getattr(item, "fixturenames", ()))]
    for item in kept:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        if folder in _WITHOUT:
            raise pytest.UsageError(
                f"{item.nodeid}: tests/{folder} runs on SQLite alone, for it touches no database"
            )
    if config.getoption("--database") == "sqlite":
        return
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


@pytest.fixture(scope="session")
def server_url(request: pytest.FixtureRequest) -> str | None:
    """Where the private PostgreSQL answers; None in a run on SQLite."""
    if workerinput := getattr(request.config, "workerinput", None):
        return workerinput.get("server_url")
    cluster = request.config.stash.get(_SERVER, None)
    return cluster.url if cluster else None


@pytest.fixture
def clock() -> MovedClock:
    """A clock that stands at 2026-11-24 09:00 UTC until the test moves it."""
    return MovedClock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:  # noqa: F811
    """Defaults, on this test's empty database, with limits no test reaches by accident."""
    return Settings.from_environ(
        {
            "GRACEDAY_DATABASE_URL": database_url,
            "GRACEDAY_SECRET_KEY": "a secret for the tests, of more than 32 bytes",
            "GRACEDAY_RATE_LIMIT_DEFAULT": "1000000 per minute",
            "GRACEDAY_RATE_LIMIT_AUTH": "1000000 per minute",
            "GRACEDAY_RATE_LIMIT_ACCOUNT": "1000000 per minute",
            "GRACEDAY_RATE_LIMIT_NETWORK": "1000000 per minute",
            "GRACEDAY_LOG_LEVEL": "WARNING",
            "GRACEDAY_ATTACHMENTS_DIR": str(tmp_path / "attachments"),
        }
    )


@pytest.fixture(scope="session")
def one_app() -> "OneApp":
    from tests.one_app import OneApp  # so that a test of one room does not import them all

    return OneApp()


@pytest.fixture
def app(one_app: "OneApp", settings: Settings, clock: MovedClock) -> "Iterator[Flask]":
    """The app, on this test's settings and clock. Who adds a route or a hook asks for `app_of_its_own`."""
    with one_app.lent(settings, clock) as lent:
        yield lent


@pytest.fixture
def app_of_its_own(settings: Settings, clock: MovedClock) -> "Iterator[Flask]":
    """An app that is thrown away after the test."""
    from backend.app import create_app
    from backend.store.database import close_thread

    yield create_app(settings, clock)
    close_thread()


@pytest.fixture
def client(app: "Flask") -> "FlaskClient":
    return app.test_client()
