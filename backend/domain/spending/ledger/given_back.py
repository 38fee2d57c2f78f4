"""Money from a shop where nobody earns is given back: a guess where no purchase of it is in sight, which is asked.

Who pays again a week later, and more than is bought there, seems to employ somebody: that guess is income, and is asked
as well. The borrower's own word goes before both.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from backend.domain.spending.ledger.transaction_facts import Role, TransactionFacts
from backend.domain.spending.ledger.transfers import may_return, merchant_in, says_refund

# Whoever is sorted into these sells to a household: none of them is where one drives, lets, sells or wins.
_ONLY_SELL = frozenset(
    (
        "food.groceries",
        "food.eating_out",
        "food.coffee",
        "food.snacks",
        "food.alcohol_tobacco",
        "transport.public",
        "transport.fuel",
        "transport.parking",
        "travel.tickets",
        "shopping.clothing",
        "shopping.electronics",
        "shopping.household",
        "shopping.beauty",
        "health.pharmacy",
        "health.fitness",
        "leisure.cinema",
        "leisure.streaming",
    )
)
_PAY_RHYTHM = timedelta(days=6)  # at least so long between the first and the last pay


def shops_money(line: TransactionFacts, category: str) -> bool:
    """Whether a shop paid this, and no word of the line says why."""
    return category in _ONLY_SELL and may_return(line) and not says_refund(line)


def given_back(
    lines: Sequence[TransactionFacts],
    categories: Mapping[str, str],
    roles: Mapping[str, Role],
    decided: Collection[str],
) -> Iterator[str]:
    """The lines that would be income and are a shop's; `decided` are those of which the borrower has spoken."""
    moved, paid_on = Counter[tuple[str, str]](), defaultdict[tuple[str, str], list[date]](list)
    for line in lines:
        if not line.dead:
            moved[merchant_in(line)] += line.amount
        if may_return(line):
            paid_on[merchant_in(line)].append(line.booked_on)
    for line in lines:
        shop = merchant_in(line)
        if roles[line.id] != "income" or line.id in decided or not shops_money(line, categories[line.id]):
            continue
        if moved[shop] <= 0 or max(paid_on[shop]) - min(paid_on[shop]) < _PAY_RHYTHM:
            yield line.id
