"""Whatever day and hour it is, the demo keeps what it promises: its whole story, told in this process.

A run tells it on every nineteenth day of two years, so on each day of the week and of the month, at changing hours,
and around everything that an hour or a day may change. `make days` (HYPOTHESIS_PROFILE=deep) tells it on each of the
days, as integration does each night: 20 minutes of one core are too long for every change.
"""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher

from backend import demo
from backend.actions.people import passwords
from backend.simulation.household import ZONE
from backend.simulation.purchases import StagedLine
from backend.simulation.staging import SHORT
from tests.cli.told_inside import PASSWORD, Inside, Server
from tests.moved_clock import MovedClock

HERE = ZoneInfo(ZONE)
FIRST, DAYS = date(2026, 11, 1), 731
EVERY = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 19
SOME_DAYS = [FIRST + timedelta(days=number) for number in range(0, DAYS, EVERY)]

MIDNIGHT, MORNING, NIGHT = ("00:00:00", "00:01:00"), ("07:59:00", "08:00:00"), ("21:59:00", "22:00:00")
# The last minutes of the quiet hours, second by second where the demo stops saying when and begins to wait; and a
# midnight that comes while the story is told.
QUIET_ENDS = ("07:54:59", "07:55:00", "07:58:30", "07:59:36", "07:59:50", "07:59:57", "08:00:01", "08:01:00")
OVER_MIDNIGHT = ("23:59:00", "23:59:55", "23:59:57", "23:59:58", "23:59:59")
AROUND = [
    (
        "2026-12-09",
        (*MIDNIGHT, *QUIET_ENDS, "21:59:55", *NIGHT, "22:01:00", *OVER_MIDNIGHT),
    ),  # tomorrow is pay day
    ("2027-02-01", (*MIDNIGHT, "04:00:00", *MORNING, *NIGHT, "23:59:00")),  # a due in six days, rent today
    ("2027-01-31", (*MORNING, *OVER_MIDNIGHT)),
    ("2027-02-28", (*MIDNIGHT, "23:59:57")),
    ("2028-02-29", (*MIDNIGHT, "12:00:00", "23:59:57")),
    ("2026-12-31", (*QUIET_ENDS, "23:59:57")),
    ("2027-08-01", ("22:22:00",)),  # the solver's proof ends a last digit short
    ("2027-08-31", (*MORNING, "23:59:57")),
    # The United States change their clocks: at 15:00 and at 14:00 in Shanghai.
    ("2027-03-14", (*MIDNIGHT, "14:59:00", "15:00:00", "15:01:00", *NIGHT)),
    ("2027-11-07", (*MORNING, "12:00:00", "13:59:00", "14:00:00", "14:01:00")),
]
PROMISED = re.compile(
    r"(?s:.*?)".join(
        (
            r"icbc-6621\.csv: (\d{3}) added, 0 known already, 0 refused",
            r"alipay\.csv: (\d{3}) added, 0 known already, 1 refused",
            r"line 20: the amount “贰拾捌元” cannot be read",
            r"(\d{3}) payments are in both files and count once",
            r"alipay\.csv: 0 added, \2 known already, 1 refused",
            r"iQIYI Netflix: CN¥30\.00 every month",
            r"the price rose from CN¥25\.00 to CN¥30\.00",
            r"NOT funded  .* CN¥300\.\d\d is missing",
            r"  1\. .* saves CN¥[\d.]+.*\n     .* would be short by CN¥",
            r"[Cc]uts of CN¥3\d\d\.\d\d fund everything due until",
            r"Accepted\.",
            r"(?s:(?:The phone says so|the phone will say so at|the inbox says so).*CN¥[\d.]+ left)",
        )
    )
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With argon2id doing the least work: the demo signs in at each instant."""
    with pytest.MonkeyPatch.context() as patch:
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", lambda: hasher)
        yield Server(tmp_path_factory.mktemp("server"), MovedClock(datetime(2026, 11, 1, tzinfo=HERE)))


def instant(day: date, at: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(at), HERE)


def played(folder: Path, day: date) -> list[StagedLine]:
    """The demo's household in `folder`, as it is played when the demo is run on that day."""
    return demo.play(demo.database_of(str(folder)), PASSWORD, "en", instant(day, "12:00"), [])


def assert_the_plan_is_small(api: Inside, days: tuple[date, ...]) -> None:
    """A few small cuts, some of them this week."""
    lines = api.plan["lines"]
    assert 2 <= len(lines) <= 15
    assert SHORT <= sum(line["saves"] for line in lines) < 2 * SHORT
    assert min(line["from_on"] for line in lines) in map(str, days)


@pytest.mark.parametrize("day", SOME_DAYS, ids=str)
def test_on_any_day_at_any_hour_the_whole_story_holds(
    server: Server, day: date, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = played(tmp_path, day)
    number = day.toordinal()
    shown = capsys.readouterr().out
    assert shown.count("\n  09:00  ") > 20
    at = f"{7 * number % 24:02}:{13 * number % 60:02}:{17 * number % 60:02}"
    api = server.tell(tmp_path, lines, at=instant(day, at))
    assert PROMISED.search(told := capsys.readouterr().out), told
    assert_the_plan_is_small(api, (day,))


@pytest.mark.parametrize(("day", "times"), AROUND, ids=[day for day, _ in AROUND])
def test_around_what_an_hour_changes_the_whole_story_holds(
    server: Server, day: str, times: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    today = date.fromisoformat(day)
    lines = played(tmp_path, today)
    for number, at in enumerate(times):
        capsys.readouterr()
        copied = tmp_path / str(number)
        copied.mkdir()
        shutil.copy(tmp_path / "demo.sqlite3", copied)
        api = server.tell(copied, lines, at=instant(today, at))
        assert PROMISED.search(told := capsys.readouterr().out), (at, told)
        assert_the_plan_is_small(api, (today, today + timedelta(days=1)))


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("03:00:00", "the phone will say so at 08:00"),
        ("07:56:00", "the phone will say so at 08:00"),
        ("07:59:56", "The phone says so"),
        ("12:00:00", "The phone says so"),
        ("21:59:30", "The phone says so"),
        ("22:00:00", "the phone will say so at 08:00"),
    ],
)
def test_it_says_when_the_phone_will_speak_unless_that_is_now(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], at: str, said: str
) -> None:
    day = date(2026, 12, 9)
    server.tell(tmp_path, played(tmp_path, day), at=instant(day, at))
    assert said in capsys.readouterr().out


def test_it_speaks_chinese_as_well(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = date(2027, 2, 1)
    lines = demo.play(demo.database_of(str(tmp_path)), PASSWORD, "zh-CN", instant(day, "12:00"), [])
    server.tell(tmp_path, lines, at=instant(day, "04:00"), locale="zh-CN")
    assert "现在是免打扰时间；08:00 手机会提醒" in capsys.readouterr().out
