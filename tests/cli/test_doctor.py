"""`doctor`: each thing that can be wrong is named, with what to do; what is right is not complained of."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import peewee
import pytest

from backend.clock import system_clock
from backend.doctor import examine
from backend.store import heartbeats
from backend.store.reminders.deliveries import Delivery
from config.settings import Settings
from tests.cli.commands import SECRET, refused, run
from tests.databases import sqlite_url
from tests.loopback.oauth import service_account_file
from tests.moved_clock import MovedClock

NOBODY = 65_534
FCM = {"push_providers": "fcm"}
IN_EARNEST = {"public_url": "https://graceday.example"}


class Doctor:
    """Asks about these options, on an up-to-date database that a worker ticks on."""

    def __init__(self, database_url: str, clock: MovedClock) -> None:
        self.database_url, self.clock = database_url, clock

    def says(self, environ: dict[str, str] | None = None, **options: str) -> dict[str, tuple[str, str]]:
        """{subject: (level, message)}"""
        given = {"database_url": self.database_url, "secret_key": SECRET, **options}
        settings = Settings.from_environ({f"GRACEDAY_{name.upper()}": value for name, value in given.items()})
        findings = examine(settings, now=self.clock(), environ=environ or {"WEB_CONCURRENCY": "1"})
        assert all(finding.message for finding in findings)
        return {finding.subject: (finding.level, finding.message) for finding in findings}


@pytest.fixture
def doctor(database: peewee.DatabaseProxy, database_url: str, clock: MovedClock) -> Doctor:
    heartbeats.beat("tick", now=clock())
    return Doctor(database_url, clock)


def key_file(tmp_path: Path, **changed: object) -> Path:
    path = tmp_path / "firebase.json"
    service_account_file(path, "http://127.0.0.1/token")
    path.write_text(json.dumps({**json.loads(path.read_text()), **changed}))
    path.chmod(0o600)
    return path


def test_a_sound_installation_has_nothing_to_fix(doctor: Doctor, tmp_path: Path) -> None:
    said = doctor.says(
        **IN_EARNEST,
        push_providers="fcm,email",
        fcm_credentials_file=str(key_file(tmp_path)),
        smtp_host="mail.example",
        smtp_sender="reminders@graceday.example",
        trusted_proxies="1",
    )
    assert {level for level, _ in said.values()} == {"ok"}


def test_pending_migrations(empty_database_url: str, clock: MovedClock) -> None:
    if empty_database_url.startswith("sqlite"):
        Path(empty_database_url.removeprefix("sqlite:///")).touch()
    level, message = Doctor(empty_database_url, clock).says()["database"]
    assert level == "FIX" and "pending" in message and "make migrate" in message


def test_no_database_yet_is_said_and_none_is_made(tmp_path: Path, clock: MovedClock) -> None:
    url = sqlite_url(tmp_path / "deep" / "down" / "graceday.sqlite3")
    level, message = Doctor(url, clock).says()["database"]
    assert level == "FIX" and "make migrate" in message
    assert list(tmp_path.iterdir()) == []


@contextmanager
def somebody_else() -> Iterator[None]:
    """Without root's right to write everywhere."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("there", [False, True], ids=["no file yet", "its file can be written"])
def test_a_folder_that_cannot_be_written(clock: MovedClock, there: bool) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # pytest's own folder admits nobody
        path = Path(folder) / "graceday.sqlite3"
        if there:
            path.touch()
            path.chmod(0o666)
        Path(folder).chmod(0o555)
        with somebody_else():
            level, message = Doctor(sqlite_url(path), clock).says()["database"]
        Path(folder).chmod(0o755)
    assert level == "FIX" and f"folder {folder} cannot be written" in message


def test_a_file_that_cannot_be_written(clock: MovedClock) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        path = Path(folder) / "graceday.sqlite3"
        path.touch()
        path.chmod(0o444)
        Path(folder).chmod(0o777)
        with somebody_else():
            level, message = Doctor(sqlite_url(path), clock).says()["database"]
    assert level == "FIX" and f"file {path} cannot be written" in message


@pytest.mark.parametrize("below", ["", "/graceday.sqlite3"], ids=["no database", "below a file"])
def test_a_path_that_is_something_else(tmp_path: Path, clock: MovedClock, below: str) -> None:
    (tmp_path / "notes.txt").write_text("no database" * 100)
    url = sqlite_url(Path(f"{tmp_path}/notes.txt{below}"))
    level, message = Doctor(url, clock).says()["database"]
    assert level == "FIX" and "GRACEDAY_DATABASE_URL" in message


def test_a_server_that_does_not_answer_is_named_without_its_password(clock: MovedClock) -> None:
    level, message = Doctor("postgresql://graceday:secret-word@127.0.0.1:1/name", clock).says()["database"]
    assert level == "FIX" and "GRACEDAY_DATABASE_URL" in message
    assert "secret-word" not in message


def test_a_worker_that_never_ticked(
    database: peewee.DatabaseProxy, database_url: str, clock: MovedClock
) -> None:
    level, message = Doctor(database_url, clock).says()["worker"]
    assert level == "FIX" and "never" in message and "python -m push" in message


def test_a_worker_that_has_stopped(doctor: Doctor, clock: MovedClock) -> None:
    clock.move(by=timedelta(minutes=2))
    assert doctor.says()["worker"][0] == "ok"
    clock.move(by=timedelta(hours=3))
    level, message = doctor.says()["worker"]
    assert level == "FIX" and "3:02:00 ago" in message


def waiting(clock: MovedClock, provider: str) -> None:
    """A push that waits for `provider`."""
    Delivery.create(
        id="dlv_1",
        borrower_id="bor_1",
        notification_id="ntf_1",
        provider=provider,
        error="UNAVAILABLE",
        next_attempt_at=clock(),
        expires_at=clock() + timedelta(days=1),
        created_at=clock(),
    )


@pytest.mark.parametrize("provider", ["fcm", "email"])
def test_pushes_that_no_worker_will_send(doctor: Doctor, clock: MovedClock, provider: str) -> None:
    waiting(clock, provider)
    # A mail server alone sends nothing: the provider has to be named.
    options = {"smtp_host": "mail.example", "smtp_sender": "a@b.example"} if provider == "email" else {}
    level, message = doctor.says(**options)[f"outbox {provider}"]
    assert level == "FIX" and message.startswith("1 waiting")
    assert f"add {provider} to GRACEDAY_PUSH_PROVIDERS" in message


def test_pushes_that_wait_too_long(doctor: Doctor, clock: MovedClock) -> None:
    waiting(clock, "console")
    assert doctor.says()["outbox console"][0] == "ok"
    clock.move(by=timedelta(minutes=11))
    level, message = doctor.says()["outbox console"]
    assert level == "FIX" and "UNAVAILABLE" in message


def test_a_clock_that_was_moved_for_a_demo(doctor: Doctor) -> None:
    level, message = doctor.says(clock_offset_seconds="-7200")["clock"]
    assert level == "FIX" and "2:00:00 behind" in message and "GRACEDAY_CLOCK_OFFSET_SECONDS" in message
    assert "clock" not in doctor.says()


def test_a_provider_that_does_not_exist(doctor: Doctor) -> None:
    level, message = doctor.says(push_providers="console,fmc")["push"]
    assert level == "FIX" and "fmc" in message and "fcm" in message


def test_no_provider_that_reaches_a_phone_is_worth_a_note(doctor: Doctor) -> None:
    level, message = doctor.says()["push"]
    assert level == "note" and "add fcm" in message


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "there is no file"),
        ("", "not JSON"),
        ("-----BEGIN PRIVATE KEY-----", "not JSON"),
        ("[]", "not a service account"),
        ('{"project_info": {}}', "google-services.json"),
        ('{"type": "authorized_user"}', "'authorized_user'"),
        ('{"type": "service_account", "project_id": "p"}', "lacks client_email, private_key"),
    ],
)
def test_credentials_that_are_none(
    doctor: Doctor, tmp_path: Path, content: str | None, complaint: str
) -> None:
    path = tmp_path / "firebase.json"
    if content is not None:
        path.write_text(content)
    level, message = doctor.says(**FCM, fcm_credentials_file=str(path))["fcm"]
    assert level == "FIX" and complaint in message
    assert str(path) in message and "GRACEDAY_FCM_CREDENTIALS_FILE" in message


def test_credentials_that_cannot_be_read(doctor: Doctor, tmp_path: Path) -> None:
    level, message = doctor.says(**FCM, fcm_credentials_file=str(tmp_path))["fcm"]
    assert level == "FIX" and "cannot read" in message


def test_credentials_with_a_damaged_key_which_is_not_repeated(doctor: Doctor, tmp_path: Path) -> None:
    path = key_file(
        tmp_path, private_key="-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"
    )
    level, message = doctor.says(**FCM, fcm_credentials_file=str(path))["fcm"]
    assert level == "FIX" and "damaged" in message and "c2VjcmV0" not in message


@pytest.mark.parametrize(("mode", "level"), [(0o600, "ok"), (0o640, "ok"), (0o644, "FIX"), (0o606, "FIX")])
def test_credentials_that_others_can_read(doctor: Doctor, tmp_path: Path, mode: int, level: str) -> None:
    path = key_file(tmp_path)
    path.chmod(mode)
    found, message = doctor.says(**FCM, fcm_credentials_file=str(path))["fcm"]
    assert found == level
    assert ("chmod 600" in message) is (level == "FIX")


def test_pushes_that_go_to_a_test_server(doctor: Doctor) -> None:
    assert doctor.says(**FCM, fcm_url="http://127.0.0.1:8600")["fcm"][0] == "note"
    assert doctor.says(**FCM, fcm_url="http://fcm.example")["fcm"][0] == "FIX"
    level, message = doctor.says(**FCM, fcm_url="https://fcm.example")["fcm"]
    assert level == "FIX" and "GRACEDAY_FCM_CREDENTIALS_FILE" in message


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        ({"smtp_host": "mail.example"}, "GRACEDAY_SMTP_SENDER"),
        ({"smtp_sender": "a@b.example"}, "GRACEDAY_SMTP_HOST"),
        ({"smtp_host": "mail.example", "smtp_sender": "a@b.example"}, "GRACEDAY_PUSH_PROVIDERS"),
    ],
)
def test_mail_half_configured(doctor: Doctor, options: dict[str, str], missing: str) -> None:
    level, message = doctor.says(**options)["e-mail"]
    assert level == "FIX" and missing in message


def test_a_mail_password_in_clear(doctor: Doctor) -> None:
    options = {
        "push_providers": "email",
        "smtp_sender": "a@b.example",
        "smtp_user": "a",
        "smtp_password": "p",
    }
    said = doctor.says(**options, smtp_host="mail.example", smtp_security="none")
    assert said["e-mail"][0] == "FIX" and "GRACEDAY_SMTP_SECURITY" in said["e-mail"][1]
    assert doctor.says(**options, smtp_host="localhost", smtp_security="none")["e-mail"][0] == "ok"


@pytest.mark.parametrize(
    ("url", "level"),
    [
        ("https://graceday.example", "ok"),
        ("http://graceday.example", "FIX"),
        ("http://localhost.example", "FIX"),
        ("http://127.0.0.1.example", "FIX"),
        ("http://localhost:8000", "note"),
        ("http://[::1]:8000", "note"),
    ],
)
def test_an_address_that_is_not_https(doctor: Doctor, url: str, level: str) -> None:
    found, message = doctor.says(public_url=url)["public url"]
    assert found == level and url in message


def test_an_unheard_of_proxy_is_worth_a_note(doctor: Doctor) -> None:
    assert doctor.says(**IN_EARNEST)["proxies"][0] == "note"
    assert "proxies" not in doctor.says(**IN_EARNEST, trusted_proxies="1")


def test_rate_limits_that_each_process_counts_for_itself(doctor: Doctor) -> None:
    level, message = doctor.says({"WEB_CONCURRENCY": "4"}, **IN_EARNEST)["rate limits"]
    assert level == "FIX" and "4 times" in message and "GRACEDAY_RATE_LIMIT_STORAGE" in message
    assert doctor.says({"WEB_CONCURRENCY": "1"}, **IN_EARNEST)["rate limits"][0] == "ok"


def test_rate_limits_in_redis_need_its_package(doctor: Doctor) -> None:
    level, message = doctor.says(rate_limit_storage="redis://127.0.0.1:6379")["rate limits"]
    assert level == "FIX" and "pip install redis" in message


def test_the_command_prints_a_line_each_and_counts_only_what_is_to_fix(
    doctor: Doctor, tmp_path: Path
) -> None:
    result = run("doctor", database_url=doctor.database_url)  # the tick was long ago by the real clock
    assert result.exit_code == 1
    levels = {line[:4].strip() for line in result.stdout.splitlines()}
    assert levels == {"ok", "note", "FIX"}


def test_the_command_looks_by_the_same_clock_as_the_worker(doctor: Doctor) -> None:
    ahead = 86_400 * 365
    heartbeats.beat("tick", now=system_clock() + timedelta(seconds=ahead))
    result = run("doctor", database_url=doctor.database_url, clock_offset_seconds=str(ahead))
    assert "ok    worker: ticked" in result.stdout
    assert "FIX   clock: moved 365 days" in result.stdout


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"push_providers": "fcm"}, "GRACEDAY_FCM_CREDENTIALS_FILE"),
        ({"push_providers": "email"}, "GRACEDAY_SMTP_HOST"),
        ({"identity": "firebase"}, "GRACEDAY_FIREBASE_PROJECT_ID"),
        ({"smtp_user": "a"}, "GRACEDAY_SMTP_PASSWORD"),
        ({"tick_secnods": "5"}, "GRACEDAY_TICK_SECONDS"),
        ({"secret_key": "short"}, "GRACEDAY_SECRET_KEY"),
        ({"batch_size": "many"}, "GRACEDAY_BATCH_SIZE"),
    ],
)
def test_settings_that_do_not_add_up(options: dict[str, str], named: str) -> None:
    assert named in refused(run("doctor", **options))
