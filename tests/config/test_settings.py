"""Settings: read, checked all at once, and never repeated where they are secret."""

import dataclasses
import json
import re
from pathlib import Path

import pytest

from config.options import variable
from config.settings import Settings, SettingsError

ROOT = Path(__file__).parents[2]
KEY = {"GRACEDAY_SECRET_KEY": "of thirty-two bytes or rather more"}


def read(**given: str) -> Settings:
    return Settings.from_environ(KEY | {f"GRACEDAY_{name}": value for name, value in given.items()})


def faults(**given: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read(**given)
    return caught.value.faults


def test_with_nothing_but_a_key_the_defaults_hold() -> None:
    settings = read()
    assert settings.database_url == "sqlite:///var/graceday.sqlite3"
    assert settings.push_providers == ("console",)
    assert (settings.tick_seconds, settings.fcm_timeout_seconds, settings.smtp_host) == (20, 10.0, None)


def test_an_empty_value_means_the_default() -> None:
    assert read(TICK_SECONDS="", SMTP_HOST=" ") == read()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("DATABASE_URL", "postgresql://me:pw@db:5432/graceday", "postgresql://me:pw@db:5432/graceday"),
        ("PUBLIC_URL", "https://graceday.example/", "https://graceday.example"),
        (
            "CORS_ORIGINS",
            "https://a.example, http://b.example:8080",
            ("https://a.example", "http://b.example:8080"),
        ),
        ("IDENTITY", "local", ("local",)),
        ("PUSH_PROVIDERS", "console,null,console", ("console", "null")),
        ("FCM_TIMEOUT_SECONDS", "2.5", 2.5),
        ("REGISTRATION_OPEN", "No", False),
        ("CLOCK_OFFSET_SECONDS", "-3600", -3600),
        ("LOG_LEVEL", "debug", "DEBUG"),
        ("RATE_LIMIT_AUTH", "5/minute; 100 per day", "5/minute; 100 per day"),
        ("RATE_LIMIT_STORAGE", "redis://cache:6379", "redis://cache:6379"),
        ("SMTP_SENDER", "Graceday <hello@graceday.example>", "Graceday <hello@graceday.example>"),
    ],
)
def test_a_given_value_is_read(name: str, text: str, value: object) -> None:
    assert getattr(read(**{name: text}), name.lower()) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DATABASE_URL", "mysql://db/graceday"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "postgresql://db:port/graceday"),
        ("PUBLIC_URL", "graceday.example"),
        ("PUBLIC_URL", "https://:443"),
        ("CORS_ORIGINS", "https://a.example/app"),
        ("CORS_ORIGINS", "*, https://a.example"),
        ("IDENTITY", "local,google"),
        ("PUSH_PROVIDERS", "Console"),
        ("TICK_SECONDS", "0"),
        ("TICK_SECONDS", "-5"),
        ("TICK_SECONDS", "2.5"),
        ("CLOCK_OFFSET_SECONDS", "2027-02-01T04:00Z"),
        ("CLOCK_OFFSET_SECONDS", "+3600"),
        ("TICK_SECONDS", "٢"),
        ("FCM_TIMEOUT_SECONDS", "inf"),
        ("FCM_TIMEOUT_SECONDS", "nan"),
        ("SMTP_PORT", "65536"),
        ("SMTP_SECURITY", "ssl"),
        ("SMTP_SENDER", "graceday.example"),
        ("REGISTRATION_OPEN", "maybe"),
        ("RATE_LIMIT_DEFAULT", "many per minute"),
        ("RATE_LIMIT_STORAGE", "memory"),
        ("METRICS_TOKEN", "short"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_bad_value_is_refused_by_name(name: str, text: str) -> None:
    [fault] = faults(**{name: text})
    assert fault.startswith(f"GRACEDAY_{name}")


@pytest.mark.parametrize(
    ("given", "to_change"),
    [
        ({"IDENTITY": "local,firebase"}, "GRACEDAY_FIREBASE_PROJECT_ID"),
        ({"PUSH_PROVIDERS": "fcm"}, "GRACEDAY_FCM_CREDENTIALS_FILE"),
        ({"PUSH_PROVIDERS": "email", "SMTP_SENDER": "a@b.example"}, "GRACEDAY_SMTP_HOST"),
        ({"PUSH_PROVIDERS": "email", "SMTP_HOST": "mail.example"}, "GRACEDAY_SMTP_SENDER"),
        ({"SMTP_USER": "me"}, "GRACEDAY_SMTP_PASSWORD"),
        (
            {"PUSH_PROVIDERS": "fcm", "FCM_URL": "http://127.0.0.1:1", "LEASE_SECONDS": "30"},
            "GRACEDAY_LEASE_SECONDS",
        ),
        ({"TICK_SECONDS": "120"}, "GRACEDAY_TICK_STALE_SECONDS"),
        (
            {
                "CLOCK_OFFSET_SECONDS": "60",
                "PUSH_PROVIDERS": "console,fcm",
                "FCM_CREDENTIALS_FILE": "key.json",
            },
            "GRACEDAY_CLOCK_OFFSET_SECONDS",
        ),
        (
            {"CLOCK_OFFSET_SECONDS": "-60", "PUBLIC_URL": "https://graceday.example"},
            "GRACEDAY_CLOCK_OFFSET_SECONDS",
        ),
    ],
)
def test_options_that_do_not_fit_each_other_are_refused(given: dict[str, str], to_change: str) -> None:
    [fault] = faults(**given)
    assert to_change in fault


def test_every_fault_is_told_at_once() -> None:
    told = faults(SECRET_KEY="short", BATCH_SIZE="none", TICK_SECOND="5", PUSH_PROVIDERS="email")
    assert [re.findall(r"GRACEDAY_\w+", fault)[0] for fault in told] == [
        "GRACEDAY_SECRET_KEY",
        "GRACEDAY_BATCH_SIZE",
        "GRACEDAY_SMTP_HOST",
        "GRACEDAY_SMTP_SENDER",
        "GRACEDAY_TICK_SECOND",
    ]


def test_a_rule_about_an_unreadable_option_waits() -> None:
    assert len(faults(TICK_SECONDS="soon", TICK_STALE_SECONDS="3")) == 1


def test_a_slip_of_the_pen_is_met_with_a_guess() -> None:
    assert faults(TICK_SECOND="5") == [
        "GRACEDAY_TICK_SECOND: there is no such option; did you mean GRACEDAY_TICK_SECONDS?"
    ]


def test_other_programs_variables_are_none_of_our_business() -> None:
    assert Settings.from_environ(KEY | {"PATH": "/bin", "FLASK_DEBUG": "1"})


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    kept = tmp_path / "smtp"
    kept.write_text("correct horse\n")
    assert read(SMTP_USER="me", SMTP_PASSWORD_FILE=str(kept)).smtp_password == "correct horse"


def test_a_secret_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert faults(METRICS_TOKEN_FILE=str(tmp_path / "none")) == [
        f"GRACEDAY_METRICS_TOKEN_FILE: cannot read {tmp_path / 'none'} (No such file or directory)"
    ]


def test_a_secret_comes_from_one_place(tmp_path: Path) -> None:
    [fault] = faults(METRICS_TOKEN="a" * 20, METRICS_TOKEN_FILE=str(tmp_path / "token"))
    assert "not both" in fault


def test_what_is_no_secret_is_not_read_from_files() -> None:
    [fault] = faults(TICK_SECONDS_FILE="/etc/hostname")
    assert "no such option" in fault


def test_secrets_appear_neither_in_repr_nor_in_a_fault() -> None:
    secrets = {
        "DATABASE_URL": "postgresql://me:hunter2@db/graceday",
        "SMTP_PASSWORD": "hunter2",
        "METRICS_TOKEN": "hunter2hunter2hunter2",
        "SECRET_KEY_PREVIOUS": "hunter2" * 5,
        "RATE_LIMIT_STORAGE": "redis://:hunter2@cache",
    }
    assert "hunter2" not in repr(read(**secrets, SMTP_USER="me"))
    told = faults(DATABASE_URL="mysql://hunter2", METRICS_TOKEN="hunter2", SECRET_KEY_PREVIOUS="hunter2")
    assert len(told) == 3
    assert "hunter2" not in json.dumps(told)


def test_settings_do_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        read().tick_seconds = 5  # type: ignore[misc]


def documented() -> dict[str, str]:
    """Each option of docs/configuration.md with the default it states."""
    table = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `(GRACEDAY_\w+)` \| (.+?) \|", table, re.MULTILINE))


def test_the_documentation_names_every_option_and_its_true_default() -> None:
    def written(default: object) -> str:
        if isinstance(default, tuple):
            default = ",".join(default)
        if default in (None, "", dataclasses.MISSING):
            return "—"
        return f"`{str(default).lower() if isinstance(default, bool) else default}`"

    truth = {variable(each.name): written(each.default) for each in dataclasses.fields(Settings)}
    truth |= {
        "GRACEDAY_SECRET_KEY": "made once, in `var/secret_key`",
        "GRACEDAY_LOG_FORMAT": "`console` on a terminal, else `json`",
    }
    assert documented() == truth
