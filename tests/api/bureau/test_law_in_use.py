"""What the law says, as a borrower meets it: clocks, complaint bodies, letters, free reports and rights to cite."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from backend import countries
from tests.api.bureau.household import STRANGER, US_CARD, a_finding, report
from tests.api.conftest import CARD, Borrower
from tests.moved_clock import MovedClock

GB_CARD = US_CARD | {"issuer": "Barclays", "currency": "GBP", "zone": "Europe/London", "country": "GB"}
OWN_WORDS = {"target": "bureau", "furnisher": "A Lender", "code": "other", "last4": "4471"}


def a_report_of(borrower: Borrower, **how: Any) -> dict[str, Any]:
    """One with a stranger's account, got in some way; its finding's dispute, sent online today."""
    made = borrower.made("/v1/credit-reports", report([STRANGER], **how))
    [finding] = borrower.get(f"/v1/findings?report_id={made['id']}").json["items"]
    dispute = borrower.made("/v1/disputes", {"finding_id": finding["id"], "target": "bureau"})
    return dict(borrower.post(f"/v1/disputes/{dispute['id']}/send", {"how": "online"}).json)


@pytest.mark.parametrize(
    ("how", "last"),
    [
        ({}, "2026-12-23"),  # nothing said: thirty days, the day of receipt being the first
        ({"free": False}, "2026-12-23"),
        ({"free": True}, "2027-01-08"),  # the yearly one: forty-five days after it
        ({"free": True, "free_because": "annual"}, "2027-01-08"),
        ({"free": True, "free_because": "refusal"}, "2026-12-23"),  # 15 USC 1681j(b) is not (a)
        ({"free": True, "free_because": "other"}, "2026-12-23"),
    ],
)
def test_forty_five_days_follow_the_free_annual_report_only(
    alice: Borrower, how: dict[str, Any], last: str
) -> None:
    assert a_report_of(alice, **how)["answer_by"] == last


def test_a_letter_asks_for_the_days_of_its_own_clock(alice: Borrower) -> None:
    sent = a_report_of(alice, free=True)
    letter = alice.get(f"/v1/disputes/{sent['id']}/letter.txt").get_data(as_text=True)
    assert "within 45 days" in letter and "1681j(a)(3)" in letter and "30 days" not in letter
    draft = alice.made("/v1/disputes", OWN_WORDS | {"country": "US", "bureau": "equifax"})
    assert "within 30 days" in alice.get(f"/v1/disputes/{draft['id']}/letter.txt").get_data(as_text=True)


def test_a_letter_read_on_the_day_it_was_sent_follows_no_other(alice: Borrower, clock: MovedClock) -> None:
    sent = alice.made("/v1/disputes", OWN_WORDS | {"country": "US", "bureau": "equifax"})
    assert alice.post(f"/v1/disputes/{sent['id']}/send", {"how": "online"}).status_code == 200
    path = f"/v1/disputes/{sent['id']}/letter.txt"
    assert "I wrote to you" not in alice.get(path).get_data(as_text=True)
    assert "I wrote to" in alice.get(f"{path}?to=cfpb").get_data(as_text=True)
    clock.move(by=timedelta(days=20))
    alice.sign_in()
    assert "I wrote to you" in alice.get(path).get_data(as_text=True)


def test_a_letter_once_sent_keeps_its_days_whatever_the_law_becomes(
    alice: Borrower, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = a_report_of(alice, free=True)
    known = countries.every()
    rules = tuple(replace(rule, value=5) if "answer_days" in rule.key else rule for rule in known["US"].rules)
    changed = replace(known["US"], rules=rules)
    monkeypatch.setattr(countries, "law_of", lambda country: changed)
    assert "within 45 days" in alice.get(f"/v1/disputes/{sent['id']}/letter.txt").get_data(as_text=True)
    extended = alice.post(f"/v1/disputes/{sent['id']}/extend").json
    assert extended["answer_by"] == sent["answer_by"]


def test_a_complaint_has_the_regulators_article_and_not_the_bureaus(alice: Borrower) -> None:
    sent = a_report_of(alice, free=True)
    letter = alice.get(f"/v1/disputes/{sent['id']}/letter.txt?to=cfpb").get_data(as_text=True)
    assert "12 USC 5534" in letter
    assert "1681" not in letter and "45 days" not in letter and "30 days" not in letter
    draft = alice.made("/v1/disputes", OWN_WORDS | {"country": "CN", "bureau": "pboc"})
    chinese = alice.get(f"/v1/disputes/{draft['id']}/letter.txt?to=pboc_12363&locale=zh-CN")
    assert "第二十六条" in chinese.text and "第二十五条" not in chinese.text


def test_nobody_is_complained_to_before_the_result_could_have_come(alice: Borrower, clock: Any) -> None:
    sent = a_report_of(alice)
    # 30 days end on 23 December, five business days later is 31 December; the CFPB wants more than 45 days.
    assert (sent["answer_by"], sent["result_by"]) == ("2026-12-23", "2026-12-31")
    [cfpb] = sent["complaints"]
    assert (cfpb["from_on"], cfpb["until_on"]) == ("2027-01-09", None)
    for day, step in (
        (date(2026, 12, 24), "wait"),
        (date(2026, 12, 31), "wait"),
        (date(2027, 1, 8), "wait"),
        (date(2027, 1, 9), "escalate"),
    ):
        clock.move(to=clock.now.replace(year=day.year, month=day.month, day=day.day))
        alice.sign_in()
        assert alice.get(f"/v1/disputes/{sent['id']}").json["next_step"] == step, day


def test_a_closed_dispute_can_be_taken_further_at_once(alice: Borrower) -> None:
    sent = a_report_of(alice)
    answered = alice.post(f"/v1/disputes/{sent['id']}/answer", {"outcome": "refused"}).json
    assert answered["next_step"] == "escalate"
    assert answered["complaints"][0]["from_on"] == answered["answered_on"]


def test_the_ombudsman_takes_it_after_eight_weeks_or_for_six_months_after_an_answer(alice: Borrower) -> None:
    made = alice.made("/v1/disputes", OWN_WORDS | {"country": "GB", "bureau": "experian_uk"})
    path = f"/v1/disputes/{made['id']}"
    sent = alice.post(f"{path}/send", {"how": "online"}).json
    bodies = {each["id"]: each for each in sent["complaints"]}
    assert bodies["fos"]["from_on"] == "2027-01-20"  # 24 November and 56 days, and then a day
    assert sent["acknowledge_by"] == "2026-12-24"
    answered = alice.post(f"{path}/answer", {"outcome": "refused"}).json
    bodies = {each["id"]: each for each in answered["complaints"]}
    assert (bodies["fos"]["from_on"], bodies["fos"]["until_on"]) == ("2026-11-24", "2027-05-24")
    assert (answered["statement"]["words"], answered["statement"]["by"]) == (200, "2026-12-22")


def test_an_american_statement_is_short_only_where_the_bureau_helps(alice: Borrower) -> None:
    sent = a_report_of(alice)
    assert sent["statement"]["words"] == 100
    assert (sent["statement"]["where"], sent["statement"]["by"]) == ("bureau_helps", None)


@pytest.mark.parametrize(
    ("code", "theirs"), [("inquiry_unknown", {"inquired_on": "2026-10-01"}), ("identity_wrong", {})]
)
def test_a_furnisher_need_not_look_into_inquiries_and_identity(
    alice: Borrower, code: str, theirs: dict[str, str]
) -> None:
    body = OWN_WORDS | {"target": "furnisher", "country": "US", "bureau": "equifax", "code": code}
    made = alice.made("/v1/disputes", body | {"theirs": theirs})
    sent = alice.post(f"/v1/disputes/{made['id']}/send", {"how": "online"}).json
    assert (sent["answer_by"], sent["must_answer"], sent["deadline_id"]) == (None, False, None)
    assert sent["clock"]["rules"][0]["law"] == "12 CFR 1022.43(b)(1)"
    letter = alice.get(f"/v1/disputes/{made['id']}/letter.txt").get_data(as_text=True)
    assert "within" not in letter.partition("I ask for the following")[2]
    other = alice.made("/v1/disputes", body | {"target": "bureau", "theirs": theirs})
    assert alice.post(f"/v1/disputes/{other['id']}/send", {"how": "online"}).json["answer_by"]


def test_a_last_day_in_a_chinese_holiday_moves_behind_it(alice: Borrower, clock: Any) -> None:
    clock.move(to=clock.now.replace(year=2026, month=9, day=12))
    alice.sign_in()
    made = alice.made("/v1/disputes", OWN_WORDS | {"country": "CN", "bureau": "pboc"})
    sent = alice.post(f"/v1/disputes/{made['id']}/send", {"how": "online"}).json
    # Twenty days end on 2 October; the holiday lasts to the 7th (民法典 第二百零三条).
    assert sent["received_on"] == "2026-09-12"
    assert sent["answer_by"] == "2026-10-08"
    assert "第二百零三条" in {rule["law"].split()[-1] for rule in sent["clock"]["rules"]}


def test_a_last_day_on_a_plain_sunday_stays_and_nothing_is_advised_before_a_working_day(
    alice: Borrower, clock: Any
) -> None:
    """Public reports: an answer deadline that was a Sunday (GBLS/docassemble-MAEvictionDefense#355), and one that moved
    without a word of why (ConductionNL/openregister#3939)."""
    clock.move(to=clock.now.replace(month=11, day=2))
    alice.sign_in()
    made = alice.made("/v1/disputes", OWN_WORDS | {"country": "CN", "bureau": "pboc"})
    sent = alice.post(f"/v1/disputes/{made['id']}/send", {"how": "online"}).json
    assert (sent["answer_by"], sent["result_by"]) == ("2026-11-22", "2026-11-23")
    assert not any("第二百零三条" in rule["law"] for rule in sent["clock"]["rules"])
    for day, step in ((23, "wait"), (24, "escalate")):
        clock.move(to=clock.now.replace(day=day))
        alice.sign_in()
        assert alice.get(f"/v1/disputes/{made['id']}").json["next_step"] == step


def test_a_dispute_of_one_finding_is_drafted_once(alice: Borrower) -> None:
    finding = a_finding(alice)
    body = {"finding_id": finding["id"], "target": "bureau"}
    first = alice.made("/v1/disputes", body)
    again = alice.made("/v1/disputes", body | {"ask": "verify"})
    assert (again["id"], again["ask"]) == (first["id"], "verify")
    assert len(alice.get("/v1/disputes").json["items"]) == 1
    alice.post(f"/v1/disputes/{first['id']}/send", {"how": "online"})
    third = alice.post("/v1/disputes", body)
    assert third.status_code == 409 and first["id"] in third.json["detail"]
    assert alice.post("/v1/disputes", body | {"target": "furnisher"}).status_code == 201
    # What the next report of the bureau shows again is the same error.
    made = alice.made("/v1/credit-reports", report([STRANGER], pulled_on="2026-11-22"))
    [repeated] = alice.get(f"/v1/findings?report_id={made['id']}").json["items"]
    assert alice.post("/v1/disputes", body | {"finding_id": repeated["id"]}).status_code == 409


def test_what_was_put_right_and_comes_back_is_told_with_the_law(alice: Borrower) -> None:
    finding = a_finding(alice)
    made = alice.made("/v1/disputes", {"finding_id": finding["id"], "target": "bureau"})
    path = f"/v1/disputes/{made['id']}"
    alice.post(f"{path}/send", {"how": "online", "on": "2026-11-20"})
    alice.post(f"{path}/answer", {"outcome": "deleted", "on": "2026-11-21"})
    assert finding["came_back"] is None
    later = alice.made("/v1/credit-reports", report([STRANGER], pulled_on="2026-11-23"))
    [back] = alice.get(f"/v1/findings?report_id={later['id']}").json["items"]
    assert back["came_back"] == {
        "dispute_id": made["id"],
        "outcome": "deleted",
        "answered_on": "2026-11-21",
        "notice_business_days": 5,
        "law": "15 USC 1681i(a)(5)(B)(ii)",
        "confirmed": True,
    }
    assert alice.post("/v1/disputes", {"finding_id": back["id"], "target": "bureau"}).status_code == 201


def test_a_look_is_not_put_off_for_months_where_one_online_costs_nothing(alice: Borrower) -> None:
    alice.made("/v1/cards", CARD)
    for day in ("2026-08-20", "2026-09-01"):
        alice.made("/v1/credit-reports", {"country": "CN", "bureau": "pboc", "pulled_on": day, "entries": []})
    made = alice.made("/v1/disputes", OWN_WORDS | {"country": "CN", "bureau": "pboc"})
    path = f"/v1/disputes/{made['id']}"
    alice.post(f"{path}/send", {"how": "online", "on": "2026-11-01"})
    alice.post(f"{path}/answer", {"outcome": "corrected", "on": "2026-11-20"})
    looks = alice.get("/v1/checkpoints").json["items"]
    again = [look for look in looks if "dispute_closed" in {why["code"] for why in look["reasons"]}]
    assert [look["look_on"] for look in again] == ["2027-01-19"]
    assert "report.online@2013-03-15" in again[0]["rules"]


def test_a_refusal_gives_sixty_days_for_a_free_report(alice: Borrower) -> None:
    made = alice.made("/v1/applications", {"title": "Card", "apply_on": "2026-11-24", "country": "US"})
    path = f"/v1/applications/{made['id']}"
    alice.patch(path, {"state": "made"})
    refused = alice.patch(path, {"state": "refused", "refused_on": "2026-11-10"})
    assert refused.json["refused_on"] == "2026-11-10"
    alice.post("/v1/checkpoints/plan")
    looks = alice.get("/v1/checkpoints?limit=200").json["items"]
    after = [look for look in looks if "refused" in {why["code"] for why in look["reasons"]}]
    assert {look["bureau"]["id"] for look in after} == {"equifax", "experian", "transunion"}
    assert max(look["look_on"] for look in after) <= "2027-01-09"
    assert alice.patch(path, {"state": "refused", "refused_on": "2026-12-10"}).status_code == 422
    assert alice.patch(path, {"state": "made", "refused_on": "2026-11-10"}).status_code == 422


@pytest.mark.parametrize("amount", [{"balance": 120_000}, {"past_due": 5_000}, {"balance": 0}])
def test_an_amount_without_its_currency_is_refused(alice: Borrower, amount: dict[str, int]) -> None:
    entry = {"furnisher": "Unknown Bank", "state": "open"} | amount
    answer = alice.post("/v1/credit-reports", report([entry]))
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"].endswith("currency")


def test_an_old_bankruptcy_should_have_gone(alice: Borrower) -> None:
    entry = {"kind": "bankruptcy", "furnisher": "District of Idaho", "ordered_on": "2016-03-01"}
    made = alice.made("/v1/credit-reports", report([entry]))
    [found] = alice.get(f"/v1/findings?report_id={made['id']}").json["items"]
    assert (found["code"], found["law"]) == ("too_old", "15 USC 1681c(a)(1)")
    assert found["ours"] == {"should_have_gone_on": "2026-03-01"}
    young = alice.made("/v1/credit-reports", report([entry | {"ordered_on": "2017-03-01"}]))
    assert alice.get(f"/v1/findings?report_id={young['id']}").json["items"] == []


def test_a_british_inquiry_too_old_is_not_certain_for_no_law_says_so(alice: Borrower) -> None:
    entry = {"kind": "inquiry", "furnisher": "Barclays", "inquired_on": "2025-10-01"}
    body = {"country": "GB", "bureau": "experian_uk", "pulled_on": "2026-11-20", "entries": [entry]}
    made = alice.made("/v1/credit-reports", body)
    found = alice.get(f"/v1/findings?report_id={made['id']}").json["items"]
    assert ("too_old", "likely") in {(each["code"], each["certainty"]) for each in found}


# --- What may be cited


@pytest.mark.parametrize(
    ("country", "key", "value", "law"),
    [
        ("US", "right.billing_error_notice", 60, "12 CFR 1026.13(b)(1)"),
        ("US", "right.free_report_after_refusal", 60, "15 USC 1681j(b)"),
        ("GB", "right.default_notice", 14, "Consumer Credit Act 1974 s. 88(2)"),
        ("GB", "right.data_complaint_acknowledged", 30, "164A"),
        ("GB", "right.breathing_space", 60, "SI 2020/1311 reg. 26"),
        ("CN", "right.unanswered_calls", 6, "催收工作指引"),
        ("CN", "right.no_collection_from_hour", 22, "催收工作指引"),
        ("CN", "right.no_collection_until_hour", 8, "催收工作指引"),
        ("CN", "right.assisted_lending_cost", 24, "金规〔2025〕9号"),
    ],
)
def test_a_right_is_told_with_its_article(
    alice: Borrower, country: str, key: str, value: int, law: str
) -> None:
    items = alice.get(f"/v1/country-rights?country={country}&since=2026-11-01").json["rights"]
    found = {each["key"]: each for each in items}[key]
    # The guideline's own text was not found: only pages that tell of it.
    printed = law != "催收工作指引"
    assert (found["value"], law in found["law"], found["confirmed"]) == (value, True, printed)
    assert str(value) in found["text"] and found["source"] and found["checked_on"] == "2026-11-28"
    assert (found["last_on"] is not None) == (found["unit"] == "days")
    chinese = alice.get(f"/v1/country-rights?country={country}&locale=zh-CN").json["rights"]
    assert {each["key"] for each in chinese} == {each["key"] for each in items}


def test_a_right_holds_from_its_day(alice: Borrower) -> None:
    def rights(on: str) -> set[str]:
        return {each["key"] for each in alice.get(f"/v1/country-rights?on={on}").json["rights"]}

    assert "right.cost_disclosure" not in rights("2026-07-31")
    assert "right.cost_disclosure" in rights("2026-08-01")
    last = alice.get("/v1/country-rights?country=US&since=2026-11-01").json["rights"]
    assert {each["last_on"] for each in last if each["unit"] == "days"} == {"2026-12-31"}


def test_cards_are_asked_for_by_topic_region_and_lateness(alice: Borrower) -> None:
    def keys(query: str) -> list[str]:
        return [each["key"] for each in alice.get(f"/v1/country-rights?country=US&{query}").json["rights"]]

    assert keys("topic=limitation&region=US-NY") == ["right.limitation_ny"]
    assert len(keys("topic=limitation")) == 17
    assert keys("topic=limitation&days_past_due=119") == []
    assert "right.billing_error_notice" not in keys("days_past_due=400")
    assert keys("topic=wages&region=US-TX") == ["right.wages", "right.wages_tx"]
    assert alice.get("/v1/country-rights?topic=weather").status_code == 422


# --- Beliefs that are met in print and wrong


def right_of(borrower: Borrower, country: str, key: str, on: str = "2026-11-28") -> dict[str, Any]:
    items = borrower.get(f"/v1/country-rights?country={country}&on={on}").json["rights"]
    return {each["key"]: each for each in items}[f"right.{key}"]


@pytest.mark.parametrize(
    ("country", "key", "value", "law", "says", "confirmed"),
    [
        ("CN", "harassment_police", "yes", "第五十条", "police", True),
        ("CN", "card_crime_from", 50_000, "法释〔2018〕19号", "asked twice", False),
        ("US", "wages_tx", "yes", "63.004", "not taken for a card debt", False),
        ("US", "wages", 25, "15 USC 1673(a)", "after a court has ruled", True),
        ("US", "limitation_ny", 3, "CPLR 214-i", "no payment and no word starts it again", True),
        ("US", "limitation_oh", 6, "2305.06", "Ask a lawyer", False),
        ("US", "limitation_tx", 4, "392.307", "nothing starts the count again", True),
        ("US", "limitation_ca", 4, "337", "a signed paper can", False),
        ("US", "collectors_only", "yes", "1006", "do not bind your own bank", False),
        ("US", "lenders_too_nyc", "yes", "6 RCNY 5-77", "bind the lender too", False),
        ("US", "debt_buyers", "yes", "1692a(6)", "still counts as a collector", False),
        ("US", "forgiven_debt_form", 600, "6050P", "1099-C", False),
        ("GB", "limitation_eaw", 6, "s. 5", "The debt is still there", True),
        ("GB", "limitation_sct", 5, "s. 6", "the debt is gone", True),
        ("GB", "harassment_route", "yes", "Consumers Act 2024", "Complain to the firm", False),
    ],
)
def test_a_wrong_belief_is_met_with_what_is_right(
    alice: Borrower, country: str, key: str, value: int | str, law: str, says: str, confirmed: bool
) -> None:
    found = right_of(alice, country, key)
    assert (found["value"], found["confirmed"]) == (value, confirmed)
    assert law in found["law"] and says in found["text"]


def test_no_old_or_void_law_is_cited(alice: Borrower) -> None:
    """Article 42 was article 50 before 2026; section 40 leaves commercial practices out; the 8 dollars were void."""
    for country, never in (("CN", "第四十二条"), ("GB", "1970"), ("US", " 8 dollars")):
        text = alice.get(f"/v1/country-rights?country={country}").text
        assert never not in text
    before = alice.get("/v1/country-rights?country=US&on=2026-08-31").json["rights"]
    assert "right.lenders_too_nyc" not in {each["key"] for each in before}
    assert "right.limitation_ny" in {each["key"] for each in before}


def test_the_last_payment_is_not_said_to_start_the_clock(alice: Borrower) -> None:
    text = right_of(alice, "US", "limitation_fl")["text"]
    assert "from the first missed payment that was never made good" in text


def test_every_rule_is_listed_with_its_source(alice: Borrower) -> None:
    answer = alice.get("/v1/country-rules?country=GB&on=2026-02-05").json
    by_key = {each["key"]: each for each in answer["rules"]}
    assert (answer["country"], answer["on"]) == ("GB", "2026-02-05")
    assert len(by_key) == len(answer["rules"]) > 30
    assert all(each["source"] and each["checked_on"] for each in answer["rules"])
    assert by_key["dispute.furnisher.answer_days"]["law"] == "UK GDPR Art. 12A, 16"
    assert by_key["late.from.1"]["confirmed"] is False
    assert by_key["keep.late.months"]["unit"] == "months"
    assert by_key["late.from.1"]["unit"] == "days"
    before = alice.get("/v1/country-rules?country=GB&on=2026-02-04").json["rules"]
    assert {each["law"] for each in before if each["key"] == "dispute.furnisher.answer_days"} == {
        "UK GDPR Art. 12(3), 16"
    }
    assert alice.get("/v1/country-rules?country=FR").status_code == 422


def test_of_a_borrowers_own_country_without_rules_it_is_said_that_none_are_known(alice: Borrower) -> None:
    assert alice.get("/v1/country-rights").json["known"] is True
    alice.patch("/v1/me", {"country": "FR"}, etag=alice.get("/v1/me").headers["ETag"])
    on = {"on": "2026-02-05", "country": "FR", "known": False}
    assert alice.get("/v1/country-rights?on=2026-02-05").json == {**on, "rights": []}
    assert alice.get("/v1/country-rights?on=2026-02-05&topic=prison").json == {**on, "rights": []}
    assert alice.get("/v1/country-rules?on=2026-02-05").json == {**on, "rules": []}
    refused = alice.get("/v1/country-rights?country=FR")
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "country")
