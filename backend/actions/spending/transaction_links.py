"""Transactions that belong together, by the borrower's word: what gives money back, and transfers."""

from datetime import datetime

from backend.actions.spending import reconcile
from backend.actions.spending.transactions import get
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import transaction_links
from backend.store.spending.transaction_links import LedgerLink, LinkKind
from backend.store.spending.transactions import LedgerTransaction

_GIVES_BACK: tuple[LinkKind, ...] = ("refund", "reimbursement")
_FIELD = "transaction_id"
_HOLDS = ("found", "confirmed", "said")


def link_of(borrower_id: str, link_id: str) -> LedgerLink:
    """The borrower's link, or NotFound."""
    found = transaction_links.find(borrower_id, link_id)
    if found is None:
        raise NotFound()
    return found


def refund(row: LedgerTransaction, purchase_id: str, *, now: datetime) -> LedgerLink:
    """Say that this gives back the purchase of that id."""
    return _give_back(row.borrower_id, row.id, purchase_id, "refund", now)


def reimburse(purchase: LedgerTransaction, by_id: str, *, now: datetime) -> LedgerLink:
    """Say that the transaction of that id pays back this purchase."""
    return _give_back(purchase.borrower_id, by_id, purchase.id, "reimbursement", now)


def _give_back(borrower_id: str, back_id: str, purchase_id: str, kind: LinkKind, now: datetime) -> LedgerLink:
    with transaction():
        borrowers.lock(borrower_id)
        row, purchase = _open(borrower_id, back_id), _open(borrower_id, purchase_id)
        _check_sides(purchase, row)
        if purchase.currency != row.currency:
            raise Invalid("currencies-differ", field=_FIELD)
        if _given_back(purchase, row.id) + row.amount > -purchase.amount:
            raise Invalid("link-exceeds", field=_FIELD)
        for other in _purchases_of(row):
            transaction_links.say(other, "refused", now)
        link = _said(row, purchase, kind, None, now)
        _match(row, purchase, now)
        return link


def join(out: LedgerTransaction, into_id: str, *, now: datetime) -> LedgerLink:
    """Say that what left here arrived there: one transfer between own accounts, or one exchange of currencies."""
    with transaction():
        borrowers.lock(out.borrower_id)
        out, into = _open(out.borrower_id, out.id), _open(out.borrower_id, into_id)
        _check_sides(out, into)
        alike = out.currency == into.currency
        if alike and out.account_id == into.account_id:
            raise Invalid("transfer-in-one-account", field=_FIELD)
        if alike and into.amount > -out.amount:
            raise Invalid("transfer-grew", field=_FIELD)
        fee = (-out.amount - into.amount or None) if alike else None
        link = _said(out, into, "transfer" if alike else "exchange", fee, now)
        _match(out, into, now)
        return link


def _open(borrower_id: str, transaction_id: str) -> LedgerTransaction:
    """A transaction of which nothing else has been decided."""
    try:
        row = get(borrower_id, transaction_id)
    except NotFound:
        raise Invalid("transaction-unknown", field=_FIELD) from None
    if row.role == "split" or row.payment_id is not None:
        raise Conflict("transaction-decided")
    return row


def _check_sides(out: LedgerTransaction, into: LedgerTransaction) -> None:
    if not out.amount < 0 < into.amount:
        raise Invalid("link-sides", field=_FIELD)


def _given_back(purchase: LedgerTransaction, but: str) -> int:
    """Minor units that have come back of a purchase by other links."""
    links = transaction_links.of_transactions([purchase.id]).get(purchase.id, [])
    ids = {
        link.entry_id
        for link in links
        if link.kind in _GIVES_BACK and link.state in ("said", "confirmed") and link.other_id == purchase.id
    }
    return sum(get(purchase.borrower_id, each).amount for each in ids - {but})


def _purchases_of(row: LedgerTransaction) -> list[LedgerLink]:
    """The links by which a transaction gives back a purchase: it gives back one."""
    links = transaction_links.of_transactions([row.id]).get(row.id, [])
    return [
        link
        for link in links
        if link.kind in _GIVES_BACK and link.entry_id == row.id and link.state in _HOLDS
    ]


def _said(
    row: LedgerTransaction, other: LedgerTransaction, kind: LinkKind, fee: int | None, now: datetime
) -> LedgerLink:
    known = transaction_links.between(row.id, other.id, kind)
    if known is not None:
        known.guess, known.fee = False, fee
        transaction_links.say(known, "said", now)
        return known
    return LedgerLink.create(
        id=new_id("link", now),
        borrower_id=row.borrower_id,
        kind=kind,
        entry_id=row.id,
        other_id=other.id,
        state="said",
        guess=False,
        fee=fee,
        created_at=now,
        updated_at=now,
    )


def confirm(link: LedgerLink, *, now: datetime) -> LedgerLink:
    """What was found or proposed is so."""
    return _decide(link, "confirmed", now)


def refuse(link: LedgerLink, *, now: datetime) -> LedgerLink:
    """What was found or proposed is not so, and is not found again."""
    return _decide(link, "refused", now)


def _decide(link: LedgerLink, state: transaction_links.LinkState, now: datetime) -> LedgerLink:
    with transaction():
        borrowers.lock(link.borrower_id)
        link = link_of(link.borrower_id, link.id)
        if link.state in ("said", state):
            raise Conflict("link-decided")
        for each in _together(link):
            transaction_links.say(each, state, now)
        _match_ends(link, now)
        return link_of(link.borrower_id, link.id)


def _together(link: LedgerLink) -> list[LedgerLink]:
    """Both links of a purchase that a conversion paid are one thing; any other link stands alone."""
    if link.kind != "conversion":
        return [link]
    links = transaction_links.of_transactions([link.other_id]).get(link.other_id, [])
    return [each for each in links if each.kind == "conversion" and each.other_id == link.other_id]


def undo(link: LedgerLink, *, now: datetime) -> None:
    """Take back what the borrower said of two transactions; they are matched as if nothing had been said."""
    with transaction():
        borrowers.lock(link.borrower_id)
        link = link_of(link.borrower_id, link.id)
        if link.state in ("found", "proposed"):
            raise Conflict("link-not-said")
        for each in _together(link):
            # Matching puts its own word in the place of the borrower's, or takes the link away.
            transaction_links.say(each, "found", now)
        _match_ends(link, now)


def _match_ends(link: LedgerLink, now: datetime) -> None:
    _match(get(link.borrower_id, link.entry_id), get(link.borrower_id, link.other_id), now)


def _match(one: LedgerTransaction, other: LedgerTransaction, now: datetime) -> None:
    days = (one.booked_on, other.booked_on)
    reconcile.match_window(one.borrower_id, min(days), max(days), now=now)
