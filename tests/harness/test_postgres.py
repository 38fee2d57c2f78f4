"""The private PostgreSQL: up on loopback, and gone without a trace however the test run ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.postgres import Cluster, PostgresMissing, find_programs

try:
    find_programs()
except PostgresMissing as missing:
    pytest.skip(str(missing), allow_module_level=True)

LONGEST_WAIT = 30.0


def left_behind(url: str) -> bool:
    """Whether anything still answers at `url`."""
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def remove(folder: Path) -> None:
    """Take away what a server has left that answers no more, but may still be tidying up itself."""
    for _ in range(100):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.05)


def wait_until_gone(url: str) -> bool:
    until = time.monotonic() + LONGEST_WAIT
    while left_behind(url) and time.monotonic() < until:
        time.sleep(0.05)
    return not left_behind(url)


def test_a_cluster_answers_on_loopback_only_and_leaves_nothing() -> None:
    with Cluster() as cluster, psycopg.connect(cluster.url) as connection:
        shown = connection.execute("SHOW listen_addresses").fetchone()
        folder = Path(connection.execute("SHOW data_directory").fetchone()[0]).parent  # type: ignore[index]
        assert shown == ("127.0.0.1",)
        assert folder.is_dir()
    assert not folder.exists()
    assert not left_behind(cluster.url)


def test_it_never_runs_as_root() -> None:
    with Cluster() as cluster:
        owner = Path(f"/proc/{cluster.pid}").stat().st_uid
    assert owner != 0


def test_a_stranger_without_the_password_is_turned_away() -> None:
    with Cluster() as cluster, pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://graceday:guess@127.0.0.1:{cluster.port}/postgres")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_by_hand_it_ends_with_its_starter(number: signal.Signals) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres"], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    assert starter.stdout
    url = starter.stdout.readline().strip()
    assert urlsplit(url).hostname == "127.0.0.1"
    with psycopg.connect(url) as connection:
        folder = Path(connection.execute("SHOW data_directory").fetchone()[0]).parent  # type: ignore[index]

    starter.send_signal(number)
    starter.wait(timeout=LONGEST_WAIT)
    starter.stdout.close()

    assert wait_until_gone(url)
    if number == signal.SIGKILL:  # who is killed cannot tidy up; the next to start does, in a while
        remove(folder)
    assert not folder.exists()
