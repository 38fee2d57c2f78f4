"""A pending line and its posted successor are one payment, though the day and, with a tip, the amount are others.

They are of one account and one merchant, and the file that shows the posted line shows the pending one no more: two
lines that stand in one file are two payments. Where a line of the same amount and one with a tip both fit, the same
amount goes first. A hold of another size (a filling station's), or the same amount in other words, is asked about.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from backend.domain.spending.ledger.cheapest_pairs import cheapest
from backend.domain.spending.ledger.transaction_facts import Link, TransactionFacts
from backend.domain.text.folded_text import merchant_key, merchant_of

EXPIRES_AFTER = timedelta(days=14)  # a hold that was not booked by then is released
_POSTS_WITHIN = 10  # days; a posting day may lie before the pending one by a zone
_TIP = 50  # per cent of the pending amount that may be added
_RATE = 5  # per cent that another day's rate of exchange may take off
_OTHER_AMOUNT, _OTHER_SIZE = 100, 1000


def expired(line: TransactionFacts, today: date) -> bool:
    """Whether a pending line was never booked."""
    return line.pending_in is not None and line.booked_on + EXPIRES_AFTER < today


def posted_successors(
    lines: Sequence[TransactionFacts], refused: Iterable[frozenset[str]] = ()
) -> list[Link]:
    """Each pending line with the line that it became."""
    waiting = [line for line in lines if line.pending_in is not None and not line.dead]
    sellers = {_seller(line) for line in waiting}
    posted = [
        line for line in lines if line.pending_in is None and not line.dead and _seller(line) in sellers
    ]
    of_seller: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, line in enumerate(posted):
        of_seller[_seller(line)].append(at)
    apart = set(refused)
    costs = [
        {
            at: cost
            for at in of_seller[_seller(before)]
            if frozenset((before.id, posted[at].id)) not in apart
            and (cost := _cost(before, posted[at])) is not None
        }
        for before in waiting
    ]
    chosen = cheapest(costs)
    found = [
        _link(before, posted[at], costs[place][at])
        for place, (before, at) in enumerate(zip(waiting, chosen, strict=True))
        if at is not None
    ]
    left = [before for before, at in zip(waiting, chosen, strict=True) if at is None]
    return found + _in_other_words(left, lines, {link.other for link in found}, apart)


def _in_other_words(
    waiting: Sequence[TransactionFacts],
    lines: Sequence[TransactionFacts],
    taken: set[str],
    apart: set[frozenset[str]],
) -> list[Link]:
    """Proposed: the only line of exactly the pending amount that was booked behind it, though it is worded anew."""
    found: list[Link] = []
    for before in waiting:
        fits = [
            line
            for line in lines
            if (line.account, line.currency, line.amount) == (before.account, before.currency, before.amount)
            and line.pending_in is None
            and not line.dead
            and line.import_id != before.pending_in
            and 0 <= (line.booked_on - before.booked_on).days <= _POSTS_WITHIN
        ]
        if len(fits) == 1 and fits[0].id not in taken and frozenset((before.id, fits[0].id)) not in apart:
            found.append(Link("posted", before.id, fits[0].id, guess=True, proposed=True))
    return found


def _link(before: TransactionFacts, after: TransactionFacts, cost: int) -> Link:
    return Link("posted", before.id, after.id, guess=cost >= _OTHER_AMOUNT, proposed=cost >= _OTHER_SIZE)


def _cost(before: TransactionFacts, after: TransactionFacts) -> int | None:
    """How badly the two agree, or None where they cannot be one payment."""
    days = (after.booked_on - before.booked_on).days
    if not _seller(before)[2] or not -1 <= days <= _POSTS_WITHIN:
        return None
    if (before.amount < 0) != (after.amount < 0) or after.import_id == before.pending_in:
        return None
    was, now = abs(before.amount), abs(after.amount)
    if was == now:
        return abs(days)
    near = (100 - _RATE) * was <= 100 * now <= (100 + _TIP) * was
    return abs(days) + (_OTHER_AMOUNT if near else _OTHER_SIZE)


def merchant_start(counterparty: str, text: str) -> str:
    """The first word of a merchant: what a bank's pending and posted texts have in common."""
    return merchant_key(merchant_of(counterparty, text)).removeprefix("pending").strip().partition(" ")[0]


def _seller(line: TransactionFacts) -> tuple[str, str, str]:
    return line.account, line.currency, merchant_start(line.counterparty, line.text)
