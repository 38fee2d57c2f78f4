"""What a borrower told them binds from when they have it; the log is corrected by rows; findings are listed."""

from typing import Any

from tests.api.conftest import Borrower
from tests.api.relief.calls import american_call, at, verdict, verdicts

STOP = {"kind": "stop", "written": True, "firm": "Acme Recovery", "given_at": at("2026-11-10T09:00", -5)}


def _after_stop(alice: Borrower, **said: Any) -> dict[str, Any]:
    call = american_call(alice, "2026-11-16T10:00", outcome="talked", said=said or None)
    return verdict(call, "us.cease")


def test_a_written_stop_binds_once_they_have_it(alice: Borrower) -> None:
    notice = alice.made("/v1/contact-notices", STOP)
    assert _after_stop(alice, only_end_or_remedy=False)["missing"] == ["notice_received_at"]
    received = {**STOP, "received_at": at("2026-11-13T09:00", -5)}
    corrected = alice.made(f"/v1/contact-notices/{notice['id']}/corrections", received)
    assert _after_stop(alice, only_end_or_remedy=False)["because"] == [corrected["id"]]
    assert _after_stop(alice, only_end_or_remedy=True)["answer"] == "kept"
    assert _after_stop(alice)["missing"] == ["said.only_end_or_remedy"]
    before = american_call(alice, "2026-11-12T10:00", said={"only_end_or_remedy": False})
    assert verdicts(before)["us.cease"] == "kept"
    other = american_call(alice, "2026-11-16T10:00", firm="Others", said={"only_end_or_remedy": False})
    assert verdicts(other)["us.cease"] == "kept"


def test_a_spoken_stop_is_no_stop_where_only_writing_counts(alice: Borrower) -> None:
    alice.made("/v1/contact-notices", {**STOP, "written": False})
    assert _after_stop(alice, only_end_or_remedy=False)["answer"] == "kept"


def test_a_channel_a_time_a_place_and_a_lawyer(alice: Borrower) -> None:
    told = {"written": False, "firm": "Acme Recovery", "given_at": at("2026-11-10T09:00", -5)}
    for notice in (
        {"kind": "channel", "channel": "text"},
        {"kind": "time", "from_time": "12:00", "until_time": "14:00"},
        {"kind": "workplace"},
    ):
        alice.made("/v1/contact-notices", told | notice)
    assert verdicts(american_call(alice, "2026-11-12T10:00", channel="text"))["us.channel"] == "broken"
    assert verdicts(american_call(alice, "2026-11-12T12:00"))["us.wishes"] == "broken"
    assert verdicts(american_call(alice, "2026-11-12T14:00"))["us.wishes"] == "kept"
    assert verdicts(american_call(alice, "2026-11-12T10:00", place="work"))["us.work"] == "broken"
    assert verdict(american_call(alice, "2026-11-12T10:00"), "us.work")["missing"] == ["place"]
    assert verdicts(american_call(alice, "2026-11-12T10:00"))["us.attorney"] == "kept"
    alice.made("/v1/contact-notices", {"kind": "representation"} | told)
    assert verdicts(american_call(alice, "2026-11-12T10:00"))["us.attorney"] == "broken"


def test_at_work_without_a_notice_it_is_not_known_whether_they_know(alice: Borrower) -> None:
    call = american_call(alice, "2026-11-12T10:00", place="work")
    assert verdict(call, "us.work")["missing"] == ["employer_forbids"]


def test_a_notice_says_what_its_kind_needs(alice: Borrower) -> None:
    for body, field in (
        ({"kind": "time", "from_time": "12:00"}, "until_time"),
        ({"kind": "time", "from_time": "12:00", "until_time": "12:00"}, "until_time"),
        ({"kind": "channel"}, "channel"),
        ({"kind": "place"}, "place"),
        ({**STOP, "received_at": "2026-11-01T00:00:00Z"}, "received_at"),
        ({**STOP, "given_at": "2026-12-01T00:00:00Z"}, "given_at"),
    ):
        answer = alice.post("/v1/contact-notices", body)
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)


def test_a_correction_supersedes_and_nothing_is_deleted(alice: Borrower) -> None:
    first = american_call(alice, "2026-11-20T22:30")
    body = {"party": "collector", "firm": "Acme Recovery", "at": at("2026-11-20T20:30", -5), "country": "US"}
    second = alice.made(f"/v1/contacts/{first['id']}/corrections", {**body, "zone": "America/New_York"})
    assert (second["supersedes"], second["seq"], verdicts(second)["us.hours"]) == (first["id"], 2, "kept")
    old = alice.get(f"/v1/contacts/{first['id']}").json
    assert (old["superseded_by"], old["conduct"], old["at"]) == (second["id"], None, first["at"])
    assert [each["id"] for each in alice.get("/v1/contacts").json["items"]] == [second["id"]]
    assert len(alice.get("/v1/contacts?superseded=true").json["items"]) == 2
    again = alice.post(f"/v1/contacts/{first['id']}/corrections", body)
    assert (again.status_code, again.json["reason"]) == (409, "contact-superseded")


def test_what_is_withdrawn_counts_for_nothing(alice: Borrower) -> None:
    call = american_call(alice, "2026-11-20T22:30")
    assert len(alice.get("/v1/contacts/findings").json["items"]) == 1
    taken_back = alice.post(f"/v1/contacts/{call['id']}/withdraw")
    assert (taken_back.status_code, taken_back.json["withdrawn"]) == (201, True)
    assert alice.get("/v1/contacts/findings").json["items"] == alice.get("/v1/contacts").json["items"] == []
    assert alice.post(f"/v1/contacts/{call['id']}/withdraw").status_code == 409


def test_findings_are_listed_page_by_page_the_newest_first(alice: Borrower) -> None:
    calls = [american_call(alice, f"2026-11-{day}T22:30") for day in (12, 20, 16)]
    american_call(alice, "2026-11-19T12:00", outcome="not_connected")
    page = alice.get("/v1/contacts/findings?limit=2").json
    rest = alice.get(f"/v1/contacts/findings?limit=2&cursor={page['next_cursor']}").json
    found = [each["contact_id"] for each in page["items"] + rest["items"]]
    assert found == [calls[1]["id"], calls[2]["id"], calls[0]["id"]]
    assert {each["rule"] for each in page["items"][0]["verdicts"]} == {"us.hours"}
    unsure = alice.get("/v1/contacts/findings?answer=not_enough_facts").json["items"]
    assert {each["answer"] for item in unsure for each in item["verdicts"]} == {"not_enough_facts"}


def test_a_call_that_is_remembered_later_counts_for_those_after_it(alice: Borrower) -> None:
    later = american_call(alice, "2026-11-20T10:00", account_id=None, outcome="unanswered")
    assert verdicts(later)["us.calls.after_talk"] == "kept"
    american_call(alice, "2026-11-18T10:00", outcome="talked")
    fresh = alice.get(f"/v1/contacts/{later['id']}").json
    assert verdict(fresh, "us.calls.after_talk")["missing"] == ["account_id"]


def test_tomorrow_is_not_logged(alice: Borrower) -> None:
    answer = alice.post("/v1/contacts", {"party": "issuer", "at": "2026-11-25T09:00:00Z"})
    assert (answer.status_code, answer.json["reason"]) == (422, "contact-in-future")
