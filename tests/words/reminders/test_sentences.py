"""What a push says at each stage, in both languages, written out by hand."""

from datetime import date

import pytest

from backend.domain.reminders.notification_line import NotificationLine
from backend.words.reminders.push_text import render
from tests.words.samples import AMERICAN, HERE, THERE, card

LOAN = card(kind="loan_instalment", name="Loan")
CHECK = card(kind="custom", name="Lease ends", owed=False, amount=None, currency=None)
LATE = card(stage="late", days=7)
# fmt: off
SAID: list[tuple[NotificationLine, str, str, str, str]] = [
    (card(), "招商银行: due in 3 days", "Pay the minimum of CN¥1,281.37 by Sat, Dec 5.",
     "招商银行：还有 3 天到期", "请于12月5日（周六）或之前还最低还款额 ¥1,281.37。"),
    (card(days=1), "招商银行: due tomorrow", "Pay the minimum of CN¥1,281.37 by Sat, Dec 5.",
     "招商银行：明天到期", "请于12月5日（周六）或之前还最低还款额 ¥1,281.37。"),
    (card(stage="today", days=0), "招商银行: due today", "Pay the minimum of CN¥1,281.37 today.",
     "招商银行：今天到期", "今天还最低还款额 ¥1,281.37。"),
    (card(amount=None, source="estimated", sure=False), "招商银行: due in 3 days",
     "Pay your statement's minimum by Sat, Dec 5. Estimated: check it against your statement.",
     "招商银行：还有 3 天到期", "请于12月5日（周六）或之前还账单上的最低还款额。此为估算，请以账单为准。"),
    (card(autopay="short"), "招商银行: due in 3 days",
     "Pay the minimum of CN¥1,281.37 by Sat, Dec 5. Autopay is on: check that the account holds enough.",
     "招商银行：还有 3 天到期",
     "请于12月5日（周六）或之前还最低还款额 ¥1,281.37。已开通自动还款，请确认账户余额充足。"),
    (card(stage="autopay", autopay="holds"), "招商银行: autopay on Sat, Dec 5",
     "CN¥1,281.37 will be taken; have it on the account.",
     "招商银行：12月5日（周六）自动还款", "将自动扣款 ¥1,281.37，请确保账户余额充足。"),
    (card(stage="in_grace", days=3, chance_days=0), "招商银行: last chance today",
     "Pay CN¥1,281.37 today, and the issuer still counts it as on time.",
     "招商银行：今天是宽限期最后一天", "今天还 ¥1,281.37，仍在容时宽限期内，视同按时还款。"),
    (card(stage="in_grace", days=1, chance_days=2), "招商银行: last chance by Tue, Dec 8",
     "Pay CN¥1,281.37 by Tue, Dec 8, and the issuer still counts it as on time.",
     "招商银行：宽限期最后一天，12月8日（周二）",
     "请于12月8日（周二）或之前还 ¥1,281.37，仍在容时宽限期内，视同按时还款。"),
    (LATE._replace(days=1, autopay="holds"), "招商银行: 1 day past due",
     "Pay CN¥1,281.37 now; sooner costs less. Autopay is on: look first whether it was taken.",
     "招商银行：逾期 1 天", "现在还 ¥1,281.37，越早费用越少。已开通自动还款，请先确认是否已经扣款。"),
    (LATE, "招商银行: 7 days past due", "Pay CN¥1,281.37 now; sooner costs less.",
     "招商银行：逾期 7 天", "现在还 ¥1,281.37，越早费用越少。"),
    (LATE._replace(days=1), "招商银行: 1 day past due", "Pay CN¥1,281.37 now; sooner costs less.",
     "招商银行：逾期 1 天", "现在还 ¥1,281.37，越早费用越少。"),
    (LATE._replace(days=0), "招商银行: was due today", "Pay CN¥1,281.37 now; sooner costs less.",
     "招商银行：今天已过截止时间", "现在还 ¥1,281.37，越早费用越少。"),
    (card(stage="before_report", days=29, boundary_days=30), "招商银行: tomorrow it is 30 days past due",
     "Pay CN¥1,281.37 today, so that it is not reported as 30 days late.",
     "招商银行：明天将逾期满 30 天", "今天还 ¥1,281.37，可避免被报送为逾期 30 天。"),
    (LATE._replace(days=45), "招商银行: 45 days past due",
     "CN¥1,281.37 is open. Contact the issuer or lender and ask for a plan you can keep.",
     "招商银行：逾期 45 天", "尚有 ¥1,281.37 未还。可以联系发卡行或贷款机构，申请个性化分期还款，按您能做到的金额还。"),
    (LOAN, "Loan: due in 3 days", "Pay CN¥1,281.37 by Sat, Dec 5.",
     "Loan：还有 3 天到期", "请于12月5日（周六）或之前还 ¥1,281.37。"),
    (CHECK, "Lease ends: due in 3 days", "To do by Sat, Dec 5.",
     "Lease ends：还有 3 天到期", "请于12月5日（周六）或之前完成。"),
    (CHECK._replace(stage="late", days=1), "Lease ends: open for 1 day", "It was for Sat, Dec 5.",
     "Lease ends：已过 1 天，尚未完成", "原定12月5日（周六）。"),
]
# fmt: on


@pytest.mark.parametrize(("line", "title", "body", "title_zh", "body_zh"), SAID)
def test_each_stage_has_its_words(
    line: NotificationLine, title: str, body: str, title_zh: str, body_zh: str
) -> None:
    english = render([line], locale="en", discreet=False, borrower_zone=HERE)
    chinese = render([line], locale="zh-CN", discreet=False, borrower_zone=HERE)
    assert (english.title, english.body, chinese.title, chinese.body) == (title, body, title_zh, body_zh)


def test_the_ladder_names_each_step_and_what_it_prevents() -> None:
    line = card(past_due=50_000, balance=1_281_370)
    said = render([line], locale="en", discreet=False, borrower_zone=HERE).body
    assert said == (
        "Pay the minimum of CN¥1,281.37 by Sat, Dec 5. With what is past due, CN¥1,781.37: current again. "
        "The whole statement, CN¥12,813.70: no interest on it."
    )


@pytest.mark.parametrize("stage", ["in_grace", "before_report", "late"])
def test_what_must_be_paid_holds_what_is_past_due_because_that_is_settled_first(stage: str) -> None:
    line = card(stage=stage, days=2, boundary_days=30, past_due=50_000)
    assert "CN¥1,781.37" in render([line], locale="en", discreet=False, borrower_zone=HERE).body


def test_a_statement_that_the_minimum_pays_whole_is_no_further_step() -> None:
    line = card(balance=128_137)
    assert "whole" not in render([line], locale="en", discreet=False, borrower_zone=HERE).body


def test_a_cut_off_is_told_on_the_clock_of_its_reader_with_the_debts_behind_it() -> None:
    far = render([AMERICAN], locale="en", discreet=False, borrower_zone=HERE)
    near = render([AMERICAN], locale="en", discreet=False, borrower_zone=THERE)
    assert far.body == "Pay the minimum of $25.00 by Sun, Dec 6, before 06:00 (Dec 5, 17:00 in New York)."
    assert near.body == "Pay the minimum of $25.00 by Sat, Dec 5, before 17:00."
    chinese = render([AMERICAN], locale="zh-CN", discreet=False, borrower_zone=HERE).body
    assert chinese == ("请于12月6日（周日）06:00 前（纽约时间12月5日 17:00）还最低还款额 US$25.00。")


def test_the_last_day_is_the_readers_own() -> None:
    line = AMERICAN._replace(stage="today", days=0)
    said = render([line], locale="en", discreet=False, borrower_zone=HERE)
    assert said.title == "Chase Freedom: due today, before 06:00"
    assert said.body == "Pay the minimum of $25.00 today, before 06:00 (Dec 5, 17:00 in New York)."


def test_a_digest_leads_with_the_first_and_names_two_more() -> None:
    others = [card(name=name) for name in ("Second", "Third", "Fourth")]
    said = render([card(), *others], locale="en", discreet=False, borrower_zone=HERE).body
    assert said == "Pay the minimum of CN¥1,281.37 by Sat, Dec 5. And 3 more, among them Second, Third."
    said = render([card(), *others], locale="zh-CN", discreet=False, borrower_zone=HERE).body
    assert said == "请于12月5日（周六）或之前还最低还款额 ¥1,281.37。另有 3 项：Second、Third 等。"


def test_lateness_blames_nobody() -> None:
    shaming = (
        "overdue",
        "fail",
        "must",
        "warning",
        "final",
        "immediately",
        "delinquent",
        "欠",
        "警告",
        "务必",
    )
    for line, *said in SAID:
        assert not [word for word in shaming for text in said if word in text.lower()], line


def test_a_grace_day_is_never_shown_as_the_due_date() -> None:
    for line in (card(), card(stage="today", days=0), card(stage="upcoming", days=7)):
        text = render([line], locale="en", discreet=False, borrower_zone=HERE)
        assert "Dec 8" not in text.title + text.body
    assert date(2026, 12, 8) == card().last_chance_on
