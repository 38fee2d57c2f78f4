"""Letters that dispute a debt: a golden file for each kind, place and language; nothing is promised in any.

After a change of words, write the files anew (GOLDEN=write in the environment), and read what differs.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from backend.countries.owed import owed_law
from backend.domain.relief.owed_law import LETTER_KINDS, Rule
from backend.rendering.letter_text import as_text
from backend.words.catalogue import LOCALES
from backend.words.relief.debt_dispute_facts import DisputeFacts
from backend.words.relief.debt_dispute_letter import debt_dispute_letter
from backend.words.relief.rule_line import Cited
from tests.words.relief.test_relief_words import PROMISES

GOLDEN = Path(__file__).parent / "golden_disputes"
ON = date(2026, 11, 28)
CURRENCIES = {"CN": "CNY", "US": "USD", "GB": "GBP", "FR": "EUR"}
CASES = [(kind, country, locale) for kind in LETTER_KINDS for country in CURRENCIES for locale in LOCALES]


def cited(rules: tuple[Rule, ...], kind: str, locale: str) -> tuple[Cited, ...]:
    return tuple(
        Cited(
            rule.words(locale),
            rule.origin.law,
            rule.origin.source,
            rule.origin.checked_on,
            rule.origin.confirmed,
        )
        for rule in rules
        if rule.holds_for(kind, "collector")
    )


def facts_of(kind: str, country: str, locale: str, *, to_body: bool = False) -> DisputeFacts:
    """All that can be known; of the country without data, as little as can be."""
    recipient = "The Ombudsman" if to_body else "Acme Recovery"
    if country == "FR":
        sent_on = date(2026, 9, 1) if to_body else None
        return DisputeFacts(kind, to_body, recipient, "Acme Recovery", country, ON, sent_on=sent_on)
    law = owed_law(country)
    clock = law.clock("collector")
    return DisputeFacts(
        kind,
        to_body,
        recipient,
        "Acme Recovery",
        country,
        ON,
        last4="4417",
        reference="AR-20771",
        original_creditor="Northwind Bank",
        currency=CURRENCIES[country],
        claimed=100_000,
        disputed=25_000 if kind == "wrong_amount" else None,
        paid_on=date(2025, 3, 31),
        paid_amount=100_000,
        missed_since=date(2019, 5, 1),
        notice_on=date(2026, 11, 2),
        sent_on=date(2026, 9, 1) if to_body else None,
        answered_on=date(2026, 9, 20) if to_body and kind == "paid" else None,
        answer_days=clock.days if clock else None,
        clock_law=clock.origin.law if clock else "",
        note="I moved in 2018.",
        asks=cited(law.asks, kind, locale),
        after=cited(law.after, kind, locale),
    )


def said(kind: str, country: str, locale: str) -> str:
    both = (facts_of(kind, country, locale, to_body=to_body) for to_body in (False, True))
    return "\n\n-----\n\n".join(as_text(debt_dispute_letter(facts, locale)) for facts in both) + "\n"


@pytest.mark.parametrize(("kind", "country", "locale"), CASES)
def test_a_letter_is_as_it_was_read(kind: str, country: str, locale: str) -> None:
    path = GOLDEN / f"{kind}.{country.lower()}.{locale}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(said(kind, country, locale), encoding="utf-8")
    assert said(kind, country, locale) == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    wanted = {f"{kind}.{country.lower()}.{locale}.txt" for kind, country, locale in CASES}
    assert {path.name for path in GOLDEN.iterdir()} == wanted


@pytest.mark.parametrize(("kind", "country", "locale"), CASES)
def test_no_letter_promises_an_outcome_or_admits_the_debt(kind: str, country: str, locale: str) -> None:
    told = said(kind, country, locale)
    assert [word for word in PROMISES[locale] if word.strip("\\b").lower() in told.lower()] == []
    assert ("admits no debt" if locale == "en" else "不构成对债务的承认") in told


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_what_is_missing_is_named(kind: str) -> None:
    told = " ".join(said(kind, "FR", "en").split())
    own = {
        "paid": ("on which day it was paid", "how much was paid"),
        "wrong_amount": ("which part of the sum",),
        "time_barred": ("since when a payment",),
        "not_mine": ("in your own words",),
        "identity_theft": ("in your own words",),
    }
    for fact in ("reference of the claim", "how much is claimed", *own.get(kind, ())):
        assert fact in told
    assert "not known here" in told and "no legal advice" in told
    assert "Missing" not in said(kind, "GB", "en")


def test_what_was_not_read_in_print_bears_a_mark_and_its_day_of_check() -> None:
    told = " ".join(said("not_mine", "GB", "en").split())
    assert "(CONC 7.14)*" in told and "I have not seen the official text" in told
    assert "CONC 7.14; checked 27 November 2026, not read in the text itself" in told
    assert "(DISP 1.6.2 R)*" not in told


def test_a_british_letter_acknowledges_nothing_and_an_american_one_asks_to_stop() -> None:
    for kind in LETTER_KINDS:
        assert "I do not acknowledge any debt to you" in " ".join(said(kind, "GB", "en").split())
        assert "Please stop collecting" in " ".join(said(kind, "US", "en").split())


def test_an_identity_number_and_a_card_number_do_not_get_into_a_letter() -> None:
    note = "ID 11010519491231002X card 4111 1111 1111 1111"
    facts = DisputeFacts("not_mine", False, "B", "B", "CN", ON, last4="88126", note=note)
    told = as_text(debt_dispute_letter(facts, "en"))
    assert "11010519491231002X" not in told and "4111 1111" not in told and "88126" not in told
