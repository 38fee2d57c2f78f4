"""What is asked of the database does not grow with the payments: each account's bills are read once."""

import pytest

from tests.actions.conftest import Known, card_of, counted, loan_of, pay, state


@pytest.mark.parametrize("path", ["/v1/payments?limit=200", "/v1/standing"])
def test_many_payments_that_ask_cost_as_many_queries_as_one_of_each_card(alice: Known, path: str) -> None:
    cards, loan = [card_of(alice), card_of(alice)], loan_of(alice)
    for card in cards:
        state(alice, card, "2026-11-05", 50_000)
    costs = []
    for payments in (1, 10):
        for account in [*cards, loan] * (payments - len(costs)):
            # The statement closes a day later: nobody can tell whether it has the money already.
            pay(alice, account, 1_000, "2026-11-04T04:00:00Z")
        with counted() as seen:
            answer = alice.get(path).json
        rows = answer["items"] if "items" in answer else answer["accounts"]
        asked = [row["question"] for row in rows if row.get("question")]
        asked += [question for row in rows for question in row.get("questions", [])]
        assert len(asked) == 2 * payments
        costs.append(len(seen))
    assert costs[0] == costs[1]
