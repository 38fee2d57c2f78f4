"""The words for talks with an issuer, as they are asked for: a call, and a letter in three forms and two languages."""

from tests.api.conftest import Borrower
from tests.api.relief.debts import changed
from tests.api.relief.test_agreements import a_late_card

QUERY = "amount=50000&count=24&first_due_on=2026-12-20"


def talks_with_reason(alice: Borrower) -> str:
    body = {"account_id": a_late_card(alice), "kind": "instalment_plan", "reason": "Hours were cut."}
    return f"/v1/negotiations/{alice.made('/v1/negotiations', body)['id']}"


def test_a_letter_holds_the_accounts_facts_in_each_form(alice: Borrower) -> None:
    path = talks_with_reason(alice)
    text = alice.get(f"{path}/letter.txt?{QUERY}").get_data(as_text=True)
    for fact in ("China Merchants Bank", "8812", "CN¥12,000.00", "Hours were cut.", "CN¥500.00, 24 times"):
        assert fact in text
    assert "Missing" not in text
    page = alice.get(f"{path}/letter.html?{QUERY}&locale=zh-CN")
    assert '<html lang="zh-CN">' in page.text and "第七十条" in page.text
    pdf = alice.get(f"{path}/letter.pdf?{QUERY}")
    assert pdf.data.startswith(b"%PDF-") and pdf.headers["Cache-Control"] == "private, no-store"


def test_what_was_not_said_is_named_as_missing(alice: Borrower) -> None:
    text = " ".join(alice.get(f"{talks_with_reason(alice)}/letter.txt").get_data(as_text=True).split())
    assert "Missing: what you can pay, and from when." in text


def test_a_call_has_words_for_a_refusal(alice: Borrower) -> None:
    script = alice.get(f"{talks_with_reason(alice)}/script?{QUERY}").json
    steps = script["steps"]
    assert [step["if_refused"] is None for step in steps] == [True, True, False, False, False, False]
    assert "Hours were cut." in steps[1]["say"]
    assert script["for_you"][-1].startswith("This informs and is no legal advice")


def test_a_letter_about_a_sold_debt_goes_to_who_has_it_now(alice: Borrower) -> None:
    card = a_late_card(alice)
    path = (
        f"/v1/negotiations/{alice.made('/v1/negotiations', {'account_id': card, 'kind': 'settlement'})['id']}"
    )
    changed(alice, card, "sold", "Harbor Funding", on="2026-11-10", proof="lender_letter")
    text = alice.get(f"{path}/letter.txt?{QUERY}").text
    assert text.index("Harbor Funding") < text.index("Earlier owed to: China Merchants Bank")
    assert text.count("China Merchants Bank") == 1 and "I refer to" not in text
    assert any("owed to Harbor Funding now" in each for each in alice.get(f"{path}/script").json["for_you"])
    changed(alice, card, "placed", "Acme Recovery", on="2026-11-12")
    assert alice.get(f"{path}/letter.txt?{QUERY}").text.index("Acme Recovery") < text.index("Request about")


def test_a_letter_about_a_debt_whose_owner_is_not_known_asks_who_it_is(alice: Borrower) -> None:
    card = a_late_card(alice)
    changed(alice, card, "sold", None, on="2026-11-10")
    path = (
        f"/v1/negotiations/{alice.made('/v1/negotiations', {'account_id': card, 'kind': 'settlement'})['id']}"
    )
    for locale, blank, missing in (
        ("en", "Owed to: ____", "to whom the debt is owed now"),
        ("zh-CN", "现债权人：____", "现在的债权人是谁"),
    ):
        text = alice.get(f"{path}/letter.txt?{QUERY}&locale={locale}").text
        assert blank in text and missing in text


def test_what_no_offer_can_be_names_its_field(alice: Borrower) -> None:
    path = talks_with_reason(alice)
    most = 10**15
    for wrong, field in (
        ("first_due_on=2026-11-23", "first_due_on"),
        (f"amount={most}&count=2&first_due_on=2026-12-20", "amount"),
    ):
        for words in ("script", "letter.txt", "letter.html", "letter.pdf"):
            answer = alice.get(f"{path}/{words}?{wrong}")
            assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)
    assert alice.get(f"{path}/letter.txt?amount={most}&count=1&first_due_on=2026-11-24").status_code == 200
