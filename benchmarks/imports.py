"""Importing a bank's CSV, beside csv.reader and executemany of the same rows into the same table; and its memory.

Ratios are of processor time: other programs of the machine do not count.
"""

import csv
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from backend.actions.people import registration
from backend.actions.spending import import_reading, imports
from backend.store.database import execute
from benchmarks.ground import NOW, Ratio, sqlite

ROOT = Path(__file__).parents[1]
_SHOPS = (
    "STARBUCKS",
    "SHELL",
    "盒马鲜生",
    "滴滴出行",
    "WALMART",
    "AMAZON",
    "NETFLIX",
    "永辉超市",
    "海底捞",
    "QZX LTD",
)
_DAYS = 1500

_CHILD = """
import re, sys
from pathlib import Path
from benchmarks.ground import sqlite
from benchmarks.imports import read_file, someone, write_rows

def resident(name):
    return int(re.search(name + r":\\s+(\\d+)", open("/proc/self/status").read()).group(1))

folder, rows = Path(sys.argv[1]), int(sys.argv[2])
with sqlite():
    write_rows(folder / "few.csv", 3000)
    read_file(someone(), folder / "few.csv")
with sqlite():
    borrower = someone()
    idle = resident("VmRSS")
    open("/proc/self/clear_refs", "w").write("5")
    read_file(borrower, folder / "many.csv")
    print(idle, resident("VmHWM"))
"""


def run(quick: bool) -> Iterator[Ratio]:
    """The share of a plain load's speed, and MiB above idle."""
    rows = 20_000 if quick else 100_000
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bank.csv"
        write_rows(path, rows)
        with sqlite():
            borrower = someone()
            imported = _cpu(lambda: read_file(borrower, path))
            assert execute("SELECT COUNT(*) FROM ledger_entry").fetchone() == (rows,)
            understood = _understood()
        load = partial(_load_entries, understood=understood)
        same = min(_plain(path, load) for _ in range(2))
        bare = _plain(path, _load_bare)
        note = f"{imported:.1f} s; plain {same:.1f} s, into a bare table without keys {bare:.2f} s"
        yield Ratio(
            f"import of {rows:,} CSV rows, share of a plain load (SQLite)", same / imported, 0.25, note=note
        )
        yield _memory(Path(folder), 2 * rows)


def _memory(folder: Path, rows: int) -> Ratio:
    write_rows(folder / "many.csv", rows)
    command = [sys.executable, "-c", _CHILD, str(folder), str(rows)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    idle, peak = (int(part) / 1024 for part in done.stdout.split())
    note = f"idle {idle:.0f} MiB, peak {peak:.0f} MiB"
    return Ratio(
        f"import of {rows:,} CSV rows, MiB above idle (SQLite)", peak - idle, 100, at_most=True, note=note
    )


def write_rows(path: Path, rows: int) -> None:
    """A file of some years: day, description, amount, balance; shops come again, with numbers of their branches."""
    chance, balance, first = Random(1), 100_000_000, date(2022, 1, 1)
    shops = [f"{shop} {branch:03d}" for shop in _SHOPS for branch in range(200)]
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["Date", "Description", "Amount", "Balance"])
        for number in range(rows):
            amount = 500_000 if number % 500 == 499 else -chance.randrange(100, 30_000)
            balance += amount
            shop = "ACME PAYROLL" if amount > 0 else chance.choice(shops)
            day = first + timedelta(days=number * _DAYS // rows)
            out.writerow([day, shop, f"{amount / 100:.2f}", f"{balance / 100:.2f}"])


def someone() -> str:
    """A borrower's id."""
    claims = {"uid": "reader", "email": "reader@example.com", "email_verified": True}
    home = {"zone": "Asia/Shanghai", "locale": "en", "country": "CN"}
    return str(registration.of_firebase(claims, home=lambda: home, now=NOW).id)


def read_file(borrower_id: str, path: Path) -> None:
    """Take a file and read it: what the web and the worker do."""
    with path.open("rb") as file:
        pieces = iter(lambda: file.read(1 << 20), b"")
        imports.take_file(borrower_id, content=pieces, file_name=path.name, most_bytes=50_000_000, now=NOW)
    import_reading.read_due(clock=lambda: NOW)


def _plain(path: Path, load: Callable[[sqlite3.Connection, Iterator[list[str]]], None]) -> float:
    with sqlite() as database, path.open(newline="", encoding="utf-8") as file:
        connection = sqlite3.connect(database)
        rows = csv.reader(file)
        next(rows)
        took = _cpu(lambda: load(connection, rows))
        connection.close()
        return took


def _load_bare(connection: sqlite3.Connection, rows: Iterator[list[str]]) -> None:
    with connection:
        connection.execute("CREATE TABLE plain (booked_on TEXT, text TEXT, amount TEXT, balance TEXT)")
        connection.executemany("INSERT INTO plain VALUES (?, ?, ?, ?)", rows)


def _understood() -> dict[str, tuple[str, str | None, str]]:
    """{text: (category, rule, role)}: what the import found out."""
    return {
        row[0]: row[1:]
        for row in execute("SELECT DISTINCT text, category, rule_id, role FROM ledger_entry").fetchall()
    }


def _load_entries(
    connection: sqlite3.Connection,
    rows: Iterator[list[str]],
    understood: dict[str, tuple[str, str | None, str]],
) -> None:
    """The rows that the import left, keys and all, by somebody who knew beforehand what each text means."""
    columns = (
        "id, borrower_id, account_id, fingerprint, booked_on, text, amount, currency, counterparty, kind, "
        "funding, neutral, dead, from_cash, import_id, created_at, updated_at, version, category, rule_id, role"
    )
    values = (
        "?, ?, ?, ?, ?, ?, ?, 'USD', '', '', '', 0, 0, 1, ?, 1795510800000000, 1795510800000000, 1, ?, ?, ?"
    )
    borrower, account, job = (f"{prefix}_{0:026d}" for prefix in ("bor", "cash", "imp"))
    with connection:
        connection.executemany(
            f"INSERT INTO ledger_entry ({columns}) VALUES ({values})",
            (
                (
                    f"txn_{number:026d}",
                    borrower,
                    account,
                    f"{number:032d}",
                    day,
                    text,
                    int(amount.replace(".", "")),
                )
                + (job, *understood[text])
                for number, (day, text, amount, _) in enumerate(rows)
            ),
        )


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
