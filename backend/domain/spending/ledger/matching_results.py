"""What the borrower has said of lines before they are matched, and what matching finds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from backend.domain.spending.ledger.transaction_facts import Link, LinkKind, Role, SaidLink
from backend.domain.spending.ledger.transfers import Transfer
from backend.domain.spending.ledger.wallet_pairs import Pair


@dataclass(frozen=True, slots=True)
class Said:
    """The borrower's word: the role of a line by its id, and links that hold or that are none."""

    roles: Mapping[str, Role] = field(default_factory=dict)
    links: Collection[SaidLink] = ()

    def refused(self, *kinds: LinkKind) -> frozenset[frozenset[str]]:
        """The pairs that are none of these kinds."""
        return frozenset(
            frozenset((link.entry, link.other))
            for link in self.links
            if not link.holds and link.kind in kinds
        )


@dataclass(frozen=True, slots=True)
class MatchedTransactions:
    """The role of every line by its id, and why: lines that belong together, by their ids."""

    roles: dict[str, Role]
    pairs: tuple[Pair, ...]
    transfers: tuple[Transfer, ...]
    refunds: dict[str, str | None]  # a refund, and the purchase it returns
    repaid: dict[str, tuple[str, ...]]  # a repayment, and the card accounts it may have paid
    links: tuple[Link, ...] = ()  # pairs of lines that belong together, held or proposed
    lent: dict[str, str] = field(default_factory=dict)  # a line, and the one whose category it takes
