"""GET /v1/deadlines and POST /v1/payments under gunicorn, beside bare handlers with the same queries."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from backend.actions.credit import cards
from backend.actions.people import registration, sessions
from backend.actions.people.sessions import TokenRules
from backend.actions.reminders import deadlines
from backend.clock import system_clock
from backend.domain.credit.card_and_loan_terms import CardTerms, DueRule, MinimumRule
from backend.store import migrations
from backend.store.database import bind, database
from benchmarks.ground import Ratio

ROOT = Path(__file__).parents[1]
SECRET = "a secret for the benchmark, of more than 32 bytes"
CONNECTIONS = 16


def run(quick: bool) -> Iterator[Ratio]:
    """Requests a second as a share of the bare handler's."""
    requests = 200 if quick else 600
    for name, method, path in (
        ("GET /v1/deadlines", "GET", "/v1/deadlines?state=open"),
        ("POST /v1/payments", "POST", "/v1/payments"),
    ):
        # Each on a database of its own: a payment settles all that came before it afresh, so the second to be
        # measured would have the longer history.
        rates = [_rate(module, method, path, requests) for module in ("benchmarks.bare:app", "wsgi:app")]
        note = f"{rates[1]:,.0f} of {rates[0]:,.0f} requests a second"
        yield Ratio(f"{name}, share of a bare handler (SQLite)", rates[1] / rates[0], 0.5, note=note)


def _rate(module: str, method: str, path: str, requests: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "GRACEDAY_DATABASE_URL": f"sqlite:///{folder}/web.sqlite3"}
        env |= {"GRACEDAY_SECRET_KEY": SECRET, "GRACEDAY_RATE_LIMIT_DEFAULT": "10000000 per minute"}
        env |= {"GRACEDAY_LOG_LEVEL": "ERROR", "WEB_CONCURRENCY": "2"}
        token, account = _household(env["GRACEDAY_DATABASE_URL"])
        body = b"" if method == "GET" else json.dumps({"account_id": account, "amount": 1}).encode()
        with _served(module, env) as port:
            asyncio.run(_load(port, method, path, body, token, requests // 4))
            return asyncio.run(_load(port, method, path, body, token, requests))


def _household(url: str) -> tuple[str, str]:
    """One borrower with a card and twenty deadlines; returns an access token and the card's id."""
    bind(url)
    migrations.migrate(database)
    now = system_clock()
    borrower = registration.register(
        email="bench@example.com",
        password="correct horse",
        zone="Asia/Shanghai",
        locale="en",
        country="CN",
        now=now,
    )
    terms = CardTerms(5, DueRule(fixed_day=23), MinimumRule(1000))
    card = cards.add_card(
        borrower.id, terms=terms, issuer="Bank", currency="CNY", zone="Asia/Shanghai", country="CN", now=now
    )
    for number in range(20):
        due_on = (now + timedelta(days=number)).date()
        deadlines.add_deadline(
            borrower.id, due_on=due_on, title=f"Due {number}", zone="Asia/Shanghai", country="CN", now=now
        )
    token_rules = TokenRules((SECRET,), timedelta(hours=2), timedelta(days=1))
    token = sessions.open_session(borrower.id, token_rules=token_rules, now=now).access_token
    database.close()
    return token, card.id


@contextmanager
def _served(module: str, env: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "config/gunicorn.py",
        "-b",
        f"127.0.0.1:{port}",
        module,
    ]
    server = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("gunicorn did not come up")


async def _load(port: int, method: str, path: str, body: bytes, token: str, requests: int) -> float:
    """Requests a second over some kept-alive connections."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()

    async def one(count: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(count):
            writer.write(head + body)
            status = await reader.readline()
            if b" 20" not in status:
                raise RuntimeError(status.decode())
            length = 0
            while (line := await reader.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            await reader.readexactly(length)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one(requests // CONNECTIONS) for _ in range(CONNECTIONS)))
    return requests // CONNECTIONS * CONNECTIONS / (time.perf_counter() - began)
