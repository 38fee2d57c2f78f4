"""Routes that tell whether the service lives, is ready and how it is doing: /healthz, /readyz and /metrics."""

import hmac
import os
import time
from datetime import timedelta

from flask import Flask, Response, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client import REGISTRY as DEFAULT_REGISTRY
from prometheus_client.multiprocess import MultiProcessCollector

from backend.api.http.sign_in import public
from backend.errors import Unauthenticated
from backend.store import heartbeats, migrations
from backend.store.database import database
from config.settings import Settings

REQUESTS = Counter("graceday_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("graceday_request_seconds", "Time to answer", ["route"])


def register(app: Flask, settings: Settings) -> None:
    """Serve /healthz, /readyz and /metrics, and count every request by its route, never by its path."""

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def count(answer: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        REQUESTS.labels(request.method, route, answer.status_code).inc()
        if "started" in g:  # a request refused before any hook ran has no beginning
            SECONDS.labels(route).observe(time.perf_counter() - g.started)
        return answer

    @app.get("/healthz")
    @public
    def healthz() -> Response:
        return jsonify(status="ok")

    @app.get("/readyz")
    @public
    def readyz() -> tuple[Response, int]:
        checks = _checks(settings)
        ready = all(check["ok"] for check in checks.values())
        return jsonify(status="ready" if ready else "not ready", checks=checks), 200 if ready else 503

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


def _checks(settings: Settings) -> dict[str, dict[str, object]]:
    try:
        pending = migrations.pending(database)
        beat = heartbeats.last("tick") if not pending else None
    except Exception:
        return {"database": {"ok": False, "message": "cannot be reached"}}
    checks: dict[str, dict[str, object]] = {
        "database": {"ok": True, "message": "answers"},
        "migrations": {"ok": not pending, "message": f"{len(pending)} pending"},
    }
    age = None if beat is None else g.now - beat
    fresh = age is not None and age <= timedelta(seconds=settings.tick_stale_seconds)
    told = "never ticked" if age is None else f"last tick {age.total_seconds():.0f} s ago"
    checks["tick"] = {"ok": fresh, "message": told}
    return checks
