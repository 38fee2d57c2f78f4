"""A transaction as it is stored, reduced to what matching and the search for series look at."""

from datetime import date
from typing import Literal, NamedTuple

from backend.domain.spending.categories.sorting_rule import Subject

Role = Literal["spending", "income", "transfer", "exchange", "repayment", "refund", "dead", "split"]
LinkKind = Literal["refund", "reimbursement", "transfer", "exchange", "conversion", "posted"]


class TransactionFacts(NamedTuple):
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
    pending_in: str | None = None  # the import in which it was not booked yet
    import_id: str | None = None

    def subject(self) -> Subject:
        """The part that rules look at."""
        return Subject(
            self.counterparty, self.text, self.kind, self.amount, self.currency, None, self.funding
        )


class KnownAccount(NamedTuple):
    """An account of the borrower's; `issuer` and `nickname` as the borrower wrote them, `last4` and `currency`
    may be ""."""

    account_id: str
    issuer: str
    nickname: str
    last4: str
    currency: str = ""

    def can_take(self, currency: str) -> bool:
        """Whether a line of that currency may be one of this account's."""
        return self.currency in ("", currency)


class Link(NamedTuple):
    """Two lines that belong together: a refund and its purchase, what left and what arrived, pending and posted.

    `guess`: nothing in the lines proves it. `proposed`: it is asked, and does not hold yet. `fee`: minor units that a
    transfer lost on its way.
    """

    kind: LinkKind
    entry: str
    other: str
    guess: bool = False
    proposed: bool = False
    fee: int | None = None


class SaidLink(NamedTuple):
    """What the borrower has said of two lines: that they belong together, or that they do not."""

    kind: LinkKind
    entry: str
    other: str
    holds: bool
