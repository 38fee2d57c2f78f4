"""Runs commands: in this process, where nothing but words is at stake, or as processes of their own."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import structlog
from click.testing import CliRunner, Result

from backend.cli import main
from backend.store.database import close_thread, database

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a secret for the tests, of more than 32 bytes"
LONGEST_WAIT = 60.0


def run(*arguments: str, **options: str) -> Result:
    """`backend.cli ARGUMENTS` in an environment of these GRACEDAY_ options alone; leaves the process as it was."""
    unset: dict[str, str | None] = {name: None for name in os.environ if name.startswith("GRACEDAY_")}
    given = {f"GRACEDAY_{name.upper()}": value for name, value in options.items()}
    root, terminate = logging.getLogger(), signal.getsignal(signal.SIGTERM)
    handlers, level = root.handlers[:], root.level
    try:
        return CliRunner().invoke(main, arguments, env={**unset, "GRACEDAY_SECRET_KEY": SECRET, **given})
    finally:
        root.handlers[:], root.level = handlers, level
        structlog.reset_defaults()
        signal.signal(signal.SIGTERM, terminate)
        if database.obj is not None:
            close_thread()


def refused(result: Result) -> str:
    """What a command that refuses says: on stderr, exit code not 0, and never a traceback."""
    assert result.exit_code != 0, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    assert result.stdout == ""
    return result.stderr


def start(*arguments: str, folder: Path, **environ: str) -> "subprocess.Popen[str]":
    """The command as a process, head of a group of its own, whose temporary files go to `folder`."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GRACEDAY_")}
    return subprocess.Popen(
        [sys.executable, "-m", "backend.cli", *arguments],
        cwd=ROOT,
        env={**env, "TMPDIR": str(folder), **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )


def read_until(process: "subprocess.Popen[str]", word: str) -> str:
    """What it prints, up to the line with `word`."""
    said = ""
    assert process.stdout
    for line in process.stdout:
        said += line
        if word in line:
            return said
    raise AssertionError(f"it ended with {process.wait()} and no {word!r}:\n{said}")


def alive(session: int) -> list[int]:
    """The processes of a session, by /proc/N/stat; ended ones that nobody has waited for do not count."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            state, _, _, its_session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(its_session) == session and state != "Z":
            found.append(int(entry.name))
    return found


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + LONGEST_WAIT
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def listening() -> socket.socket:
    """A port of this machine that is taken until the socket is closed."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    return taken
