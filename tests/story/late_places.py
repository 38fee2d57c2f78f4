"""Three places for one story: who calls there, and what was worked out by hand of what she owes.

Data alone: a fourth place is a fourth row. Money in minor units. Everywhere she owes the same sums, and on 24 November
she is 40 days past due on two cards and an online loan.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

TODAY = date(2026, 11, 24)
LATE_SINCE = date(2026, 10, 15)


UNKNOWN_FEE = (None, None)  # nobody has a rule for the late fee of a loan without one in its terms


class Costs(NamedTuple):
    """What one account's lateness adds to TODAY's debt by the days that are named, and the late fee that comes next.

    `at_61_days`: interest and penalty. `fee`: at least and at most. `state` is that of the interest.
    """

    tomorrow: int
    in_ten_days: int
    at_61_days: tuple[int, int]
    fee: tuple[int | None, int | None]
    state: str = "known"


@dataclass(frozen=True)
class Place:
    """A place and what is so there.

    `caller` calls at 23:10; `broken` are the rules and articles that this breaks, after `notice` where one is needed.
    `answer_by`: the last day for the firm's answer, None where no time is known. `reported_on`: the next step of a
    credit report. `kind`: what she asks of the first card's issuer; `contents`: what that agreement must say by the
    country's data. `words` are found in what is said to her, in her language.
    """

    name: str
    locale: str
    country: str
    currency: str
    zone: str
    region: str | None
    issuers: tuple[str, str, str]
    apr_bp: int
    card: dict[str, Any]
    other_card: dict[str, Any]
    loan: dict[str, Any]
    costs: tuple[Costs, Costs, Costs]
    caller: dict[str, Any]
    broken: dict[str, str]
    answer_by: str | None
    reported_on: str
    kind: str
    contents: tuple[str, ...]
    words: dict[str, str]
    notice: dict[str, Any] | None = None


FIVE_PER_CENT = {"percent_bp": 500, "minimum": 1_000}
THIRTY = {"percent_bp": 0, "minimum": 3_000}
# Of the first card 5,800.00 of a bill of 6,000.00 are left, of the second 3,000.00; of the loan two instalments of
# 888.49 are late: 1,776.98. A late fee is counted on the new part of December's minimum (600.00 and 300.00) at least,
# and on all of it that is open (1,600.00 and 900.00) at most.
CHINA = Place(
    name="china",
    locale="zh-CN",
    country="CN",
    currency="CNY",
    zone="Asia/Shanghai",
    region=None,
    issuers=("江南银行", "北山银行", "快易借"),
    apr_bp=1825,
    card={"daily_rate_ppm": 500, "interest_on": "whole", "late_fee": FIVE_PER_CENT, "penalty_apr_bp": 0},
    other_card={
        "daily_rate_ppm": 500,
        "interest_on": "unpaid",
        "late_fee": FIVE_PER_CENT,
        "penalty_apr_bp": 0,
    },
    loan={"daily_rate_ppm": 500, "penalty_apr_bp": 0},
    # 0.05 % a day of the whole 6,000.00 (full-amount interest); of 3,000.00; of 1,776.98. The 61st day is in 21 days.
    costs=(
        Costs(300, 3_000, (6_300, 0), (3_000, 8_000)),
        Costs(150, 1_500, (3_150, 0), (1_500, 4_500)),
        Costs(89, 888, (1_866, 0), UNKNOWN_FEE),
    ),
    caller={"party": "issuer"},
    broken={
        "cn.hours.g": "中国银行业协会《金融机构个人消费类贷款催收工作指引（试行）》",
        "cn.hours.n": "GB/T 45251-2025《互联网金融 个人网络消费信贷 贷后催收风控指引》",
    },
    answer_by="2026-12-10",
    reported_on="2026-12-15",
    kind="instalment_plan",
    contents=("balance", "schedule", "fees", "no_new_cards", "liability", "other"),
    words={
        "step": "申请个性化分期，最长 60 期",
        "cannot_pay": "我今天还不上，但我愿意还。",
        "complaint": "我记录了就债务与我联系的情况",
        "ask": "现申请就该账户的欠款协商个性化分期还款。",
        "offer": "自2026年12月10日起，我可以每期支付 ¥800.00，共 7 期。",
        "follows": "1月10日",
    },
)
AMERICA = Place(
    name="america",
    locale="en",
    country="US",
    currency="USD",
    zone="America/New_York",
    region="US-OH",
    issuers=("Lakeside Bank", "Prairie Bank", "QuickLend"),
    apr_bp=2400,
    card={"penalty_apr_bp": 2999, "late_fee": THIRTY},
    other_card={"penalty_apr_bp": 0, "late_fee": THIRTY},
    loan={"penalty_apr_bp": 0},
    # 24 % / 365 of the unpaid 5,800.00 and 3,000.00; the loan at its own 12 % / 365, which is an estimate. A penalty
    # rate of 29.99 % may come after 60 days: on the 61st 5.99 % / 365 of 5,800.00 more.
    costs=(
        Costs(381, 3_814, (8_009, 95), (3_000, 3_000)),
        Costs(197, 1_973, (4_142, 0), (3_000, 3_000)),
        Costs(58, 584, (1_227, 0), UNKNOWN_FEE, "estimated"),
    ),
    caller={"party": "collector", "firm": "Acme Recovery"},
    broken={"us.hours": "12 CFR 1006.6(b)(1)(i)"},
    answer_by=None,
    reported_on="2026-12-14",
    kind="lower_instalment",
    contents=(),
    words={
        "step": "Ask for a lower payment or a lower rate for some months.",
        "cannot_pay": "I cannot pay today",
        "complaint": "I keep a log of how I am contacted about a debt.",
        "ask": "I ask for a lower instalment.",
        "offer": "I can pay $800.00, 7 times, from December 10, 2026 on.",
        "follows": "Jan 10",
    },
)
BRITAIN = Place(
    name="britain",
    locale="en",
    country="GB",
    currency="GBP",
    zone="Europe/London",
    region=None,
    issuers=("Harbour Bank", "Moor Bank", "QuickLend"),
    apr_bp=2400,
    card={"penalty_apr_bp": 0, "interest_on": "unpaid", "late_fee": {"percent_bp": 0, "minimum": 1_200}},
    other_card={"penalty_apr_bp": 0, "interest_on": "unpaid"},
    loan={"penalty_apr_bp": 0},
    # As in America; without a fee in the terms of a card it is 12.00 as is usual.
    costs=(
        Costs(381, 3_814, (8_009, 0), (1_200, 1_200)),
        Costs(197, 1_973, (4_142, 0), (1_200, 1_200)),
        Costs(58, 584, (1_227, 0), UNKNOWN_FEE, "estimated"),
    ),
    caller={"party": "issuer"},
    broken={"gb.wishes": "CONC 7.9.4 R"},
    answer_by="2027-01-20",
    reported_on="2026-12-15",
    kind="lower_instalment",
    contents=(),
    words={
        "step": "Ask a debt adviser about Breathing Space",
        "cannot_pay": "I cannot pay today",
        "complaint": "I keep a log of how I am contacted about a debt.",
        "ask": "I ask for a lower instalment.",
        "offer": "I can pay £800.00, 7 times, from 10 December 2026 on.",
        "follows": "Jan 10",
    },
    notice={"kind": "time", "from_time": "20:00", "until_time": "09:00", "written": True},
)
PLACES = (CHINA, AMERICA, BRITAIN)
