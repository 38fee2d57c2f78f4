"""`scripts/at.sh`: a command and its children live at another time, and durations and files' ages stay true."""

import shutil
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from tests.processes import LONGEST_WAIT, ROOT

SAYS = """
import os, subprocess, sys, tempfile, time
from backend.clock import system_clock
with tempfile.NamedTemporaryFile() as file:
    age = time.time() - os.stat(file.name).st_mtime
    os.utime(file.name, (time.time() - 3600,) * 2)
    older = time.time() - os.stat(file.name).st_mtime
began = time.monotonic()
time.sleep(0.01)
child = [sys.executable, "-c", "from backend.clock import system_clock; print(system_clock().isoformat())"]
print(system_clock().isoformat(), round(age), round(older), time.monotonic() - began < 60)
subprocess.run(child, check=True)
"""


def at(instant: str, *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["scripts/at.sh", instant, *command], cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_WAIT
    )


@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler")
@pytest.mark.parametrize("instant", ["2028-02-29T12:00+00:00", "2020-01-01T00:00+08:00"])
def test_a_command_and_its_children_live_at_another_time(instant: str) -> None:
    ended = at(instant, sys.executable, "-c", SAYS)
    assert ended.returncode == 0, ended.stderr
    here, child = ended.stdout.splitlines()
    now, *rest = here.split()
    for each in (now, child):
        assert (
            timedelta()
            <= datetime.fromisoformat(each) - datetime.fromisoformat(instant)
            < timedelta(minutes=1)
        )
    assert rest == ["0", "3600", "True"]


def test_an_instant_that_is_none_is_refused() -> None:
    ended = at("the day after", "true")
    assert ended.returncode != 0
    assert "is no instant; give it as 2027-02-01T04:00+08:00" in ended.stderr


@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler")
def test_it_ends_as_its_command_does() -> None:
    assert at("2027-02-01T04:00+08:00", "sh", "-c", "exit 3").returncode == 3
