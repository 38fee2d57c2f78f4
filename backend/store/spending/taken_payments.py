"""Which payments a bank's line was taken as."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from backend.store.database import one_of
from backend.store.raw_rows import select


class _Taken(NamedTuple):
    payment_id: Annotated[str, "payment_id"]


def taken_as(payment_ids: Sequence[str]) -> set[str]:
    """Of these payments those that a transaction was taken as."""
    these, values = one_of("payment_id", payment_ids)
    return {row.payment_id for row in select(_Taken, f"FROM ledger_entry WHERE {these}", (values,))}
