"""Cards whose terms and status change: no cycle is lost, doubled or late only because of the change."""

import pytest

from tests.actions.conftest import Known, brief, card_of, due, dues, pay, roll, state
from tests.api.conftest import CARD
from tests.moved_clock import MovedClock

AHEAD = ["2026-11-23", "2026-12-23", "2027-01-23", "2027-02-23", "2027-03-23"]


def _change(alice: Known, card: str, **fields: object) -> None:
    answer = alice.patch(f"/v1/cards/{card}", fields)
    assert answer.status_code == 200, answer.text


def _terms(**changed: object) -> dict[str, object]:
    return {**CARD["terms"], **changed}


def _open(alice: Known) -> list[str]:
    return [item["due_on"] for item in dues(alice, "&state=open,missed")]


def test_a_closing_day_that_moves_later_loses_no_cycle(alice: Known) -> None:
    card = card_of(alice, statement_day=3, due={"fixed_day": 20})
    assert _open(alice)[0] == "2026-12-20"
    _change(alice, card, terms=_terms(statement_day=28, due={"fixed_day": 20}))
    assert _open(alice) == ["2026-12-20", "2027-01-20", "2027-02-20", "2027-03-20"]
    closing = sorted(item["closes_on"] for item in alice.get("/v1/statements").json["items"])
    assert closing == ["2026-11-28", "2026-12-28", "2027-01-28", "2027-02-28"]


def test_a_closing_day_that_moves_earlier_makes_nothing_late(alice: Known) -> None:
    card = card_of(alice, statement_day=28, due={"fixed_day": 20})
    _change(alice, card, terms=_terms(statement_day=3, due={"fixed_day": 20}))
    assert _open(alice) == ["2026-12-20", "2027-01-20", "2027-02-20", "2027-03-20"]
    assert dues(alice, "&state=missed") == []


def test_terms_changed_to_and_fro_leave_everything_as_it_was(alice: Known, clock: MovedClock) -> None:
    card = card_of(alice)
    before = brief(alice, "id", "state")
    for day, rule in ((28, {"fixed_day": 20}), (31, {"days_after": 25}), (1, {"days_after": 50})):
        _change(alice, card, terms=_terms(statement_day=day, due=rule))
    _change(alice, card, terms=_terms())
    assert _open(alice)[: len(before)] == [row[0] for row in before]
    assert len(set(_open(alice))) == len(_open(alice))
    roll(alice, clock, 60)
    assert _open(alice)[:7] == [*AHEAD, "2027-04-23", "2027-05-23"]


def test_a_statement_that_is_known_keeps_its_dates_and_its_cycle(alice: Known) -> None:
    card = card_of(alice)
    state(alice, card, "2026-12-05", 50_000)
    _change(alice, card, terms=_terms(statement_day=6, due={"fixed_day": 25}))
    assert _open(alice)[:3] == ["2026-11-25", "2026-12-23", "2027-01-25"]


def test_what_the_borrower_did_with_a_deadline_moves_with_it(alice: Known) -> None:
    card = card_of(alice)
    muted = due(alice, "2026-12-23")["id"]
    assert alice.patch(f"/v1/deadlines/{muted}", {"muted": True}).status_code == 200
    _change(alice, card, terms=_terms(due={"fixed_day": 20}, weekend_rule="next"))
    found = alice.get(f"/v1/deadlines/{muted}").json
    assert (found["nominal_due_on"], found["due_on"], found["muted"]) == ("2026-12-20", "2026-12-21", True)


@pytest.mark.parametrize("status", ["charged_off", "sold"])
def test_a_status_taken_back_restores_what_was_to_come(alice: Known, status: str) -> None:
    card = card_of(alice)
    before = brief(alice, "id")
    _change(alice, card, status=status)
    assert _open(alice) == ["2026-11-23"], "what is past due stays"
    _change(alice, card, status="open")
    assert [(item["due_on"], item["id"]) for item in dues(alice, "&state=open")] == before


def test_the_time_while_it_was_sold_is_not_made_up_for(alice: Known, clock: MovedClock) -> None:
    card = card_of(alice)
    _change(alice, card, status="sold")
    roll(alice, clock, 200)  # 12 June
    assert _open(alice) == ["2026-11-23"]
    _change(alice, card, status="open")
    assert _open(alice) == ["2026-11-23", "2027-06-23", "2027-07-23", "2027-08-23", "2027-09-23"]


def test_a_closed_card_goes_on_falling_due(alice: Known, clock: MovedClock) -> None:
    card = card_of(alice)
    _change(alice, card, status="closed")
    roll(alice, clock, 30)
    assert _open(alice)[-1] == "2027-04-23"


def test_a_statement_of_a_card_that_was_sold_is_owed_all_the_same(alice: Known) -> None:
    card = card_of(alice)
    _change(alice, card, status="sold")
    state(alice, card, "2026-12-05", 50_000, past_due_included=0)
    found = due(alice, "2026-12-23")
    assert (found["state"], found["amount"], found["reason"]) == ("open", 50_000, None)


def test_only_autopay_that_holds_takes_the_next_step_away(alice: Known) -> None:
    card = card_of(alice)
    state(alice, card, "2026-10-05", 0, balance=1_000)
    alice.post(f"/v1/deadlines/{due(alice, '2026-11-23')['id']}/meet")
    for funded, action in (("unknown", "pay_minimum"), ("short", "pay_minimum"), ("holds", "nothing")):
        _change(alice, card, autopay="minimum", autopay_funded=funded)
        [account] = alice.get("/v1/standing").json["accounts"]
        assert account["strategy"]["next_action"] == action
        assert dues(alice, "&state=open")[0]["autopay"] is (funded == "holds")


def test_a_new_cycle_is_estimated_when_it_rolls_in(alice: Known, clock: MovedClock) -> None:
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    pay(alice, card, 50_000)
    roll(alice, clock, 30)
    assert due(alice, "2027-04-23")["amount"] == 45_000


def test_a_due_day_corrected_to_a_later_one_is_late_no_more(alice: Known) -> None:
    card = card_of(alice)
    assert _open(alice)[0] == "2026-11-23"
    _change(alice, card, terms=_terms(due={"fixed_day": 28}, grace_days=0))
    assert _open(alice)[:2] == ["2026-11-28", "2026-12-28"]
    assert alice.get("/v1/standing").json["stage"] == "current"
