"""A borrower logs calls as they come, and each rule of the place says kept, broken, or which facts are missing."""

from typing import Any

import pytest

from tests.api.bureau.household import US_CARD
from tests.api.conftest import CARD, Borrower
from tests.api.relief.calls import american_call, at, chinese_call, verdict, verdicts


def test_a_contact_is_typed_with_one_word(alice: Borrower) -> None:
    made = alice.made("/v1/contacts", {"party": "issuer"})
    assert (made["channel"], made["direction"], made["zone"]) == ("call", "to_me", "Asia/Shanghai")
    assert made["at"] == "2026-11-24T09:00:00Z"
    assert made["said"]["threat"] is None
    assert alice.get("/v1/contacts").json["items"] == [made]


def test_an_account_says_who_called_for_whom(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    lender = alice.made("/v1/contacts", {"party": "issuer", "account_id": card})
    assert (lender["firm"], lender["lender"]) == (CARD["issuer"], CARD["issuer"])
    agency = alice.made("/v1/contacts", {"party": "collector", "account_id": card})
    assert (agency["firm"], agency["lender"]) == (None, CARD["issuer"])
    assert [each["id"] for each in alice.get(f"/v1/contacts?account_id={card}&limit=1").json["items"]] == [
        agency["id"]
    ]
    stranger = alice.post("/v1/contacts", {"party": "issuer", "account_id": "card_x"})
    assert (stranger.status_code, stranger.json["errors"][0]["field"]) == (404, "account_id")


def test_a_call_sent_twice_with_one_key_is_logged_once(alice: Borrower) -> None:
    for _ in range(2):
        answer = alice.post("/v1/contacts", {"party": "issuer"}, headers={"Idempotency-Key": "k1"})
        assert answer.status_code == 201
    assert len(alice.get("/v1/contacts").json["items"]) == 1


@pytest.mark.parametrize(
    ("minute", "answer"),
    [("07:59", "broken"), ("08:00", "kept"), ("21:00", "kept"), ("21:01", "broken"), ("23:30", "broken")],
)
def test_hours_are_those_of_the_borrowers_clock(alice: Borrower, minute: str, answer: str) -> None:
    call = american_call(alice, f"2026-11-20T{minute}")
    found = verdict(call, "us.hours")
    assert (found["answer"], found["law"], found["confirmed"]) == (answer, "12 CFR 1006.6(b)(1)(i)", True)


@pytest.mark.parametrize(
    ("minute", "answer"), [("07:59", "broken"), ("08:00", "kept"), ("21:59", "kept"), ("22:00", "broken")]
)
def test_chinas_night_begins_at_ten(alice: Borrower, minute: str, answer: str) -> None:
    call = chinese_call(alice, f"2026-11-20T{minute}")
    assert verdicts(call)["cn.hours.g"] == verdicts(call)["cn.hours.n"] == answer
    found = verdict(call, "cn.hours.g")
    assert (found["strength"], found["confirmed"]) == ("self_rule", False)
    assert found["caveats"] == ["unconfirmed", "self_rule"]
    agreed = chinese_call(alice, f"2026-11-20T{minute}", agreed=True)
    assert verdicts(agreed)["cn.hours.g"] == "kept"


def test_a_traveller_is_called_by_the_clock_of_where_he_is(alice: Borrower) -> None:
    """21:30 in New York is 18:30 in Los Angeles."""
    home = american_call(alice, "2026-11-20T21:30")
    away = american_call(alice, "2026-11-20T21:30", zone="America/Los_Angeles", region="US-NV")
    assert (verdicts(home)["us.hours"], verdicts(away)["us.hours"]) == ("broken", "kept")


def test_the_day_of_a_talk_is_the_first_of_seven(alice: Borrower) -> None:
    """A talk on 24 November: none until the 30th, the next on 1 December (12 CFR 1006.14(b)(2)(i)(B))."""
    debt = {"account_id": alice.made("/v1/cards", US_CARD)["id"]}
    talk = american_call(alice, "2026-11-10T10:00", outcome="talked", **debt)
    answers = {
        day: verdict(
            american_call(alice, f"2026-11-{day}T11:00", outcome="unanswered", **debt), "us.calls.after_talk"
        )
        for day in (10, 16, 17)
    }
    assert {day: each["answer"] for day, each in answers.items()} == {10: "broken", 16: "broken", 17: "kept"}
    assert answers[16]["because"] == [talk["id"]]
    assert answers[16]["caveats"] == ["presumption"]


def test_a_talk_that_the_borrower_began_opens_the_seven_days_too(alice: Borrower) -> None:
    debt = {"account_id": alice.made("/v1/cards", US_CARD)["id"]}
    mine = american_call(alice, "2026-11-10T10:00", direction="by_me", outcome="talked", **debt)
    assert mine["conduct"]["verdicts"] == []
    after = american_call(alice, "2026-11-12T10:00", outcome="unanswered", **debt)
    assert verdicts(after)["us.calls.after_talk"] == "broken"
    assert verdicts(after)["us.calls.7in7"] == "kept"


def test_the_eighth_call_in_seven_days_is_one_too_many_and_numbers_count_together(alice: Borrower) -> None:
    debt = {"account_id": alice.made("/v1/cards", US_CARD)["id"], "outcome": "unanswered"}
    calls = [
        american_call(alice, f"2026-11-{10 + day}T10:00", my_number=("mobile", "work")[day % 2], **debt)
        for day in range(7)
    ]
    assert {verdicts(each)["us.calls.7in7"] for each in calls} == {"kept"}
    eighth = verdict(american_call(alice, "2026-11-16T12:00", **debt), "us.calls.7in7")
    assert (eighth["answer"], eighth["counted"], eighth["most"], eighth["days"]) == ("broken", 8, 7, 7)
    assert sorted(eighth["because"]) == sorted(each["id"] for each in calls)
    ninth = verdict(
        american_call(alice, "2026-11-17T12:00", outcome="unanswered", account_id=debt["account_id"]),
        "us.calls.7in7",
    )
    assert (ninth["answer"], ninth["counted"]) == ("broken", 8)
    connected = american_call(alice, "2026-11-17T13:00", **{**debt, "outcome": "not_connected"})
    assert verdicts(connected)["us.calls.7in7"] == "kept"


def test_texts_are_not_counted_as_calls(alice: Borrower) -> None:
    debt = {"account_id": alice.made("/v1/cards", US_CARD)["id"], "channel": "text"}
    last = [american_call(alice, f"2026-11-16T{9 + hour:02}:00", **debt) for hour in range(9)][-1]
    assert "us.calls.7in7" not in verdicts(last)


def test_another_debt_has_a_count_of_its_own_and_an_unknown_one_is_asked_for(alice: Borrower) -> None:
    one, two = (alice.made("/v1/cards", {**US_CARD, "last4": last4})["id"] for last4 in ("1111", "2222"))
    for hour in range(7):
        american_call(alice, f"2026-11-16T{9 + hour:02}:00", account_id=one, outcome="unanswered")
    other = american_call(alice, "2026-11-16T17:00", account_id=two, outcome="unanswered")
    assert verdicts(other)["us.calls.7in7"] == "kept"
    unsaid = verdict(american_call(alice, "2026-11-16T18:00", outcome="unanswered"), "us.calls.7in7")
    assert (unsaid["answer"], unsaid["missing"]) == ("not_enough_facts", ["account_id"])


def test_the_federal_rule_does_not_bind_the_lender_and_that_is_said(alice: Borrower) -> None:
    call = american_call(alice, "2026-11-20T23:00", party="issuer", firm="Chase", region="US-OH")
    assert verdicts(call) == {}
    assert "us.hours" in {each["rule"] for each in call["conduct"]["not_bound"]}


def test_new_york_city_binds_lenders_since_september_2026(alice: Borrower) -> None:
    debt = {"account_id": alice.made("/v1/cards", US_CARD)["id"], "party": "issuer", "firm": None}
    city = {"region": "US-NY-NYC", **debt}
    for day in (17, 18, 19):
        american_call(alice, f"2026-11-{day}T10:00", **city)
    fourth = verdict(american_call(alice, "2026-11-20T10:00", channel="email", **city), "us-nyc.contacts")
    assert (fourth["answer"], fourth["counted"], fourth["confirmed"]) == ("broken", 4, False)
    service = american_call(alice, "2026-11-20T11:00", about="service", **city)
    assert service["conduct"]["verdicts"] == []
    before = american_call(alice, "2026-08-31T10:00", **city)
    assert "us-nyc.contacts" not in verdicts(before)


def test_a_place_that_is_not_known_is_asked_for(alice: Borrower) -> None:
    somewhere = american_call(alice, "2026-11-20T10:00", region=None)
    assert verdict(somewhere, "us-nyc.contacts")["missing"] == ["region"]
    state = american_call(alice, "2026-11-20T11:00", region="US-NY")
    assert verdicts(state)["us-nyc.contacts"] == "not_enough_facts"
    assert verdict(state, "us.hours")["answer"] == "kept"
    assert not any(rule.startswith("us-fl") for rule in verdicts(state))


def test_the_place_where_one_lives_is_a_setting(alice: Borrower) -> None:
    changed = alice.patch("/v1/me", {"country": "US", "region": "US-FL", "zone": "America/New_York"})
    assert (changed.status_code, changed.json["region"]) == (200, "US-FL")
    call = alice.made("/v1/contacts", {"party": "issuer", "at": at("2026-11-20T22:00", -5)})
    assert verdicts(call)["us-fl.hours"] == "broken"
    assert alice.made("/v1/contacts", {"party": "issuer", "country": "CN"})["region"] is None
    refused = alice.patch("/v1/me", {"region": "Florida"})
    assert refused.status_code == 422


def test_three_talks_a_day_for_a_lender_and_its_agencies_together(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    bank = {"account_id": card, "firm": None, "outcome": "talked"}
    for hour in (9, 10):
        chinese_call(alice, f"2026-11-20T{hour:02}:00", **bank)
    chinese_call(alice, "2026-11-20T11:00", **{**bank, "party": "collector", "firm": "Agency"})
    missed = chinese_call(alice, "2026-11-20T12:00", **{**bank, "outcome": "unanswered"})
    assert verdicts(missed)["cn.talks.n"] == "kept"
    fourth = verdict(chinese_call(alice, "2026-11-20T13:00", **bank), "cn.talks.n")
    assert (fourth["answer"], fourth["counted"], fourth["most"]) == ("broken", 4, 3)
    assert "GB/T 45251-2025" in fourth["law"]
    assert verdicts(chinese_call(alice, "2026-11-21T09:00", **bank))["cn.talks.n"] == "kept"
    perhaps = verdict(chinese_call(alice, "2026-11-20T14:00", **{**bank, "outcome": None}), "cn.talks.n")
    assert (perhaps["answer"], perhaps["missing"]) == ("not_enough_facts", ["outcome"])


def test_six_unanswered_calls_a_number_and_day(alice: Borrower) -> None:
    missed = {"outcome": "unanswered", "my_number": "138 0000 0001"}
    for hour in range(6):
        chinese_call(alice, f"2026-11-20T{10 + hour}:00", **missed)
    other = chinese_call(alice, "2026-11-20T16:10", **{**missed, "my_number": "office"})
    assert verdicts(other)["cn.unanswered.g"] == "kept"
    seventh = verdict(chinese_call(alice, "2026-11-20T16:20", **missed), "cn.unanswered.g")
    assert (seventh["answer"], seventh["counted"], seventh["binds"]) == ("broken", 7, "both")


def test_a_guarantor_is_no_third_party_in_china_and_a_spouse_is_asked_about(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]

    def told(who: str | None) -> str:
        said = {"third_party": "told", "who": who}
        return verdicts(chinese_call(alice, "2026-11-20T10:00", said=said, account_id=card))["cn.third.m"]

    assert [told(who) for who in ("guarantor", "spouse", "family", None)] == [
        "kept",
        "not_enough_facts",
        "broken",
        "not_enough_facts",
    ]
    said = {"third_party": "told", "who": "spouse"}
    assert verdicts(american_call(alice, "2026-11-20T10:00", said=said))["us.third"] == "kept"


def test_insults_once_are_not_yet_the_police_law_of_2026(alice: Borrower) -> None:
    """Article 50 since 2026-01-01 (not 42): repeatedly."""
    first, second = (
        chinese_call(alice, f"2026-11-20T1{hour}:00", channel="text", said={"threat": True})
        for hour in (0, 1)
    )
    assert verdict(first, "cn.police")["missing"] == ["repeated"]
    found = verdict(second, "cn.police")
    assert (found["answer"], found["confirmed"], found["strength"]) == ("broken", True, "law")
    assert "第五十条" in found["law"]


def test_what_was_said_is_asked_for_unless_nobody_was_reached(alice: Borrower) -> None:
    missed = verdicts(american_call(alice, "2026-11-20T10:00", outcome="unanswered"))
    assert {missed[rule] for rule in ("us.identity", "us.threat", "us.false", "us.third")} == {"kept"}
    unsaid = american_call(alice, "2026-11-19T10:00", outcome="talked")
    assert verdict(unsaid, "us.identity")["missing"] == ["said.identified"]
    rude = american_call(alice, "2026-11-01T10:00", said={"identified": False, "false_authority": True})
    assert (verdicts(rude)["us.identity"], verdicts(rude)["us.false"]) == ("broken", "broken")


def test_britain_has_no_clock_hours_but_heeds_wishes(alice: Borrower) -> None:
    britain: dict[str, Any] = {"zone": "Europe/London", "country": "GB", "party": "issuer", "firm": "Bank"}

    def call(when: str) -> dict[str, Any]:
        return alice.made("/v1/contacts", {**britain, "at": when})

    assert verdict(call("2026-11-20T23:30:00Z"), "gb.wishes")["missing"] == ["wish"]
    nights = {"kind": "time", "from_time": "21:00", "until_time": "09:00", "written": False, "firm": "bank "}
    wish = alice.made("/v1/contact-notices", {**nights, "given_at": "2026-11-21T09:00:00Z"})
    late = verdict(call("2026-11-22T08:59:00Z"), "gb.wishes")
    assert (late["answer"], late["law"], late["because"]) == ("broken", "CONC 7.9.4 R", [wish["id"]])
    assert verdicts(call("2026-11-22T09:00:00Z"))["gb.wishes"] == "kept"
    assert verdict(call("2026-11-20T23:40:00Z"), "gb.wishes")["missing"] == ["wish"]


def test_a_buyer_of_debts_is_bound_with_a_caveat(alice: Borrower) -> None:
    found = verdict(american_call(alice, "2026-11-20T22:00", party="buyer"), "us.hours")
    assert (found["answer"], found["caveats"]) == ("broken", ["buyer_if_principal_purpose"])


def test_a_country_without_rules_says_nothing(alice: Borrower) -> None:
    call = alice.made("/v1/contacts", {"party": "collector", "country": "JP", "zone": "Asia/Tokyo"})
    assert call["conduct"] == {"known": False, "verdicts": [], "not_bound": []}
