"""Web and workers as a supervisor keeps them: whatever ends is started again at once."""

import contextlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOBODY = 65534
_POLL_SECONDS = 0.05


class Kept:
    """One process, started again whenever it ends, until `stop`. Its words are in `folder`/NAME.log."""

    def __init__(self, folder: Path, name: str, command: Sequence[str], env: Mapping[str, str]) -> None:
        self.name = name
        self._command, self._env, self._log = [*_unprivileged(), *command], dict(env), folder / f"{name}.log"
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._process = self._start()
        self._thread = threading.Thread(target=self._keep, name=f"keeper of {name}", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def children(self) -> list[int]:
        """The processes that this one has started."""
        try:
            text = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        except OSError:
            return []
        return [int(each) for each in text.split()]

    def kill(self) -> None:
        """SIGKILL to it and to its children, as if the machine's memory had run out."""
        for pid in (self.pid, *self.children()):
            kill(pid)

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(40)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as log:
            return subprocess.Popen(self._command, cwd=ROOT, env=self._env, stdout=log, stderr=log)

    def _keep(self) -> None:
        while not self._stopping.wait(_POLL_SECONDS):
            if self._process.poll() is not None:
                self._process = self._start()


def kill(pid: int) -> None:
    """SIGKILL, also to one that has just ended."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _unprivileged() -> list[str]:
    """As a service runs: without root's right to write everywhere, and ended should the campaign be killed."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return []
    drop = [] if os.geteuid() else [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return [setpriv, "--pdeathsig=KILL", *drop]


class Clock:
    """The wall clock of the workers, so many seconds ahead; None is given where no C compiler is there."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self._library = folder / "moved_time.so"
        self.put(0)
        self._file.chmod(0o644)
        source = ROOT / "tests" / "moved_time.c"
        command = ["cc", "-shared", "-fPIC", "-O2", "-o", str(self._library), str(source), "-ldl"]
        subprocess.run(command, check=True, capture_output=True)

    def put(self, seconds: int) -> None:
        """At once, for all processes that have `env`."""
        with self._file.open("r+b" if self._file.exists() else "w+b") as file:
            file.write(struct.pack("q", seconds))

    @property
    def env(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(self._library), "MOVED_TIME_FILE": str(self._file)}


class Service:
    """One web (two processes of four threads) and two workers, each worker with a gateway of its own."""

    def __init__(
        self, folder: Path, clock: Clock, options: Mapping[str, str], fcm_urls: Sequence[str]
    ) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        base = {name: value for name, value in os.environ.items() if not name.startswith("GRACEDAY_")}
        base |= {f"GRACEDAY_{name}": value for name, value in options.items()}
        base |= {"WEB_CONCURRENCY": "2", "WEB_THREADS": "4", "PYTHONDONTWRITEBYTECODE": "1"}
        base |= {"GRACEDAY_FCM_URL": fcm_urls[0]}
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn"]
        self.web = Kept(folder, "web", [*gunicorn, "-b", f"127.0.0.1:{self.port}", "wsgi:app"], base)
        self.workers = [
            Kept(
                folder,
                f"worker-{number}",
                [sys.executable, "-m", "push"],
                base | clock.env | {"GRACEDAY_FCM_URL": url},
            )
            for number, url in enumerate(fcm_urls)
        ]

    def stop(self) -> None:
        for each in (self.web, *self.workers):
            each.stop()
