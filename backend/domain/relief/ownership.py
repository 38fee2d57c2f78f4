"""To whom a debt is owed on a day, who collects it, and what a firm is to it: from the history that the borrower typed.

`known` needs proof (an assignment that was seen, a letter of the former owner, the lender's own word when called back);
without it an answer is `estimated`, and where the history does not tell, `unknown`. A placement by a former owner ends
with the transfer. What has no day may have happened on any: if the order matters then, the owner is unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from backend.domain.relief.conduct.contact import name_key

Kind = Literal["lent", "sold", "assigned", "placed", "servicer_changed", "recalled"]
KINDS: tuple[Kind, ...] = ("lent", "sold", "assigned", "placed", "servicer_changed", "recalled")
Notice = Literal["received", "not_received", "unknown"]
NOTICES: tuple[Notice, ...] = ("received", "not_received", "unknown")
Proof = Literal["none", "firm_letter", "lender_letter", "agreement", "called_lender"]
PROOFS: tuple[Proof, ...] = ("none", "firm_letter", "lender_letter", "agreement", "called_lender")
Certainty = Literal["known", "estimated", "unknown"]
CERTAINTIES: tuple[Certainty, ...] = ("known", "estimated", "unknown")
Because = Literal[
    "no_transfer_known",
    "proof_held",
    "no_proof",
    "firm_not_named",
    "order_unknown",
    "account_sold",
    "nobody_placed",
    "owner_unknown",
]
BECAUSE: tuple[Because, ...] = (
    "no_transfer_known",
    "proof_held",
    "no_proof",
    "firm_not_named",
    "order_unknown",
    "account_sold",
    "nobody_placed",
    "owner_unknown",
)
Standing = Literal["owner", "agent", "former_owner", "not_verified", "unknown"]
STANDINGS: tuple[Standing, ...] = ("owner", "agent", "former_owner", "not_verified", "unknown")
_TRANSFERS = frozenset({"sold", "assigned"})
_PLACEMENTS = frozenset({"placed", "servicer_changed"})
_PROVES = frozenset({"lender_letter", "agreement", "called_lender"})


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a debt: to whom (`firm`, "" where it is not known), on which day (None: not known)."""

    id: str
    kind: Kind
    firm: str
    on: date | None = None
    proof: Proof = "none"


class Holder(NamedTuple):
    """A firm that owns or collects a debt, since a day, and how well that is known; `firm` "" where it is unknown."""

    firm: str
    certainty: Certainty
    because: Because
    since: date | None = None
    change_id: str | None = None


class OwedTo(NamedTuple):
    """Of a debt that left its lender: its `owner` now, and the `firm` that collects it and is to be written to, ""
    where that is not known."""

    owner: Holder
    firm: str


class Debt(NamedTuple):
    """A debt as its account says: the `issuer`, and since when the account says that it was sold, if it does."""

    issuer: str
    sold: bool = False
    sold_on: date | None = None


def original_creditor(debt: Debt, history: Sequence[Change]) -> Holder:
    """Who lent first: as it was typed, else the issuer of the account, which is only taken to be that."""
    lent = next((change for change in history if change.kind == "lent" and change.firm), None)
    if lent is None:
        return Holder(debt.issuer, "estimated", "no_proof")
    certainty, because = _of_proof(lent)
    return Holder(lent.firm, certainty, because, lent.on, lent.id)


def owner(debt: Debt, history: Sequence[Change], on: date) -> Holder:
    """To whom it is owed on a day."""
    transfers = _until(history, _TRANSFERS, on)
    if not transfers:
        if debt.sold and (debt.sold_on is None or debt.sold_on <= on):
            return Holder("", "unknown", "account_sold", debt.sold_on)
        first = original_creditor(debt, history)
        certainty: Certainty = "estimated"
        return Holder(first.firm, certainty, "no_transfer_known", first.since, first.change_id)
    return _last(transfers)


def collector(debt: Debt, history: Sequence[Change], on: date) -> Holder:
    """Who collects it on a day: the firm that it was placed with, else the owner itself, as far as is known."""
    placed = _standing_placements(history, on)
    if placed:
        return _last(placed)
    holder = owner(debt, history, on)
    if not holder.firm:
        return Holder("", "unknown", "owner_unknown")
    return Holder(holder.firm, "estimated", "nobody_placed", holder.since, holder.change_id)


def owed_to(debt: Debt, history: Sequence[Change], on: date) -> OwedTo | None:
    """Who is to be asked on a day instead of the lender; None while no transfer is known, or it came back."""
    holder = owner(debt, history, on)
    if holder.because == "no_transfer_known" or _same(debt.issuer, holder.firm):
        return None
    return OwedTo(holder, collector(debt, history, on).firm)


def standing(firm: str, debt: Debt, history: Sequence[Change], on: date) -> tuple[Standing, Certainty]:
    """What a firm is to the debt on a day. `not_verified` says only that the history does not name it."""
    if not firm:
        return "unknown", "unknown"
    holder = owner(debt, history, on)
    if _same(firm, holder.firm):
        return "owner", holder.certainty
    agents = [change for change in _standing_placements(history, on) if _same(firm, change.firm)]
    if agents:
        return "agent", _of_proof(agents[-1])[0]
    if any(change.on is None and _same(firm, change.firm) for change in _until(history, _TRANSFERS, on)):
        return "unknown", "unknown"
    earlier = [original_creditor(debt, history).firm, debt.issuer]
    earlier += [change.firm for change in _until(history, _TRANSFERS, on)]
    if any(_same(firm, each) for each in earlier):
        return "former_owner", holder.certainty
    return "not_verified", "unknown"


def _same(firm: str, other: str) -> bool:
    return bool(other) and name_key(firm) == name_key(other)


def _until(history: Sequence[Change], kinds: frozenset[str], on: date) -> list[Change]:
    """The changes of some kinds up to a day, those without a day among them, the oldest first."""
    found = [each for each in history if each.kind in kinds and (each.on is None or each.on <= on)]
    return sorted(found, key=lambda each: (each.on or date.min, each.id))


def _standing_placements(history: Sequence[Change], on: date) -> list[Change]:
    """The firms that it was placed with and not taken back from; a later transfer ends what stood before."""
    transferred = max((each.on for each in _until(history, _TRANSFERS, on) if each.on), default=None)
    recalls = _until(history, frozenset({"recalled"}), on)
    return [
        each
        for each in _until(history, _PLACEMENTS, on)
        if not any(_ends(recall, each) for recall in recalls)
        and (transferred is None or each.on is None or each.on >= transferred)
    ]


def _ends(recall: Change, placement: Change) -> bool:
    """Whether a recall ends a placement; one without a day ends what it names, as nothing speaks for the contrary."""
    if recall.firm and not _same(recall.firm, placement.firm):
        return False
    return recall.on is None or placement.on is None or recall.on >= placement.on


def _last(changes: Sequence[Change]) -> Holder:
    """The last of several changes, unless their order is not known and they name different firms."""
    last = changes[-1]
    unsure = [each for each in changes if each.on is None or each.on == last.on]
    if len(changes) > 1 and len({name_key(each.firm) for each in (*unsure, last)}) > 1:
        return Holder("", "unknown", "order_unknown")
    if not last.firm:
        return Holder("", "unknown", "firm_not_named", last.on, last.id)
    certainty, because = _of_proof(last)
    return Holder(last.firm, certainty, because, last.on, last.id)


def _of_proof(change: Change) -> tuple[Certainty, Because]:
    return ("known", "proof_held") if change.proof in _PROVES else ("estimated", "no_proof")
