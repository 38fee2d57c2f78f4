"""A line that was typed and the row of a file that shows it are one payment: the typed one counts no more.

They are of one account and exactly one sum, a few days apart at most. Where both name the same payer it holds, as a
guess that may be refused; the same day in other words is asked. A row shows one typed line, and a line one row.
"""

from collections.abc import Collection, Iterable, Sequence

from backend.domain.spending.ledger.cheapest_pairs import cheapest
from backend.domain.spending.ledger.pending import merchant_start
from backend.domain.spending.ledger.transaction_facts import Link, TransactionFacts
from backend.domain.text.folded_text import fold

_DAYS = 3
_OTHER_WORDS = 100


def typed_again(
    lines: Sequence[TransactionFacts],
    decided: Collection[str] = (),
    refused: Iterable[frozenset[str]] = (),
) -> list[Link]:
    """Each typed line with the row that shows it, but for those `decided` already: the parts of a split line are."""
    apart = set(refused)
    typed = [
        line
        for line in lines
        if line.import_id is None and line.pending_in is None and not line.dead and line.id not in decided
    ]
    sums = {_sum(line) for line in typed}
    shown = [
        line
        for line in lines
        if line.import_id is not None and line.pending_in is None and not line.dead and _sum(line) in sums
    ]
    costs = [
        {
            at: cost
            for at, row in enumerate(shown)
            if frozenset((line.id, row.id)) not in apart and (cost := _cost(line, row)) is not None
        }
        for line in typed
    ]
    return [
        Link("posted", line.id, shown[at].id, guess=True, proposed=costs[place][at] >= _OTHER_WORDS)
        for place, (line, at) in enumerate(zip(typed, cheapest(costs), strict=True))
        if at is not None
    ]


def _cost(line: TransactionFacts, row: TransactionFacts) -> int | None:
    """How badly the two agree, or None where they cannot be one payment."""
    days = abs((row.booked_on - line.booked_on).days)
    if _sum(line) != _sum(row) or days > _DAYS:
        return None
    if _same_payer(line, row):
        return days
    return _OTHER_WORDS if not days else None


def _same_payer(line: TransactionFacts, row: TransactionFacts) -> bool:
    mine, other = (fold(f"{each.counterparty} {each.text}") for each in (line, row))
    start = merchant_start(line.counterparty, line.text)
    return bool(start) and (
        start == merchant_start(row.counterparty, row.text) or start in other or mine in other
    )


def _sum(line: TransactionFacts) -> tuple[str, str, int]:
    return line.account, line.currency, line.amount
