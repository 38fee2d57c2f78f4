"""The day of a step of something that is sent to a firm and then taken to a body, and what the firm is."""

from datetime import date

from backend.domain.relief.conduct.contact import name_key
from backend.domain.relief.conduct.rule import Bound
from backend.errors import Invalid
from backend.store.relief import contact_log


def bound_as(borrower_id: str, firm: str) -> Bound:
    """What a firm is by the log of contacts: a lender that contacts in its own name or for whom others do, else a
    collector. The whole log is read: outside a transaction."""
    name = name_key(firm)
    for each in contact_log.contacts(borrower_id):
        itself = each.party == "issuer" and name_key(each.firm) == name
        if itself or name_key(each.lender) == name:
            return "lender"
    return "collector"


def step_day(on: date | None, *, sent_on: date | None, today: date) -> date:
    """The local day of a step, today where nothing is said; not ahead, and not before the sending."""
    if on is not None and on > today:
        raise Invalid("day-in-future", field="on")
    if on is not None and sent_on is not None and on < sent_on:
        raise Invalid("before-it-was-sent", field="on")
    return on or today
