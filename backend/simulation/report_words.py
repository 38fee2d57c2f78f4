"""What a simulation says of credit reports beside what the phone shows, in both languages.

It names nobody, as a discreet phone would not.
"""

_EN = {
    "clean": "(Looks at a credit report: it says what the own records say.)",
    "found": "(Looks at a credit report: {count} error found.)",
    "sent": "(Disputes it; an answer is due by {day}.)",
    "escalated": "(No answer in time: a complaint goes to the supervisor.)",
    "corrected": "(It is corrected.)",
}
_ZH = {
    "clean": "（查看一份信用报告：与自己的记录一致。）",
    "found": "（查看一份信用报告：发现 {count} 处差错。）",
    "sent": "（已提出异议，对方须在 {day} 前答复。）",
    "escalated": "（逾期未答复，已向监管部门投诉。）",
    "corrected": "（已更正。）",
}


def said(locale: str, key: str, **values: object) -> str:
    """The sentence of that key."""
    return (_ZH if locale.startswith("zh") else _EN)[key].format(**values)
