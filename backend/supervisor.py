"""`serve`: web and worker as two child processes; when one ends, or a signal comes, both are stopped."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

_GRACE_SECONDS = 30.0
_POLL_SECONDS = 0.2
# SIGHUP: the terminal was closed.
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Child = subprocess.Popen[bytes]


def start(host: str, port: int, env: Mapping[str, str] | None = None) -> list[Child]:
    """Start gunicorn and the worker in `env`, this process's environment unless given."""
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn"]
    web = [*gunicorn, "-b", f"{host}:{port}", "wsgi:app"]
    worker = [sys.executable, "-m", "push"]
    children: list[Child] = []
    try:
        for command in (web, worker):
            children.append(subprocess.Popen(command, env=env))
    except BaseException:
        stop(children)
        raise
    return children


def stop(children: list[Child]) -> None:
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


@contextmanager
def remembered_signals() -> Iterator[list[int]]:
    """Signals to end are remembered, not obeyed: who asks for this ends once its children have ended."""
    told: list[int] = []

    def remember(signum: int, frame: FrameType | None) -> None:
        told.append(signum)

    before = {number: signal.signal(number, remember) for number in _SIGNALS}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wait(children: list[Child], told: list[int]) -> int:
    """Until a signal comes or a child ends; 0 after a signal, the child's code (never 0) otherwise."""
    while not told and all(child.poll() is None for child in children):
        time.sleep(_POLL_SECONDS)
    ended = next((child.returncode for child in children if child.returncode is not None), 0)
    return 0 if told else (ended or 1)


def serve(host: str, port: int) -> int:
    """Run until a signal comes or a child ends; 0 after a signal, the child's code otherwise."""
    with remembered_signals() as told:
        children = start(host, port)
        try:
            return wait(children, told)
        finally:
            stop(children)


def can_listen(host: str, port: int) -> bool:
    """Whether gunicorn could listen there now; port 0 is always free. A name that means nothing cannot."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError:
        return False
    return True
