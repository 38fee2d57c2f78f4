"""The steps of matching, in the order in which a line is taken: what the borrower said, pending and posted, typed
and imported, refunds, a wallet's payments, conversions, transfers, exchanges, reimbursements. A line that one step has
taken is no other's.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from backend.domain.spending.ledger.exchanges import conversions, own_exchanges, says_transfer
from backend.domain.spending.ledger.given_back import given_back
from backend.domain.spending.ledger.matching_results import MatchedTransactions, Said
from backend.domain.spending.ledger.pending import posted_successors
from backend.domain.spending.ledger.reimbursements import reimbursements
from backend.domain.spending.ledger.repaid_accounts import repaid_by
from backend.domain.spending.ledger.transaction_facts import (
    KnownAccount,
    Link,
    Role,
    SaidLink,
    TransactionFacts,
)
from backend.domain.spending.ledger.transfers import Transfer, own_transfers, refunds, says_refund
from backend.domain.spending.ledger.typed_again import typed_again
from backend.domain.spending.ledger.unequal_transfers import unequal_transfers
from backend.domain.spending.ledger.wallet_pairs import Pair, wallet_pairs

_OUTSIDE: frozenset[Role] = frozenset(("spending", "income", "dead", "split", "exchange", "refund"))


class Matching:
    """One run over some lines: `found` has the role of each by its own words, and is what the steps change."""

    def __init__(
        self,
        entries: Sequence[TransactionFacts],
        cards: Sequence[KnownAccount],
        cash: Sequence[KnownAccount],
        categories: Mapping[str, str],
        said: Said,
        found: dict[str, Role],
    ) -> None:
        self._entries, self._cards, self._cash = entries, cards, cash
        self._categories, self._said, self._found = categories, said, found
        self._of_id = {line.id: line for line in entries}
        self._taken: set[str] = set()
        self._held: set[str] = set()  # by links that the borrower has made or confirmed
        self._links: list[Link] = []
        self._lent: dict[str, str] = {}
        self._moved: list[Transfer] = []

    def matched(self) -> MatchedTransactions:
        """Every step, and what came of them."""
        self._hold_what_was_said()
        self._post()
        self._know_again()
        returned = self._return()
        pairs = self._pair_wallets()
        self._convert()
        self._move()
        self._exchange()
        self._reimburse(returned)
        self._give_back()
        # The borrower's word on a single line goes before anything that was found of it.
        said = {
            at: role for at, role in self._said.roles.items() if at in self._found and at not in self._held
        }
        self._found.update(said)
        repaid = repaid_by(self._entries, self._found, self._moved, self._cards)
        return MatchedTransactions(
            self._found, pairs, tuple(self._moved), returned, repaid, tuple(self._links), self._lent
        )

    def _free(self) -> list[TransactionFacts]:
        return [line for line in self._entries if line.id not in self._taken]

    def _hold_what_was_said(self) -> None:
        self._taken |= {at for at, role in self._said.roles.items() if role in _OUTSIDE}
        self._found.update({at: role for at, role in self._said.roles.items() if at in self._found})
        for link in self._said.links:
            if link.holds and link.entry in self._of_id and link.other in self._of_id:
                self._hold(link)

    def _hold(self, link: SaidLink) -> None:
        """What follows from a link that the borrower has made or confirmed."""
        self._held |= {link.entry, link.other} if link.kind in ("transfer", "exchange") else {link.entry}
        if link.kind in ("refund", "reimbursement"):
            self._found[link.entry], self._lent[link.entry] = "refund", link.other
            self._taken.add(link.entry)
        elif link.kind == "posted":
            self._found[link.entry] = "dead"
            self._taken.add(link.entry)
        elif link.kind == "conversion":
            self._converted(Link(link.kind, link.entry, link.other))
        else:
            self._found[link.entry] = self._found[link.other] = self._side_of(link.entry, link.other)
            self._moved.append(Transfer(link.entry, link.other))
            self._taken |= {link.entry, link.other}

    def _side_of(self, *ids: str) -> Role:
        return "repayment" if any(self._found[at] == "repayment" for at in ids) else "transfer"

    def _post(self) -> None:
        for link in posted_successors(self._free(), self._said.refused("posted")):
            self._links.append(link)
            if not link.proposed:
                self._found[link.entry] = "dead"
                self._taken.add(link.entry)

    def _know_again(self) -> None:
        """What was typed and then imported counts once."""
        for link in typed_again(self._free(), self._said.roles, self._said.refused("posted")):
            self._links.append(link)
            if not link.proposed:
                self._found[link.entry] = "dead"
                self._taken.add(link.entry)

    def _return(self) -> dict[str, str | None]:
        apart = {(link.entry, link.other) for link in self._said.links if not link.holds}
        returned = refunds(self._free(), self._categories, apart)
        for refund, purchase in returned.items():
            dead = purchase is not None and self._found[purchase] == "dead"
            self._found[refund] = "dead" if dead else "refund"
            if purchase is not None:
                self._lent[refund] = purchase
                self._links.append(
                    Link("refund", refund, purchase, guess=not says_refund(self._of_id[refund]))
                )
        return returned

    def _pair_wallets(self) -> tuple[Pair, ...]:
        pairs = wallet_pairs(self._free(), self._cards)
        for pair in pairs:
            self._found[pair.bank] = "transfer"
        self._taken |= {at for pair in pairs for at in pair}
        return pairs

    def _convert(self) -> None:
        apart = self._said.refused("conversion")
        for link in conversions(self._movable()):
            if frozenset((link.entry, link.other)) not in apart and link.other not in self._taken:
                self._links.append(link)
                self._converted(link)

    def _converted(self, link: Link) -> None:
        """The line of the other currency paid; the shop's own line and the one that covered it only passed."""
        paid, shop = self._of_id[link.entry], self._of_id[link.other]
        if paid.currency == shop.currency:
            self._found[paid.id] = self._found[shop.id] = "transfer"
            self._taken |= {paid.id, shop.id}
            return
        self._found[paid.id] = "refund" if self._found[shop.id] == "refund" else self._found[shop.id]
        self._lent[paid.id] = shop.id
        self._taken.add(paid.id)

    def _movable(self) -> list[TransactionFacts]:
        return [line for line in self._free() if self._found[line.id] not in ("dead", "refund")]

    def _move(self) -> None:
        apart = self._said.refused("transfer", "exchange")
        everywhere = [*self._cards, *self._cash]
        for transfer in own_transfers(self._movable(), self._categories, everywhere, apart):
            out, into = self._of_id[transfer.out], self._of_id[transfer.into]
            self._found[out.id] = self._found[into.id] = self._side_of(out.id, into.id)
            told = says_transfer(out) or says_transfer(into) or out.neutral or into.neutral
            self._links.append(Link("transfer", out.id, into.id, guess=not told))
            self._moved.append(transfer)
            self._taken |= {out.id, into.id}
        for link in unequal_transfers(self._movable(), self._categories, everywhere):
            self._both_sides(link, apart)

    def _exchange(self) -> None:
        apart = self._said.refused("transfer", "exchange")
        for link in own_exchanges(self._movable(), self._categories):
            self._both_sides(link, apart)

    def _both_sides(self, link: Link, apart: frozenset[frozenset[str]]) -> None:
        if frozenset((link.entry, link.other)) in apart or {link.entry, link.other} & self._taken:
            return
        self._links.append(link)
        if not link.proposed:
            self._found[link.entry] = self._found[link.other] = self._side_of(link.entry, link.other)
            self._moved.append(Transfer(link.entry, link.other))
            self._taken |= {link.entry, link.other}

    def _reimburse(self, returned: Mapping[str, str | None]) -> None:
        back = Counter[str]()
        for at, purchase in self._lent.items():
            back[purchase] += abs(self._of_id[at].amount)
        apart = self._said.refused("reimbursement", "refund")
        free = [line for line in self._free() if line.id not in returned]
        for link in reimbursements(free, self._categories, back):
            if frozenset((link.entry, link.other)) in apart:
                continue
            self._links.append(link)
            if not link.proposed:
                self._found[link.entry], self._lent[link.entry] = "refund", link.other

    def _give_back(self) -> None:
        """What a shop paid that no purchase explains, unless the borrower has said that it is no refund."""
        refused = {link.entry for link in self._said.links if link.kind == "refund" and not link.holds}
        decided = refused | set(self._said.roles)
        back = given_back(self._entries, self._categories, self._found, decided)
        self._found.update(dict.fromkeys(tuple(back), "refund"))
