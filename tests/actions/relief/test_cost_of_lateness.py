"""What being late with a card or a loan costs, asked for by HTTP."""

from typing import Any

from backend.actions.spending.dues import late_cost
from backend.store.credit import credit_accounts
from backend.store.reminders import deadlines
from tests.actions.conftest import Known, card_of, loan_of, pay, roll, state
from tests.api.conftest import CARD, LOAN
from tests.moved_clock import MovedClock

FEE = {"percent_bp": 500, "minimum": 1_000}


def cost(alice: Known, path: str) -> dict[str, Any]:
    answer = alice.get(f"/v1/{path}/cost-of-lateness")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def known(amount: int) -> dict[str, Any]:
    return {"state": "known", "low": amount, "high": amount}


def unknown(low: int | None = None) -> dict[str, Any]:
    return {"state": "unknown", "low": low, "high": None}


def part(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(dict(each) for each in found["parts"] if each["name"] == name)


def needs(found: dict[str, Any], name: str) -> list[str]:
    return [each["code"] for each in part(found, name)["needs"]]


def test_a_card_forty_days_late_says_what_each_day_costs(alice: Known, clock: MovedClock) -> None:
    card = card_of(alice, daily_rate_ppm=500, late_fee=FEE, penalty_apr_bp=0)
    state(alice, card, "2026-11-05", 50_000)
    roll(alice, clock, 38)  # 2 January, 40 days past due
    found = cost(alice, f"cards/{card}")
    assert (found["today"], found["due_on"], found["days_past_due"]) == ("2027-01-01", "2026-11-23", 39)
    assert (found["bears"], len(found["days"])) == (known(500_000), 180)
    first, tenth = found["days"][0], found["days"][9]
    assert (first["on"], first["days_past_due"], first["reported"]) == ("2027-01-02", 40, 31)
    # A closing in December may have added the interest of 30 days, 75.00, which then bears 3.75 fen a day.
    assert first["interest"] == {"state": "estimated", "low": 250, "high": 254}
    assert tenth["interest"]["low"] == 2_500
    assert first["penalty"] == known(0) and needs(found, "penalty") == []
    assert [step["on"] for step in found["steps"] if step["kind"] == "reported"] == [
        "2027-01-23",
        "2027-02-22",
        "2027-03-24",
        "2027-04-23",
        "2027-05-23",
    ]
    fee = next(step for step in found["steps"] if step["kind"] == "fee")
    # January's minimum is late from the 27th, after three days of grace.
    assert (fee["on"], fee["costs"]["state"]) == ("2027-01-27", "estimated")
    assert fee["costs"]["low"] >= 2_500 and fee["costs"]["high"] > fee["costs"]["low"]


def test_before_the_last_chance_nothing_is_lost_yet(alice: Known) -> None:
    card = card_of(alice, daily_rate_ppm=500, late_fee=FEE, penalty_apr_bp=0)
    state(alice, card, "2026-11-05", 50_000)
    found = cost(alice, f"cards/{card}")
    assert (found["late_from"], found["past_due"]) == ("2026-11-27", known(0))
    assert [day["total"] for day in found["days"][:2]] == [known(0), known(0)]
    first = found["days"][2]
    assert (first["fees"], first["interest"]["low"]) == (known(2_500), 4 * 250)
    # At most from the posting of a purchase of 5 October on: 53 days.
    assert first["interest"]["high"] == 53 * 250
    step = found["steps"][0]
    assert (step["kind"], step["pay_by"], step["to_pay"], step["costs"]) == (
        "fee",
        "2026-11-26",
        known(50_000),
        known(2_500),
    )
    assert step["text"] == (
        "From Fri, Nov 27, 2026: a late fee, CN¥25.00. To come before it: CN¥500.00, there by Thu, Nov 26, 2026."
    )


def test_the_whole_statement_bears_interest_where_the_terms_say_so(alice: Known, clock: MovedClock) -> None:
    """The customary full-amount interest: 1,000.00 paid of 5,000.00, and 5,000.00 bear."""
    bears = {}
    for said in ("whole", "unpaid", None):
        card = card_of(alice, daily_rate_ppm=500, interest_on=said)
        state(alice, card, "2026-11-05", 50_000)
        pay(alice, card, 40_000, "2026-11-20T04:00:00Z")
        bears[said] = card
    roll(alice, clock, 10)
    found = {said: cost(alice, f"cards/{card}") for said, card in bears.items()}
    assert found["whole"]["bears"] == known(500_000)
    assert found["unpaid"]["bears"] == known(460_000)
    assert found[None]["bears"] == {"state": "estimated", "low": 460_000, "high": 500_000}
    assert found["whole"]["days"][0]["interest"] == known(250)
    assert found["unpaid"]["days"][0]["interest"] == known(230)
    assert found[None]["days"][0]["interest"] == {"state": "estimated", "low": 230, "high": 250}
    assert needs(found[None], "interest") == ["interest_on"]
    assert needs(found["whole"], "interest") == []


AMERICAN = CARD | {"currency": "USD", "zone": "America/New_York", "country": "US", "apr_bp": 2_400}


def test_an_american_card_says_penalty_charge_off_and_a_contested_fee(
    alice: Known, clock: MovedClock
) -> None:
    terms = CARD["terms"] | {"minimum": {"percent_bp": 100, "floor": 4_000}, "grace_days": 0}
    card = str(alice.made("/v1/cards", AMERICAN | {"terms": terms})["id"])
    state(alice, card, "2026-11-05", 5_000, balance=300_000)
    found = cost(alice, f"cards/{card}")
    assert found["past_due"] == known(5_000)
    roll(alice, clock, 0)
    kinds = [(step["kind"], step["days_past_due"]) for step in found["steps"]]
    assert ("reported", 30) in kinds and ("penalty_rate", 61) in kinds and ("charge_off", 180) in kinds
    # Read on 24 November, when one day past due: the 24th of May is the 182nd; the last row is at least 180 days on.
    assert [found["days"][-1]["on"], len(found["days"])] == ["2027-05-23", 180]
    day_30 = next(day for day in found["days"] if day["days_past_due"] == 30)
    # 3,000.00 at 24 % for 29 days; December's minimum is not late yet.
    assert (day_30["interest"]["low"], day_30["fees"]) == (5_721, known(0))
    day_31 = next(day for day in found["days"] if day["days_past_due"] == 31)
    assert day_31["fees"]["state"] == "estimated" and needs(found, "fees") == ["late_fee"]
    assert 3_000 <= day_31["fees"]["low"] <= day_31["fees"]["high"] <= 4_300
    assert part(found, "fees")["basis"] == {
        "source": part(found, "fees")["basis"]["source"],
        "law": "12 CFR 1026.52(b)(1)(ii)(A)",
        "confirmed": False,
    }
    assert part(found, "charge_off")["from_on"] == "2027-05-22"
    sixty, more = (next(d for d in found["days"] if d["days_past_due"] == n) for n in (60, 61))
    assert (sixty["penalty"], more["penalty"]) == (known(0), unknown())


def test_an_overdue_instalment_bears_interest_and_the_next_ones_follow(
    alice: Known, clock: MovedClock
) -> None:
    loan = loan_of(alice, daily_rate_ppm=600, late_fee={"flat": 2_000}, penalty_apr_bp=0)
    roll(alice, clock, 26)  # 20 December: ten days past due
    found = cost(alice, f"loans/{loan}")
    instalment = found["bears"]["low"]
    assert (found["days_past_due"], found["past_due"]) == (10, known(instalment))
    # January's instalment is due on the 10th and late on the 11th: its own day, then two instalments bear.
    rows = {day["on"]: day for day in found["days"]}
    assert rows["2027-01-10"]["fees"] == known(0)
    assert rows["2027-01-11"]["fees"] == known(2_000)
    assert rows["2027-01-10"]["interest"]["low"] == round(instalment * 21 * 0.0006)
    assert rows["2027-01-11"]["interest"]["low"] == round(instalment * (22 + 1) * 0.0006)
    assert found["days"][-1]["total"]["state"] == "known"
    assert part(found, "interest")["state"] == "known"


def test_without_a_late_rate_a_loan_is_counted_at_its_own_and_says_so(alice: Known) -> None:
    found = cost(alice, f"loans/{loan_of(alice)}")
    assert found["days"][-1]["interest"]["state"] == "estimated"
    assert needs(found, "interest") == ["rate"]


def test_what_nobody_said_is_unknown_and_no_zero(alice: Known, clock: MovedClock) -> None:
    """A country without data: there is no custom to guess by."""
    card = str(alice.made("/v1/cards", CARD | {"country": "DE", "apr_bp": None})["id"])
    state(alice, card, "2026-11-05", 50_000)
    found = cost(alice, f"cards/{card}")
    last = found["days"][-1]
    assert last["interest"] == last["fees"] == last["penalty"] == last["total"] == unknown()
    assert [each["state"] for each in found["parts"]] == ["unknown"] * 5
    assert needs(found, "interest") == ["rate"] and needs(found, "fees") == ["late_fee"]


def test_a_card_without_a_statement_asks_for_it(alice: Known) -> None:
    found = cost(alice, f"cards/{card_of(alice, late_fee=FEE)}")
    assert found["bears"] == unknown() and found["days"][-1]["total"] == unknown()
    assert needs(found, "interest") == needs(found, "fees") == ["statement"]


def test_where_nothing_is_open_nothing_can_be_late(alice: Known) -> None:
    loan = loan_of(alice, instalments=1)
    for _ in range(1):
        pay(alice, loan, 1_300_000)
    found = cost(alice, f"loans/{loan}")
    assert (found["due_on"], found["days"], found["steps"], found["parts"]) == (None, [], [], [])
    assert found["past_due"] == found["bears"] == known(0)


def test_a_card_that_another_bills_has_no_lateness_of_its_own(alice: Known) -> None:
    first = card_of(alice)
    second = alice.made("/v1/cards", CARD | {"billed_with": first})["id"]
    answer = alice.get(f"/v1/cards/{second}/cost-of-lateness")
    assert (answer.status_code, answer.json["reason"]) == (409, "card-billed-elsewhere")


def capped(alice: Known, rate_bp: int, **fields: Any) -> list[tuple[int, str, bool]]:
    loan = alice.made("/v1/loans", LOAN | {"terms": LOAN["terms"] | {"rate_bp": rate_bp}, **fields})["id"]
    return [
        (cap["cap_bp"], cap["state"], cap["basis"]["confirmed"])
        for cap in cost(alice, f"loans/{loan}")["above_caps"]
    ]


def test_a_rate_above_a_cap_is_pointed_out_with_its_article(alice: Known) -> None:
    assert capped(alice, 1_000) == []
    assert capped(alice, 2_400, opened_on="2026-11-01") == [
        (2_000, "contested", False),
        (1_200, "above", False),
    ]
    assert capped(alice, 2_401, opened_on="2026-11-01") == [
        (2_400, "above", True),
        (2_400, "above", False),
        (2_000, "above", False),
        (1_200, "above", False),
    ]
    loan = alice.made("/v1/loans", LOAN | {"terms": LOAN["terms"] | {"rate_bp": 3_600}})["id"]
    found = cost(alice, f"loans/{loan}")["above_caps"][0]
    assert found["basis"]["law"].startswith("金规〔2025〕9号") and not found["began_known"]
    assert found["text"].startswith("A bank loan through an internet platform costs at most 24 % a year")


def test_a_loan_from_before_a_cap_is_not_measured_by_it(alice: Known) -> None:
    assert capped(alice, 3_600, opened_on="2025-09-30") == [(1_200, "above", False)]
    assert capped(alice, 3_600, opened_on="2019-01-01") == []


def test_a_place_without_a_cap_points_out_none(alice: Known) -> None:
    assert capped(alice, 9_900, country="DE", currency="EUR", zone="Europe/Berlin") == []
    assert capped(alice, 29_300, country="GB", currency="GBP", zone="Europe/London") == [
        (29_200, "above", False)
    ]


def test_it_is_told_in_the_borrowers_language(alice: Known) -> None:
    assert alice.patch("/v1/me", {"locale": "zh-CN"}).status_code == 200
    card = card_of(alice, late_fee=FEE)
    state(alice, card, "2026-11-05", 50_000)
    found = cost(alice, f"cards/{card}")
    assert found["steps"][0]["text"].startswith("自2026年11月27日（周五）起")
    assert not any(word in found["parts"][2]["needs"][0]["text"] for word in ("Type", "rate "))


def test_behind_the_last_instalment_lateness_goes_on_and_its_fee_is_charged_once(
    alice: Known, clock: MovedClock
) -> None:
    """FINERACT-352 (apache/fineract#274): the charge behind the last instalment was made twice."""
    terms = {"late_fee": {"flat": 2_000}, "daily_rate_ppm": 600, "penalty_apr_bp": 0, "repayment": "bullet"}
    found = cost(alice, f"loans/{loan_of(alice, instalments=1, **terms)}")
    assert [step["on"] for step in found["steps"] if step["kind"] == "fee"] == ["2026-12-11"]
    last = found["days"][-1]
    owed, days = found["bears"]["low"], last["days_past_due"]
    assert (last["fees"], days > 150) == (known(2_000), True)
    assert last["interest"] == known(round(owed * days * 0.0006))


def test_late_days_bear_interest_before_the_next_due(alice: Known, clock: MovedClock) -> None:
    """FSharp.Finance.Personal#13: no extra interest for days late that end before the next instalment."""
    loan = loan_of(alice, daily_rate_ppm=600)
    roll(alice, clock, 26)
    first = cost(alice, f"loans/{loan}")
    assert first["days"][0]["interest"] == known(round(first["bears"]["low"] * 0.0006))


def test_the_cut_plan_counts_a_penalty_rate_that_the_terms_say(alice: Known, clock: MovedClock) -> None:
    card = card_of(alice, daily_rate_ppm=500, penalty_apr_bp=2_190)
    state(alice, card, "2026-11-05", 50_000)
    roll(alice, clock, 10)
    account = credit_accounts.by_id(card)
    [row] = [each for each in deadlines.of_account(card) if str(each.due_on) == "2026-11-23"]
    # 5,000.00 at 0.06 instead of 0.05 % a day, for thirty days.
    assert late_cost(row, account, now=clock.now).penalty == 30 * 50
