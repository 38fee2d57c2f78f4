"""The other commands, and what all of them have in common: help, words instead of tracebacks, exit codes."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from backend.cli import main
from backend.store.database import open_database
from backend.store.migrations import FOLDER
from tests.cli.commands import LONGEST_WAIT, ROOT, listening, refused, run, start
from tests.databases import sqlite_url

COMMANDS = sorted(main.commands)
MIGRATIONS = sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))
# Each needs the settings; `simulate` and `demo` play on their own.
HEEDING = [["migrate"], ["worker"], ["serve"], ["openapi"], ["backup", "copy"], ["doctor"]]
NEEDING_A_DATABASE = [["migrate"], ["serve"]]


def tables(url: str) -> set[str]:
    opened = open_database(url)
    try:
        return set(opened.get_tables())
    finally:
        opened.close()


def test_the_promised_commands_are_there() -> None:
    promised = {"migrate", "worker", "serve", "simulate", "doctor", "backup", "openapi", "demo"}
    assert promised <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_that_explains_each_option(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert main.commands[command].help
    options = [each for each in main.commands[command].params if isinstance(each, click.Option)]
    named = [name for option in options for name in option.opts]
    assert all(name in result.stdout for name in named)


def test_the_list_of_commands_says_each_in_a_whole_sentence() -> None:
    listed = run("--help").stdout.partition("Commands:\n")[2]
    assert {line.split()[0] for line in listed.splitlines() if re.match(r"  \w", line)} == set(COMMANDS)
    assert "..." not in listed


def test_the_make_file_asks_for_commands_and_options_that_exist() -> None:
    asked = re.findall(r"backend\.cli (\w+)(.*)", (ROOT / "Makefile").read_text())
    assert {"demo", "serve", "migrate", "openapi"} <= {command for command, _ in asked}
    for command, rest in asked:
        known = {name for each in main.commands[command].params for name in each.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known


@pytest.mark.parametrize("command", HEEDING, ids=lambda command: command[0])
def test_settings_that_do_not_add_up_are_named_all_at_once(command: list[str]) -> None:
    said = refused(run(*command, tick_seconds="soon", push_provider="fcm"))
    assert "GRACEDAY_TICK_SECONDS" in said
    assert "did you mean GRACEDAY_PUSH_PROVIDERS" in said


@pytest.mark.parametrize("command", NEEDING_A_DATABASE, ids=lambda command: command[0])
@pytest.mark.parametrize("kind", ["server", "folder", "file"])
def test_a_database_that_cannot_be_reached_is_a_line(command: list[str], kind: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("no database" * 1000)
    url = {
        "server": "postgresql://graceday:secret-word@127.0.0.1:1/name",
        "folder": sqlite_url(notes / "graceday.sqlite3"),
        "file": sqlite_url(notes),
    }[kind]
    said = refused(run(*command, database_url=url))
    assert said.count("\n") == 1
    assert "secret-word" not in said


def test_migrations_go_up_and_down_by_command(empty_database_url: str) -> None:
    up = run("migrate", database_url=empty_database_url)
    assert up.stdout.split() == MIGRATIONS
    assert "deadline" in tables(empty_database_url)
    assert run("migrate", database_url=empty_database_url).stdout.startswith("Nothing to do")
    down = run("migrate", "--down-to", "zero", database_url=empty_database_url)
    assert down.stdout.split() == MIGRATIONS[::-1]
    assert "deadline" not in tables(empty_database_url)
    assert run("migrate", "--down-to", "zero", database_url=empty_database_url).stdout.startswith("Nothing")
    assert run("migrate", database_url=empty_database_url).stdout.split() == MIGRATIONS


def test_a_migration_that_was_never_applied_is_named(database_url: str) -> None:
    assert "0099_never" in refused(run("migrate", "--down-to", "0099_never", database_url=database_url))
    assert "deadline" in tables(database_url)


def test_openapi_prints_a_json_document_and_nothing_else(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "graceday.sqlite3")
    environ = {
        "GRACEDAY_DATABASE_URL": url,
        "GRACEDAY_SECRET_KEY": "a secret of more than 32 bytes, as it should",
    }
    command = [sys.executable, "-m", "backend.cli", "openapi"]
    said = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=LONGEST_WAIT
    )
    document = json.loads(said.stdout)
    assert document["openapi"].startswith("3.1")
    assert "/v1/deadlines" in document["paths"]
    assert said.stderr == ""
    assert list(tmp_path.iterdir()) == []  # it needs no database, and makes none


@pytest.mark.parametrize("command", ["worker", "serve"])
def test_a_worker_that_cannot_push_says_why_before_anything_starts(command: str, tmp_path: Path) -> None:
    options = {"database_url": sqlite_url(tmp_path / "graceday.sqlite3")}
    assert "fmc" in refused(run(command, push_providers="fmc", **options))
    notes = tmp_path / "notes.txt"
    notes.write_text("no key")
    said = refused(run(command, push_providers="fcm", fcm_credentials_file=str(notes), **options))
    assert str(notes) in said and "not JSON" in said
    assert list(tmp_path.iterdir()) == [notes]


def test_a_port_that_is_taken_is_named(database_url: str) -> None:
    with listening() as taken:
        port = str(taken.getsockname()[1])
        assert port in refused(run("serve", "--port", port, database_url=database_url))


@pytest.mark.parametrize("command", ["serve", "demo"])
@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_is_none_is_named(command: str, port: str) -> None:
    assert port in refused(run(command, "--port", port))


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    process = start("simulate", "--days", "200", folder=tmp_path)
    assert process.stdout
    assert process.stdout.readline() == "\n"
    process.stdout.close()
    assert process.wait(LONGEST_WAIT) in (0, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_without_our_characters_shows_others(tmp_path: Path) -> None:
    arguments = ("simulate", "--days", "12", "--language", "zh-CN")
    process = start(*arguments, folder=tmp_path, PYTHONIOENCODING="latin-1")
    said, _ = process.communicate(timeout=LONGEST_WAIT)
    assert process.returncode == 0
    assert "\\u501f\\u5457" in said


def test_a_loopback_fcm_is_one_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.loopback.fcm_server", "--answer", "UNAVAILABLE"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            address = re.search(r"http://localhost:(\d+)", server.stdout.readline())
            assert address
            assert f"GRACEDAY_FCM_URL={address[0]}" in server.stdout.readline()
            again = [*command, "--port", address[1]]
            taken = subprocess.run(again, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_WAIT)
            assert taken.returncode == 1 and address[1] in taken.stderr and "Traceback" not in taken.stderr
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(LONGEST_WAIT) == 0
