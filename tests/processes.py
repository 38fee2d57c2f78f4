"""Real processes of ours, started for a test: their output in a file, and waiting without fixed sleeps."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST_WAIT = 60.0  # a busy machine; nothing below waits longer than it must
_POLL = 0.02


class Process:
    """`python -m MODULE ...` with only the GRACEDAY_ options given; stdout and stderr together in `said()`."""

    def __init__(self, folder: Path, *command: str, **options: str) -> None:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("GRACEDAY_")}
        environ["GRACEDAY_SECRET_KEY"] = "a secret for the tests, of more than 32 bytes"
        environ |= {f"GRACEDAY_{name.upper()}": value for name, value in options.items()}
        environ |= {"WEB_CONCURRENCY": "1", "GRACEDAY_LOG_FORMAT": "json"}
        self.log = folder / f"{command[0]}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command], cwd=ROOT, env=environ, stdout=log, stderr=log
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_until(self, holds: Callable[[], object]) -> None:
        """Until `holds()` does; fails with what the process said when it ends or is silent too long."""
        limit = time.monotonic() + LONGEST_WAIT
        while not holds():
            assert self.process.poll() is None, f"it ended with {self.process.returncode}: {self.said()}"
            assert time.monotonic() < limit, self.said()
            time.sleep(_POLL)

    def ends(self) -> int:
        """Its exit code."""
        return self.process.wait(LONGEST_WAIT)

    def told_to_end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.ends()

    def end_now(self) -> None:
        """After a test that failed: the process, and (by SIGTERM first) the children it minds."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(LONGEST_WAIT)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
