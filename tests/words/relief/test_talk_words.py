"""Letters and call scripts: a golden file for each kind, place and language; what is missing is said, nothing promised.

After a change of words, write the files anew (GOLDEN=write in the environment), and read what differs.
"""

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from backend.countries.negotiation import kind_law
from backend.rendering.letter_text import as_text
from backend.store.relief.negotiations import KINDS
from backend.words import extract
from backend.words.catalogue import LOCALES
from backend.words.relief.call_script import CallScript, call_script
from backend.words.relief.negotiation_facts import TalkFacts
from backend.words.relief.negotiation_letter import negotiation_letter

GOLDEN = Path(__file__).parent / "golden_talks"
ON = date(2026, 11, 28)
CURRENCIES = {"CN": "CNY", "US": "USD", "GB": "GBP", "FR": "EUR"}
CASES = [(kind, country, locale) for kind in KINDS for country in CURRENCIES for locale in LOCALES]


def facts_of(kind: str, country: str) -> TalkFacts:
    """All that can be known; of the country without data, as little as can be."""
    law = kind_law(country, kind, ON)
    if country == "FR":
        return TalkFacts(kind, "Banque A", "", country, "EUR", ON, law)
    return TalkFacts(
        kind,
        "Bank A",
        "8812",
        country,
        CURRENCIES[country],
        ON,
        law,
        debt=1_200_000,
        reason="Hours were cut.",
        amount=50_000,
        count=24,
        first_due_on=date(2026, 12, 20),
    )


def script_text(script: CallScript) -> str:
    steps = [f"{step.purpose}\n  {step.say}\n  [{step.if_refused}]" for step in script.steps]
    return "\n".join([*steps, *(f"* {line}" for line in script.for_you)])


def said(kind: str, country: str, locale: str) -> str:
    facts = facts_of(kind, country)
    return f"{as_text(negotiation_letter(facts, locale))}\n\n{script_text(call_script(facts, locale))}\n"


@pytest.mark.parametrize(("kind", "country", "locale"), CASES)
def test_a_letter_and_a_call_are_as_they_were_read(kind: str, country: str, locale: str) -> None:
    path = GOLDEN / f"{kind}.{country.lower()}.{locale}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(said(kind, country, locale), encoding="utf-8")
    assert said(kind, country, locale) == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    wanted = {f"{kind}.{country.lower()}.{locale}.txt" for kind, country, locale in CASES}
    assert {path.name for path in GOLDEN.iterdir()} == wanted


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_missing_is_named(kind: str) -> None:
    told = said(kind, "FR", "en")
    for fact in ("why you cannot pay", "what you can pay", "how much is owed", "last four digits"):
        assert fact in told
    assert "not known here" in told and "no legal advice" in told
    assert "Missing" not in said(kind, "CN", "en")


def test_each_article_has_its_day_of_check_and_says_whether_it_was_read() -> None:
    told = " ".join(said("instalment_plan", "CN", "en").split())
    assert "第七十条; checked November 27, 2026, not read in the text itself" in told


def test_an_identity_number_and_a_card_number_do_not_get_into_a_letter() -> None:
    law = kind_law("CN", "waiver", ON)
    facts = TalkFacts(
        "waiver", "B", "88126", "CN", "CNY", ON, law, reason="ID 11010519491231002X card 4111 1111 1111 1111"
    )
    told = as_text(negotiation_letter(facts, "en")) + script_text(call_script(facts, "en"))
    assert "11010519491231002X" not in told and "4111 1111" not in told


def test_one_payment_is_no_row_of_instalments() -> None:
    facts = replace(facts_of("settlement", "US"), count=1)
    script = script_text(call_script(facts, "en"))
    assert "I can pay $500.00 once, on" in script and "What is still owed after this one payment?" in script
    assert "instalment" not in script
    assert "I can pay $500.00 once, on" in as_text(negotiation_letter(facts, "en"))


# What a text that promises an outcome would say; "will" of an issuer is one, of the borrower's own next step is not.
_PROMISES = re.compile(
    r"guarantee|you will win|(issuer|bank|lender) (will|must) (accept|agree|waive|approve)|always works|certain to|"
    r"保证|一定会|必定|必然会|肯定会|包过|稳赢",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("kind", "country", "locale"), CASES)
def test_no_text_promises_an_outcome(kind: str, country: str, locale: str) -> None:
    assert _PROMISES.findall(said(kind, country, locale)) == []


def test_no_sentence_of_the_catalogue_promises_an_outcome() -> None:
    texts = [part for each in extract.read("zh-CN") if each.id for part in (str(each.id), str(each.string))]
    assert [text for text in texts if _PROMISES.search(text)] == []


@pytest.mark.parametrize(
    "text", ["The bank will accept your plan.", "Success is guaranteed.", "银行一定会同意。", "You will win."]
)
def test_a_promise_would_be_found(text: str) -> None:
    assert _PROMISES.search(text)
