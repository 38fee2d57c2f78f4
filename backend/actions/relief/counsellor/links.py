"""Links for a counsellor: made with a token that is told once, opened by it until a day, withdrawn before.

What a link shows is kept for a quarter of an hour, so whoever hammers an address costs a read, not a solver. One
opening at a time works it out anew; whoever comes meanwhile gets what was kept, with its instant.
"""

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple, cast

from backend.domain.relief.counsellor_view import CounsellorView
from backend.errors import Conflict, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.relief import counsellor_links
from backend.store.relief.counsellor_links import CounsellorLink

MOST_LIVE = 10
KEPT_FOR = timedelta(minutes=15)
_ABANDONED_AFTER = timedelta(minutes=2)


class NewLink(NamedTuple):
    """What a link shows, for how many days; `pay_off` the comparison as JSON; `view` its first answer."""

    shows_debts: bool
    shows_room: bool
    shows_agreements: bool
    currency: str | None
    pay_off: str | None
    days: int
    view: CounsellorView


class MadeLink(NamedTuple):
    row: CounsellorLink
    token: str


def must_have_room(borrower_id: str, *, now: datetime) -> None:
    """Conflict where a borrower has as many links as can be open at once."""
    if counsellor_links.count_live(borrower_id, now) >= MOST_LIVE:
        raise Conflict("counsellor-links-too-many", most=MOST_LIVE)


def add_link(borrower_id: str, new: NewLink, *, now: datetime) -> MadeLink:
    """A new link and its secret token (256 bits), which is told this once."""
    token = secrets.token_urlsafe(32)
    with transaction():
        must_have_room(borrower_id, now=now)
        row = CounsellorLink.create(
            id=new_id("clink", now),
            borrower_id=borrower_id,
            token_hash=_hash(token),
            shows_debts=new.shows_debts,
            shows_room=new.shows_room,
            shows_agreements=new.shows_agreements,
            currency=new.currency,
            pay_off=new.pay_off,
            created_at=now,
            expires_at=now + timedelta(days=new.days),
            opened_count=0,
            kept=json.dumps(new.view, ensure_ascii=False),
            kept_at=now,
        )
    return MadeLink(row, token)


def get(borrower_id: str, link_id: str) -> CounsellorLink:
    """The borrower's link, or NotFound."""
    row = counsellor_links.find(borrower_id, link_id)
    if row is None:
        raise NotFound()
    return row


def withdraw_link(row: CounsellorLink, *, now: datetime) -> CounsellorLink:
    """Close a link for good, and forget what it showed."""
    with transaction():
        row.withdrawn_at, row.kept = row.withdrawn_at or now, None
        row.save(only=[CounsellorLink.withdrawn_at, CounsellorLink.kept])
        return row


def open_link(token: str, *, counts: bool, now: datetime) -> CounsellorLink:
    """The live link behind a secret token; NotFound alike for one that ended and one that never was. The opening is
    counted where it `counts`."""
    row = counsellor_links.live_by_hash(_hash(token), now)
    if row is None:
        raise NotFound("counsellor-link-gone")
    if counts:
        with transaction():
            counsellor_links.count_opening(row.id, now)
    return row


def kept_view(row: CounsellorLink) -> CounsellorView:
    """What a live link showed last; NotFound where it was withdrawn meanwhile."""
    if row.kept is None:
        raise NotFound("counsellor-link-gone")
    return cast(CounsellorView, json.loads(row.kept))


def claim_renewal(row: CounsellorLink, *, now: datetime) -> bool:
    """Whether the caller is to work the answer out anew, and keep it."""
    with transaction():
        return counsellor_links.claim_renewal(
            row.id, older_than=now - KEPT_FOR, abandoned_at=now - _ABANDONED_AFTER, now=now
        )


def keep(row: CounsellorLink, view: CounsellorView, *, now: datetime) -> None:
    """Keep a new answer; NotFound where the link was withdrawn while it was worked out."""
    with transaction():
        if not counsellor_links.keep(row.id, json.dumps(view, ensure_ascii=False), now):
            raise NotFound("counsellor-link-gone")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
