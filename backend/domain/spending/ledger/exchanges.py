"""Own money that changes its currency, and purchases that a wallet paid by changing money.

A wallet that is asked for 25 USD and holds euros writes three lines: the shop's, the dollars that a conversion brought,
and the euros that it took. They are one purchase, of the euros. Two lines of other currencies are an own exchange where
one of them says so and nothing else fits; where none says so, they are proposed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from backend.domain.spending.categories.category_lookup import is_spending
from backend.domain.spending.ledger.transaction_facts import Link, TransactionFacts

EXCHANGE = re.compile(
    r"currency (?:exchange|conversion)|foreign exchange|\bfx\b|\bforex\b|\bconver(?:ted|sion)\b"
    r"|\bexchanged? (?:to|from|into)\b"
    r"|\bmoney exchange\b|购汇|结汇|售汇|换汇|兑换|外汇买卖|w[äa]hrungsumrechnung"
    r"|devisen|change de devises|conversion de devise"
    r"|cambio de divisas?|両替",
    re.IGNORECASE,
)
TRANSFER = re.compile(
    r"转账|转帐|轉賬|转入|转出|提现|充值|划转|汇款|\btransfer|\btfr\b|\bxfer|\bremittance|überweisung|umbuchung|virement|transferencia",
    re.IGNORECASE,
)
_WITHIN = 1  # days
_MOST_TO_ASK = 3  # of more that fit, no question would help
_UNSORTED = ("other.unsorted", "income.other", "people.to_person", "income.from_person")


def by_day(lines: Iterable[TransactionFacts]) -> dict[date, list[TransactionFacts]]:
    """The lines of each day."""
    found: dict[date, list[TransactionFacts]] = defaultdict(list)
    for line in lines:
        found[line.booked_on].append(line)
    return found


def near(
    days: Mapping[date, Sequence[TransactionFacts]], day: date, first: int, last: int
) -> Iterator[TransactionFacts]:
    """The lines from so many days behind `day` to so many."""
    for after in range(first, last + 1):
        yield from days.get(day + timedelta(days=after), ())


def says_exchange(line: TransactionFacts) -> bool:
    """Whether the line calls itself an exchange of currencies."""
    return EXCHANGE.search(f"{line.counterparty} {line.text} {line.kind}") is not None


def says_transfer(line: TransactionFacts) -> bool:
    return TRANSFER.search(f"{line.counterparty} {line.text} {line.kind}") is not None


def conversions(lines: Sequence[TransactionFacts]) -> list[Link]:
    """Purchases in another currency: the shop's line with each of the two lines of its conversion.

    The first link of a purchase is the line that paid it; the other one is the money that came and went.
    """
    said = [line for line in lines if says_exchange(line)]
    by_account: dict[str, list[TransactionFacts]] = defaultdict(list)
    accounts = {line.account for line in said}
    for line in lines:
        if line.account in accounts and not says_exchange(line):
            by_account[line.account].append(line)
    found: list[Link] = []
    taken: set[str] = set()
    for brought in said:
        shops = [
            line for line in by_account[brought.account] if _covers(brought, line) and line.id not in taken
        ]
        paid = [line for line in said if _pays(line, brought) and line.id not in taken]
        if brought.id in taken or len(shops) != 1 or len(paid) != 1:
            continue
        taken |= {brought.id, shops[0].id, paid[0].id}
        found += [Link("conversion", paid[0].id, shops[0].id), Link("conversion", brought.id, shops[0].id)]
    return found


def _covers(brought: TransactionFacts, shop: TransactionFacts) -> bool:
    return (
        shop.amount == -brought.amount
        and shop.currency == brought.currency
        and abs((shop.booked_on - brought.booked_on).days) <= _WITHIN
    )


def _pays(paid: TransactionFacts, brought: TransactionFacts) -> bool:
    return (
        paid.account == brought.account
        and paid.currency != brought.currency
        and (paid.amount < 0) != (brought.amount < 0)
        and abs((paid.booked_on - brought.booked_on).days) <= _WITHIN
    )


def own_exchanges(lines: Sequence[TransactionFacts], categories: Mapping[str, str]) -> list[Link]:
    """What left in one currency and arrived in another: held where a line says so and nothing else fits."""
    able = [line for line in lines if says_exchange(line) or says_transfer(line)]
    plain = [line for line in lines if categories[line.id] in _UNSORTED] if able else []
    every = list({line.id: line for line in (*able, *plain)}.values())
    outs = [line for line in every if line.amount < 0]
    ins = by_day(line for line in every if line.amount > 0)
    fits = [
        (out, into)
        for out in outs
        for into in near(ins, out.booked_on, -_WITHIN, _WITHIN)
        if _may_be_one(out, into, categories)
    ]
    met: dict[str, int] = defaultdict(int)
    for pair in fits:
        for line in pair:
            met[line.id] += 1
    return [
        Link("exchange", out.id, into.id, proposed=not _sure(out, into, met))
        for out, into in fits
        if max(met[out.id], met[into.id]) <= _MOST_TO_ASK
    ]


def _may_be_one(out: TransactionFacts, into: TransactionFacts, categories: Mapping[str, str]) -> bool:
    if out.currency == into.currency:
        return False
    if out.account == into.account and not (says_exchange(out) and says_exchange(into)):
        return False
    if not (says_exchange(out) or says_exchange(into) or (says_transfer(out) and says_transfer(into))):
        return False
    bought = is_spending(categories[out.id]) and categories[out.id] not in _UNSORTED
    earned = categories[into.id] in ("income.salary", "income.benefit", "income.interest")
    return not bought and not earned


def _sure(out: TransactionFacts, into: TransactionFacts, met: Mapping[str, int]) -> bool:
    said = says_exchange(out) or says_exchange(into)
    return said and met[out.id] == met[into.id] == 1
