"""The log: one line an event, `action` first, and no word about a person."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from config.logging import configure
from config.privacy import MASK, without_people
from config.settings import Settings

KEY = "of thirty-two bytes or rather more"


def settings(log_format: str, level: str = "INFO") -> Settings:
    given = {"SECRET_KEY": KEY, "LOG_FORMAT": log_format, "LOG_LEVEL": level}
    return Settings.from_environ({f"GRACEDAY_{name}": value for name, value in given.items()})


@pytest.fixture(autouse=True)
def logging_left_as_found() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Any:
    configure(settings("json"))
    return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_an_event_is_one_line_that_names_its_action(lines: Any) -> None:
    structlog.get_logger().info("tick.done", reminders=3, jobs=["tick", "send-fcm"])
    [line] = lines()
    assert line.pop("at").endswith("Z")
    assert line == {"level": "info", "action": "tick.done", "reminders": 3, "jobs": ["tick", "send-fcm"]}


def test_a_librarys_record_has_the_same_shape(lines: Any) -> None:
    logging.getLogger("gunicorn.error").propagate = True
    logging.getLogger("gunicorn.error").warning("worker %s left", 7)
    [line] = lines()
    assert (line["action"], line["message"], line["level"]) == ("gunicorn", "worker 7 left", "warning")


def test_what_is_below_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    configure(settings("json", level="ERROR"))
    structlog.get_logger().warning("push.slow")
    logging.getLogger("somewhere").warning("slow")
    assert capsys.readouterr().err == ""


def test_a_failure_shows_its_traceback_without_values(lines: Any) -> None:
    def deep(email: str) -> None:
        raise LookupError(f"no borrower {email}, card 6222 0212 3456 7890")

    try:
        deep("li.wei@mail.example")
    except LookupError:
        structlog.get_logger().exception("job.failed", job="tick")
    [line] = lines()
    assert "in deep" in line["exception"]
    assert f"LookupError: no borrower {MASK}, card {MASK}" in line["exception"]


def test_the_console_shows_a_failure_as_text_without_values(capsys: pytest.CaptureFixture[str]) -> None:
    configure(settings("console"))
    try:
        raise LookupError("li.wei@mail.example")
    except LookupError:
        structlog.get_logger().exception("job.failed", token="abc")
    written = capsys.readouterr().err
    assert "job.failed" in written
    assert "LookupError" in written
    assert "li.wei" not in written
    assert "abc" not in written


def test_configuring_again_does_not_write_twice(lines: Any) -> None:
    configure(settings("json"))
    structlog.get_logger().info("tick.done")
    assert len(lines()) == 1


@pytest.mark.parametrize(
    "name",
    [
        "email",
        "refresh_token",
        "title",
        "body",
        "note_text",
        "issuer",
        "password",
        "Authorization",
        "address",
    ],
)
def test_a_personal_field_is_masked_by_its_name(name: str) -> None:
    assert without_people({name: "Li Wei", "provider": "fcm"}) == {name: MASK, "provider": "fcm"}


def test_personal_fields_are_found_at_any_depth() -> None:
    inner = {"devices": [{"token": "abc", "platform": "ios"}]}
    assert without_people({"borrower": inner}) == {
        "borrower": {"devices": [{"token": MASK, "platform": "ios"}]}
    }


@pytest.mark.parametrize(
    "told",
    [
        "li.wei@mail.example",
        "(li.wei+due@mail.example)",
        "6222021234567890",
        "4111-1111-1111-1111",
        "+8613800138000",
        "138-0013-8000",
        "dQw4w9WgXcQ:APA91bH" + "x" * 120,
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJib3IifQ." + "s" * 43,
    ],
)
def test_free_text_loses_what_points_at_a_person(told: str) -> None:
    cleaned = without_people({"message": f"refused: {told} again"})["message"]
    assert cleaned.replace("(", "").replace(")", "") == f"refused: {MASK} again"


@pytest.mark.parametrize(
    "told",
    [
        "2026-11-24T09:00:00.123456Z",
        "2026-11-24 09:00:00",
        "127.0.0.1:8000",
        "card_01KBQ0000000000000000000ZZ",
        "deadline_01KBQ12345678901234567890A",
        "0001_initial",
        "/srv/graceday/backend/store/database.py:118",
        "took 0.123456789 s",
        "SMTP_550_5.1.1",
    ],
)
def test_what_an_operator_needs_stays(told: str) -> None:
    assert without_people({"message": told}) == {"message": told}


def test_counts_stay_and_account_numbers_go() -> None:
    assert without_people({"rows": 1_048_576, "ref": 6222021234567890, "ok": True, "ratio": 0.5}) == {
        "rows": 1_048_576,
        "ref": MASK,
        "ok": True,
        "ratio": 0.5,
    }


@given(digits=st.text("0123456789", min_size=12, max_size=19), before=st.sampled_from(["", "pan ", "=", '"']))
def test_no_run_of_digits_as_long_as_a_card_number_is_ever_written(digits: str, before: str) -> None:
    assert digits not in without_people({"message": f"{before}{digits} refused"})["message"]


def test_the_log_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    configure(settings("json"))
    structlog.get_logger().info("tick.done")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
