"""What the demo tells of somebody who is late: from what a day costs to the first reminder of a plan, on any day."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.simulation.late_story import tell_late_story

EN = (
    r"Somebody else, 40 days past due",
    r"What does each day cost\? Lakeside Bank, \$6,000\.00 owed",
    # 24 % / 365 of 6,000.00 is 3.9452 a day.
    r"by \w+, \w+ \d+: \$3\.95\n",
    r"What is the next step\?\n  Call the lender this week",
    r"I cannot pay today\. I do want to pay\.",
    r"If they refuse:",
    r"At 23:10 last night Acme Recovery called",
    r"broken: No contact before 8:00 or after 21:00 where the consumer is\. \(12 CFR 1006\.6\(b\)\(1\)\(i\)\)",
    r"│ Complaint about how you contact me",
    r"hash of its last row today:\n  │   [0-9a-f]{64}",
    r"The cash flow carries up to \$[\d,]+\.\d\d a month",
    r"They agree, by telephone: 6 times \$1,000\.00",
    r"Days past due: 40 before, 0 now\.",
    r"  09:00  Lakeside Bank: due in 7 days\n         Pay \$1,000\.00 by ",
)
ZH = (
    r"另一个人，一张信用卡已逾期 40 天",
    r"江南银行，欠 ¥6,000\.00",
    # 0.05 % of 6,000.00, whatever was paid of it.
    r"：¥3\.00\n",
    r"申请个性化分期，最长 60 期",
    r"我今天还不上，但我愿意还。",
    r"违反：22:00 至次日 8:00 不得催收",
    r"│ 关于贵方联系方式的投诉",
    r"对方须在\d+月\d+日（周.）前答复",
    r"对方在电话里同意：6 期，每期 ¥1,000\.00",
    r"没有听到这一项，请对方书面写明：还款期间是否计收年费",
    r"逾期天数：之前 40，现在 0。",
    r"  09:00  江南银行：还有 7 天到期\n         请于\d+月\d+日（周.）或之前还 ¥1,000\.00。",
)
# A month's end and a leap day, the days on which the United States move their clocks, and the turn of a year.
TOLD = [
    ("en", "2026-11-24T04:00"),
    ("en", "2027-03-14T20:00"),
    ("zh-CN", "2027-01-31T03:59"),
    ("zh-CN", "2028-02-29T12:00"),
]


@pytest.mark.parametrize(("locale", "at"), TOLD)
def test_the_way_out_is_told_to_the_first_reminder(
    locale: str, at: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    tell_late_story(tmp_path, locale, now)
    told = capsys.readouterr().out
    assert re.search(r"(?s:.*?)".join(EN if locale == "en" else ZH), told), told
    assert 60 <= told.count("\n") <= 130, "some two minutes of reading"


def test_told_to_end_it_says_no_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[bool] = []

    def after_two() -> bool:
        asked.append(len(asked) >= 2)
        return asked[-1]

    tell_late_story(tmp_path, "en", datetime(2026, 11, 24, tzinfo=UTC), after_two)
    told = capsys.readouterr().out
    assert "What is better left?" in told and "on the telephone" not in told
