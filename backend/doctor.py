"""What is misconfigured or not running, in words, each with what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import peewee

from backend.store import heartbeats, migrations
from backend.store.database import bind, database, execute, to_micros
from config.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str
    ok: bool
    message: str


def examine(settings: Settings, *, now: datetime) -> list[Finding]:
    """Look at settings, database, worker and outbox. Never sends anything and changes nothing."""
    return [*_database(settings, now), *_push(settings), *_web(settings)]


def _database(settings: Settings, now: datetime) -> Iterator[Finding]:
    try:
        bind(settings.database_url)
        pending = migrations.pending(database)
    except (peewee.DatabaseError, ValueError) as error:
        yield Finding(
            "database", False, f"cannot be opened ({type(error).__name__}); check GRACEDAY_DATABASE_URL"
        )
        return
    if pending:
        yield Finding("database", False, f"{len(pending)} migrations are pending; run `make migrate`")
        return
    yield Finding("database", True, "open, and the schema is up to date")
    yield _worker(settings, now)
    yield from _outbox(settings, now)
    database.close()


def _worker(settings: Settings, now: datetime) -> Finding:
    beat = heartbeats.last("tick")
    if beat is None:
        return Finding("worker", False, "has never ticked on this database; start it with `python -m push`")
    age = now - beat
    if age > timedelta(seconds=settings.tick_stale_seconds):
        return Finding("worker", False, f"last ticked {age} ago; see that `python -m push` is running")
    return Finding("worker", True, f"ticked {age.total_seconds():.0f} s ago")


def _outbox(settings: Settings, now: datetime) -> Iterator[Finding]:
    rows = execute(
        "SELECT provider, COUNT(*), MIN(next_attempt_at), MAX(error) FROM delivery "
        "WHERE next_attempt_at IS NOT NULL GROUP BY provider"
    ).fetchall()
    configured = {*settings.push_providers, *(["email"] if settings.smtp_host else [])}
    late = to_micros(now - timedelta(minutes=10))
    for provider, count, oldest, error in rows:
        if provider not in configured:
            yield Finding(
                f"outbox {provider}", False, f"{count} wait, but {provider} is not in GRACEDAY_PUSH_PROVIDERS"
            )
        elif oldest < late:
            yield Finding(
                f"outbox {provider}", False, f"{count} wait, the oldest over 10 minutes; last error: {error}"
            )
    if not rows:
        yield Finding("outbox", True, "empty: nothing waits to be sent")


def _push(settings: Settings) -> Iterator[Finding]:
    if "fcm" in settings.push_providers:
        path = settings.fcm_credentials_file
        if path is None and not settings.fcm_url:
            yield Finding("fcm", False, "set GRACEDAY_FCM_CREDENTIALS_FILE to the service-account file")
        elif path and not Path(path).is_file():
            yield Finding("fcm", False, f"GRACEDAY_FCM_CREDENTIALS_FILE: there is no file {path}")
        else:
            yield Finding("fcm", True, "credentials are in place")
    if not settings.smtp_host:
        yield Finding(
            "e-mail", True, "off: a borrower whose phone dies sees reminders only in the app's inbox"
        )
    elif not settings.smtp_sender:
        yield Finding("e-mail", False, "GRACEDAY_SMTP_HOST is set, but GRACEDAY_SMTP_SENDER is not")
    else:
        yield Finding("e-mail", True, f"on, through {settings.smtp_host}:{settings.smtp_port}")


def _web(settings: Settings) -> Iterator[Finding]:
    public = settings.public_url
    loopback = "127.0.0.1" in public or "localhost" in public
    if not loopback and not public.startswith("https://"):
        yield Finding("public url", False, "GRACEDAY_PUBLIC_URL is not https; calendar addresses are secrets")
    else:
        yield Finding("public url", True, public)
    if "firebase" in settings.identity and not settings.firebase_project_id:
        yield Finding("identity", False, "firebase sign-in needs GRACEDAY_FIREBASE_PROJECT_ID")
    else:
        yield Finding("identity", True, " and ".join(settings.identity))
