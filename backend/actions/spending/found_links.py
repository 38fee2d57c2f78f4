"""Links that matching finds are kept beside those that the borrower made, confirmed or refused, which stay."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from backend.domain.spending.ledger.transaction_facts import Link
from backend.ids import new_id
from backend.store.database import to_micros
from backend.store.spending import transaction_links
from backend.store.spending.transaction_links import NewLink, StoredLink

_OURS = ("found", "proposed")


class KeptLinks(NamedTuple):
    """The transactions of which a link was found before that is none any more."""

    gone: frozenset[str]


def keep(
    borrower_id: str,
    found: Sequence[Link],
    stored: Sequence[StoredLink],
    judged: Collection[str],
    now: datetime,
) -> KeptLinks:
    """Write what was found of the judged transactions, and remove what was found of them before and is not any more."""
    wanted = {(each.kind, each.entry, each.other): each for each in found}
    said = {(each.kind, each.entry_id, each.other_id) for each in stored if each.state not in _OURS}
    ours = [each for each in stored if each.state in _OURS and each.entry_id in judged]
    stale = [each for each in ours if not _same(each, wanted.get((each.kind, each.entry_id, each.other_id)))]
    known = {(each.kind, each.entry_id, each.other_id) for each in ours if each not in stale}
    transaction_links.remove(each.id for each in stale)
    stamp = to_micros(now)
    transaction_links.add(
        [
            NewLink(
                new_id("link", now),
                borrower_id,
                *key,
                "proposed" if each.proposed else "found",
                each.guess,
                each.fee,
                stamp,
                stamp,
            )
            for key, each in wanted.items()
            if key not in said and key not in known
        ]
    )
    lost = {each.entry_id for each in stale if each.state == "found"}
    refused = {each.entry_id for each in stored if each.state == "refused" and each.entry_id in judged}
    return KeptLinks(frozenset(lost | refused))


def _same(stored: StoredLink, found: Link | None) -> bool:
    state = found and ("proposed" if found.proposed else "found")
    return found is not None and (stored.state, stored.guess, stored.fee) == (state, found.guess, found.fee)
