"""How gunicorn runs the web process: `gunicorn -c config/gunicorn.py wsgi:app`.

WEB_CONCURRENCY is the number of processes (default: one a core), WEB_THREADS of threads in each, BIND the
address; the options of the product itself are GRACEDAY_* (docs/configuration.md).
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import structlog
from gunicorn.glogging import Logger

from config.logging import configure
from config.settings import Settings, SettingsError

try:
    _settings = Settings.from_environ(os.environ)
except SettingsError as error:
    sys.exit(str(error))  # said once here, rather than by each process that cannot start


class Words(Logger):
    """gunicorn's own words join our log. It asks for this at its start and again when told to reload."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        configure(_settings)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


logger_class = Words
loglevel = _settings.log_level.lower()
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or os.cpu_count() or 1)
threads = int(os.environ.get("WEB_THREADS") or 4)

# Each process loads the application for itself, after the fork: none inherits another's database connection.
preload_app = False

timeout = 30  # a process that has not answered its master for so long is replaced
graceful_timeout = 25  # below the 30 seconds after which the supervisor kills
keepalive = 5
max_requests = 20_000  # a slow leak in a library never adds up
max_requests_jitter = 2_000
# A heartbeat must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
control_socket_disable = True  # signals are all the control we use
accesslog = None  # addresses and feed URLs are private; the application logs requests without them

_PREFIX = "graceday-metrics-"


def metrics_folder(environ: "os._Environ[str]" = os.environ) -> None:
    """Name the folder whose files prometheus_client adds up; it must be set before its import."""
    given = environ.get("PROMETHEUS_MULTIPROC_DIR")
    mine = f"{_PREFIX}{os.getpid()}-"
    if given is None or (
        # SIGUSR2 starts a new master in the old one's environment, and the old one removes its folder.
        Path(given).name.startswith(_PREFIX) and not Path(given).name.startswith(mine)
    ):
        # In memory where it can be: a page of a mapped file for which a full disk has no room is the end of a process.
        folder = None if environ.get("TMPDIR") else worker_tmp_dir
        environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix=mine, dir=folder)


metrics_folder()


def on_starting(server: Any) -> None:
    """A folder of metrics that was given starts empty: counters begin with the process that counts."""
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.db"):
        left.unlink()
    if _settings.clock_offset_seconds:
        structlog.get_logger().warning("clock.moved", seconds=_settings.clock_offset_seconds)


def child_exit(server: Any, worker: Any) -> None:
    """A process that has ended no longer counts in gauges of living ones; its counters stay."""
    from prometheus_client import multiprocess  # here: its import reads the folder's name

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    if folder.name.startswith(f"{_PREFIX}{os.getpid()}-"):
        shutil.rmtree(folder, ignore_errors=True)
