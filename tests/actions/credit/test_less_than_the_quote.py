"""Money that nearly pays a loan off is reckoned with the fee that the contract names, and what it lacks stays owed."""

from typing import Any

import pytest

from tests.actions.conftest import Known, dues, loan_of

QUOTED = 105_933  # 1,000.00, 9.33 of interest for 14 days of thirty, and 50.00 for repaying early
FEE = 5_000


@pytest.fixture
def loan(alice: Known) -> str:
    terms = {"principal": 100_000, "rate_bp": 2_400, "instalments": 6, "prepayment_fee_bp": 500}
    return loan_of(alice, first_due_on="2026-12-10", drawn_on="2026-11-10", **terms)


def _paid(alice: Known, loan: str, amount: int, **said: Any) -> dict[str, Any]:
    return alice.made("/v1/payments", {"account_id": loan, "amount": amount, **said})


def _owed(alice: Known, loan: str) -> int:
    return int(alice.get(f"/v1/loans/{loan}/pay-off").json["amount"])


def _standing(alice: Known) -> dict[str, Any]:
    [found] = alice.get("/v1/standing").json["accounts"]
    return dict(found)


@pytest.mark.parametrize("lacks", [100, 3_000, FEE, 5_500])
@pytest.mark.parametrize(
    "said", [{}, {"meant_as": "extra_principal"}, {"meant_as": "extra_principal", "effect": "smaller"}]
)
def test_what_is_below_the_quote_leaves_the_rest_owed(
    alice: Known, loan: str, lacks: int, said: dict[str, Any]
) -> None:
    assert _owed(alice, loan) == QUOTED
    _paid(alice, loan, QUOTED - lacks, **said)
    assert _owed(alice, loan) == lacks
    asked = [due["outstanding"] for due in dues(alice, "&state=open")]
    if said.get("effect") != "smaller":
        assert lacks <= sum(asked) <= lacks + 100, "and the interest until that day"
    assert asked
    assert _standing(alice)["strategy"]["next_action"] == "pay_minimum"
    assert _paid(alice, loan, lacks, meant_as="pay_off")["question"] is None
    assert (_owed(alice, loan), dues(alice, "&state=open")) == (0, [])


def test_standing_asks_as_well_until_it_is_said(alice: Known, loan: str) -> None:
    paid = _paid(alice, loan, QUOTED - 3_000)
    [asked] = _standing(alice)["questions"]
    assert (asked["code"], asked["payment_id"]) == ("payment_meant_for", paid["id"])
    assert asked["text"] == paid["question"]["text"]
    said = paid["question"]["choices"][-1]
    assert (said["meant_as"], "gave up CN¥30.00" in said["text"]) == ("pay_off", True), said
    assert alice.post(f"/v1/payments/{paid['id']}/meaning", {"meant_as": "pay_off"}).status_code == 200
    assert (_standing(alice)["questions"], dues(alice, "&state=open")) == ([], [])


def test_less_than_the_quote_is_refused_as_a_pay_off(alice: Known, loan: str) -> None:
    body = {"account_id": loan, "amount": QUOTED - 3_000, "meant_as": "pay_off"}
    assert alice.post("/v1/payments", body).json["reason"] == "pay-off-too-small"


@pytest.mark.parametrize("more", [0, 10_000])
def test_the_quote_gives_nothing_up(alice: Known, loan: str, more: int) -> None:
    said = _paid(alice, loan, QUOTED + more)["question"]["choices"][-1]
    assert (said["meant_as"], said["text"]) == ("pay_off", "Pay the whole loan off")


@pytest.mark.parametrize("more", [0, 20_000])
@pytest.mark.parametrize("later", [False, True])
def test_what_came_above_the_quote_alone_is_asked_about(
    alice: Known, loan: str, more: int, later: bool
) -> None:
    if later:
        paid = _paid(alice, loan, QUOTED + more)
        paid = alice.post(f"/v1/payments/{paid['id']}/meaning", {"meant_as": "pay_off"}).json
    else:
        paid = _paid(alice, loan, QUOTED + more, meant_as="pay_off")
    assert (paid["question"] or {"amount": 0})["amount"] == more
