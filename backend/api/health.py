"""Routes that tell whether the service lives, is ready and how it is doing: /healthz, /readyz and /metrics."""

import hmac
import os
import time
from datetime import datetime, timedelta

from flask import Flask, Response, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client import REGISTRY as DEFAULT_REGISTRY
from prometheus_client.multiprocess import MultiProcessCollector

from backend.api.http.sign_in import public
from backend.attachments.files import Store
from backend.errors import Unauthenticated
from backend.store import heartbeats, migrations
from backend.store.database import database
from backend.store.faults import Fault, fault_of
from backend.store.write_probe import write_fault
from config.settings import Settings

REQUESTS = Counter("graceday_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("graceday_request_seconds", "Time to answer", ["route"])


Check = dict[str, object]  # {"ok": bool, "message": str}

_BELIEVED_SECONDS = 2.0
_TOLD = {
    None: "answers",
    Fault.AWAY: "cannot be reached",
    Fault.BUSY: "somebody else holds it",
    Fault.FULL: "its disk is full",
    Fault.READ_ONLY: "cannot be written, only read",
}


def register(app: Flask, settings: Settings) -> None:
    """Serve /healthz, /readyz and /metrics, and count every request by its route, never by its path."""
    readiness = Readiness(settings, app.config["ATTACHMENTS"])

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def count(answer: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        REQUESTS.labels(request.method, route, answer.status_code).inc()
        if "started" in g:  # a request refused before any hook ran has no beginning
            SECONDS.labels(route).observe(time.perf_counter() - g.started)
        if answer.status_code in (503, 507):
            readiness.doubt()
        return answer

    @app.get("/healthz")
    @public
    def healthz() -> Response:
        return jsonify(status="ok")

    @app.get("/readyz")
    @public
    def readyz() -> tuple[Response, int]:
        checks = readiness.checks(g.now)
        ready = all(check["ok"] for check in checks.values())
        return jsonify(status="ready" if ready else "not ready", checks=checks), 200 if ready else 503

    _serve_metrics(app, settings)


def _serve_metrics(app: Flask, settings: Settings) -> None:
    @app.get("/metrics")
    @public
    def metrics() -> Response:
        if settings.metrics_token:
            given = request.headers.get("Authorization", "").removeprefix("Bearer ")
            if not hmac.compare_digest(given.encode(), settings.metrics_token.encode()):
                raise Unauthenticated("metrics-token-missing")
        registry = DEFAULT_REGISTRY
        if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Readiness:
    """What /readyz says: what is there can be read, something can be written, and the worker ticks.

    A write that went well is not tried again for a little while, however often somebody asks.
    """

    def __init__(self, settings: Settings, attachments: Store) -> None:
        self._stale = timedelta(seconds=settings.tick_stale_seconds)
        self._attachments = attachments
        self._written_at: float | None = None  # on the monotonic clock

    def checks(self, now: datetime) -> dict[str, Check]:
        """Each part by its name; whatever is not ok is to be looked at. Where no database answers, little is known."""
        return {**self._database(now), "attachments": self._folder()}

    def _database(self, now: datetime) -> dict[str, Check]:
        try:
            pending = migrations.pending(database)
            fault = None if pending else self._write_fault(now)
            beat = heartbeats.last("tick") if not pending else None
        except Exception as error:
            return {"database": _check(False, _TOLD[fault_of(error) or Fault.AWAY])}
        return {
            "database": _check(fault is None, _TOLD[fault]),
            "migrations": _check(not pending, f"{len(pending)} pending"),
            "tick": self._tick(beat, now),
        }

    def doubt(self) -> None:
        """Somebody was refused: the next who asks is told what is true now."""
        self._written_at = None

    def _write_fault(self, now: datetime) -> Fault | None:
        at = time.monotonic()
        if self._written_at is not None and at - self._written_at < _BELIEVED_SECONDS:
            return None
        fault = write_fault(now=now)
        self._written_at = at if fault is None else None
        return fault

    def _tick(self, beat: datetime | None, now: datetime) -> Check:
        if beat is None:
            return _check(False, "never ticked")
        age = now - beat
        # A tick of the future was made by a clock that has been put back since.
        return _check(abs(age) <= self._stale, f"last tick {age.total_seconds():.0f} s ago")

    def _folder(self) -> Check:
        try:
            self._attachments.try_writing()
        except OSError as error:
            return _check(False, f"cannot be written: {error.strerror}")
        return _check(True, "can be written")


def _check(ok: bool, message: str) -> Check:
    return {"ok": ok, "message": message}
