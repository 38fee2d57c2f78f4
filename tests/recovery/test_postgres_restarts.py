"""A PostgreSQL that is restarted, that crashes, or that cuts its connections, beneath a running web and worker."""

import contextlib
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from flask import Flask

from backend.app import create_app
from backend.clock import system_clock
from backend.store import heartbeats
from backend.store.database import bind, close_thread, database, open_database
from backend.store.faults import STORE_ERRORS
from backend.store.migrations import migrate
from config.settings import Settings
from tests.databases import create_database
from tests.postgres import Cluster
from tests.processes import Process
from tests.recovery.served import PERSON, Answer, Web, register, serving

THREADS = 3
DUE = {"title": "Rent", "due_on": "2026-12-10"}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server that these tests may stop, on which nothing else runs."""
    with Cluster() as made:
        yield made


@pytest.fixture(scope="module")
def url(cluster: Cluster) -> str:
    made = create_database(cluster.url, "graceday_restarted")
    opened = open_database(made)
    migrate(opened)
    opened.close()
    return made


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    close_thread()


@pytest.fixture
def app(url: str, tmp_path: Path) -> Flask:
    settings = Settings.from_environ(
        {
            "GRACEDAY_DATABASE_URL": url,
            "GRACEDAY_SECRET_KEY": "a secret for the tests, of more than 32 bytes",
            "GRACEDAY_RATE_LIMIT_AUTH": "1000 per minute",
            "GRACEDAY_ATTACHMENTS_DIR": str(tmp_path / "attachments"),
        }
    )
    return create_app(settings, system_clock)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    everyone = threading.Barrier(THREADS)

    def leave(_: int) -> None:
        everyone.wait(60)
        close_thread()

    with ThreadPoolExecutor(THREADS) as pool:
        yield pool
        list(pool.map(leave, range(THREADS)))


def in_each_thread(pool: ThreadPoolExecutor, app: Flask) -> list[tuple[int, str | None]]:
    """Status and Retry-After of a request that reads and of one that writes, in every thread, which keeps its own
    connection: nobody begins before all are there."""
    everyone = threading.Barrier(THREADS)

    def ask(_: int) -> list[tuple[int, str | None]]:
        everyone.wait(60)
        client = app.test_client()
        unknown = {"refresh_token": "x" * 43}
        answers = [client.get("/readyz"), client.post("/v1/auth/refresh", json=unknown)]
        return [(each.status_code, each.headers.get("Retry-After")) for each in answers]

    return [each for pair in pool.map(ask, range(THREADS)) for each in pair]


READY, REFUSED = (200, None), (401, None)
NOT_READY, AWAY = (503, None), (503, "2")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT], ids=["shut down", "crashed"])
def test_every_thread_of_the_web_comes_back(
    cluster: Cluster, app: Flask, threads: ThreadPoolExecutor, number: int
) -> None:
    heartbeats.beat("tick", now=system_clock())
    assert set(in_each_thread(threads, app)) == {READY, REFUSED}

    cluster.halt(number)
    try:
        assert set(in_each_thread(threads, app)) == {NOT_READY, AWAY}
        assert app.test_client().get("/healthz").status_code == 200
    finally:
        cluster.go_on()
    heartbeats.beat("tick", now=system_clock())
    assert set(in_each_thread(threads, app)) == {READY, REFUSED}


def test_a_restart_between_two_requests_is_not_even_noticed(
    cluster: Cluster, app: Flask, threads: ThreadPoolExecutor
) -> None:
    heartbeats.beat("tick", now=system_clock())
    in_each_thread(threads, app)
    cluster.halt()
    cluster.go_on()
    assert set(in_each_thread(threads, app)) == {READY, REFUSED}


def test_a_connection_cut_within_a_transaction_is_not_used_again(cluster: Cluster, url: str) -> None:
    bind(url)
    with pytest.raises(STORE_ERRORS), database.atomic():
        mine = database.execute_sql("SELECT pg_backend_pid()").fetchone()[0]
        with psycopg.connect(cluster.url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (mine,))
        heartbeats.beat("tick", now=system_clock())
    heartbeats.beat("tick", now=system_clock())
    assert heartbeats.last("tick") is not None


def test_a_server_that_stands_by_is_told_and_left_for_the_one_that_serves(
    cluster: Cluster, app: Flask, url: str
) -> None:
    client = app.test_client()
    heartbeats.beat("tick", now=system_clock())
    assert client.get("/readyz").status_code == 200
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("ALTER DATABASE graceday_restarted SET default_transaction_read_only = on")
    close_thread()
    refused = client.post("/v1/auth/register", json={**PERSON, "email": "b@example.com"})
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    assert refused.get_json(force=True)["reason"] == "storage-read-only"
    with psycopg.connect(cluster.url, autocommit=True) as other:
        other.execute("ALTER DATABASE graceday_restarted SET default_transaction_read_only = off")
    assert client.post("/v1/auth/register", json={**PERSON, "email": "b@example.com"}).status_code == 201


def test_of_two_servers_the_one_that_answers_is_taken(cluster: Cluster, url: str) -> None:
    parts = urlsplit(url)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        ports = f"{nobody.getsockname()[1]},{cluster.port}"
        who = f"user={parts.username}&password={parts.password}&target_session_attrs=read-write"
        bind(f"postgresql://{parts.path}?host=127.0.0.1,127.0.0.1&port={ports}&{who}")
        heartbeats.beat("tick", now=system_clock())


class Cutting:
    """Stands between us and the server. Armed, it hands on the next COMMIT, and cuts the line instead of its answer."""

    def __init__(self, port: int) -> None:
        self._port, self.armed = port, False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                ours = self._listener.accept()[0]
            except OSError:
                return
            theirs = socket.create_connection(("127.0.0.1", self._port))
            for pair in ((ours, theirs, True), (theirs, ours, False)):
                threading.Thread(target=self._hand_on, args=pair, daemon=True).start()

    def _hand_on(self, source: socket.socket, target: socket.socket, asking: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if asking and self.armed and b"COMMIT" in data:
                    self.armed = False
                    source.shutdown(socket.SHUT_RDWR)
                target.sendall(data)
        for each in (source, target):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


def test_a_commit_whose_answer_is_lost_is_done_once_under_its_key(
    cluster: Cluster, app: Flask, url: str
) -> None:
    """As oss-tsukuba/gfarm#281, which did it twice: nobody can know whether it was done, but the key does."""
    line = Cutting(cluster.port)
    bind(url.replace(f":{cluster.port}/", f":{line.port}/"))
    client = app.test_client()
    person = client.post("/v1/auth/register", json={**PERSON, "email": "c@example.com"}).json
    headers = {"Authorization": f"Bearer {person['access_token']}", "Idempotency-Key": "1"}
    line.armed = True
    lost = client.post("/v1/deadlines", json=DUE, headers=headers)
    assert (lost.status_code, lost.get_json(force=True)["reason"]) == (503, "database-away")
    assert not line.armed
    again = client.post("/v1/deadlines", json=DUE, headers=headers)
    listed = client.get("/v1/deadlines", headers=headers).json["items"]
    assert (again.status_code, [each["id"] for each in listed]) == (201, [again.json["id"]])
    assert again.headers["Idempotency-Replayed"] == "true"
    close_thread()
    line.close()


def _went_well(web: Web, **headers: str) -> list[Answer]:
    return web.at_once(THREADS * 2, "GET", "/v1/deadlines", **headers)


def test_a_served_web_and_a_worker_go_on_after_a_restart(cluster: Cluster, url: str, tmp_path: Path) -> None:
    """Each under its own process: nobody restarts either of them."""
    options = {
        "database_url": url,
        "push_providers": "console",
        "tick_seconds": "1",
        "tick_stale_seconds": "2",
    }
    worker = Process(tmp_path, "push", **options)
    try:
        with serving(tmp_path, threads=THREADS, **options) as web:
            token = register(web)
            made = web.ask("POST", "/v1/deadlines", DUE, Authorization=token, Idempotency_Key="1")
            assert made.status == 201
            web.process.wait_until(lambda: web.ask("GET", "/readyz").status == 200)
            assert {each.status for each in _went_well(web, Authorization=token)} == {200}

            cluster.halt()
            try:
                down = _went_well(web, Authorization=token)
                assert {(each.status, each.retry_after) for each in down} == {(503, "2")}
                assert {each.body["reason"] for each in down} == {"database-away"}
                assert web.ask("GET", "/readyz").status == 503
                assert web.ask("GET", "/healthz").status == 200
            finally:
                cluster.go_on()
            assert {each.status for each in _went_well(web, Authorization=token)} == {200}
            again = web.ask("POST", "/v1/deadlines", DUE, Authorization=token, Idempotency_Key="1")
            assert again.body == made.body
            # Its tick is older than the restart until the worker has ticked anew.
            worker.wait_until(lambda: web.ask("GET", "/readyz").status == 200)
            assert web.process.process.poll() is None
    finally:
        worker.end_now()
