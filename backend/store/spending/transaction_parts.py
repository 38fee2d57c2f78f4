"""What transactions were split into."""

from collections.abc import Sequence
from typing import NamedTuple

from backend.store.database import one_of
from backend.store.raw_rows import select
from backend.store.spending.transactions import LedgerTransaction


class _Id(NamedTuple):
    id: str


def parts_of(entry_id: str) -> list[LedgerTransaction]:
    """What a transaction was split into, in the order in which it was said."""
    query = LedgerTransaction.select().where(LedgerTransaction.part_of == entry_id)
    return list(query.order_by(LedgerTransaction.id))


def parts_among(ids: Sequence[str]) -> list[str]:
    """The parts into which any of these was split."""
    these, values = one_of("part_of", ids)
    return [
        row.id for row in select(_Id, f"FROM ledger_entry WHERE part_of IS NOT NULL AND {these}", (values,))
    ]
