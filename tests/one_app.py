"""One app a process, lent to one test after the other: building it costs as much as most tests do.

What belongs to a test is given to the app when it is lent (its database, folder and clock), and what a test sets in
the app's configuration goes back with it. A test that adds a route or a hook asks for
`app_of_its_own` (conftest.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flask import Flask

from backend.api.http.limits import limiter
from backend.app import create_app
from backend.attachments.files import Store
from backend.clock import Clock
from config.settings import Settings
from tests.databases import bind_kept, let_go


class OneApp:
    """Builds the app for the first test that asks, and lends it to each."""

    def __init__(self) -> None:
        self._app: Flask | None = None
        self._built_on: Settings | None = None
        self._clock: Clock | None = None

    @contextmanager
    def lent(self, settings: Settings, clock: Clock) -> Iterator[Flask]:
        """The app on these settings, which differ from another test's in where the rows and the files are."""
        self._clock = clock
        if self._app is None:
            self._app, self._built_on = create_app(settings, self._now), settings
        assert _without_places(settings) == _without_places(self._built_on)
        app = self._app
        configured, shape = dict(app.config), _shape(app)
        app.config["GRACEDAY"] = settings
        app.config["ATTACHMENTS"] = Store(Path(settings.attachments_dir), settings.max_attachment_bytes)
        bind_kept(settings.database_url)
        limiter.reset()
        yield app
        let_go()
        app.config.clear()
        app.config.update(configured)
        assert _shape(app) == shape, "a test that adds to the app asks for app_of_its_own"

    def _now(self) -> datetime:
        assert self._clock
        return self._clock()


def _without_places(settings: Settings | None) -> Settings:
    assert settings
    return replace(settings, database_url="", attachments_dir="")


def _shape(app: Flask) -> tuple[int, ...]:
    """How many routes and hooks it has."""
    hooks = (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs)
    return len(app.view_functions), *(len(funcs) for by_room in hooks for funcs in by_room.values())
