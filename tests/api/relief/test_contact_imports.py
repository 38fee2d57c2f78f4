"""A phone's call log is taken in: of the named numbers alone, each call once, each judged as if it were typed."""

from typing import Any

from tests.api.conftest import Borrower
from tests.api.relief.calls import chinese_call, verdicts
from tests.api.spending.files import send_to

LOG = """number,date,type,duration
+86 571 8888 6666,2026-11-20 22:30:00,1,40
0571 8888 6666,2026-11-20 22:31:00,3,0
13800000000,2026-11-20 22:31:00,1,600
057188886666,2026-11-20 12:00:00,2,0
057188886666,2026-11-20 some day,2,0
"""


def take_in(borrower: Borrower, content: str = LOG, **form: Any) -> dict[str, Any]:
    said = {"numbers": "0571-88886666", "party": "issuer", "firm": "Some Bank", **form}
    answer = send_to(borrower, "/v1/contacts/imports", content, "calls.csv", **said)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def test_only_calls_of_the_named_numbers_are_kept_and_each_is_judged(alice: Borrower) -> None:
    found = take_in(alice)
    assert (len(found["contact_ids"]), found["known"], found["others"], found["unread"]) == (3, 0, 1, [5])
    missed, answered, mine = alice.get("/v1/contacts").json["items"]
    assert (mine["direction"], mine["outcome"], mine["conduct"]["verdicts"]) == ("by_me", "unanswered", [])
    assert (answered["at"], answered["outcome"]) == ("2026-11-20T14:30:00Z", "answered")
    assert (missed["at"], missed["outcome"]) == ("2026-11-20T14:31:00Z", "unanswered")
    assert verdicts(answered)["cn.hours.g"] == verdicts(missed)["cn.hours.g"] == "broken"
    assert "13800000000" not in alice.get("/v1/contacts/export").text


def test_a_second_import_adds_what_is_new(alice: Borrower) -> None:
    """Public reports: sms-backup-plus#154 (each call twice) and PR 479 (one call a number and no more)."""
    take_in(alice)
    longer = LOG + "057188886666,2026-11-21 09:00:00,1,5\n"
    again = take_in(alice, longer)
    assert (len(again["contact_ids"]), again["known"]) == (1, 3)


def test_a_call_that_was_typed_is_not_doubled(alice: Borrower) -> None:
    chinese_call(alice, "2026-11-20T22:30", number="0571 8888 6666")
    assert take_in(alice)["known"] == 1


def test_what_cannot_be_taken_is_refused_whole(alice: Borrower) -> None:
    rows = (f"057188886666,2026-11-20 10:{n // 60:02}:{n % 60:02},3\n" for n in range(501))
    many = "number,date,type\n" + "".join(rows)
    for content, form, field in (
        ("a,b\n1,2\n", {}, "file"),
        (LOG, {"numbers": " , "}, "numbers"),
        (many, {}, "file"),
        (LOG, {"numbers": "4111 1111 1111 1111"}, "numbers"),
    ):
        said = {"numbers": "0571-88886666", "party": "issuer", **form}
        answer = send_to(alice, "/v1/contacts/imports", content, "calls.csv", **said)
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)
    unknown = {"numbers": "0571-88886666", "party": "issuer", "account_id": "card_x"}
    assert send_to(alice, "/v1/contacts/imports", LOG, "calls.csv", **unknown).status_code == 404
    assert alice.get("/v1/contacts").json["items"] == []


def test_a_row_dated_ahead_is_named_and_the_others_are_taken(alice: Borrower) -> None:
    found = take_in(alice, LOG.replace("2026-11-20 22:31:00,3", "2027-11-20 22:31:00,3"))
    assert (len(found["contact_ids"]), found["others"], found["unread"]) == (2, 1, [2, 5])


def test_an_hour_that_there_is_not_or_twice_is_named_and_not_guessed(alice: Borrower) -> None:
    """By New York's clocks: 8 March has no 2:30, 1 November has two 1:30; with an offset it is one."""
    alice.patch("/v1/me", {"zone": "America/New_York"}, etag=alice.get("/v1/me").headers["ETag"])
    rows = ("2026-03-08 02:30:00", "2026-11-01 01:30:00", "2026-11-01T01:30:00-05:00", "2026-11-01 02:30:00")
    found = take_in(alice, "number,date,type\n" + "".join(f"057188886666,{when},1\n" for when in rows))
    assert (len(found["contact_ids"]), found["unread"]) == (2, [1, 2])
    assert [each["at"] for each in alice.get("/v1/contacts").json["items"]] == [
        "2026-11-01T07:30:00Z",
        "2026-11-01T06:30:00Z",
    ]


def test_the_same_request_again_adds_nothing(alice: Borrower) -> None:
    headers = {"Idempotency-Key": "calls"}
    first, second = (take_in(alice, headers=headers) for _ in range(2))
    assert first == second
    assert len(alice.get("/v1/contacts").json["items"]) == 3
