"""What is misconfigured or not running, in words, each with what to do."""

import importlib.util
import ipaddress
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from backend.service_account import fault_of
from backend.store import heartbeats, migrations
from backend.store.database import StoreError, bind, database
from backend.store.reminders import deliveries
from config.settings import Settings
from push.gateways import registry

_LATE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`ok`; `note`: works, and one should know; `FIX`: something does not work, or is not safe."""

    subject: str
    level: Literal["ok", "note", "FIX"]
    message: str


def examine(settings: Settings, *, now: datetime, environ: Mapping[str, str]) -> list[Diagnosis]:
    """Look at settings, database, worker and outbox. Never sends anything and changes nothing."""
    return [
        *_clock(settings),
        *_database(settings, now),
        *_push(settings),
        *_email(settings),
        *_web(settings, environ),
    ]


def _clock(settings: Settings) -> Iterator[Diagnosis]:
    if settings.clock_offset_seconds:
        ahead = "ahead of" if settings.clock_offset_seconds > 0 else "behind"
        by = timedelta(seconds=abs(settings.clock_offset_seconds))
        told = f"moved {by} {ahead} the system's, so each reminder comes at the wrong time: "
        yield Diagnosis("clock", "FIX", f"{told}unset GRACEDAY_CLOCK_OFFSET_SECONDS, which is for the demo")


def _database(settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    parts = urlsplit(settings.database_url)
    try:
        if parts.scheme == "sqlite" and (fault := _file_fault(Path(parts.path.removeprefix("/")))):
            yield Diagnosis("database", "FIX", fault)
            return
        bind(settings.database_url)
        pending = migrations.pending(database)
        if pending:
            yield Diagnosis("database", "FIX", f"{len(pending)} migrations are pending; run `make migrate`")
            return
        yield Diagnosis("database", "ok", "open, and the schema is up to date")
        yield _worker(settings, now)
        yield from _outbox(settings, now)
        database.close()
    except (*StoreError, OSError, ValueError) as error:
        said = " ".join(str(error).split())
        yield Diagnosis("database", "FIX", f"cannot be used ({said}); check GRACEDAY_DATABASE_URL")


def _file_fault(path: Path) -> str | None:
    """What keeps an SQLite file from being used; SQLite writes beside the file, so its folder counts too."""
    folder = path.resolve().parent
    if not path.exists():
        existing = next(each for each in (folder, *folder.parents) if each.exists())
        if not existing.is_dir():
            return f"{existing} is not a folder; check GRACEDAY_DATABASE_URL"
        if not _may(existing, os.W_OK | os.X_OK):
            return _unwritable("folder", existing)
        return f"there is none at {path} yet; run `make migrate`"
    if not path.is_file():
        return f"{path} is not a file; check GRACEDAY_DATABASE_URL"
    if not _may(path, os.R_OK | os.W_OK):
        return _unwritable("file", path)
    return None if _may(folder, os.W_OK | os.X_OK) else _unwritable("folder", folder)


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _unwritable(kind: str, path: Path) -> str:
    return f"the {kind} {path} cannot be written by this user; chown it, or set GRACEDAY_DATABASE_URL"


def _worker(settings: Settings, now: datetime) -> Diagnosis:
    beat = heartbeats.last("tick")
    if beat is None:
        return Diagnosis("worker", "FIX", "has never ticked on this database; start it with `python -m push`")
    age = now - beat
    if age > timedelta(seconds=settings.tick_stale_seconds):
        ago = str(timedelta(seconds=int(age.total_seconds())))
        return Diagnosis("worker", "FIX", f"last ticked {ago} ago; see that `python -m push` is running")
    return Diagnosis("worker", "ok", f"ticked {age.total_seconds():.0f} s ago")


def _outbox(settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    rows = deliveries.waiting_by_provider()
    for provider, count, oldest, error in rows:
        if provider not in settings.push_providers:
            told = f"{count} waiting, and no worker sends them: add {provider} to GRACEDAY_PUSH_PROVIDERS"
            yield Diagnosis(f"outbox {provider}", "FIX", told)
        elif oldest < now - _LATE:
            why = f"the last error was {error}" if error else "see that the worker runs"
            yield Diagnosis(
                f"outbox {provider}", "FIX", f"{count} waiting, the oldest over 10 minutes; {why}"
            )
        else:
            yield Diagnosis(f"outbox {provider}", "ok", f"{count} waiting, none for long")
    if not rows:
        yield Diagnosis("outbox", "ok", "empty: nothing waits to be sent")


def push_faults(settings: Settings) -> Iterator[tuple[str, str]]:
    """(subject, fault) for what keeps a worker from starting."""
    others = tuple(name for name in settings.push_providers if name not in ("fcm", "email"))
    try:
        registry.build(replace(settings, push_providers=others))
    except ValueError as error:
        yield "push", str(error)
    if "fcm" in settings.push_providers:
        url, path = settings.fcm_url, settings.fcm_credentials_file
        if url and not url.startswith("https://") and not _on_this_machine(url):
            yield "fcm", f"GRACEDAY_FCM_URL: {url} would carry the access token in clear; use https"
        if path and (fault := fault_of(Path(path))):
            yield "fcm", f"GRACEDAY_FCM_CREDENTIALS_FILE: {fault}"
        elif not path and not (url and _on_this_machine(url)):
            told = "only a test server on this machine does without GRACEDAY_FCM_CREDENTIALS_FILE; set it"
            yield "fcm", told


def _push(settings: Settings) -> Iterator[Diagnosis]:
    faults = [Diagnosis(subject, "FIX", fault) for subject, fault in push_faults(settings)]
    yield from faults
    if faults:
        return
    if "fcm" not in settings.push_providers:
        told = (
            "no phone is reached: add fcm to GRACEDAY_PUSH_PROVIDERS (README, the first push to a real phone)"
        )
        yield Diagnosis("push", "note", told)
        return
    path = settings.fcm_credentials_file
    if path and (mode := Path(path).stat().st_mode & 0o007):
        yield Diagnosis(
            "fcm", "FIX", f"{path} can be used by every user here ({mode:o}); do: chmod 600 {path}"
        )
    elif settings.fcm_url:
        yield Diagnosis(
            "fcm", "note", f"pushes go to {settings.fcm_url}, not to Google: GRACEDAY_FCM_URL is set"
        )
    else:
        yield Diagnosis("fcm", "ok", "the service account is in place")


def _email(settings: Settings) -> Iterator[Diagnosis]:
    host, sender = settings.smtp_host, settings.smtp_sender
    if "email" in settings.push_providers:  # the settings have seen to host, sender and login
        yield Diagnosis("e-mail", "ok", f"on, through {host}:{settings.smtp_port}")
        if settings.smtp_user and settings.smtp_security == "none" and not _on_this_machine(f"//{host}"):
            told = "the password would travel in clear; set GRACEDAY_SMTP_SECURITY to starttls or tls"
            yield Diagnosis("e-mail", "FIX", told)
    elif host or sender or settings.smtp_user:
        missing = [] if host else ["GRACEDAY_SMTP_HOST"]
        missing += [] if sender else ["GRACEDAY_SMTP_SENDER"]
        also = f", and set {' and '.join(missing)}" if missing else ""
        told = f"half configured, none is sent: add email to GRACEDAY_PUSH_PROVIDERS{also}"
        yield Diagnosis("e-mail", "FIX", told)
    else:
        told = "off: a borrower whose phone cannot be reached sees reminders only in the app's inbox"
        yield Diagnosis("e-mail", "note", told)


def _web(settings: Settings, environ: Mapping[str, str]) -> Iterator[Diagnosis]:
    public, near = settings.public_url, _on_this_machine(settings.public_url)
    if near:
        yield Diagnosis(
            "public url", "note", f"{public} means this machine; set GRACEDAY_PUBLIC_URL for phones"
        )
    elif not public.startswith("https://"):
        told = f"{public} is not https, and calendar addresses are secrets; set GRACEDAY_PUBLIC_URL"
        yield Diagnosis("public url", "FIX", told)
    else:
        yield Diagnosis("public url", "ok", public)
    yield Diagnosis("identity", "ok", f"{' and '.join(settings.identity)} sign-in")
    yield _rate_limits(settings, environ, near)
    if not near and not settings.trusted_proxies:
        told = "GRACEDAY_TRUSTED_PROXIES is 0: behind a proxy every caller counts as one; set it to 1"
        yield Diagnosis("proxies", "note", told)


def _rate_limits(settings: Settings, environ: Mapping[str, str], near: bool) -> Diagnosis:
    storage = settings.rate_limit_storage
    if not storage.startswith("memory://"):
        if storage.startswith(("redis://", "rediss://", "unix://")) and not importlib.util.find_spec("redis"):
            told = (
                "GRACEDAY_RATE_LIMIT_STORAGE names Redis, and its package is missing; do: pip install redis"
            )
            return Diagnosis("rate limits", "FIX", told)
        return Diagnosis("rate limits", "ok", "counted in one place for all web processes")
    given = environ.get("WEB_CONCURRENCY", "")
    processes = int(given) if given.isdecimal() else os.cpu_count() or 1
    if processes < 2:
        return Diagnosis("rate limits", "ok", "counted by the one web process")
    told = f"each of {processes} web processes counts for itself, so {processes} times as much gets through; "
    told += "set GRACEDAY_RATE_LIMIT_STORAGE to redis://..., or WEB_CONCURRENCY to 1"
    return Diagnosis("rate limits", "note" if near and not given else "FIX", told)


def _on_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
