"""A private PostgreSQL for tests and benchmarks: free loopback port, own folder, gone afterwards.

    with Cluster() as cluster: psycopg.connect(cluster.url)
    python -m tests.postgres          # by hand: prints the URL, stops at Ctrl-C

Started as root it runs as `postgres` or `nobody`: PostgreSQL refuses to be root.
"""

import atexit
import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType
from typing import Self

import psycopg

_START_SECONDS = 30
_LEFT_SECONDS = 600
_TRIES = 5  # another process may take the free port between our look and PostgreSQL's

# A crash of the machine may lose these rows: nothing here outlives the run.
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresMissing(RuntimeError):
    """PostgreSQL's programs are not on this machine; on Debian: apt-get install postgresql."""


class Cluster:
    """One server with one superuser and a password nobody else knows. `durable` keeps fsync on."""

    def __init__(self, *, durable: bool = False) -> None:
        self._options = {} if durable else _CARELESS
        self._programs = find_programs()
        self._user = _unprivileged_user()
        self._password = secrets.token_urlsafe(16)
        self._folder: Path | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"postgresql://graceday:{self._password}@127.0.0.1:{self.port}/postgres"

    @property
    def pid(self) -> int:
        assert self._server
        return self._server.pid

    def start(self) -> Self:
        # Directly below /tmp: a socket's path may have 107 bytes, and the other user must reach it.
        self._folder = Path(tempfile.mkdtemp(prefix="graceday-pg-", dir="/tmp"))
        atexit.register(self.stop)
        _sweep(self._folder)
        self._create()
        for _ in range(_TRIES):
            self.port = _free_port()
            self._server = self._launch()
            if self._answers():
                return self
        raise RuntimeError(f"PostgreSQL does not start:\n{self._log()}")

    def halt(self, number: int = signal.SIGINT) -> None:
        """End the server and keep its data: SIGINT breaks every session off in good order, SIGQUIT as a crash does."""
        assert self._server
        self._server.send_signal(number)
        self._server.wait(timeout=_START_SECONDS)

    def go_on(self) -> None:
        """Start the halted server again, on the same port."""
        self._server = self._launch()
        if not self._answers():
            raise RuntimeError(f"PostgreSQL does not start again:\n{self._log()}")

    def stop(self) -> None:
        """Stop at once and remove every trace. Harmless when repeated."""
        atexit.unregister(self.stop)
        if self._server and self._server.poll() is None:
            self._server.send_signal(signal.SIGQUIT)  # "immediate": what is in it is thrown away
            self._server.wait(timeout=20)
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _create(self) -> None:
        assert self._folder
        password = self._folder / "password"
        password.write_text(self._password, encoding="ascii")
        if self._user:
            for path in (self._folder, password):
                os.chown(path, self._user.pw_uid, self._user.pw_gid)
        arguments = ["--username=graceday", f"--pwfile={password}", "--auth=scram-sha-256"]
        arguments += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", f"--pgdata={self._folder / 'data'}"]
        made = subprocess.run([*self._command("initdb"), *arguments], capture_output=True, cwd="/", text=True)
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")

    def _launch(self) -> subprocess.Popen[bytes]:
        assert self._folder
        options = {
            **self._options,
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self._folder,
            "max_connections": 200,
            "shared_buffers": "128MB",
        }
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*self._command("postgres"), "-D", str(self._folder / "data"), *flags],
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,  # Ctrl-C reaches us, and we stop it
            )

    def _command(self, program: str) -> list[str]:
        """`program` as the unprivileged user, told to quit should we be killed before we can stop it."""
        command = [str(self._programs / program)]
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            return command
        drop = []
        if self._user:
            drop = [f"--reuid={self._user.pw_uid}", f"--regid={self._user.pw_gid}", "--clear-groups"]
        return [setpriv, "--pdeathsig=QUIT", *drop, *command]

    def _answers(self) -> bool:
        assert self._server
        until = time.monotonic() + _START_SECONDS
        while self._server.poll() is None and time.monotonic() < until:
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url):
                return True
            time.sleep(0.05)
        return False

    def _log(self) -> str:
        return (self._folder / "log").read_text(errors="replace") if self._folder else ""


def find_programs() -> Path:
    """The folder of initdb and postgres: the newest of Debian's, or the one on PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda path: int(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    if found is None:
        raise PostgresMissing(PostgresMissing.__doc__)
    return Path(found).resolve().parent


def _sweep(newest: Path) -> None:
    """Remove what a starter that was killed left behind: long made, and no server in it."""
    made = newest.stat().st_mtime
    for folder in newest.parent.glob("graceday-pg-*"):
        with contextlib.suppress(OSError):
            old = made - folder.stat().st_mtime > _LEFT_SECONDS
            if old and not (folder / "data/postmaster.pid").exists():
                shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user() -> pwd.struct_passwd | None:
    """Whom to run as; None: as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("PostgreSQL refuses to be root, and there is no user `postgres` or `nobody`")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Run until Ctrl-C or SIGTERM."""

    def leave(signum: int, frame: FrameType | None) -> None:
        sys.exit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    with Cluster() as cluster:
        print(cluster.url, flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
