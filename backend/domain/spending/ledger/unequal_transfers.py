"""Transfers between own accounts of which less arrived than left, because somebody kept a fee.

That a little less came in elsewhere proves nothing: a transfer is one where a line names the other account's digits.
Where both lines only speak of a transfer, and nothing else fits, it is proposed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from backend.domain.spending.categories.category_lookup import is_spending
from backend.domain.spending.ledger.exchanges import by_day, near, says_transfer
from backend.domain.spending.ledger.transaction_facts import KnownAccount, Link, TransactionFacts
from backend.domain.spending.ledger.wallet_pairs import last4s

_WITHIN = 3  # days
_SURE_FEE, _LARGEST_FEE = 2, 5  # per cent of what left
_MAY_BE_OWN = ("people.to_person", "other.unsorted")


def unequal_transfers(
    lines: Sequence[TransactionFacts],
    categories: Mapping[str, str],
    accounts: Sequence[KnownAccount],
) -> list[Link]:
    """Pairs with a fee, held or proposed; of each line at most one."""
    digits = {account.account_id: account.last4 for account in accounts if account.last4}
    outs = [line for line in lines if line.amount < 0 and _may_leave(line, categories)]
    ins = by_day(line for line in lines if line.amount > 0 and says_transfer(line)) if outs else {}
    fits = [
        (out, into) for out in outs for into in near(ins, out.booked_on, 0, _WITHIN) if _may_be_one(out, into)
    ]
    met = Counter(line.id for pair in fits for line in pair)
    return [
        Link(
            "transfer",
            out.id,
            into.id,
            proposed=not _named(out, into, digits) or not _fee_below(out, into, _SURE_FEE),
            fee=-out.amount - into.amount,
        )
        for out, into in fits
        if met[out.id] == met[into.id] == 1
    ]


def _may_leave(line: TransactionFacts, categories: Mapping[str, str]) -> bool:
    category = categories[line.id]
    return says_transfer(line) and (category in _MAY_BE_OWN or not is_spending(category))


def _may_be_one(out: TransactionFacts, into: TransactionFacts) -> bool:
    if out.account == into.account or out.currency != into.currency or not out.amount < -into.amount < 0:
        return False
    return 0 <= (into.booked_on - out.booked_on).days <= _WITHIN and _fee_below(out, into, _LARGEST_FEE)


def _fee_below(out: TransactionFacts, into: TransactionFacts, per_cent: int) -> bool:
    return 100 * (-out.amount - into.amount) <= per_cent * -out.amount


def _named(out: TransactionFacts, into: TransactionFacts, digits: Mapping[str, str]) -> bool:
    return digits.get(into.account) in last4s(out.counterparty, out.text) or digits.get(
        out.account
    ) in last4s(into.counterparty, into.text)
