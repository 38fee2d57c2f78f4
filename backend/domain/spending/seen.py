"""A transaction as it is stored, reduced to what matching and the search for series look at."""

from dataclasses import dataclass, fields, make_dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, cast

from backend.domain.spending.rule import Subject

Role = Literal["spending", "income", "transfer", "repayment", "refund", "dead"]


@dataclass(frozen=True, slots=True)
class Seen:
    """Money that moved; a negative amount left the account. Neutral and dead are the file's own word."""

    id: str
    account: str
    booked_on: date
    amount: int
    currency: str
    counterparty: str
    text: str
    kind: str
    funding: str
    neutral: bool
    dead: bool

    def subject(self) -> Subject:
        """The part that rules look at."""
        return Subject(
            self.counterparty, self.text, self.kind, self.amount, self.currency, None, self.funding
        )


# The same slots without the freeze, as in entry.py: a long history is a hundred thousand of them.
_Unfrozen = make_dataclass("_Unfrozen", [(each.name, each.type) for each in fields(Seen)], slots=True)


def seen_of(*values: object) -> Seen:
    """Seen(*values) at a quarter of the cost."""
    made: Any = _Unfrozen(*values)
    made.__class__ = Seen
    return cast(Seen, made)


class Account(NamedTuple):
    """An account of the borrower's; `issuer` and `nickname` as the borrower wrote them, `last4` may be ""."""

    account_id: str
    issuer: str
    nickname: str
    last4: str
