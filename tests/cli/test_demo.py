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
from tests.cli.commands import LONGEST_WAIT, alive, eventually, listening, read_until, refused, run, start

DEAD_PROXY = "http://127.0.0.1:9"
# A minute before four in Shanghai: no matter when the tests run, it is the same night for server, worker and tokens.
DAWN = "2027-01-31T19:59:00Z"
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
        process = start("demo", "--port", port, "--detach", "--at", DAWN, folder=tmp_path, **HOSTILE)
        demos.append(process)
        said, _ = process.communicate(timeout=LONGEST_WAIT)
    assert process.returncode == 0, said
    assert f"Port {port} is taken" in said
    assert f"127.0.0.1:{port}" not in said
    assert re.search(r"docs at http://127\.0\.0\.1:\d+/docs", said)
    assert said.count("\n  09:00  ") > 20
    assert "Traceback" not in said
    assert "The clock stands at 2027-02-01 03:59 in Asia/Shanghai, and runs on." in said
    assert re.search(r"Days past due: 40 before, 0 now\.(?s:.*)Lakeside Bank: due in 7 days", said)
    assert_the_plan_is_told(said)
    assert_nothing_left(process, tmp_path)


def assert_the_plan_is_told(said: str) -> None:
    """From the files to the plan: each thing that the demo promises, in its order."""
    promised = (
        r"icbc-6621\.csv: (\d{3}) added, 0 known already, 0 refused",
        r"alipay\.csv: (\d{3}) added, 0 known already, 1 refused",
        r"line \d+: the amount “贰拾捌元” cannot be read \(amount-unreadable\)",
        r"(\d{3}) payments are in both files and count once",
        r"alipay\.csv: 0 added, \2 known already, 1 refused",
        r"iQIYI Netflix: CN¥30\.00 every month",
        r"the price rose from CN¥25\.00 to CN¥30\.00",
        r"NOT funded  .* CN¥300\.\d\d is missing",
        r"  1\. .* saves CN¥[\d.]+.*\n     .* would be short by CN¥",
        r"[Cc]uts of CN¥3\d\d\.\d\d fund everything due until",
        r"Accepted\.",
        r"(?s:the phone will say so at 08:00.*CN¥[\d.]+ left)",
        r"curl -s '\S+/v1/cash-flow\.svg\?",
    )
    assert re.search(r"(?s:.*?)".join(promised), said), said


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl")
def test_the_lines_work_when_pasted_and_ctrl_c_stops_everything(
    demos: list["subprocess.Popen[str]"],
    tmp_path: Path,
    free_port: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    options = ("--port", str(free_port), "--language", "zh-CN", "--at", DAWN)
    process = start("demo", *options, folder=tmp_path)
    demos.append(process)
    said = read_until(process, "Ctrl-C")
    lines = re.search(r"^  TOKEN=.*?(?=^\S|^$)", said, re.M | re.S)
    assert lines and lines[0].count("curl -s ") == 5
    here = tmp_path_factory.mktemp("pasted")
    pasted = subprocess.run(
        ["sh", "-c", lines[0]], capture_output=True, text=True, timeout=LONGEST_WAIT, cwd=here
    )
    assert pasted.stdout.count('"kind":"card_minimum"') >= 2, pasted
    assert '"digests":[{"at":' in pasted.stdout
    assert "建设银行" in pasted.stdout
    assert '"why_not_less":"少省一次' in pasted.stdout
    assert (here / "cash-flow.svg").read_text().lstrip().startswith(("<?xml", "<svg"))
    assert "第 20 行：金额“贰拾捌元”无法识别" in said
    assert "涨价：¥25.00 → ¥30.00" in said
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to the whole group
    assert process.wait(LONGEST_WAIT) == 0
    assert_nothing_left(process, tmp_path)


@pytest.mark.parametrize(
    ("number", "when"),
    [
        (signal.SIGTERM, "Starting"),
        (signal.SIGTERM, "Two files"),
        (signal.SIGHUP, "Ctrl-C"),
        (signal.SIGINT, "last"),
    ],
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


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("tomorrow", "tomorrow is no instant; give it as 2027-02-01T04:00+08:00"),
        ("2027-02-30T04:00Z", "2027-02-30T04:00Z is no instant"),
        ("2027-02-01T04:00", "2027-02-01T04:00 is an hour of no place; say where: 2027-02-01T04:00+08:00"),
        ("2027-02-01", "2027-02-01 is an hour of no place"),
        ("1066-10-14T09:00Z", "give an instant from 1971 to 2100"),
    ],
)
def test_an_instant_that_is_none_is_refused_in_words(at: str, said: str) -> None:
    assert said in refused(run("demo", "--detach", "--at", at))


def test_a_child_that_ends_by_itself_is_a_failure_even_when_it_was_content() -> None:
    for code, expected in (("0", 1), ("3", 3)):
        child = subprocess.Popen(["sh", "-c", f"exit {code}"])
        assert supervisor.wait([child], told=[]) == expected
