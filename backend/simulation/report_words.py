"""What a simulation says of credit reports, beside what the phone shows, in both languages."""

_EN = {
    "clean": "(Looks at the report of {bureau}: it says what the own records say.)",
    "found": "(Looks at the report of {bureau}: {count} error found.)",
    "sent": "(Disputes it with {bureau}; an answer is due by {day}.)",
    "escalated": "({bureau} has not answered in time. A complaint goes to {whom}.)",
    "corrected": "({bureau} has corrected it.)",
}
_ZH = {
    "clean": "（查看{bureau}的报告：与自己的记录一致。）",
    "found": "（查看{bureau}的报告：发现 {count} 处差错。）",
    "sent": "（向{bureau}提出异议，应在 {day} 前答复。）",
    "escalated": "（{bureau}逾期未答复，已向{whom}投诉。）",
    "corrected": "（{bureau}已更正。）",
}


def said(locale: str, key: str, **values: object) -> str:
    """The sentence of that key."""
    return (_ZH if locale.startswith("zh") else _EN)[key].format(**values)
