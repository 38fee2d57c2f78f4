"""What the demo says between the product's own sentences about somebody who is late, in both languages."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class LatePlace:
    """Where the story is told in a language: a card's place, its issuer, who calls, and what is asked for."""

    zone: str
    country: str
    currency: str
    region: str | None
    issuer: str
    caller: dict[str, Any]
    kind: str
    terms: dict[str, Any]


_AMERICA = LatePlace(
    zone="America/New_York",
    country="US",
    currency="USD",
    region="US-OH",
    issuer="Lakeside Bank",
    caller={"party": "collector", "firm": "Acme Recovery"},
    kind="lower_instalment",
    terms={"late_fee": {"percent_bp": 0, "minimum": 3_000}, "penalty_apr_bp": 2_999},
)
_CHINA = LatePlace(
    zone="Asia/Shanghai",
    country="CN",
    currency="CNY",
    region=None,
    issuer="江南银行",
    caller={"party": "issuer"},
    kind="instalment_plan",
    terms={
        "daily_rate_ppm": 500,
        "interest_on": "whole",
        "late_fee": {"percent_bp": 500, "minimum": 1_000},
        "penalty_apr_bp": 0,
    },
)

_EN = {
    "title": "Somebody else, {days} days past due on a card, asks Graceday:",
    "costs": "What does each day cost? {issuer}, {balance} owed, if nothing is paid:",
    "until": "  by {day}: {amount}",
    "range": "{low} to {high}",
    "unknown": "at least {low}; the rest is not known",
    "first": "What is the next step?",
    "ask": "What can be asked for?",
    "not": "What is better left?",
    "say": "What can be said on the telephone?",
    "refused": "If they refuse:",
    "call": "At 23:10 last night {firm} called. Logged in a line, and held against the rules of the place:",
    "broken": "  broken: {says} ({law})",
    "unread": "    the text itself was not read by us",
    "letter": "The complaint, with the log and the hash of its last row, as it can be sent:",
    "answer_by": "Sent. An answer is due by {day} ({law}); that day is a reminder now.",
    "no_time": "Sent. No time for an answer is known there, and none is made up.",
    "offer": "What can be offered? The cash flow carries up to {most} a month, with a margin. Offered:",
    "agreed": "They agree, by telephone: {count} times {amount}, the first on {day}.",
    "not_heard": "  not heard, so ask for it in writing: {says}",
    "standing": "Days past due: {was} before, {now} now. The card's old reminders are silent. The first new one:",
    "silent": "What the phone will be sent of the plan: {days}",
}
_ZH = {
    "title": "另一个人，一张信用卡已逾期 {days} 天，来问 Graceday：",
    "costs": "每天要多付多少？{issuer}，欠 {balance}，如果一直不还：",
    "until": "  到{day}：{amount}",
    "range": "{low} 至 {high}",
    "unknown": "至少 {low}，其余尚不清楚",
    "first": "下一步做什么？",
    "ask": "可以申请什么？",
    "not": "哪些事先别做？",
    "say": "电话里怎么说？",
    "refused": "如果对方拒绝：",
    "call": "昨晚 23:10，{firm}打来电话。记一行，马上对照当地的规则：",
    "broken": "  违反：{says}（{law}）",
    "unread": "    这条规定的原文我们没有读到",
    "letter": "投诉信，附联系记录和最后一条的哈希值，可以直接寄出：",
    "answer_by": "已寄出。对方须在{day}前答复（{law}），这一天也会提醒。",
    "no_time": "已寄出。当地没有已知的答复期限，我们也不编一个。",
    "offer": "可以提出还多少？按现金流，每月最多 {most}，已留余地。提出：",
    "agreed": "对方在电话里同意：{count} 期，每期 {amount}，第一期 {day}。",
    "not_heard": "  没有听到这一项，请对方书面写明：{says}",
    "standing": "逾期天数：之前 {was}，现在 {now}。这张卡的旧提醒不再响。新的第一条：",
    "silent": "这份方案的提醒将在这些日子发到手机：{days}",
}


def place_of(locale: str) -> LatePlace:
    return _CHINA if locale.startswith("zh") else _AMERICA


def tell(locale: str, key: str, **values: object) -> str:
    """The sentence with its values."""
    return (_ZH if locale.startswith("zh") else _EN)[key].format(**values)
