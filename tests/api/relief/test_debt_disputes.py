"""A debt that is not owed, or not so, is disputed in writing; the time to answer is a deadline where one is known."""

from datetime import timedelta
from typing import Any

import pytest

from backend.domain.relief.owed_law import LETTER_KINDS
from tests.api.conftest import CARD, Borrower
from tests.api.relief.debts import american_card, changed, noticed
from tests.moved_clock import MovedClock


def drafted(borrower: Borrower, kind: str = "validation", **more: Any) -> dict[str, Any]:
    return borrower.made("/v1/debt-disputes", {"kind": kind, "firm": "Acme Recovery", **more})


def letter(borrower: Borrower, made: dict[str, Any], asked: str = "locale=en") -> str:
    answer = borrower.get(f"/v1/debt-disputes/{made['id']}/letter.txt?{asked}")
    assert answer.status_code == 200, answer.text
    return " ".join(answer.text.split())


def test_a_notice_is_answered_and_its_reminders_end(alice: Borrower) -> None:
    card = american_card(alice)
    notice = noticed(alice, account_id=card)
    made = drafted(alice, firm=None, notice_id=notice["id"])
    assert (made["firm"], made["country"], made["claimed"]) == ("Acme Recovery", "US", 100_000)
    assert (made["reference"], made["missing"], made["next_step"]) == ("AR-20771", [], "send")
    told = letter(alice, made)
    assert "By your notice of November 2, 2026 you ask me to pay this debt" in told
    assert "Please stop collecting what I dispute" in told and "15 USC 1692g(b)" in told
    assert "$1,000.00" in told and "4417" in told and "admits no debt" in told
    sent = alice.post(f"/v1/debt-disputes/{made['id']}/send").json
    assert (sent["answer_by"], sent["clock"], sent["deadline_id"]) == (None, None, None)
    assert any("must stop" in each["says"] for each in sent["after"])
    answered = alice.get(f"/v1/validation-notices/{notice['id']}").json
    assert answered["state"] == "disputed"
    assert alice.get(f"/v1/deadlines/{notice['deadline_id']}").json["state"] == "met"


def test_a_letter_after_the_window_does_not_ask_what_only_the_window_gives(alice: Borrower) -> None:
    notice = noticed(alice, provided_on="2026-09-01")
    told = letter(alice, drafted(alice, notice_id=notice["id"]))
    assert "Please stop collecting" not in told
    assert "The time to dispute is over by what you typed." in told
    assert "name and address of the original creditor" in told


@pytest.mark.parametrize(
    ("country", "party", "answer_by", "confirmed"),
    [
        ("CN", "issuer", "2026-12-09", False),
        ("CN", "collector", None, None),
        ("GB", "collector", "2027-01-19", True),
        ("US", "issuer", None, None),
        ("FR", "collector", None, None),
    ],
)
def test_the_clock_is_the_places_own_or_none(
    alice: Borrower, country: str, party: str, answer_by: str | None, confirmed: bool | None
) -> None:
    made = drafted(alice, "not_mine", country=country, party=party)
    sent = alice.post(f"/v1/debt-disputes/{made['id']}/send").json
    assert sent["answer_by"] == answer_by
    assert (sent["clock"] or {}).get("confirmed") == confirmed
    if answer_by is None:
        assert (sent["deadline_id"], sent["next_step"]) == (None, "wait_or_escalate")
        assert "within" not in letter(alice, made).partition("For you")[0].partition("answer in writing")[2]
    else:
        deadline = alice.get(f"/v1/deadlines/{sent['deadline_id']}").json
        assert (deadline["kind"], deadline["due_on"]) == ("debt_dispute_answer", answer_by)


def test_where_no_law_gives_a_day_the_borrower_may(alice: Borrower) -> None:
    made = drafted(alice, country="US")
    path = f"/v1/debt-disputes/{made['id']}"
    early = alice.post(f"{path}/send", {"look_on": "2026-11-01"})
    assert (early.status_code, early.json["reason"]) == (422, "before-it-was-sent")
    sent = alice.post(f"{path}/send", {"look_on": "2026-12-24"}).json
    assert (sent["answer_by"], sent["look_on"], sent["next_step"]) == (None, "2026-12-24", "wait")
    assert alice.get(f"/v1/deadlines/{sent['deadline_id']}").json["due_on"] == "2026-12-24"


def test_no_body_is_turned_to_while_the_time_to_answer_runs(alice: Borrower, clock: MovedClock) -> None:
    made = drafted(alice, "paid", country="CN", party="issuer", firm="Some Bank")
    path = f"/v1/debt-disputes/{made['id']}"
    sent = alice.post(f"{path}/send").json
    assert (sent["answer_by"], sent["next_step"], sent["possible"]) == (
        "2026-12-09",
        "wait",
        ["answer", "withdraw"],
    )
    early = alice.post(f"{path}/escalate", {"to": "nfra_12378"})
    assert (early.status_code, early.json["reason"]) == (409, "debt-dispute-time-runs")
    assert "2026-12-09" in early.json["detail"]
    clock.move(by=timedelta(days=16))
    alice.sign_in()
    assert alice.get(path).json["possible"] == ["answer", "escalate", "withdraw"]
    back = alice.post(f"{path}/escalate", {"to": "nfra_12378", "on": "2026-12-09"})
    assert back.json["reason"] == "debt-dispute-time-runs"
    assert alice.post(f"{path}/escalate", {"to": "nfra_12378"}).json["state"] == "escalated"


def test_it_goes_to_the_body_and_every_step_ends_the_reminders(alice: Borrower, clock: MovedClock) -> None:
    made = drafted(alice, "paid", country="CN", party="issuer", firm="Some Bank")
    path = f"/v1/debt-disputes/{made['id']}"
    assert alice.post(f"{path}/answer").json["reason"] == "debt-dispute-step-unfit"
    sent = alice.post(f"{path}/send", {"on": "2026-11-23"}).json
    clock.move(by=timedelta(days=16))
    alice.sign_in()
    assert alice.get(path).json["next_step"] == "escalate"
    assert (
        "I wrote to Some Bank on November 23, 2026 about this debt, and had no answer by December 8, 2026, "
        "its last day:" in letter(alice, made, "locale=en&to=nfra_12378")
    )
    assert alice.post(f"{path}/escalate", {"to": "cfpb"}).json["reason"] == "recipient-unknown"
    taken = alice.post(f"{path}/escalate", {"to": "nfra_12378"}).json
    assert (taken["state"], taken["escalated_to"]) == ("escalated", "nfra_12378")
    assert alice.get(f"/v1/deadlines/{sent['deadline_id']}").json["state"] == "met"
    assert alice.post(f"{path}/answer").json["state"] == "decided"
    assert alice.post(f"{path}/withdraw").json["reason"] == "debt-dispute-over"


def test_a_body_is_told_of_a_letter_only_once_it_was_sent(alice: Borrower) -> None:
    made = drafted(alice, country="US")
    path = f"/v1/debt-disputes/{made['id']}"
    for locale in ("en", "zh-CN"):
        early = alice.get(f"{path}/letter.txt?locale={locale}&to=cfpb")
        assert (early.status_code, early.json["reason"]) == (409, "debt-dispute-not-sent")
    alice.post(f"{path}/send")
    assert "about this debt, and have had no answer yet:" in letter(alice, made, "locale=en&to=cfpb")
    assert "尚未收到答复" in letter(alice, made, "locale=zh-CN&to=cfpb")


def test_an_old_debt_is_told_with_its_span_and_a_warning_of_a_token_payment(alice: Borrower) -> None:
    alice.patch("/v1/me", {"region": "US-GA"})
    plain = drafted(alice, "time_barred", country="US", region="US-GA", missed_since="2020-05-01")
    found = plain["limitation"]
    assert (found["state"], found["earliest_on"], found["latest_on"]) == (
        "perhaps_over",
        "2024-05-01",
        "2026-05-01",
    )
    told = letter(alice, plain)
    assert "Pay nothing and promise nothing before you know whether that starts the time again" in told
    assert "O.C.G.A. 9-3-24" in told and "12 CFR 1006.26(b)" in told
    without = drafted(alice, "time_barred", country="US")
    assert (without["limitation"], without["missing"][-1]) == (None, "since when a payment has been missed")


def test_a_part_is_disputed_as_a_part(alice: Borrower) -> None:
    made = drafted(alice, "wrong_amount", country="US", currency="USD", claimed=100_000, disputed=25_000)
    assert "I dispute a part of it: $250.00." in letter(alice, made)
    over = {"kind": "wrong_amount", "firm": "x", "currency": "USD", "claimed": 1, "disputed": 2}
    assert alice.post("/v1/debt-disputes", over).json["reason"] == "debt-dispute-above-claim"


def test_without_a_name_it_goes_to_who_collects_the_account(alice: Borrower) -> None:
    card = american_card(alice)
    changed(alice, card, "sold", "Harbor Funding", on="2026-02-10")
    made = drafted(alice, firm=None, account_id=card)
    assert (made["firm"], made["country"], made["currency"]) == ("Harbor Funding", "US", "USD")
    assert made["party"] == "buyer"
    none = alice.post("/v1/debt-disputes", {"kind": "paid"})
    assert (none.status_code, none.json["reason"]) == (422, "debt-dispute-to-whom")


def test_the_rules_of_collectors_are_not_cited_to_a_lender_in_its_own_name(alice: Borrower) -> None:
    made = drafted(alice, firm="northwind  bank", account_id=american_card(alice))
    assert made["party"] == "issuer"
    assert [each["law"] for each in made["after"]] == ["15 USC 1692a(6)", ""]
    assert "1692g" not in letter(alice, made)
    assert drafted(alice, account_id=american_card(alice))["party"] == "collector"


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_each_kind_is_served_as_text_page_and_pdf(alice: Borrower, kind: str) -> None:
    made = drafted(alice, kind, country="GB")
    for ending, opening in (("txt", b""), ("html", b"<!"), ("pdf", b"%PDF")):
        answer = alice.get(f"/v1/debt-disputes/{made['id']}/letter.{ending}?locale=zh-CN")
        assert answer.status_code == 200 and answer.data.startswith(opening)
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_others_things_cannot_be_named_and_a_retry_drafts_once(alice: Borrower, bob: Borrower) -> None:
    card, notice = american_card(alice), noticed(alice)["id"]
    for body in ({"account_id": card}, {"notice_id": notice}):
        answer = bob.post("/v1/debt-disputes", {"kind": "paid", "firm": "x", **body})
        assert answer.status_code == 404 and next(iter(body)) in answer.text
    body, key = {"kind": "paid", "firm": "Acme Recovery"}, {"Idempotency-Key": "once"}
    first = alice.post("/v1/debt-disputes", body, headers=key)
    assert alice.post("/v1/debt-disputes", body, headers=key).json == first.json
    [only] = alice.get("/v1/debt-disputes?limit=1").json["items"]
    assert only["id"] == first.json["id"]
    assert (
        alice.get(f"/v1/debt-disputes?account_id={alice.made('/v1/cards', CARD)['id']}").json["items"] == []
    )
