"""A rule that sorts an entry into a category, and what it sees of the entry.

Fields: `merchant` is the counterparty, or the text where a file has one description only; `text` is everything
the line says; `kind` is the file's own word for the trade; `amount` is the size in minor units, without its sign;
`mcc` is the code of the trade. Operations on words compare folded text: `contains` anywhere, `starts`, `equals`,
and `words`, which keeps to whole words where letters have word boundaries ("shell" is not in "shellac", "餐" is
in "餐厅"). `between` takes `low` and `high`, both inclusive, for amounts and codes.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from backend.domain.spending.wording import fold, merchant_key, merchant_of

Field = Literal["merchant", "text", "amount", "mcc", "kind"]
Op = Literal["contains", "equals", "starts", "words", "between"]
Sign = Literal["out", "in"]

_CJK = "\u2e80"


class Subject(NamedTuple):
    """What is to be sorted: an entry without its day. A negative amount left the account."""

    counterparty: str
    text: str
    kind: str
    amount: int
    currency: str
    mcc: str | None
    funding: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition and the category that follows; `sign` limits it to money leaving or arriving."""

    id: str
    field: Field
    op: Op
    value: str
    category: str
    sign: Sign | None = None
    low: int | None = None
    high: int | None = None


def sign_of(amount: int) -> Sign:
    """Whether the amount left or arrived; nothing paid (a free month) counts as leaving."""
    return "in" if amount > 0 else "out"


def lines_of(subject: Subject) -> tuple[tuple[Field, str], ...]:
    """The folded lines that rules on words look at, each with its field."""
    counterparty, text = fold(subject.counterparty), fold(subject.text)
    merchant = merchant_of(subject.counterparty, subject.text)
    return (
        ("merchant", text if merchant is subject.text else counterparty),
        ("merchant", merchant_key(merchant)),
        ("text", counterparty),
        ("text", text),
        ("kind", fold(subject.kind)),
    )


def numeric(field: Field, subject: Subject) -> int | None:
    """The number a rule on amounts or codes looks at."""
    if field == "amount":
        return abs(subject.amount)
    code = (subject.mcc or "").strip()
    return int(code) if code.isascii() and code.isdigit() else None


def within(rule: Rule, number: int | None) -> bool:
    """Whether a rule on numbers holds for that number."""
    if number is None:
        return False
    if rule.op == "between":
        return (rule.low is None or number >= rule.low) and (rule.high is None or number <= rule.high)
    return rule.op == "equals" and rule.value.strip().isdecimal() and number == int(rule.value)


def holds_at(op: Op, line: str, start: int, end: int) -> bool:
    """Whether an operation on words accepts the value where it stands in the line, from `start` to `end`."""
    if op == "contains":
        return True
    if op == "words":
        return not (
            (start and _joined(line[start - 1], line[start]))
            or (end < len(line) and _joined(line[end - 1], line[end]))
        )
    return start == 0 and (op == "starts" or (op == "equals" and end == len(line)))


def found_in(op: Op, needle: str, line: str) -> bool:
    """Whether an operation on words accepts the value anywhere in the line; both are folded already."""
    start = line.find(needle) if needle else -1
    while start >= 0:
        if holds_at(op, line, start, start + len(needle)):
            return True
        start = line.find(needle, start + 1)
    return False


def applies(rule: Rule, subject: Subject) -> bool:
    """Whether the rule holds for the subject, by itself: for going back over entries already stored."""
    if rule.sign is not None and rule.sign != sign_of(subject.amount):
        return False
    if rule.field in ("amount", "mcc"):
        return within(rule, numeric(rule.field, subject))
    needle = fold(rule.value)
    return any(field == rule.field and found_in(rule.op, needle, line) for field, line in lines_of(subject))


def _joined(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word: both letters of an alphabet, or both digits."""
    if left >= _CJK or right >= _CJK:
        return False
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())
