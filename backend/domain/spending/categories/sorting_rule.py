"""A sorting rule puts a transaction into a category; this module says what a rule sees and when it holds.

Fields: `merchant` is the counterparty, or the text where a file has one description only; `text` is everything
the line says; `kind` is the file's own word for the trade; `amount` is the size in minor units, without its sign;
`mcc` is the code of the trade. Operations on words compare folded text: `contains` anywhere, `starts`, `equals`,
and `words`, which keeps to whole words where letters have word boundaries ("shell" is not in "shellac", "餐" is
in "餐厅"). `between` takes `low` and `high`, both inclusive, for amounts and codes.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from backend.domain.text.folded_text import fold, merchant_key, merchant_of
from backend.domain.text.word_search import Op

Field = Literal["merchant", "text", "amount", "mcc", "kind"]
Sign = Literal["out", "in"]


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
class SortingRule:
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


def folded_lines(subject: Subject) -> tuple[tuple[Field, str], ...]:
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


def within(rule: SortingRule, number: int | None) -> bool:
    """Whether a rule on numbers holds for that number."""
    if number is None:
        return False
    if rule.op == "between":
        return (rule.low is None or number >= rule.low) and (rule.high is None or number <= rule.high)
    return rule.op == "equals" and rule.value.strip().isdecimal() and number == int(rule.value)
