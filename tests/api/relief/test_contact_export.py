"""The log as a file: a stand-alone program shows that no row was edited, taken out, moved or put in."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import Borrower
from tests.api.relief.calls import american_call, chinese_call

Log = dict[str, Any]


@pytest.fixture
def exported(alice: Borrower) -> Log:
    first = american_call(alice, "2026-11-20T22:30", note="他说“明天上门”")
    alice.made("/v1/contact-notices", {"kind": "stop"})
    chinese_call(alice, "2026-11-21T22:30")
    alice.post(f"/v1/contacts/{first['id']}/withdraw")
    answer = alice.get("/v1/contacts/export")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="contact-log.json"'
    return dict(answer.json)


@pytest.fixture
def verify(alice: Borrower, tmp_path: Path) -> Callable[[Log], str]:
    """Run the program that is handed out on a file, with nothing but Python, and give what it complains of."""
    program = tmp_path / "verify.py"
    program.write_text(alice.get("/v1/contacts/export/verifier").text, encoding="utf-8")

    def run(log: Log) -> str:
        (tmp_path / "log.json").write_text(json.dumps(log, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-I", "-S", str(program), str(tmp_path / "log.json")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
        said = f"all {log['count']} rows are as they were written; the head is {log['head'] or 'empty'}\n"
        assert (done.returncode, done.stdout) == ((1, "") if done.stderr else (0, said))
        return done.stderr.strip()

    return run


def test_an_export_is_whole_and_says_what_was_withdrawn(exported: Log, verify: Callable[[Log], str]) -> None:
    bodies = [json.loads(row["body"]) for row in exported["rows"]]
    assert [body["seq"] for body in bodies] == [1, 2, 3, 4]
    assert [body["kind"] for body in bodies] == ["contact", "notice", "contact", "contact"]
    assert (bodies[3]["withdrawn"], bodies[3]["supersedes"]) == (True, bodies[0]["id"])
    assert bodies[0]["facts"]["note"] == "他说“明天上门”"
    assert verify(exported) == ""


def _edited(log: Log) -> None:
    log["rows"][1]["body"] = log["rows"][1]["body"].replace('"stop"', '"time"')


def _taken_out(log: Log) -> None:
    del log["rows"][1]


def _moved(log: Log) -> None:
    log["rows"][1], log["rows"][2] = log["rows"][2], log["rows"][1]


def _cut_off(log: Log) -> None:
    del log["rows"][3]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (_edited, "row 2 is not as it was written"),
        (_taken_out, "row 2 is not as it was written"),
        (_moved, "row 2 is not as it was written"),
        (_cut_off, "rows are missing at the end"),
    ],
)
def test_an_edited_row_is_found(
    exported: Log, verify: Callable[[Log], str], edit: Callable[[Log], None], said: str
) -> None:
    edit(exported)
    assert verify(exported) == said


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "\x00", '{"rows": [1], "head": "", "count": 1}', '{"rows": 1}']
)
def test_what_is_no_export_is_said_in_one_line(alice: Borrower, tmp_path: Path, text: str) -> None:
    program, other = tmp_path / "verify.py", tmp_path / "other.json"
    program.write_text(alice.get("/v1/contacts/export/verifier").text, encoding="utf-8")
    other.write_text(text, encoding="utf-8")
    for named in ([str(other)], [str(tmp_path / "missing.json")], []):
        command = [sys.executable, "-I", "-S", str(program), *named]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_a_chain_begins_anew_for_each_borrower(alice: Borrower, bob: Borrower) -> None:
    american_call(alice, "2026-11-20T10:00")
    assert bob.get("/v1/contacts/export").json == {
        "format": "graceday-contact-log-1",
        "count": 0,
        "head": "",
        "rows": [],
    }
    assert american_call(bob, "2026-11-20T10:00")["seq"] == 1
