"""A row of the contact log keeps its text for ever; what was not asked for when it was written is not known."""

import json
from datetime import UTC, date, datetime

from backend.domain.relief.conduct.contact import Contact, Notice, Said, Visit
from backend.store.relief.contact_json import Envelope, body_of, load_contact, load_notice

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
ROW = Envelope(id="x", seq=1, kind="contact", logged_at="", supersedes=None, withdrawn=False)


def test_a_contact_and_a_notice_come_back_as_they_went_in() -> None:
    contact = Contact(
        "x", AT, "UTC", "GB", said=Said(demanded=True), visit=Visit(2, False, None), opted_in=False
    )
    notice = Notice("x", "moratorium", AT, until_on=date(2026, 12, 1))
    assert load_contact(body_of(ROW, contact)) == contact
    assert load_notice(body_of(ROW, notice)) == notice


def test_a_row_of_an_older_form_is_read_with_what_it_has() -> None:
    told = json.loads(body_of(ROW, Contact("x", AT, "UTC", "GB")))
    for name in ("visit", "opted_in"):
        del told["facts"][name]
    for name in ("could_reach_me", "refused_before", "demanded"):
        del told["facts"]["said"][name]
    assert load_contact(json.dumps(told)) == Contact("x", AT, "UTC", "GB")
    notice = json.loads(body_of(ROW, Notice("x", "stop", AT)))
    del notice["facts"]["until_on"]
    assert load_notice(json.dumps(notice)) == Notice("x", "stop", AT)
