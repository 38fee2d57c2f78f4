"""Somebody 40 days past due on two cards and an online loan finds the way out, in three places, told by data.

She asks what each day costs, what to do and what to say; logs a call by night, complains, agrees on a plan, cannot pay
one instalment of it, agrees anew, and pays all. Every number was worked out by hand (late_places.py).
"""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.moved_clock import MovedClock
from tests.story.claims import claims_of
from tests.story.late_life import LateLife, Reminded
from tests.story.late_places import LATE_SINCE, PLACES, TODAY, Place

NEXT_DAY = date(2026, 11, 25)
INSTALMENTS = {"amount": 80_000, "count": 7, "first_due_on": "2026-12-10", "last_amount": 100_000}
ANEW = {"amount": 250_000, "count": 2, "first_due_on": "2027-01-20"}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_somebody_40_days_past_due_finds_the_way_out(
    app: Flask, clock: MovedClock, tmp_path: Path, place: Place
) -> None:
    life = LateLife(app, clock, place)
    life.fall_behind()
    she_is_late(life)
    she_sees_what_each_day_costs(life)
    she_sees_what_to_do(life)
    she_compares_ways_to_pay(life)
    call = she_is_called_at_night(life)
    she_complains(life, call, tmp_path)
    she_promises(life)
    talks = she_agrees_on_a_plan(life)
    she_keeps_what_she_said(life)
    again = she_cannot_pay_one(life, talks)
    she_pays_it_off(life, talks, again)
    life.assert_a_calm_phone()


def got(life: LateLife, path: str) -> dict[str, Any]:
    answer = life.api.get(path)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def posted(life: LateLife, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = life.api.post(path, body)
    assert answer.status_code in (200, 201), answer.text
    return dict(answer.json)


def she_is_late(life: LateLife) -> None:
    days = (TODAY - LATE_SINCE).days
    assert days == 40
    assert life.days_past_due() == {life.card: days, life.other_card: days, life.loan: days}
    late = [claim for line in life.newest_lines() for claim in claims_of(line) if claim[0] == "late"]
    assert late and {days for _, days in late} == {40}
    before = [each.on for each in life.reminded(LATE_SINCE) if each.account_id == life.card]
    assert LATE_SINCE in before and date(2026, 11, 13) in before, "on the day, and before it was 30 days late"


def she_sees_what_each_day_costs(life: LateLife) -> None:
    paths = (f"cards/{life.card}", f"cards/{life.other_card}", f"loans/{life.loan}")
    for path, costs in zip(paths, life.place.costs, strict=True):
        found = got(life, f"/v1/{path}/cost-of-lateness")
        assert (found["due_on"], found["days_past_due"]) == (str(LATE_SINCE), 40)
        days = {day["on"]: day for day in found["days"]}
        assert len(days) >= 180
        assert days["2026-11-25"]["interest"] == amount(costs.tomorrow, costs.state)
        assert days["2026-11-25"]["total"] == amount(costs.tomorrow, costs.state)
        assert days["2026-12-04"]["total"] == amount(costs.in_ten_days, costs.state)
        sixty_first = days["2026-12-15"]
        assert sixty_first["days_past_due"] == 61
        assert [sixty_first[part]["low"] for part in ("interest", "penalty")] == [*costs.at_61_days]
        assert fee_of(found) == costs.fee
        reported = next(step for step in found["steps"] if step["kind"] == "reported")
        assert reported["on"] == life.place.reported_on
    # Two instalments are late, and both bear interest.
    assert found["bears"] == found["past_due"] == amount(177_698, "known")


def amount(minor: int, state: str) -> dict[str, Any]:
    return {"state": state, "low": minor, "high": minor}


def fee_of(found: dict[str, Any]) -> tuple[int | None, int | None]:
    """Of the late fee that comes next: on the day after the due of 15 December."""
    fee = next(step for step in found["steps"] if step["kind"] == "fee")
    assert (fee["on"], fee["pay_by"]) == ("2026-12-16", "2026-12-15")
    return fee["costs"]["low"], fee["costs"]["high"]


def she_sees_what_to_do(life: LateLife) -> None:
    steps = got(life, "/v1/relief/next-steps")
    assert (steps["stage"], steps["days_past_due"], steps["begin_with"]) == ("dpd_30_59", 40, life.card)
    assert {each["next_boundary"]["on"] for each in steps["accounts"]} == {"2026-12-14"}
    card = next(each for each in steps["accounts"] if each["account_id"] == life.card)
    assert [each["id"] for each in card["do_first"]] == ["call_lender"]
    asked = " ".join(each["says"] for each in card["ask_for"])
    assert life.place.words["step"] in asked and "lender" in {each["of"] for each in card["ask_for"]}
    assert {"no_new_loan", "no_fixer"} <= {each["id"] for each in card["do_not"]} and steps["red_flags"]
    scripts = got(life, f"/v1/relief/scripts?account_id={life.card}")["scripts"]
    words = {each["kind"]: " ".join(each["lines"]) for each in scripts}
    assert life.place.words["cannot_pay"] in words["cannot_pay_today"]
    assert life.place.issuers[0] in words["cannot_pay_today"]


def she_compares_ways_to_pay(life: LateLife) -> None:
    """3,200.00 a month do not reach what is past due; with 4,000.00 at once all of it is reached."""
    wanted = {"payment": 100_000, "currency": life.place.currency, "monthly_income": 600_000}
    fit = posted(life, "/v1/relief/affordability", wanted)
    # December's dues 600.00 + 300.00 + 888.49, and 1,000.00, over 6,000.00: 46.48 %.
    assert (fit["dues"], fit["share_bp"], fit["past_due"], fit["whole"]) == (178_849, 4_648, "over", "over")
    money = [{"amount": 320_000, "unit": "month", "from_on": "2026-12-01"}]
    short = posted(life, "/v1/pay-off-comparisons", {"currency": life.place.currency, "money": money})
    assert all(plan["missed_count"] for plan in short["plans"]) and short["least_cost"]["proof"] == "none"
    extras = [{"on": "2026-11-25", "amount": 400_000}]
    body = {"currency": life.place.currency, "money": money, "extras": extras}
    found = posted(life, "/v1/pay-off-comparisons", body)
    owed = sum(debt["balance"] for debt in found["debts"])
    plans = [*found["plans"], found["least_cost"]]
    assert found["complete"] and [plan["missed_count"] for plan in plans] == [0] * 4
    for plan in plans:
        assert plan["paid_off"] and owed + plan["interest"] + plan["fees"] == plan["paid"]
        assert plan["money_in"] == plan["paid"] + plan["in_hand"] + plan["left_over"]
    assert found["least_cost"]["proof"] in ("exact", "gap")
    assert found["least_cost"]["interest"] <= min(plan["interest"] for plan in found["plans"])


def she_is_called_at_night(life: LateLife) -> str:
    """At 23:10 by her own clock; logged in seconds, half an hour later."""
    if life.place.notice:
        told = {"firm": life.place.issuers[0], "received_at": life.clock.now.isoformat()}
        posted(life, "/v1/contact-notices", {**life.place.notice, **told})
    life.live_until(TODAY, 23, 40)
    at = life.at(TODAY, 23, 10).isoformat()
    body = {**life.place.caller, "account_id": life.card, "at": at, "outcome": "talked"}
    call = posted(life, "/v1/contacts", body)
    verdicts = call["conduct"]["verdicts"]
    assert {each["rule"]: each["law"] for each in verdicts if each["answer"] == "broken"} == life.place.broken
    [found] = got(life, "/v1/contacts/findings?answer=broken")["items"]
    assert found["contact_id"] == call["id"]
    return str(call["id"])


def she_complains(life: LateLife, call: str, folder: Path) -> None:
    life.live_until(NEXT_DAY, 9)
    made = posted(life, "/v1/complaints", {"contact_ids": [call]})
    letter = life.api.get(f"/v1/complaints/{made['id']}/letter.txt?locale={life.place.locale}").text
    log = life.api.get("/v1/contacts/export")
    verify(life, log.get_data(as_text=True), folder)
    words = "".join(letter.split())
    assert "".join(life.place.words["complaint"].split()) in words and "23:10" in letter
    assert all("".join(law.split()) in words for law in life.place.broken.values())
    assert log.json["head"] in letter, "the log is enclosed, and its last row's hash is in the letter"
    assert life.api.get(f"/v1/complaints/{made['id']}/letter.pdf").data.startswith(b"%PDF")
    sent = posted(life, f"/v1/complaints/{made['id']}/send")
    assert (sent["state"], sent["answer_by"]) == ("sent", life.place.answer_by)
    life.complaint = sent["id"]


def verify(life: LateLife, log: str, folder: Path) -> None:
    """By the program that is handed out, in a process of its own: the log is whole, and an edited one is found."""
    program = folder / "verify.py"
    program.write_text(life.api.get("/v1/contacts/export/verifier").text, encoding="utf-8")
    for name, text, code in (("log", log, 0), ("edited", log.replace(life.card, "card_other"), 1)):
        (folder / name).write_text(text, encoding="utf-8")
        command = [sys.executable, "-I", "-S", str(program), str(folder / name)]
        assert subprocess.run(command, capture_output=True, timeout=30).returncode == code


def she_promises(life: LateLife) -> None:
    """Of the second card what is past due, by 5 December; what is on the account on the morning carries it."""
    currency = life.place.currency
    cash = {"name": "Bank", "currency": currency, "balance": 420_000, "reserve": 20_000}
    life.api.made("/v1/cash-accounts", cash)
    for label, direction, on, minor in (
        ("Wages", "in", "2026-12-01", 600_000),
        ("Rent", "out", "2026-12-02", 250_000),
    ):
        flow = {"label": label, "direction": direction, "rhythm": "month", "starts_on": on, "amount": minor}
        life.api.made("/v1/expected-flows", {**flow, "currency": currency})
    body = {"amount": 60_000, "currency": currency, "due_on": "2026-12-05", "account_id": life.other_card}
    assert posted(life, "/v1/promises/trial", body)["carried"] == "yes"
    life.promise = posted(life, "/v1/promises", body)["id"]


def she_agrees_on_a_plan(life: LateLife) -> str:
    body = {"account_id": life.card, "kind": life.place.kind}
    path = f"/v1/negotiations/{posted(life, '/v1/negotiations', body)['id']}"
    offer = got(life, f"{path}/offer?first_due_on=2026-12-10")
    assert offer["state"] == "affordable" and offer["amount"] >= INSTALMENTS["amount"], offer
    asked = f"amount=80000&count=7&first_due_on=2026-12-10&locale={life.place.locale}"
    said = " ".join(step["say"] for step in got(life, f"{path}/script?{asked}")["steps"])
    letter = life.api.get(f"{path}/letter.txt?{asked}").text
    for words in (said, letter):
        assert life.place.words["ask"] in words and life.place.words["offer"] in words
    heard = dict.fromkeys(life.place.contents, "present")
    agreed = posted(
        life, f"{path}/agreement", {"repeats": INSTALMENTS, "agreed_how": "spoken", "contents": heard}
    )["agreement"]
    assert {each["name"]: each["heard"] for each in agreed["contents"]} == heard
    assert (agreed["total"], agreed["months"], agreed["state"]) == (580_000, 7, "in_force")
    assert agreed["within_limit"] is (True if heard else None)
    late = (TODAY - LATE_SINCE).days + 1
    assert life.days_past_due() == {life.card: 0, life.other_card: late, life.loan: late}
    return path


def she_keeps_what_she_said(life: LateLife) -> None:
    """The promise, the first instalment, and what was late elsewhere; each the evening before."""
    life.live_until(date(2026, 12, 4), 20)
    life.pay(life.other_card, 60_000)
    posted(life, f"/v1/promises/{life.promise}/keep")
    posted(life, f"/v1/complaints/{life.complaint}/answer")
    life.live_until(date(2026, 12, 9), 20)
    life.pay(life.card, 80_000)
    life.live_until(date(2026, 12, 14), 20)
    life.pay(life.other_card, 240_000)
    life.pay(life.loan, 3 * 88_849)
    life.live_until(date(2026, 12, 15), 8)
    assert set(life.days_past_due().values()) == {0}
    told = got(life, "/v1/relief/next-steps")["achieved"]
    again = {
        each["account_id"]: (each["on"], each["text"]) for each in told if each["code"] == "current_again"
    }
    assert {account: on for account, (on, _) in again.items()} == {
        life.other_card: "2026-12-04",
        life.loan: "2026-12-14",
    }
    assert life.place.issuers[1] in again[life.other_card][1]


def she_cannot_pay_one(life: LateLife, talks: str) -> str:
    """Five days before its due date; another plan takes its place, and the first keeps what it received."""
    life.type_bills(date(2026, 12, 22), "2027-01-15", (500_000, 50_000), (0, 0))
    life.live_until(date(2027, 1, 5), 12)
    said = posted(life, f"{talks}/agreement/cannot-pay")
    assert (said["number"], said["due_on"]) == (2, "2027-01-10")
    assert life.place.words["follows"] in said["follows"][0]
    path = f"/v1/negotiations/{said['negotiation']['id']}"
    agreed = posted(life, f"{path}/agreement", {"repeats": ANEW, "agreed_how": "written"})["agreement"]
    assert agreed["total"] == 500_000
    was = got(life, talks)["agreement"]
    assert (was["state"], was["paid"]) == ("renegotiated", 80_000)
    return path


def she_pays_it_off(life: LateLife, talks: str, again: str) -> None:
    paid(life, date(2027, 1, 14), life.loan, 88_849)
    paid(life, date(2027, 1, 19), life.card, 250_000)
    life.type_bills(date(2027, 1, 22), "2027-02-15", (250_000, 25_000), (0, 0))
    paid(life, date(2027, 2, 14), life.loan, 88_849)
    paid(life, date(2027, 2, 19), life.card, 250_000)
    life.live_until(date(2027, 2, 22), 12)
    assert got(life, again)["agreement"]["state"] == "kept"
    assert set(life.days_past_due().values()) == {0}
    assert not any(claim[0] == "late" for line in life.newest_lines() for claim in claims_of(line))
    reminded = life.reminded(NEXT_DAY)
    # The minimums that the card's bills ask for meanwhile sleep; so does the instalment that was agreed anew.
    assert days_of(reminded, life.card) == {
        ("plan_instalment", "2026-12-10"): ["2026-12-03", "2026-12-07", "2026-12-09"],
        ("plan_instalment", "2027-01-10"): ["2027-01-03"],
        ("plan_instalment", "2027-01-20"): ["2027-01-13", "2027-01-17", "2027-01-19"],
        ("plan_instalment", "2027-02-20"): ["2027-02-13", "2027-02-17", "2027-02-19"],
    }
    # What is no due: the promise until it was kept, and the look at the plan until nothing of it was left.
    assert days_of(reminded, None) == {
        ("promise_to_pay", "2026-12-05"): ["2026-12-02"],
        ("plan_review", "2027-02-20"): ["2027-02-17"],
    }


def paid(life: LateLife, day: date, account: str, minor: int) -> None:
    """On the evening of a day."""
    life.live_until(day, 20)
    life.pay(account, minor)


def days_of(reminded: list[Reminded], account: str | None) -> dict[tuple[str, str], list[str]]:
    """On which days each deadline of an account was reminded of, by its kind and due date."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in reminded:
        if each.account_id == account:
            found.setdefault((each.kind, str(each.due_on)), []).append(str(each.on))
    return found
