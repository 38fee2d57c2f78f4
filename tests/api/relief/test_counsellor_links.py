"""Links for a counsellor: what is chosen is shown without names, to whoever has the address, until the link ends."""

import json
from datetime import timedelta
from typing import Any

import pytest

from backend.actions import housekeeping
from backend.actions.relief.counsellor import links
from backend.errors import NotFound
from backend.store.relief.counsellor_links import CounsellorLink
from tests.api.conftest import CARD, LOAN, Borrower
from tests.api.relief.counsellor import PAY_OFF, URL, made, opened, seen, token_of
from tests.api.relief.test_agreements import a_late_card, agree
from tests.api.relief.test_offers import a_known_household
from tests.moved_clock import MovedClock


def test_the_debts_are_letters_by_kind_with_what_is_owed_late_and_next(
    alice: Borrower, clock: MovedClock
) -> None:
    a_late_card(alice)
    clock.move(by=timedelta(seconds=1))
    alice.made("/v1/loans", LOAN)
    clock.move(by=timedelta(seconds=1))
    silent = alice.made("/v1/cards", {**CARD, "last4": "9999"})["id"]
    view = seen(alice, made(alice))
    card, loan, other = view["debts"]
    assert [each["name"] for each in view["debts"]] == ["Card A", "Loan B", "Card C"]
    # The minimum that was told, and a tenth of the bill that is out and not told.
    assert (card["days_past_due"], card["past_due"], card["balance"]) == (32, 160_000, 1_200_000)
    assert card["past_due_estimated"] == 120_000
    assert (card["stage"], card["sure"], card["currency"]) == ("dpd_30_59", True, "CNY")
    assert loan["next_due"] == {"on": "2026-12-10", "amount": 106_619, "sure": True}
    assert (other["balance"], other["sure"]) == (None, False)
    assert silent not in json.dumps(view)
    assert (view["room"], view["pay_off"], view["agreements"]) == (None, None, None)
    assert view["as_of"] == "2026-11-24T09:00:02Z"


def test_a_name_is_in_the_language_asked_for(alice: Borrower) -> None:
    a_late_card(alice)
    token = made(alice)
    assert seen(alice, token, locale="zh-CN")["debts"][0]["name"] == "信用卡 A"
    answer = alice.client.get(f"/counsellor/{token}.json", headers={"Accept-Language": "zh-TW"})
    assert answer.json["debts"][0]["name"] == "信用卡 A"


def test_a_letter_stays_when_an_account_is_added_or_paid_off(alice: Borrower, clock: MovedClock) -> None:
    alice.made("/v1/loans", LOAN)
    clock.move(by=timedelta(seconds=1))
    second = alice.made("/v1/cards", CARD)["id"]
    alice.patch(f"/v1/cards/{second}", {"status": "settled"})
    clock.move(by=timedelta(seconds=1))
    alice.made("/v1/loans", LOAN)
    view = seen(alice, made(alice))
    assert [each["name"] for each in view["debts"]] == ["Loan A", "Loan C"]


def test_the_room_is_what_the_tightest_day_leaves_in_the_place_of_all_dues(alice: Borrower) -> None:
    """By hand, as an offer's: 6,500.00 on 1 February less the reserve of 100.00 carry the second payment."""
    a_known_household(alice)
    room = seen(alice, made(alice, room=True))["room"]
    assert (room["currency"], room["balance"], room["reserve"]) == ("CNY", 250_000, 10_000)
    assert (room["room"], room["tightest_on"], room["reasons"]) == (290_909, "2027-02-01", [])
    assert room["income"] == {"low": 500_000, "expected": 500_000, "high": 500_000}
    assert room["fixed"] == {"low": -200_000, "expected": -200_000, "high": -200_000}
    assert room["need"] >= 40_000


def test_what_is_not_known_of_the_cash_flow_is_said_and_is_never_nothing(alice: Borrower) -> None:
    room = seen(alice, made(alice, room=True))["room"]
    assert (room["room"], room["need"], room["income"], room["reasons"]) == (
        None,
        None,
        None,
        ["balance-unknown"],
    )
    alice.made("/v1/cash-accounts", {"name": "Bank", "currency": "CNY", "balance": 900_000})
    room = seen(alice, made(alice, room=True))["room"]
    assert (room["balance"], room["room"], room["income"]) == (900_000, None, None)
    assert room["reasons"] == ["income-unknown", "spending-unknown"]


def test_the_plans_are_those_of_the_comparison(alice: Borrower) -> None:
    a_late_card(alice)
    typed = {
        "key": "aunt",
        "name": "Aunt Mei",
        "kind": "other",
        "balance": 100_000,
        "rate_bp": 0,
        "minimum": 10_000,
        "first_due_on": "2026-12-01",
    }
    asked = {**PAY_OFF, "debts": [typed]}
    own = alice.post("/v1/pay-off-comparisons", asked).json
    view = seen(alice, made(alice, pay_off=asked))["pay_off"]
    assert [each["name"] for each in view["debts"]] == ["Card A", "Debt 1"]
    assert [each["strategy"] for each in view["plans"]] == [
        *(each["strategy"] for each in own["plans"]),
        "least_cost",
    ]
    for shown, plan in zip(view["plans"], [*own["plans"], own["least_cost"]], strict=True):
        same = ("paid_off", "months", "ends_on", "interest", "fees", "owed", "missed_count")
        assert {name: shown[name] for name in same} == {name: plan[name] for name in same}
        assert shown["balances"][0] == {"on": "2026-11-24", "owed": 1_300_000}
        assert shown["balances"][1:] == plan["month_ends"]
    assert (view["best"], view["gap"], view["typed_on"]) == (
        own["best"],
        own["least_cost"]["gap"],
        "2026-11-24",
    )
    assert view["money"][0]["amount"] == 200_000


def test_an_agreed_plan_is_shown_instalment_by_instalment(alice: Borrower) -> None:
    agree(alice, a_late_card(alice))
    [talks] = seen(alice, made(alice, agreements=True))["agreements"]
    assert (talks["name"], talks["kind"], talks["state"]) == ("Card A", "instalment_plan", "agreed")
    assert (talks["plan"]["state"], talks["plan"]["total"]) == ("in_force", 1_200_000)
    assert talks["plan"]["instalments"][0] == {
        "number": 1,
        "due_on": "2026-12-20",
        "amount": 50_000,
        "paid": 0,
        "state": "open",
    }


def test_expired_withdrawn_and_unknown_links_cannot_be_told_apart(alice: Borrower, clock: MovedClock) -> None:
    a_late_card(alice)
    brief, withdrawn = made(alice, debts=True, days=1), alice.made(URL, {"debts": True})
    assert opened(alice, token_of(withdrawn)).status_code == 200
    assert alice.delete(f"{URL}/{withdrawn['id']}").status_code == 204
    clock.move(by=timedelta(days=1) - timedelta(seconds=1))
    assert opened(alice, brief).status_code == 200
    clock.move(by=timedelta(seconds=1))
    answers = [opened(alice, token) for token in (brief, token_of(withdrawn), "no-such-token")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert {answer.json["reason"] for answer in answers} == {"counsellor-link-gone"}
    assert len({frozenset({*answer.headers.keys()}) for answer in answers}) == 1
    assert all(answer.headers["X-Robots-Tag"].startswith("noindex") for answer in answers)


def test_the_token_is_told_once_and_kept_as_a_hash(alice: Borrower) -> None:
    link = alice.made(URL, {"debts": True})
    token = token_of(link)
    assert len(token) == 43
    assert alice.get(f"{URL}/{link['id']}").json["url"] is None
    [listed] = alice.get(URL).json["items"]
    assert (listed["id"], listed["url"], listed["debts"], listed["pay_off"]) == (
        link["id"],
        None,
        True,
        False,
    )
    export = alice.get("/v1/me/export").text
    assert link["id"] in export
    assert token not in export
    assert "token_hash" not in export
    row = CounsellorLink.get_by_id(link["id"])
    assert token not in str(row.__data__)


def test_openings_are_counted_and_the_last_is_told(alice: Borrower, clock: MovedClock) -> None:
    link = alice.made(URL, {"debts": True})
    assert (link["opened_count"], link["last_opened_at"]) == (0, None)
    seen(alice, token_of(link))
    clock.move(by=timedelta(minutes=3))
    seen(alice, token_of(link))
    # Who only asks whether it is there has not read it.
    assert alice.client.head(f"/counsellor/{token_of(link)}.json").status_code == 200
    row = alice.get(f"{URL}/{link['id']}").json
    assert (row["opened_count"], row["last_opened_at"]) == (2, "2026-11-24T09:03:00Z")


def test_an_answer_is_kept_for_a_quarter_of_an_hour_and_then_read_anew(
    alice: Borrower, clock: MovedClock
) -> None:
    card = a_late_card(alice)
    token = made(alice, debts=True, pay_off=PAY_OFF)
    alice.made("/v1/payments", {"account_id": card, "amount": 100_000})
    clock.move(by=timedelta(minutes=14))
    assert seen(alice, token)["debts"][0]["balance"] == 1_200_000
    clock.move(by=timedelta(minutes=1))
    view = seen(alice, token)
    assert (view["debts"][0]["balance"], view["as_of"]) == (1_100_000, "2026-11-24T09:15:00Z")
    assert view["pay_off"]["debts"][0]["balance"] == 1_100_000


def test_while_one_opening_works_the_answer_out_others_get_what_was_kept(
    alice: Borrower, clock: MovedClock
) -> None:
    token = made(alice, debts=True)
    clock.move(by=timedelta(minutes=20))
    row = links.open_link(token, counts=False, now=clock.now)
    assert [links.claim_renewal(row, now=clock.now) for _ in range(2)] == [True, False]
    CounsellorLink.update(renewing_at=clock.now - timedelta(seconds=119)).execute()
    assert seen(alice, token)["as_of"] == "2026-11-24T09:00:00Z"
    clock.move(by=timedelta(seconds=1))  # whoever was at it is taken to be gone
    assert seen(alice, token)["as_of"] == "2026-11-24T09:20:01Z"


def test_plans_that_can_no_longer_be_played_stay_as_they_were_and_say_so(
    alice: Borrower, clock: MovedClock
) -> None:
    a_late_card(alice)
    typed = {
        "key": "x",
        "name": "x",
        "kind": "other",
        "balance": 50_000,
        "rate_bp": 0,
        "minimum": 1_000,
        "first_due_on": "2026-11-26",
    }
    token = made(alice, debts=True, pay_off={**PAY_OFF, "debts": [typed]})
    clock.move(by=timedelta(days=3))
    view = seen(alice, token)
    assert view["as_of"].startswith("2026-11-27")
    assert view["pay_off"]["as_of"] == "2026-11-24"
    assert view["pay_off"]["not_renewed"] == "pay-off-day-in-the-past"


def test_what_cannot_be_shown_is_refused_with_its_field(alice: Borrower) -> None:
    for body, field, reason in (
        ({}, "debts", "counsellor-shows-nothing"),
        ({"debts": True, "days": 0}, "days", "out-of-range"),
        ({"debts": True, "days": 91}, "days", "out-of-range"),
        ({"debts": True, "note": "x"}, "note", "unknown-field"),
        ({"pay_off": {}}, "currency", "pay-off-currency-missing"),
    ):
        answer = alice.post(URL, body)
        assert answer.status_code == 422
        assert (answer.json["errors"][0]["field"], answer.json["errors"][0]["reason"]) == (field, reason)
    assert alice.get(URL).json["items"] == []


def test_a_link_holds_a_fortnight_where_nobody_says_and_ten_can_be_open(
    alice: Borrower, clock: MovedClock
) -> None:
    made_links = [alice.made(URL, {"debts": True}) for _ in range(10)]
    assert made_links[0]["expires_at"] == "2026-12-08T09:00:00Z"
    answer = alice.post(URL, {"debts": True})
    assert (answer.status_code, answer.json["reason"]) == (409, "counsellor-links-too-many")
    alice.delete(f"{URL}/{made_links[0]['id']}")
    alice.made(URL, {"debts": True})
    page = alice.get(f"{URL}?limit=4").json
    assert len(page["items"]) == 4
    rest = alice.get(f"{URL}?limit=200&cursor={page['next_cursor']}").json
    assert len(rest["items"]) == 7


def test_the_same_key_gets_the_same_address_again(alice: Borrower) -> None:
    headers = {"Idempotency-Key": "once"}
    first, again = (alice.post(URL, {"debts": True}, headers=headers).json for _ in range(2))
    assert first == again
    assert len(alice.get(URL).json["items"]) == 1


def test_whoever_is_erased_takes_the_links_along(alice: Borrower) -> None:
    token = made(alice)
    assert alice.delete("/v1/me", {"password": "correct horse battery"}).status_code == 204
    assert opened(alice, token).status_code == 404


def test_what_an_expired_or_withdrawn_link_showed_is_forgotten(alice: Borrower, clock: MovedClock) -> None:
    made(alice, debts=True, days=1)
    withdrawn = alice.made(URL, {"debts": True, "days": 2})
    alice.delete(f"{URL}/{withdrawn['id']}")
    assert [row.kept is None for row in CounsellorLink.select().order_by(CounsellorLink.id)] == [False, True]
    clock.move(by=timedelta(days=1))
    housekeeping.clean(now=clock.now, idempotency_life=timedelta(days=1))
    assert [row.kept for row in CounsellorLink.select()] == [None, None]


def test_nobody_keeps_finds_or_passes_on_what_is_shown(alice: Borrower) -> None:
    answer = opened(alice, made(alice))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert alice.client.open(answer.request.path, method=method).status_code == 405


def test_a_preview_is_not_taken_for_somebody_who_reads(alice: Borrower) -> None:
    """As fugacious/fugacious#17 has it: a messenger's preview was counted as a view."""
    link = alice.made(URL, {"debts": True})
    counted = []
    for header, value in (
        ("User-Agent", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"),
        ("User-Agent", "WhatsApp/2.23.20.0 A"),
        ("User-Agent", "TelegramBot (like TwitterBot)"),
        ("User-Agent", "facebookexternalhit/1.1"),
        ("Sec-Purpose", "prefetch;prerender"),
        ("User-Agent", "Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 50) AppleWebKit/537.36 Chrome/130"),
    ):
        answer = alice.client.get(f"/counsellor/{token_of(link)}.json", headers={header: value})
        assert answer.status_code == 200
        counted.append(alice.get(f"{URL}/{link['id']}").json["opened_count"])
    assert counted == [0, 0, 0, 0, 0, 1]


def test_a_link_that_is_withdrawn_while_it_is_worked_out_shows_nothing_and_keeps_nothing(
    alice: Borrower, clock: MovedClock
) -> None:
    link = alice.made(URL, {"debts": True})
    row = links.open_link(token_of(link), counts=False, now=clock.now)
    view = links.kept_view(row)
    alice.delete(f"{URL}/{link['id']}")
    with pytest.raises(NotFound):
        links.keep(row, view, now=clock.now)
    assert CounsellorLink.get_by_id(link["id"]).kept is None


def test_who_is_signed_in_sees_no_more_and_no_longer(
    alice: Borrower, bob: Borrower, clock: MovedClock
) -> None:
    """As fosrl/pangolin#97 has it: a link that had ended still opened for whoever was signed in."""
    token = made(alice, debts=True, days=1)
    stranger, owner = (each.get(f"/counsellor/{token}.json").json for each in (bob, alice))
    assert stranger == owner == seen(alice, token)
    clock.move(by=timedelta(days=1))
    for each in (alice, bob):
        each.sign_in()
        assert each.get(f"/counsellor/{token}.json").status_code == 404


def test_no_log_has_the_token(alice: Borrower, caplog: pytest.LogCaptureFixture, capfd: Any) -> None:
    """As natlas/natlas#139 has it: tokens in a path were in the logs."""
    caplog.set_level("DEBUG")
    token = made(alice)
    seen(alice, token)
    assert opened(alice, token, "", locale="xx").status_code == 422
    out = capfd.readouterr()
    assert token not in caplog.text + out.out + out.err
