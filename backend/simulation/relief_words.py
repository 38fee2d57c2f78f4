"""What a simulation says of being late beside what the phone shows, in both languages; it names nobody and no sum."""

from datetime import date

from backend.words.dates import short_day

_EN = {
    "called": "(Last night at 23:10 a call came. It is logged: it broke a rule. A letter about it goes out; they have "
    "until {day}.)",
    "promises": "(Promises to pay it by {day}.)",
    "answered": "(They have answered the letter.)",
    "agrees": "(Asks another lender for less a month. A plan is agreed: {count} instalments, the next on {day}.)",
}
_ZH = {
    "called": "（昨晚 23:10 来了一个电话，已记入联系记录：它违反了规定。已去信交涉，对方须在{day}前回复。）",
    "promises": "（答应在{day}前还清。）",
    "answered": "（对方已回信。）",
    "agrees": "（请另一家机构降低每月还款。方案已达成：共 {count} 期，下一期{day}。）",
}


def said(locale: str, key: str, *, day: date | None = None, **values: object) -> str:
    """The sentence of that key, its day written as people write it."""
    words = (_ZH if locale.startswith("zh") else _EN)[key]
    return words.format(day=short_day(day, locale) if day else "", **values)
