"""`make demo` as a process: what it proves, what it leaves to try, and that nothing stays when it ends."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend import supervisor
from tests.cli.commands import LONGEST_WAIT, alive, eventually, listening, read_until, start

DEAD_PROXY = "http://127.0.0.1:9"
# What a developer's shell may hold must not reach a demo.
HOSTILE = {
    "GRACEDAY_PUSH_PROVIDERS": "nonsense",
    "GRACEDAY_SLIP_OF_THE_PEN": "1",
    "http_proxy": DEAD_PROXY,
    "HTTP_PROXY": DEAD_PROXY,
    "no_proxy": "",
}


@pytest.fixture
def free_port() -> int:
    with listening() as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def demos() -> Iterator[list["subprocess.Popen[str]"]]:
    """Those started, so that none outlives a test that fails."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        for pid in alive(process.pid):
            os.kill(pid, signal.SIGKILL)
        process.communicate()


def assert_nothing_left(process: "subprocess.Popen[str]", folder: Path) -> None:
    assert eventually(lambda: alive(process.pid) == [])
    assert list(folder.iterdir()) == []


def test_detached_it_proves_itself_on_another_port_and_leaves_nothing(
    demos: list["subprocess.Popen[str]"], tmp_path: Path
) -> None:
    with listening() as taken:
        port = str(taken.getsockname()[1])
        process = start("demo", "--port", port, "--detach", folder=tmp_path, **HOSTILE)
        demos.append(process)
        said, _ = process.communicate(timeout=LONGEST_WAIT)
    assert process.returncode == 0, said
    assert f"Port {port} is taken" in said
    assert f"127.0.0.1:{port}" not in said
    assert re.search(r"docs at http://127\.0\.0\.1:\d+/docs", said)
    assert said.count("\n  09:00  ") > 20
    assert "Traceback" not in said
    assert_nothing_left(process, tmp_path)


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl")
def test_the_three_lines_work_when_pasted_and_ctrl_c_stops_everything(
    demos: list["subprocess.Popen[str]"], tmp_path: Path, free_port: int
) -> None:
    process = start("demo", "--port", str(free_port), "--language", "zh-CN", folder=tmp_path)
    demos.append(process)
    said = read_until(process, "Ctrl-C")
    lines = re.search(r"^  TOKEN=.*?(?=^\S|^$)", said, re.M | re.S)
    assert lines and lines[0].count("curl -s ") == 3
    pasted = subprocess.run(["sh", "-c", lines[0]], capture_output=True, text=True, timeout=LONGEST_WAIT)
    assert pasted.stdout.count('"kind":"card_minimum"') >= 2, pasted
    assert '"digests":[{"at":' in pasted.stdout
    assert "建设银行" in pasted.stdout
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to the whole group
    assert process.wait(LONGEST_WAIT) == 0
    assert_nothing_left(process, tmp_path)


@pytest.mark.parametrize(
    ("number", "when"), [(signal.SIGTERM, "Starting"), (signal.SIGHUP, "Ctrl-C"), (signal.SIGINT, "last")]
)
def test_told_to_end_at_any_moment_it_takes_its_children_along(
    demos: list["subprocess.Popen[str]"], tmp_path: Path, free_port: int, number: int, when: str
) -> None:
    process = start("demo", "--port", str(free_port), folder=tmp_path)
    demos.append(process)
    read_until(process, when)
    process.send_signal(number)
    said, _ = process.communicate(timeout=LONGEST_WAIT)
    assert process.returncode == (0 if when == "Ctrl-C" else 128 + number)
    assert "Traceback" not in said
    assert_nothing_left(process, tmp_path)


def test_a_child_that_ends_by_itself_is_a_failure_even_when_it_was_content() -> None:
    for code, expected in (("0", 1), ("3", 3)):
        child = subprocess.Popen(["sh", "-c", f"exit {code}"])
        assert supervisor.wait([child], told=[]) == expected
