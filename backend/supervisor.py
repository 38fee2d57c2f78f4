"""`serve`: web and worker as two child processes; when one ends, or a signal comes, both are stopped."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

_GRACE_SECONDS = 30.0
_POLL_SECONDS = 0.2


def start(host: str, port: int, env: dict[str, str] | None = None) -> list["subprocess.Popen[bytes]"]:
    """Start gunicorn and the worker; each in this project's environment."""
    environment = {**os.environ, **(env or {})}
    web = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "-b", f"{host}:{port}", "wsgi:app"]
    worker = [sys.executable, "-m", "push"]
    return [subprocess.Popen(command, env=environment) for command in (web, worker)]


def stop(children: list["subprocess.Popen[bytes]"]) -> None:
    """SIGTERM to all, then SIGKILL to whoever has not drained in half a minute."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    limit = time.monotonic() + _GRACE_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def serve(host: str, port: int) -> int:
    """Run until a signal comes or a child ends; 0 after a signal, the child's code otherwise."""
    children = start(host, port)
    told: list[int] = []

    def remember(signum: int, frame: FrameType | None) -> None:
        told.append(signum)

    signal.signal(signal.SIGTERM, remember)
    signal.signal(signal.SIGINT, remember)
    while not told and all(child.poll() is None for child in children):
        time.sleep(_POLL_SECONDS)
    ended = next((child.returncode for child in children if child.returncode is not None), 0)
    stop(children)
    return 0 if told else (ended or 1)
