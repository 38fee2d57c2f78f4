"""A plan in sentences, in both languages: each kind of line, each thing to ask, each way it can end."""

from datetime import date

import pytest

from backend.domain.spending.cut_plan.plan_facts import PlanDue
from backend.words.spending import cut_plan
from backend.words.spending.plan_summary import PlanInShort, summary

CUT = cut_plan.CutFacts(
    kind="steps",
    category="food.eating_out",
    label="food.eating_out",
    unit="meal_out",
    from_on=date(2026, 11, 24),
    to_on=date(2026, 11, 30),
    usual=4,
    steps=2,
    saves=12_000,
    why_name="Bank A",
    why_kind="card_minimum",
    why_on=date(2026, 12, 5),
    why_short=3_500,
)
DUE = PlanDue(
    id="dl_1",
    name="Bank A",
    on=date(2026, 12, 5),
    amount=100_000,
    account_id="card_1",
    kind="card_minimum",
    issuer="Bank A",
    sure=True,
    harm=105_450,
    charged=5_450,
    boundary_days=30,
    cost_parts=(),
    promised=False,
)


def test_a_line_says_what_stays_when_and_what_it_saves() -> None:
    assert cut_plan.cut_text(CUT, "CNY", "en") == (
        "Eating out: 2 meals out instead of 4 (Tue, Nov 24 to Mon, Nov 30) saves CN¥120.00."
    )
    assert cut_plan.cut_text(CUT, "CNY", "zh-CN") == (
        "外出就餐：11月24日（周二）至11月30日（周一），在外就餐 2 次（平时 4 次），省 ¥120.00。"
    )


def test_it_says_why_it_is_not_less() -> None:
    assert cut_plan.why_text(CUT, "CNY", "en") == (
        "With one less cut, Bank A's minimum on Sat, Dec 5 would be short by CN¥35.00."
    )
    assert cut_plan.why_text(CUT, "CNY", "zh-CN") == (
        "少省一次，12月5日（周六）Bank A 的最低还款额就会差 ¥35.00。"
    )


@pytest.mark.parametrize(
    ("ask", "payable", "said"),
    [
        ("ask_later_due_date", date(2026, 12, 10), "Ask Bank A for a due date of Thu, Dec 10 or later."),
        (
            "ask_fee_waiver",
            date(2026, 12, 10),
            "Pay it on Thu, Dec 10, and ask Bank A to waive the late fee.",
        ),
        ("ask_minimum_waiver", None, "Ask Bank A to take CN¥600.00 as the minimum this time."),
        ("ask_hardship_plan", None, "Ask Bank A for a hardship plan that you can keep."),
    ],
)
def test_it_says_whom_to_ask_for_what(ask: str, payable: date | None, said: str) -> None:
    assert cut_plan.ask_text(DUE, ask, payable, 40_000, "CNY", "en") == said


def test_it_says_what_being_late_costs() -> None:
    assert cut_plan.cost_text(DUE, "CNY", "en") == (
        "Left unpaid for 30 days it costs about CN¥54.50, and it reaches 30 days past due."
    )


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_a_subscriptions_name_is_plain_text(locale: str) -> None:
    from dataclasses import replace

    one = replace(CUT, kind="subscription", label="{x}\u202e film", unit="subscription", usual=1, steps=1)
    said = cut_plan.cut_text(one, "CNY", locale)
    assert "{x}" in said and "\u202e" not in said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", " Not counted, because it is unknown: Yen, Rent."),
        ("zh-CN", "金额或汇率未知，未计入：Yen、Rent。"),
    ],
)
def test_what_is_not_counted_is_a_list_as_the_language_writes_it(locale: str, said: str) -> None:
    short = PlanInShort(saves=0, lines=0, unfunded=0, until=date(2026, 12, 31), left_out=("Yen", "Rent"))
    assert summary(short, currency="CNY", locale=locale).endswith(said)
