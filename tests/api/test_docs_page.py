"""The docs page in a real browser: it draws every operation from this server's own files, and asks no one else."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.serving import WSGIRequestHandler, make_server

from backend.store.database import close_thread

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_LONGEST_SECONDS = 90


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Nothing: the paths are listed by the test."""


@pytest.fixture
def served(app_of_its_own: Flask) -> Iterator[tuple[str, list[str]]]:
    """The app on loopback, and the paths that were asked for."""
    app, asked = app_of_its_own, list[str]()
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: asked.append(request.path))
    server = make_server("127.0.0.1", 0, app, request_handler=_Quiet)

    def serve() -> None:
        server.serve_forever()
        close_thread()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium")
def test_a_browser_draws_every_operation(
    served: tuple[str, list[str]], app_of_its_own: Flask, tmp_path: Path
) -> None:
    address, asked = served
    page = _drawn(f"{address}/docs", tmp_path)
    document = app_of_its_own.test_client().get("/openapi.json").json
    for tag in document["tags"]:
        assert f'data-tag="{tag["name"]}"' in page
    for path, operations in document["paths"].items():
        for operation in operations.values():
            if isinstance(operation, dict):
                assert operation["summary"] in page, path
    assert "/openapi.json" in asked and "/docs/assets/swagger-ui-bundle.js" in asked
    assert "Failed to load" not in page


def _drawn(address: str, folder: Path) -> str:
    """The page's elements once its scripts have run. No name but loopback can be resolved."""
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--user-data-dir={folder}",
        "--virtual-time-budget=20000", "--window-size=1200,40000",  # a long list is drawn as far as it is seen
        "--dump-dom", address,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST_SECONDS, check=True)
    return done.stdout
