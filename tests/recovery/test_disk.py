"""A disk that takes nothing more, and files that may only be read: said in words, nothing lost, over by itself."""

import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend.app import create_app
from backend.clock import system_clock
from backend.store import heartbeats
from backend.store.database import bind, close_thread, execute, open_database
from backend.store.migrations import migrate
from config.settings import Settings
from tests.databases import sqlite_url
from tests.recovery.served import PERSON, Web, register, serving

NOBODY = 65534
UNLIMITED = resource.RLIM_INFINITY
TEXT = {"file": ("a.txt", b"what the lender wrote")}


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that another user may enter, which pytest's own is not."""
    with tempfile.TemporaryDirectory(prefix="graceday-disk-", dir="/tmp") as made:
        os.chmod(made, 0o755)
        yield Path(made)


@pytest.fixture
def url(folder: Path) -> str:
    made = sqlite_url(folder / "graceday.sqlite3")
    opened = open_database(made)
    migrate(opened)
    opened.close()
    return made


def _limit(web: Web, most: int) -> None:
    """No file of the web's processes may grow beyond so many bytes: a full disk, as far as they can tell."""
    parent = web.process.process.pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    assert children
    for child in children:
        resource.prlimit(int(child), resource.RLIMIT_FSIZE, (most, UNLIMITED))


def _due(number: int) -> dict[str, str]:
    return {"title": f"Rent {number}", "due_on": "2026-12-10"}


def test_a_full_disk_is_said_loses_nothing_and_is_over_when_there_is_room(url: str, folder: Path) -> None:
    bind(url)
    heartbeats.beat("tick", now=system_clock())
    close_thread()
    with serving(folder, database_url=url) as web:
        token = register(web)
        kept = web.ask("POST", "/v1/deadlines", _due(1), Authorization=token)
        assert (kept.status, web.ask("GET", "/readyz").status) == (201, 200)

        _limit(web, 100)
        refused = web.at_once(4, "POST", "/v1/deadlines", _due(2), Authorization=token, Idempotency_Key="2")
        assert {(each.status, each.retry_after, each.body["code"]) for each in refused} == {
            (507, "30", "insufficient-storage")
        }
        web.process.wait_until(lambda: web.ask("GET", "/readyz").status == 503)
        ready = web.ask("GET", "/readyz").body["checks"]
        assert (ready["database"]["ok"], ready["attachments"]["ok"]) == (False, False)
        read = web.ask("GET", "/v1/deadlines", Authorization=token)
        assert [each["id"] for each in read.body["items"]] == [kept.body["id"]]

        _limit(web, UNLIMITED)
        assert web.ask("GET", "/readyz").status == 200
        again = web.ask("POST", "/v1/deadlines", _due(2), Authorization=token, Idempotency_Key="2")
        assert again.status == 201
        read = web.ask("GET", "/v1/deadlines", Authorization=token)
        assert {each["id"] for each in read.body["items"]} == {kept.body["id"], again.body["id"]}
        assert len(read.body["items"]) == 2


@pytest.fixture
def app(url: str, folder: Path) -> Iterator[Flask]:
    yield create_app(
        Settings.from_environ(
            {
                "GRACEDAY_DATABASE_URL": url,
                "GRACEDAY_SECRET_KEY": "a secret for the tests, of more than 32 bytes",
                "GRACEDAY_ATTACHMENTS_DIR": str(folder / "attachments"),
            }
        ),
        system_clock,
    )
    close_thread()


class ReadOnly:
    """The folder and all that is in it may be read and not written, by root neither, who here is nobody."""

    def __init__(self, folder: Path) -> None:
        self._paths = [folder, *folder.rglob("*")]

    def __enter__(self) -> None:
        self._before = [(path, path.stat().st_mode & 0o777) for path in self._paths]
        for path in self._paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        if os.geteuid() == 0:
            os.seteuid(NOBODY)

    def __exit__(self, *_: object) -> None:
        if os.getuid() == 0:
            os.seteuid(0)
        for path, mode in self._before:
            if path.exists():
                path.chmod(mode)


@pytest.mark.parametrize("beside", [True, False], ids=["others have it open", "alone"])
def test_what_may_only_be_read_is_said_and_over_when_it_may_be_written(
    app: Flask, folder: Path, beside: bool
) -> None:
    client = app.test_client()
    heartbeats.beat("tick", now=system_clock())
    assert client.get("/readyz").status_code == 200
    close_thread()
    other = sqlite3.connect(folder / "graceday.sqlite3") if beside else None
    if other:
        other.execute("SELECT COUNT(*) FROM borrower").fetchall()  # the file beside it, for the WAL, is there
    with ReadOnly(folder):
        refused = client.post("/v1/auth/register", json=PERSON)
        ready = client.get("/readyz")
    if other:
        other.close()
    assert refused.status_code == 503
    assert refused.content_type == "application/problem+json"
    assert (refused.headers["Retry-After"], refused.get_json(force=True)["reason"]) == (
        "30",
        "storage-read-only",
    )
    assert (ready.status_code, ready.json["checks"]["database"]["ok"]) == (503, False)
    again = client.get("/readyz")
    assert again.status_code == 200, again.json
    assert client.post("/v1/auth/register", json=PERSON).status_code == 201


def test_a_file_that_another_process_holds_can_be_read_and_is_said_to_be_held(
    app: Flask, folder: Path
) -> None:
    client = app.test_client()
    heartbeats.beat("tick", now=system_clock())
    token = client.post("/v1/auth/register", json=PERSON).json["access_token"]
    signed = {"Authorization": f"Bearer {token}"}
    due = {"title": "Rent", "due_on": "2026-12-10"}
    headers = {**signed, "Idempotency-Key": "1"}
    other = sqlite3.connect(folder / "graceday.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    execute("PRAGMA busy_timeout = 20")  # the ten seconds of a request, cut short
    refused = client.post("/v1/deadlines", json=due, headers=headers)
    read = client.get("/v1/deadlines", headers=signed)
    ready = client.get("/readyz")
    other.execute("ROLLBACK")
    other.close()
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert (read.status_code, read.json["items"]) == (200, [])
    assert (ready.status_code, ready.json["checks"]["database"]["message"]) == (503, "somebody else holds it")
    assert client.post("/v1/deadlines", json=due, headers=headers).status_code == 201
    assert client.get("/readyz").status_code == 200


def test_a_folder_of_attachments_that_cannot_be_written_is_said(app: Flask, folder: Path) -> None:
    client = app.test_client()
    heartbeats.beat("tick", now=system_clock())
    token = client.post("/v1/auth/register", json=PERSON).json["access_token"]
    signed = {"Authorization": f"Bearer {token}"}
    assert client.get("/readyz").status_code == 200
    attachments = folder / "attachments"
    with ReadOnly(attachments):
        ready = client.get("/readyz")
    assert (ready.status_code, ready.json["checks"]["attachments"]["ok"]) == (503, False)
    shutil.rmtree(attachments)
    attachments.touch()
    attachments.chmod(0o444)
    assert client.get("/v1/attachments", headers=signed).status_code == 200


def test_a_file_that_is_damaged_is_not_called_ready(app: Flask, folder: Path) -> None:
    """As Sportarr/Sportarr#288, whose health was good for 15 days in which every query failed."""
    client = app.test_client()
    heartbeats.beat("tick", now=system_clock())
    assert client.get("/readyz").status_code == 200
    close_thread()
    with (folder / "graceday.sqlite3").open("r+b") as file:
        file.write(bytes(os.urandom(1 << 16)))
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json["checks"]["database"]["ok"]) == (503, False)
    assert client.get("/healthz").status_code == 200
