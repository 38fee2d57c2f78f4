"""Who is asked beside the borrower, who comes to the door, what was agreed to, a breathing space: by place."""

from typing import Any

from tests.api.bureau.household import US_CARD
from tests.api.conftest import Borrower
from tests.api.relief.calls import american_call, chinese_call, verdict, verdicts

ASKED = {"third_party": "asked", "who": "family"}


def test_others_are_asked_only_where_the_borrower_cannot_be_reached(alice: Borrower) -> None:
    def answer(**said: Any) -> str:
        return verdicts(chinese_call(alice, "2026-11-20T12:00", said=ASKED | said))["cn.third.asked.g"]

    assert answer(could_reach_me=True) == "broken"
    assert answer(could_reach_me=False) == "kept"
    assert answer(could_reach_me=True, who="guarantor") == "kept"
    unsaid = verdict(chinese_call(alice, "2026-11-20T12:00", said=ASKED), "cn.third.asked.n")
    assert (unsaid["answer"], unsaid["missing"]) == ("not_enough_facts", ["said.could_reach_me"])


def test_three_failed_calls_in_a_row_are_reason_enough(alice: Borrower) -> None:
    missed = [chinese_call(alice, f"2026-11-19T1{hour}:00", outcome="unanswered")["id"] for hour in range(3)]
    after = verdict(chinese_call(alice, "2026-11-20T12:00", said=ASKED), "cn.third.asked.g")
    assert (after["answer"], sorted(after["because"])) == ("kept", sorted(missed))
    chinese_call(alice, "2026-11-20T13:00", outcome="talked")
    later = verdict(chinese_call(alice, "2026-11-20T14:00", said=ASKED), "cn.third.asked.g")
    assert later["answer"] == "not_enough_facts"


def test_who_has_refused_is_not_asked_again(alice: Borrower) -> None:
    again = ASKED | {"could_reach_me": False}
    answers = [
        verdicts(chinese_call(alice, "2026-11-20T12:00", said=again | {"refused_before": refused}))
        for refused in (True, False, None)
    ]
    assert [each["cn.third.again.g"] for each in answers] == ["broken", "kept", "not_enough_facts"]
    assert [each["cn.third.again.n"] for each in answers] == ["broken", "kept", "not_enough_facts"]


def test_a_visit_is_made_by_two_who_stay_outside_unless_asked_in(alice: Borrower) -> None:
    visit = {"channel": "visit", "said": {"identified": True}}
    one = chinese_call(
        alice, "2026-11-20T12:00", **visit, visit={"people": 1, "announced": None, "against_will": True}
    )
    assert (verdicts(one)["cn.visitors.g"], verdicts(one)["cn.entry.g"]) == ("broken", "broken")
    two = chinese_call(alice, "2026-11-20T21:59", **visit, visit={"people": 2, "against_will": False})
    assert (verdicts(two)["cn.visitors.g"], verdicts(two)["cn.entry.g"]) == ("kept", "kept")
    assert verdicts(two)["cn.hours.g"] == "kept"
    assert verdicts(chinese_call(alice, "2026-11-20T22:00", **visit))["cn.hours.g"] == "broken"
    bare = chinese_call(alice, "2026-11-20T12:00", **visit)
    assert verdict(bare, "cn.visitors.g")["missing"] == ["visit.people"]
    assert bare["visit"] == {"people": None, "announced": None, "against_will": None}
    assert "cn.visitors.g" not in verdicts(chinese_call(alice, "2026-11-20T12:00"))


def british(alice: Borrower, when: str, **more: Any) -> dict[str, Any]:
    body = {"party": "issuer", "firm": "Bank", "country": "GB", "zone": "Europe/London", "at": when}
    return alice.made("/v1/contacts", body | more)


def test_a_british_visit_is_announced_and_that_can_be_rebutted(alice: Borrower) -> None:
    came = {"channel": "visit", "visit": {"announced": False, "against_will": True}}
    made = british(alice, "2026-11-20T10:00:00Z", **came)
    found = verdict(made, "gb.visit.announced")
    assert (found["answer"], found["law"], found["caveats"]) == ("broken", "CONC 7.9.12 R", ["presumption"])
    entry = verdict(made, "gb.visit.entry")
    assert (entry["answer"], entry["from_on"], entry["in_force_by"]) == ("broken", None, "2014-12-22")
    early = british(alice, "2014-12-21T10:00:00Z", **came)
    assert verdict(early, "gb.visit.entry")["missing"] == ["in_force"]


def test_sixty_days_of_breathing_space(alice: Borrower) -> None:
    """Registered on 1 September: from the 2nd to 31 October, the sixtieth day."""
    start = {"kind": "moratorium", "firm": "Bank", "written": True}
    given = {"given_at": "2026-09-01T10:00:00Z", "received_at": "2026-09-01T12:00:00Z"}
    alice.made("/v1/contact-notices", start | given)

    def answer(day: str, demanded: bool | None) -> str:
        call = british(alice, f"{day}T12:00:00Z", said={"demanded": demanded})
        return verdicts(call)["gb.moratorium"]

    days = ("2026-09-01", "2026-09-02", "2026-10-31", "2026-11-01")
    assert [answer(day, True) for day in days] == ["kept", "broken", "broken", "kept"]
    assert answer("2026-09-02", False) == "kept"
    assert answer("2026-09-02", None) == "not_enough_facts"
    agreed = british(alice, "2026-09-03T12:00:00Z", agreed=True, said={"demanded": True})
    assert verdicts(agreed)["gb.moratorium"] == "kept"


def test_the_end_of_a_crisis_moratorium_is_asked_for(alice: Borrower) -> None:
    start = {
        **{"kind": "crisis_moratorium", "firm": "Bank", "written": True},
        **{"given_at": "2026-06-01T10:00:00Z", "received_at": "2026-06-01T12:00:00Z"},
    }
    notice = alice.made("/v1/contact-notices", start)
    call = british(alice, "2026-11-02T12:00:00Z", said={"demanded": True})
    assert verdict(call, "gb.moratorium.crisis")["missing"] == ["notice_until"]
    ended = alice.made(f"/v1/contact-notices/{notice['id']}/corrections", start | {"until_on": "2026-11-02"})
    assert ended["until_on"] == "2026-11-02"
    answers = verdicts(alice.get(f"/v1/contacts/{call['id']}").json)
    assert answers["gb.moratorium.crisis"] == "broken"


def test_new_york_writes_electronically_only_to_who_agreed(alice: Borrower) -> None:
    debt = {"account_id": alice.made("/v1/cards", US_CARD)["id"], "channel": "email"}

    def answers(region: str, opted_in: bool | None) -> dict[str, str]:
        return verdicts(american_call(alice, "2026-11-20T10:00", region=region, opted_in=opted_in, **debt))

    city = [answers("US-NY-NYC", told)["us-nyc.opt_in"] for told in (False, True, None)]
    assert city == ["broken", "kept", "not_enough_facts"]
    assert answers("US-NY-NYC", False)["us-ny.email"] == "broken"
    assert "us-ny.email" not in answers("US-OH", False)


def test_floridas_night_is_for_calls_and_not_for_emails(alice: Borrower) -> None:
    night = {"region": "US-FL", "party": "issuer", "firm": "Bank"}
    call = verdict(american_call(alice, "2026-11-20T21:01", **night), "us-fl.hours")
    assert (call["answer"], call["confirmed"]) == ("broken", True)
    assert "us-fl.hours" not in verdicts(american_call(alice, "2026-11-20T21:01", channel="email", **night))
    assert verdicts(american_call(alice, "2026-11-20T21:00", **night))["us-fl.hours"] == "kept"
    unproven = verdict(american_call(alice, "2024-11-20T23:00", **night), "us-fl.hours")
    assert (unproven["answer"], unproven["missing"]) == ("not_enough_facts", ["in_force"])


def test_a_lender_is_bound_in_california_and_a_draft_of_new_york_is_no_rule(alice: Borrower) -> None:
    lender = {"party": "issuer", "firm": "Bank", "region": "US-CA"}
    assert verdicts(american_call(alice, "2026-11-20T23:30", **lender))["us-ca.hours"] == "broken"
    state = american_call(alice, "2026-11-20T10:00", region="US-NY")
    assert not {"us-ny.talks", "us-ny.tries"} & set(verdicts(state))


def test_massachusetts_does_not_count_calls_that_never_rang(alice: Borrower) -> None:
    debt = {"account_id": alice.made("/v1/cards", US_CARD)["id"], "region": "US-MA"}
    american_call(alice, "2026-11-18T10:00", outcome="not_connected", **debt)
    rang = [
        american_call(alice, f"2026-11-18T1{hour}:00", outcome="unanswered", **debt) for hour in (1, 2, 3)
    ]
    assert [verdicts(each)["us-ma.calls"] for each in rang] == ["kept", "kept", "broken"]
