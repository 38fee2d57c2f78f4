"""Until the borrower asks for more, a locked screen shows no amount, no issuer and no word of debt."""

import re
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from backend.domain.reminders.kinds import KINDS
from backend.words.reminders.calendar_feed import WHAT, CalendarEntry, feed
from backend.words.reminders.push_text import render, render_mail
from tests.words.samples import CARD, HERE, card

STAGES = [
    card(),
    card(stage="today", days=0),
    card(stage="in_grace", days=2),
    card(stage="late", days=40),
    card(stage="before_report", days=29, boundary_days=30),
    card(stage="autopay"),
]
# What a stranger who glances at the phone must not read.
DEBT = re.compile(
    r"\d|debt|due|pay|owe|loan|card|credit|bank|late|overdue|minimum|balance|statement|issuer"
    r"|债|还款|欠|逾期|到期|账单|贷|信用|银行|最低|额",
    re.IGNORECASE,
)


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
@pytest.mark.parametrize("line", STAGES)
def test_a_discreet_push_says_nothing_about_debt(line: object, locale: str) -> None:
    lines = [line, CARD._replace(name="Chase")]
    text = render(lines, locale=locale, discreet=True, borrower_zone=HERE)  # type: ignore[arg-type]
    assert not DEBT.search(text.title) and not DEBT.search(text.body)


def test_early_today_and_waiting_differ_even_so() -> None:
    said = {render([line], locale="en", discreet=True, borrower_zone=HERE).body for line in STAGES}
    assert len(said) == 3


def test_a_discreet_mail_explains_itself_and_nothing_else() -> None:
    text = render([CARD], locale="en", discreet=True, borrower_zone=HERE, fallback=True)
    assert "招商" not in text.body and "1,281" not in text.body
    assert "no phone of yours could be reached" in text.body


def test_a_full_mail_holds_every_line_with_its_ladder() -> None:
    lines = [card(past_due=50_000, balance=1_281_370, late_fee=6_407), card(name="Second", late_fee=6_407)]
    body = render_mail(lines, locale="en", borrower_zone=HERE).body
    for part in (
        "招商银行: due in 3 days",
        "The minimum: CN¥1,281.37 - goes to what is past due first",
        "With what is past due: CN¥1,781.37 - the account is current again",
        "The whole statement: CN¥12,813.70 - no interest on these purchases",
        "The date is from your statement.",
        "Second: due in 3 days",
        "The minimum: CN¥1,281.37 - no late fee of CN¥64.07",
        "no phone of yours could be reached",
    ):
        assert part in body


def _feed(*, detailed: bool, locale: str = "en", kind: str = "card_minimum") -> bytes:
    entry = CalendarEntry(
        id="dl_1",
        pay_by_at=CARD.pay_by_at,
        name="Bank, \n{x}; 一",
        outstanding=128_137,
        currency="CNY",
        updated_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        version=3,
        kind=kind,
    )
    return feed([entry], detailed=detailed, locale=locale, zone=HERE)


def test_a_discreet_calendar_names_nothing() -> None:
    [event] = Calendar.from_ical(_feed(detailed=False)).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Reminder"
    assert event["DTSTART"].dt == CARD.due_on


def test_a_detailed_calendar_says_what_is_no_due() -> None:
    shown = {kind for kind, family in KINDS.items() if family in ("check", "end")}
    assert WHAT.keys() == shown - {"calm_pause_end"}  # its name says it already
    [event] = Calendar.from_ical(_feed(detailed=True, kind="validation_window")).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Bank, {x}; 一: last day to dispute the debt · CN¥1,281.37"
    [event] = Calendar.from_ical(_feed(detailed=False, kind="validation_window")).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Reminder"


def test_a_detailed_calendar_survives_what_was_typed() -> None:
    [event] = Calendar.from_ical(_feed(detailed=True)).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Bank, {x}; 一 · CN¥1,281.37"
