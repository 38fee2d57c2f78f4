"""No silence before a real due date, and no due met that nobody paid: statements as people type them."""

from typing import Any

import pytest

from backend.actions.credit import series_rolling
from backend.actions.reminders import tick
from backend.store.credit.statements import Statement
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.series import Series
from tests.actions.conftest import Known, card_of, due, dues, pay, roll, state
from tests.api.conftest import CARD
from tests.moved_clock import MovedClock

OCTOBER, NOVEMBER, DECEMBER = "2026-10-23", "2026-11-23", "2026-12-23"


@pytest.fixture
def card(alice: Known) -> str:
    return card_of(alice)


def _standing(alice: Known) -> dict[str, Any]:
    [account] = alice.get("/v1/standing").json["accounts"]
    return dict(account)


def _codes(alice: Known) -> list[str]:
    return [asked["code"] for asked in _standing(alice)["questions"]]


def _told(alice: Known, deadline_id: str) -> list[str]:
    """The instants at which the preview tells of a deadline."""
    digests = alice.get("/v1/preview?days=90").json["digests"]
    return [each["at"] for each in digests if any(i["deadline_id"] == deadline_id for i in each["items"])]


# F9: (balance before, minimum before), (balance, minimum), and whether the older minimum must be in the newer
@pytest.mark.parametrize(
    ("before", "after", "source", "asked"),
    [
        ((500_000, 50_000), (460_000, 48_000), "unsure", 48_000),
        ((500_000, 50_000), (510_000, 52_000), "unsure", 52_000),
        ((500_000, 50_000), (500_000, 50_000), "unsure", 50_000),
        ((500_000, 50_000), (600_000, 110_000), "presumed", 60_000),
        ((500_000, 50_000), (300_000, 80_000), "unsure", 80_000),  # the balance shows that it was paid
        ((500_000, 50_000), (600_000, 111_350), "presumed", 61_350),  # with 1,500.00 of interest
        ((20_000, 10_000), (30_000, 10_000), "unsure", 10_000),  # the floor alone
        ((10_000_000, 50_000), (10_000_000, 1_100_000), "unsure", 1_100_000),  # interest could explain it
    ],
)
def test_f9_an_older_minimum_is_taken_out_only_where_the_figures_leave_no_other_way(
    alice: Known, card: str, before: tuple[int, int], after: tuple[int, int], source: str, asked: int
) -> None:
    state(alice, card, "2026-10-05", before[1], balance=before[0])
    later = state(alice, card, "2026-11-05", after[1], balance=after[0])
    found = due(alice, NOVEMBER)
    assert (later["past_due_source"], found["amount"], found["state"]) == (source, asked, "open")
    assert (later["past_due_included"] is None) is (source == "unsure")
    assert ("past_due_included" in _codes(alice)) is (source == "unsure")
    assert found["next_reminder_at"]


def test_f9_as_told_the_due_of_the_next_month_is_480_and_is_reminded_of(
    alice: Known, card: str, clock: MovedClock
) -> None:
    clock.move(to=clock.now.replace(month=12, day=6))
    alice.sign_in(clock.now)
    state(alice, card, "2026-12-05", 50_000)
    clock.move(by=clock.now.replace(year=2027, month=1, day=6) - clock.now)
    alice.sign_in(clock.now)
    state(alice, card, "2027-01-05", 48_000, balance=460_000)
    found = due(alice, "2027-01-23")
    assert (found["amount"], found["state"]) == (48_000, "open")
    assert _told(alice, found["id"])


def test_the_question_is_answered_and_the_answer_can_be_taken_back(alice: Known, card: str) -> None:
    state(alice, card, "2026-10-05", 50_000)
    later = state(alice, card, "2026-11-05", 52_000, balance=510_000)
    path = f"/v1/statements/{later['id']}"
    for said, amount, codes in ((50_000, 2_000, []), (0, 52_000, []), (None, 52_000, ["past_due_included"])):
        assert alice.patch(path, {"past_due_included": said}).json["past_due_included"] == said
        assert due(alice, NOVEMBER)["amount"] == amount
        assert [code for code in _codes(alice) if code == "past_due_included"] == codes
    pay(alice, card, 50_000, "2026-10-20T04:00:00Z")
    assert alice.get(path).json["past_due_source"] == "none", "the older one was paid in time after all"
    assert due(alice, NOVEMBER)["amount"] == 52_000


@pytest.mark.parametrize("way", ["waive", "cancel"])
@pytest.mark.parametrize("said", [None, 110_000])
def test_what_is_waived_of_an_older_bill_is_asked_for_by_the_newer(
    alice: Known, card: str, way: str, said: int | None
) -> None:
    state(alice, card, "2026-10-05", 110_000, balance=500_000)
    state(alice, card, "2026-11-05", 110_000, balance=600_000, past_due_included=said)
    answer = alice.post(f"/v1/deadlines/{due(alice, OCTOBER)['id']}/{way}", {"reason": "agreed"})
    assert answer.status_code == 200, answer.text
    found = due(alice, NOVEMBER)
    assert (found["amount"], found["state"], bool(found["next_reminder_at"])) == (110_000, "open", True)
    assert alice.post(f"/v1/deadlines/{due(alice, OCTOBER)['id']}/reopen").status_code == 200
    assert due(alice, OCTOBER)["state"] == "missed"


def test_paying_the_bill_that_was_asked_for_meets_it_though_an_older_one_looks_open(
    alice: Known, card: str
) -> None:
    state(alice, card, "2026-10-05", 50_000)
    state(alice, card, "2026-11-05", 48_000, balance=460_000)
    assert alice.post(f"/v1/deadlines/{due(alice, NOVEMBER)['id']}/acknowledge").status_code == 200
    assert [due(alice, day)["state"] for day in (OCTOBER, NOVEMBER)] == ["missed", "met"]


@pytest.mark.parametrize("day", ["1999-12-05", "2016-12-05", "2019-01-05", "2027-02-05", "2031-12-05"])
def test_a_statement_of_another_year_is_refused_with_its_field(alice: Known, card: str, day: str) -> None:
    body = {"card_id": card, "closes_on": day, "balance": 500_000, "minimum_due": 50_000}
    answer = alice.post("/v1/statements", body)
    assert (answer.status_code, answer.get_json(force=True)["errors"][0]["field"]) == (422, "closes_on")
    kept = state(alice, card, "2026-11-05", 50_000)
    assert alice.patch(f"/v1/statements/{kept['id']}", {"closes_on": day}).status_code == 422


def test_a_due_date_lies_soon_after_the_closing_date(alice: Known, card: str) -> None:
    body = {"card_id": card, "closes_on": "2026-11-05", "balance": 500_000, "minimum_due": 50_000}
    assert alice.post("/v1/statements", {**body, "due_on": "2027-11-23"}).status_code == 422
    assert alice.post("/v1/statements", {**body, "due_on": "2026-12-30"}).status_code == 201


def test_no_statement_closes_before_its_card_was_opened(alice: Known) -> None:
    card = alice.made("/v1/cards", {**CARD, "opened_on": "2026-09-01"})["id"]
    body = {"card_id": card, "closes_on": "2026-08-05", "balance": 500_000, "minimum_due": 50_000}
    assert alice.post("/v1/statements", body).status_code == 422


def test_f24_two_statements_within_a_week_are_two(alice: Known, card: str) -> None:
    state(alice, card, "2026-12-05", 50_000, due_on=DECEMBER)
    second = {"card_id": card, "closes_on": "2026-12-10", "balance": 300_000, "minimum_due": 30_000}
    assert alice.post("/v1/statements", second).status_code == 409, "nothing tells it from the first"
    alice.made("/v1/statements", {**second, "due_on": "2026-12-28"})
    found = [(item["due_on"], item["amount"]) for item in dues(alice, "&due_from=2026-12-01")][:3]
    assert found == [(DECEMBER, 50_000), ("2026-12-28", 30_000), ("2027-01-23", 30_000)]


def test_a_due_date_that_the_statement_prints_is_not_moved_by_a_weekend(alice: Known) -> None:
    terms = {**CARD["terms"], "due": {"fixed_day": 28}, "weekend_rule": "next"}
    card = alice.made("/v1/cards", {**CARD, "terms": terms})["id"]
    assert due(alice, "2026-11-30")["nominal_due_on"] == "2026-11-28"
    statement = alice.get("/v1/statements").json["items"][-1]
    assert statement["due_on"] == "2026-11-28"
    body = {"source": "confirmed", "balance": 500_000, "minimum_due": 50_000}
    assert alice.patch(f"/v1/statements/{statement['id']}", body).json["due_on_printed"] is True
    assert due(alice, "2026-11-28")["amount"] == 50_000
    state(alice, card, "2026-12-05", 60_000, due_on="2027-02-28")
    assert due(alice, "2027-02-28")["amount"] == 60_000
    assert alice.patch(f"/v1/cards/{card}", {"terms": {**terms, "tolerance": 5}}).status_code == 200
    assert due(alice, "2026-11-28")["amount"] == 50_000


def test_a_guess_behind_a_new_card_is_asked_about_and_never_told_as_a_last_chance(
    alice: Known, card: str, clock: MovedClock
) -> None:
    alice.made("/v1/devices", {"provider": "console", "token": "phone", "platform": "console"})
    account = _standing(alice)
    assert (account["sure"], account["strategy"]["next_action"]) == (False, "check_statement")
    guessed = due(alice, NOVEMBER)
    first = alice.get("/v1/preview?days=3").json["digests"][0]
    assert [(item["deadline_id"], item["tone"]) for item in first["items"]] == [(guessed["id"], "steady")]
    tick.tick(now=clock.move(to=clock.now.fromisoformat(first["at"])))
    alice.sign_in(clock.now)
    [item] = alice.get("/v1/inbox").json["items"]
    said = alice.get(f"/v1/inbox/{item['id']}").text
    assert "last chance" not in said.lower() and "Estimated" in said


def test_a_known_due_in_its_grace_is_still_told_as_the_last_chance(alice: Known, card: str) -> None:
    state(alice, card, "2026-11-05", 50_000)
    account = _standing(alice)
    assert (account["sure"], account["strategy"]["next_action"]) == (True, "pay_before_last_chance")
    assert alice.get("/v1/preview?days=3").json["digests"][0]["items"][0]["tone"] == "grace"


def test_f6_a_statement_of_nothing_silences_the_card_until_a_balance_appears(
    alice: Known, card: str, clock: MovedClock
) -> None:
    state(alice, card, "2026-11-05", 0, balance=0)
    assert dues(alice, "&state=open,missed") == []
    assert alice.get("/v1/preview?days=90").json["digests"] == []
    roll(alice, clock, 30, steps=3)
    assert dues(alice, "&state=open,missed") == []
    assert (_standing(alice)["stage"], _standing(alice)["strategy"]["next_action"]) == ("current", "nothing")
    state(alice, card, "2027-02-05", 50_000)
    found = due(alice, "2027-02-23")
    assert (found["state"], found["amount"], bool(found["next_reminder_at"])) == ("open", 50_000, True)
    assert due(alice, "2027-03-23")["state"] == "open", "and what follows is estimated again"


def test_f6_a_closed_card_that_owes_keeps_its_dues_until_it_is_paid(alice: Known, card: str) -> None:
    state(alice, card, "2026-11-05", 50_000)
    assert alice.patch(f"/v1/cards/{card}", {"status": "closed"}).status_code == 200
    assert [item["amount"] for item in dues(alice, "&state=open")][:2] == [50_000, 50_000]
    paid = pay(alice, card, 500_000)
    assert dues(alice, "&state=open,missed") == []
    assert alice.get("/v1/preview?days=90").json["digests"] == []
    assert alice.post(f"/v1/payments/{paid['id']}/reverse").status_code == 200
    assert [item["amount"] for item in dues(alice, "&state=open")][:2] == [50_000, 50_000]


def test_f6_a_statement_of_nothing_says_that_what_came_before_is_paid(alice: Known, card: str) -> None:
    state(alice, card, "2026-10-05", 50_000)
    state(alice, card, "2026-11-05", 0, balance=0)
    assert _standing(alice)["days_past_due"] == 0
    assert (due(alice, OCTOBER)["state"], due(alice, OCTOBER)["reason"]) == ("cancelled", "nothing-owed")


@pytest.mark.parametrize("status", ["charged_off", "sold"])
def test_f6_a_debt_that_went_elsewhere_is_owed_and_silent(alice: Known, card: str, status: str) -> None:
    state(alice, card, "2026-10-05", 50_000)
    assert alice.patch(f"/v1/cards/{card}", {"status": status}).status_code == 200
    assert alice.get("/v1/preview?days=90").json["digests"] == []
    assert (due(alice, OCTOBER)["state"], due(alice, OCTOBER)["silent"]) == ("missed", True)
    assert _standing(alice)["strategy"]["next_action"] == "check_report"
    assert alice.patch(f"/v1/cards/{card}", {"status": "open"}).status_code == 200
    assert alice.get("/v1/preview?days=90").json["digests"] != []


def test_f6_a_settled_card_asks_for_nothing_more_and_back_again(alice: Known, card: str) -> None:
    state(alice, card, "2026-10-05", 50_000)
    before = [(item["due_on"], item["state"], item["amount"]) for item in dues(alice)]
    for earlier in ("sold", "settled"):
        assert alice.patch(f"/v1/cards/{card}", {"status": earlier}).status_code == 200
    assert dues(alice, "&state=open,missed") == []
    assert alice.patch(f"/v1/cards/{card}", {"status": "open"}).status_code == 200
    assert [(item["due_on"], item["state"], item["amount"]) for item in dues(alice)] == before


def test_a_minimum_that_was_swallowed_before_is_judged_again_by_the_next_roll(
    alice: Known, card: str, clock: MovedClock
) -> None:
    state(alice, card, "2026-10-05", 50_000)
    swallowed = state(alice, card, "2026-11-05", 48_000, balance=460_000)
    found = due(alice, NOVEMBER)["id"]
    # As the program before left it, and as the migration marks it.
    Statement.update(past_due_included=48_000, past_due_source="presumed").where(
        Statement.id == swallowed["id"]
    ).execute()
    Deadline.update(
        amount=0, state="met", closed_by="terms", closed_at=clock.now, next_reminder_at=None
    ).where(Deadline.id == found).execute()
    Series.update(roll_at=clock.now).where(Series.subject_id == card).execute()
    series_rolling.roll(now=clock.now)
    again = due(alice, NOVEMBER)
    assert (again["amount"], again["state"], bool(again["next_reminder_at"])) == (48_000, "open", True)
