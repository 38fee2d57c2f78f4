"""Peak memory of a catch-up of 100,000 due reminders, above an idle worker, in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.ground import Ratio

_CHILD = """
import re, sys
from benchmarks.ground import NINE, fill, sqlite
from benchmarks.pipeline import work

def resident(name):
    return int(re.search(name + r":\\s+(\\d+)", open("/proc/self/status").read()).group(1))

with sqlite():
    fill(8, 4, next_reminder_at=NINE)
    work()
    idle = resident("VmRSS")
import subprocess
with sqlite() as path:
    code = "from benchmarks.ground import *; from backend.store.database import bind, database; "
    code += f"bind('sqlite:///{path}'); database.connect(); fill(int(sys.argv[1]) // 4, 4, next_reminder_at=NINE)"
    subprocess.run([sys.executable, "-c", "import sys; " + code, sys.argv[1]], check=True)
    open("/proc/self/clear_refs", "w").write("5")
    work()
    print(idle, resident("VmHWM"))
"""


def run(quick: bool) -> Iterator[Ratio]:
    """MiB above idle."""
    rows = 20_000 if quick else 100_000
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(rows)], cwd=root, capture_output=True, text=True, check=True
    )
    idle, peak = (int(part) / 1024 for part in done.stdout.split())
    yield Ratio(
        f"catch-up of {rows:,} due reminders, MiB above idle (SQLite)",
        peak - idle,
        64,
        at_most=True,
        note=f"idle {idle:.0f} MiB, peak {peak:.0f} MiB",
    )
