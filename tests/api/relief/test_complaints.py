"""A finding makes a complaint: to the firm with its clock as a deadline, then to a body, with the log in the letter."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import CARD, Borrower
from tests.api.relief.calls import american_call, at, chinese_call
from tests.moved_clock import MovedClock

GOLDEN = Path(__file__).parent / "letters"


def night_calls(borrower: Borrower) -> list[str]:
    """Two calls of a Chinese bank at night, in the second of which somebody else was told of the debt."""
    card = borrower.made("/v1/cards", CARD)["id"]
    number, told = "0571 8000 0000", {"third_party": "told", "who": "family"}
    first = chinese_call(borrower, "2026-11-20T22:30", number=number, outcome="talked", account_id=card)
    second = chinese_call(borrower, "2026-11-21T23:05", channel="text", said=told, account_id=card)
    return [first["id"], second["id"]]


def american(borrower: Borrower) -> str:
    found = american_call(borrower, "2026-11-20T21:40", said={"identified": False, "threat": True})
    return str(found["id"])


def british(borrower: Borrower) -> str:
    body = {"party": "issuer", "firm": "High Street Bank", "country": "GB", "zone": "Europe/London"}
    said = {"third_party": "told", "who": "employer", "false_authority": True}
    return str(borrower.made("/v1/contacts", {**body, "at": "2026-11-20T10:00:00Z", "said": said})["id"])


def letter(borrower: Borrower, complaint: dict[str, Any], asked: str) -> str:
    answer = borrower.get(f"/v1/complaints/{complaint['id']}/letter.txt?{asked}")
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_firms_findings_become_one_complaint_with_its_clock(alice: Borrower) -> None:
    ids = night_calls(alice)
    chinese_call(alice, "2026-11-20T12:00", said={"third_party": "no", "identified": True, "threat": False})
    made = alice.made("/v1/complaints", {"firm": "some bank"})
    assert (sorted(ids), "send", None) == (made["contact_ids"], made["next_step"], made["answer_by"])
    assert [each["id"] for each in made["bodies"]] == ["nfra_12378"]
    sent = alice.post(f"/v1/complaints/{made['id']}/send", {"on": "2026-11-22"}).json
    assert (sent["answer_by"], sent["next_step"], sent["clock"]["days"]) == ("2026-12-07", "wait", 15)
    assert sent["clock"]["confirmed"] is False
    deadline = alice.get(f"/v1/deadlines/{sent['deadline_id']}").json
    assert (deadline["kind"], deadline["due_on"], deadline["owed"]) == (
        "complaint_answer",
        "2026-12-07",
        False,
    )


def test_when_the_clock_is_over_it_goes_to_the_body(alice: Borrower, clock: MovedClock) -> None:
    night_calls(alice)
    made = alice.made("/v1/complaints", {"firm": "Some Bank"})
    path = f"/v1/complaints/{made['id']}"
    sent = alice.post(f"{path}/send").json
    clock.move(by=timedelta(days=16))
    alice.sign_in()
    assert alice.get(path).json["next_step"] == "escalate"
    assert alice.post(f"{path}/escalate", {"to": "cfpb"}).status_code == 422
    taken = alice.post(f"{path}/escalate", {"to": "nfra_12378"}).json
    assert (taken["state"], taken["escalated_to"], taken["next_step"]) == (
        "escalated",
        "nfra_12378",
        "wait_for_body",
    )
    assert alice.get(f"/v1/deadlines/{sent['deadline_id']}").json["state"] == "met"
    assert alice.post(f"{path}/answer").json["state"] == "decided"
    over = alice.post(f"{path}/withdraw")
    assert (over.status_code, over.json["reason"]) == (409, "complaint-over")


def test_an_answer_is_judged_by_the_borrower(alice: Borrower) -> None:
    night_calls(alice)
    path = f"/v1/complaints/{alice.made('/v1/complaints', {'firm': 'Some Bank'})['id']}"
    assert alice.post(f"{path}/answer").json["reason"] == "complaint-step-unfit"
    alice.post(f"{path}/send", {"on": "2026-11-23"})
    early = alice.post(f"{path}/answer", {"on": "2026-11-22"})
    assert (early.status_code, early.json["reason"]) == (422, "before-it-was-sent")
    answered = alice.post(f"{path}/answer").json
    assert (answered["next_step"], answered["answered_on"]) == ("judge_answer", "2026-11-24")
    assert alice.post(f"{path}/send", {"on": "2026-11-30"}).status_code == 409


def test_where_no_time_is_known_none_is_made_up(alice: Borrower) -> None:
    made = alice.made("/v1/complaints", {"contact_ids": [american(alice)]})
    sent = alice.post(f"/v1/complaints/{made['id']}/send").json
    assert (sent["answer_by"], sent["clock"], sent["deadline_id"]) == (None, None, None)
    assert "within" not in letter(alice, made, "locale=en")


def test_only_what_broke_a_rule_is_complained_of(alice: Borrower) -> None:
    ids = night_calls(alice)
    fine = chinese_call(alice, "2026-11-20T12:00", outcome="unanswered")["id"]
    for body, reason in (
        ({"contact_ids": [fine]}, "complaint-without-finding"),
        ({"contact_ids": [ids[0], american(alice)]}, "complaint-of-several"),
        ({"firm": "Nobody"}, "complaint-finds-nothing"),
        ({}, "complaint-to-whom"),
    ):
        answer = alice.post("/v1/complaints", body)
        assert (answer.status_code, answer.json["reason"]) == (422, reason)
    assert alice.post("/v1/complaints", {"contact_ids": ["con_x"]}).status_code == 404


def test_a_corrected_contact_is_followed_to_its_correction(alice: Borrower) -> None:
    call = chinese_call(alice, "2026-11-20T22:30")
    made = alice.made("/v1/complaints", {"contact_ids": [call["id"]]})
    body = {"party": "issuer", "firm": "Some Bank", "at": at("2026-11-20T23:15", 8)}
    alice.made(f"/v1/contacts/{call['id']}/corrections", body)
    assert "23:15" in letter(alice, made, "locale=en")
    alice.made(f"/v1/contacts/{alice.get('/v1/contacts').json['items'][0]['id']}/withdraw", {})
    empty = alice.get(f"/v1/complaints/{made['id']}/letter.txt")
    assert (empty.status_code, empty.json["reason"]) == (409, "complaint-empty")


def test_the_letter_bears_the_head_of_the_log(alice: Borrower) -> None:
    night_calls(alice)
    made = alice.made("/v1/complaints", {"firm": "Some Bank"})
    assert alice.get("/v1/contacts/export").json["head"] in letter(alice, made, "locale=en")


def test_as_a_page_and_as_a_pdf_it_is_the_same_letter(alice: Borrower) -> None:
    night_calls(alice)
    path = f"/v1/complaints/{alice.made('/v1/complaints', {'firm': 'Some Bank'})['id']}"
    page = alice.get(f"{path}/letter.html")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "<table>" in page.text
    pdf = alice.get(f"{path}/letter.pdf?locale=zh-CN&to=nfra_12378")
    assert pdf.data.startswith(b"%PDF")
    assert alice.get(f"{path}/letter.txt?to=cfpb").status_code == 422


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
@pytest.mark.parametrize(
    ("place", "body"), [("cn", "nfra_12378"), ("us", "cfpb"), ("gb", "fos")], ids=["cn", "us", "gb"]
)
def test_each_letter_is_as_it_was_reviewed(alice: Borrower, place: str, body: str, locale: str) -> None:
    """A golden file for each place, reader and language; the log's head is another in each run."""
    ids = {"cn": night_calls, "us": lambda who: [american(who)], "gb": lambda who: [british(who)]}[place](
        alice
    )
    made = alice.made("/v1/complaints", {"contact_ids": ids, "note": "I work at night. 我上夜班。"})
    head = alice.get("/v1/contacts/export").json["head"]
    firm = letter(alice, made, f"locale={locale}")
    alice.post(f"/v1/complaints/{made['id']}/send", {"on": "2026-11-23"})
    taken = letter(alice, made, f"locale={locale}&to={body}")
    for to, text in (("firm", firm), ("body", taken)):
        said = "".join(text.split()).replace(head, "HEAD")
        golden = (GOLDEN / f"{place}-{to}-{locale}.txt").read_text(encoding="utf-8")
        assert said == "".join(golden.split()), f"{place}-{to}-{locale}"
