"""Instalments due before a loan was entered are taken as paid, by their dates: when terms change, those follow."""

from typing import Any

import pytest

from tests.actions.conftest import Known, dues, loan_of, pay, roll
from tests.api.conftest import LOAN
from tests.moved_clock import MovedClock

RUNNING = {"instalments": 24, "first_due_on": "2026-06-08"}  # the clock stands at 24 November: #7 is next


def _open(alice: Known) -> list[tuple[Any, ...]]:
    return [(item["instalment"], item["due_on"]) for item in dues(alice, "&state=open,missed")]


def _rows(alice: Known, loan: str) -> list[tuple[int, str]]:
    answer = alice.get(f"/v1/loans/{loan}/schedule").json["instalments"]
    return [(row["number"], row["due_on"]) for row in answer]


def _correct(alice: Known, loan: str, **terms: Any) -> None:
    body = {"terms": {**LOAN["terms"], **RUNNING, **terms}, "terms_correct": True}
    assert alice.patch(f"/v1/loans/{loan}", body).status_code == 200


def _standing(alice: Known) -> dict[str, Any]:
    [found] = alice.get("/v1/standing").json["accounts"]
    return dict(found)


def _soon(alice: Known) -> list[tuple[Any, ...]]:
    """What is asked for within the next three months, all of which the home screen has."""
    return [row for row in _open(alice) if row[1] < "2027-02-24"]


def _asks_as_its_schedule(alice: Known, loan: str) -> None:
    """What the schedule has from the day of entry on is asked for, and nothing that lies before."""
    assert _soon(alice) == [row for row in _rows(alice, loan) if "2026-11-24" <= row[1] < "2027-02-24"]


@pytest.mark.parametrize(
    ("from_on", "holiday", "first"),
    [
        ("2026-11-01", {"intervals": 1}, (6, "2026-12-08")),
        ("2026-07-01", {"intervals": 3, "interest": "waived"}, (4, "2026-12-08")),
        ("2026-07-01", {"intervals": 5, "interest": "waived"}, (2, "2026-12-08")),
        ("2026-11-01", {"intervals": 12}, (6, "2027-11-08")),
    ],
)
def test_a_holiday_that_began_before_today_loses_no_due(
    alice: Known, clock: MovedClock, from_on: str, holiday: dict[str, Any], first: tuple[int, str]
) -> None:
    loan = loan_of(alice, **RUNNING)
    was = _open(alice)
    agreed = alice.made(f"/v1/loans/{loan}/terms", {"from_on": from_on, "holiday": holiday})
    _asks_as_its_schedule(alice, loan)
    if first[1] < "2027":
        assert _open(alice)[0] == first
        assert _standing(alice)["next_due_on"] == first[1]
    roll(alice, clock, 30, steps=12)
    assert _open(alice)[0] == first
    assert alice.delete(f"/v1/loans/{loan}/terms/{agreed['id']}").status_code == 204
    assert _open(alice)[: len(was)] == was, "taken back, it is as if it had never been said"


def test_what_pays_a_loan_off_is_its_balance_though_a_holiday_moved_it(alice: Known) -> None:
    loan = loan_of(alice, **RUNNING)
    holiday = {"intervals": 3, "interest": "waived"}
    alice.made(f"/v1/loans/{loan}/terms", {"from_on": "2026-07-01", "holiday": holiday})
    rows = alice.get(f"/v1/loans/{loan}/schedule").json["instalments"]
    assert (rows[2]["due_on"], rows[2]["balance_after"]) == ("2026-11-08", 1_065_197)
    quote = alice.get(f"/v1/loans/{loan}/pay-off").json
    assert (quote["past_due"], quote["principal"]) == (0, 1_065_197)


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        ({"first_due_on": "2026-10-08"}, (3, "2026-12-08")),
        ({"first_due_on": "2026-12-08"}, (1, "2026-12-08")),
        ({"interval_count": 2}, (4, "2026-12-08")),
        ({"interval": "week"}, (25, "")),
    ],
)
def test_corrected_terms_ask_for_what_they_would_have_asked_for_at_once(
    alice: Known, bob: Known, changed: dict[str, Any], first: tuple[int, str]
) -> None:
    loan = loan_of(alice, **RUNNING)
    loan_of(bob, **{**RUNNING, **changed})
    _correct(alice, loan, **changed)
    assert _soon(alice) == _soon(bob)
    if first[0] <= 24:
        assert _open(alice)[0] == first
    assert (_standing(alice)["past_due"], _standing(alice)["days_past_due"]) == (0, 0)
    _correct(alice, loan)
    assert _open(alice)[0] == (7, "2026-12-08")
    _asks_as_its_schedule(alice, loan)


def test_a_first_due_day_corrected_into_the_past_makes_nothing_late(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice, **{**RUNNING, "first_due_on": "2026-12-08"})
    _correct(alice, loan)
    assert _open(alice)[0] == (7, "2026-12-08")
    standing = _standing(alice)
    assert (standing["past_due"], standing["days_past_due"]) == (0, 0)
    assert alice.get(f"/v1/loans/{loan}/pay-off").json["past_due"] == 0
    paid = pay(alice, loan, 56_488, "2026-11-08T04:00:00Z")
    assert (paid["earlier_instalments"], paid["allocations"]) == (56_488, [])
    roll(alice, clock, 20)
    assert _standing(alice)["past_due"] > 0, "what falls due later is owed"


def test_what_fell_due_since_the_loan_was_entered_is_owed_whatever_is_corrected(
    alice: Known, clock: MovedClock
) -> None:
    loan = loan_of(alice, **RUNNING)
    roll(alice, clock, 60)  # 23 January: two are late
    _correct(alice, loan, first_due_on="2026-10-08")
    assert _open(alice)[:2] == [(3, "2026-12-08"), (4, "2027-01-08")]
    assert _standing(alice)["days_past_due"] > 40


@pytest.mark.parametrize("first_open", [5, 9])
def test_the_first_open_that_the_borrower_named_stays_the_first(alice: Known, first_open: int) -> None:
    body = {**LOAN, "terms": {**LOAN["terms"], **RUNNING}, "first_open": first_open}
    loan = alice.made("/v1/loans", body)["id"]
    _correct(alice, loan, first_due_on="2026-06-10")
    assert _open(alice)[0][0] == first_open


def test_days_of_grace_that_are_told_later_wake_nothing_that_was_paid(alice: Known) -> None:
    loan = loan_of(alice, **RUNNING)
    terms = {**LOAN["terms"], **RUNNING, "grace_days": 20}
    assert alice.patch(f"/v1/loans/{loan}", {"terms": terms}).status_code == 200
    assert _open(alice)[0] == (7, "2026-12-08")
    alice.made(f"/v1/loans/{loan}/terms", {"from_on": "2026-12-01", "holiday": {"intervals": 1}})
    assert _open(alice)[0] == (7, "2027-01-08")
