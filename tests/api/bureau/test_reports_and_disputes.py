"""Reports as they are typed in, what is found in them, and disputes in every order that the borrower may try."""

from dataclasses import replace
from typing import Any

import pytest

from backend import countries
from tests.api.bureau.household import STRANGER, US_CARD, a_dispute, a_finding, a_report, report
from tests.api.conftest import Borrower

OWN_WORDS = {
    "target": "furnisher",
    "country": "US",
    "bureau": "equifax",
    "furnisher": "Chase",
    "last4": "4471",
    "code": "other",
    "months": ["2026-10"],
    "theirs": {"status": "30"},
    "ours": {"days": 0, "met_on": "2026-10-20"},
}


def test_a_report_is_kept_with_its_lines(alice: Borrower) -> None:
    made = a_report(alice)
    assert (made["bureau"]["name"], made["source"], made["faults"]) == ("Experian", "typed", [])
    [line] = alice.get(f"/v1/credit-reports/{made['id']}/entries").json["items"]
    assert (line["furnisher"], line["balance"], line["account_id"]) == ("Unknown Bank", 120_000, None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"country": "XX"}, "country"),
        ({"bureau": "nobody"}, "bureau"),
        ({"pulled_on": "2026-12-24"}, "pulled_on"),
        ({"entries": [STRANGER | {"months": {"2026-13": "30"}}]}, "entries"),
        ({"entries": [STRANGER | {"months": {"2026-10": "31"}}]}, "entries"),
        ({"entries": [STRANGER | {"furnisher": "Bank 4111 1111 1111 1111"}]}, "entries"),
        ({"entries": [STRANGER | {"balance": 1.5}]}, "entries"),
    ],
)
def test_what_is_wrong_with_a_report_is_named(alice: Borrower, change: dict[str, Any], field: str) -> None:
    answer = alice.post("/v1/credit-reports", report([STRANGER]) | change)
    assert answer.status_code == 422, answer.text
    assert answer.json["errors"][0]["field"].startswith(field)
    assert alice.get("/v1/credit-reports").json["items"] == []


def test_a_stranger_s_account_is_found_and_can_be_dismissed(alice: Borrower) -> None:
    finding = a_finding(alice)
    assert (finding["code"], finding["state"]) == ("account_unknown", "open")
    assert finding["theirs"] and finding["law"]
    path = f"/v1/findings/{finding['id']}"
    assert alice.post(f"{path}/dismiss").json["state"] == "dismissed"
    assert alice.post(f"{path}/reopen").json["state"] == "open"


def test_a_later_report_says_what_became_of_a_finding(alice: Borrower) -> None:
    first = a_finding(alice)
    alice.post(f"/v1/findings/{first['id']}/dismiss")
    alice.made("/v1/credit-reports", report([STRANGER], pulled_on="2026-11-22"))
    kept = {each["state"] for each in alice.get("/v1/findings?state=open,dismissed,repeated").json["items"]}
    assert "open" not in kept  # what was dismissed once is not brought up again
    other = STRANGER | {"furnisher": "Other Bank", "last4": "0002"}
    alice.made("/v1/credit-reports", report([other], pulled_on="2026-11-23"))
    alice.made("/v1/credit-reports", report([], pulled_on="2026-11-24"))
    gone = alice.get("/v1/findings?state=gone").json["items"]
    assert [each["theirs"]["furnisher"] for each in gone if "furnisher" in each["theirs"]] in (
        [],
        ["Other Bank"],
    )
    assert len(gone) == 1


def test_lines_are_corrected_against_their_version(alice: Borrower) -> None:
    alice.made("/v1/cards", US_CARD)
    made = a_report(alice)
    path = f"/v1/credit-reports/{made['id']}"
    etag = alice.get(path).headers["ETag"]
    body = {"entries": []}
    assert alice.call("PUT", f"{path}/entries", json=body).status_code == 428
    assert alice.call("PUT", f"{path}/entries", json=body, headers={"If-Match": etag}).status_code == 200
    assert alice.call("PUT", f"{path}/entries", json=body, headers={"If-Match": etag}).status_code == 412
    assert alice.get(f"/v1/findings?report_id={made['id']}").json["items"] == []
    assert alice.post(f"{path}/compare").status_code == 200


def test_a_dispute_in_own_words(alice: Borrower) -> None:
    made = alice.made("/v1/disputes", OWN_WORDS)
    assert (made["recipient"], made["state"], made["next_step"]) == ("Chase", "drafted", "send")
    letter = alice.get(f"/v1/disputes/{made['id']}/letter.txt").get_data(as_text=True)
    assert all(word in letter for word in ("Chase", "4471", "30 days past due", "October 20, 2026"))
    assert "逾期 30 天" in alice.get(f"/v1/disputes/{made['id']}/letter.txt?locale=zh-CN").get_data(
        as_text=True
    )
    lacking = {name: value for name, value in OWN_WORDS.items() if name != "furnisher"}
    answer = alice.post("/v1/disputes", lacking)
    assert answer.status_code == 422 and answer.json["errors"][0]["field"] == "furnisher"


def test_a_step_that_does_not_fit_says_which_do(alice: Borrower) -> None:
    path = f"/v1/disputes/{a_dispute(alice)['id']}"
    early = alice.post(f"{path}/answer", {"outcome": "verified"})
    assert early.status_code == 409 and "send" in early.json["detail"]
    assert alice.post(f"{path}/send", {"how": "pigeon"}).status_code == 422
    assert alice.post(f"{path}/send", {"how": "mail", "on": "2027-11-24"}).status_code == 422
    sent = alice.post(f"{path}/send", {"how": "mail"}).json
    assert sent["received_on"] > sent["sent_on"]  # the post takes its days
    known = alice.post(f"{path}/acknowledge", {"received_on": "2026-11-24"}).json
    assert known["answer_by"] < sent["answer_by"]
    assert alice.get(f"/v1/deadlines/{known['deadline_id']}").json["due_on"] == known["answer_by"]
    verified = alice.post(f"{path}/answer", {"outcome": "verified"}).json
    assert verified["next_step"] == "send_more_evidence"
    assert alice.get(f"/v1/deadlines/{known['deadline_id']}").json["state"] == "met"
    assert alice.post(f"{path}/reopen", {"note": "the receipt"}).json["state"] == "reopened"
    again = alice.post(f"{path}/send", {"how": "online"}).json
    assert again["deadline_id"] != known["deadline_id"]
    assert alice.post(f"{path}/withdraw").json["next_step"] == "none"
    assert alice.get(f"/v1/deadlines/{again['deadline_id']}").json["state"] == "cancelled"
    assert [each["event"] for each in alice.get(path).json["events"]] == [
        "draft",
        "send",
        "acknowledge",
        "answer",
        "reopen",
        "send",
        "withdraw",
    ]


def test_a_new_rule_does_not_move_a_clock_that_runs(alice: Borrower, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/v1/disputes/{a_dispute(alice)['id']}"
    sent = alice.post(f"{path}/send", {"how": "online"}).json
    known = countries.every()
    rules = tuple(
        replace(rule, value=5) if rule.key.startswith("dispute.bureau.answer_days") else rule
        for rule in known["US"].rules
    )
    changed = {**known, "US": replace(known["US"], rules=rules, digest="another")}
    monkeypatch.setattr(countries, "every", lambda: changed)
    assert alice.get(path).json["answer_by"] == sent["answer_by"]
    assert alice.get(path).json["clock"] == sent["clock"]


def test_a_complaint_goes_to_a_body_that_is_known_there(alice: Borrower) -> None:
    path = f"/v1/disputes/{a_dispute(alice)['id']}"
    assert alice.get(f"{path}/letter.txt?to=nobody").status_code == 422
    assert "Experian" in alice.get(f"{path}/letter.txt?to=cfpb").get_data(as_text=True)


def test_the_record_counts_months_and_invents_no_score(alice: Borrower) -> None:
    card = alice.made("/v1/cards", US_CARD)["id"]
    found = alice.get("/v1/credit-record").json
    assert [each["account_id"] for each in found["accounts"]] == [card]
    assert len(found["accounts"][0]["months"]) == 24
    assert not any("score" in key for key in found)
    picture = alice.get("/v1/credit-record.svg")
    assert picture.content_type.startswith("image/svg+xml")
    assert "Chase" in picture.get_data(as_text=True)
