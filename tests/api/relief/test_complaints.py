"""A finding makes a complaint: to the firm with its clock as a deadline, then to a body, with the log in the letter."""

import os
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
    assert sent["possible"] == ["answer", "withdraw"]
    early = alice.post(f"{path}/escalate", {"to": "nfra_12378"})
    assert (early.status_code, early.json["reason"]) == (409, "complaint-time-runs")
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


@pytest.mark.parametrize(
    ("locale", "yet", "over"),
    [
        ("en", "have had no answer yet.", "had no answer by December 7, 2026, its last day."),
        ("zh-CN", "尚未收到答复。", "答复期限已于2026年12月7日届满，我未收到答复。"),
    ],
)
def test_a_body_is_told_what_happened_and_nothing_before_it_did(
    alice: Borrower, clock: MovedClock, locale: str, yet: str, over: str
) -> None:
    night_calls(alice)
    made = alice.made("/v1/complaints", {"firm": "Some Bank"})
    asked = f"locale={locale}&to=nfra_12378"
    for ending in ("txt", "html", "pdf"):
        early = alice.get(f"/v1/complaints/{made['id']}/letter.{ending}?{asked}")
        assert (early.status_code, early.json["reason"]) == (409, "complaint-not-sent")
    alice.post(f"/v1/complaints/{made['id']}/send", {"on": "2026-11-22"})
    assert yet in " ".join(letter(alice, made, asked).split())
    clock.move(by=timedelta(days=14))
    alice.sign_in()
    told = letter(alice, made, asked)
    assert over in (" ".join if locale == "en" else "".join)(told.split())


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
    assert (sent["next_step"], "escalate" in sent["possible"]) == ("wait_or_escalate", True)
    assert "within" not in letter(alice, made, "locale=en")


@pytest.mark.parametrize(
    ("firm", "answer_by"), [("East Agency", None), ("Some Bank", "2026-12-09")], ids=["agency", "its lender"]
)
def test_a_time_that_binds_lenders_is_none_of_an_agency(
    alice: Borrower, firm: str, answer_by: str | None
) -> None:
    """The rule of complaints to banks and insurers says nothing of an agency; its lender can be written to."""
    call = chinese_call(alice, "2026-11-20T22:30", party="collector", firm="East Agency", lender="Some Bank")
    made = alice.made("/v1/complaints", {"firm": firm, "contact_ids": [call["id"]]})
    told = letter(alice, made, "locale=en")
    assert ("within 15 days" in " ".join(told.split())) is (answer_by is not None)
    sent = alice.post(f"/v1/complaints/{made['id']}/send").json
    assert (sent["answer_by"], sent["deadline_id"] is None) == (answer_by, answer_by is None)


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


def test_what_has_no_letter_any_more_is_neither_sent_nor_taken_to_a_body(alice: Borrower) -> None:
    calls = [chinese_call(alice, f"2026-11-2{day}T22:30")["id"] for day in range(3)]
    gone, sent, kept = (alice.made("/v1/complaints", {"contact_ids": [each]})["id"] for each in calls)
    assert alice.post(f"/v1/complaints/{sent}/send", {"on": "2026-11-23"}).status_code == 200
    for each in calls[:2]:
        alice.made(f"/v1/contacts/{each}/withdraw", {})
    for path in (f"{gone}/send", f"{sent}/escalate"):
        refused = alice.post(f"/v1/complaints/{path}", {"to": "nfra_12378"} if "esc" in path else {})
        assert (refused.status_code, refused.json["reason"]) == (409, "complaint-empty")
    listed = {each["id"]: each for each in alice.get("/v1/complaints").json["items"]}
    assert {key: (each["possible"], each["next_step"]) for key, each in listed.items()} == {
        gone: (["withdraw"], "none"),
        sent: (["answer", "withdraw"], "wait"),
        kept: (["send", "withdraw"], "send"),
    }
    assert alice.get(f"/v1/complaints/{gone}").json == listed[gone]
    assert alice.post(f"/v1/complaints/{gone}/withdraw").json["state"] == "withdrawn"


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
    alice.post(f"{path}/send")
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
        path = GOLDEN / f"{place}-{to}-{locale}.txt"
        if os.environ.get("GOLDEN") == "write":
            path.write_text(text.replace(head, "HEAD"), encoding="utf-8")
        golden = path.read_text(encoding="utf-8")
        assert said == "".join(golden.split()), f"{place}-{to}-{locale}"
