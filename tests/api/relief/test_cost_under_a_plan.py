"""What a missed instalment of an agreed plan costs stands in the agreement, and is unknown here: no 0."""

import pytest

from tests.api.conftest import LOAN, Borrower
from tests.api.relief.test_agreements import a_late_card, agree

UNKNOWN = {"state": "unknown", "low": None, "high": None}


@pytest.mark.parametrize("kind", ["card", "loan"])
def test_no_day_under_a_plan_is_known_to_cost_nothing(alice: Borrower, kind: str) -> None:
    account = a_late_card(alice) if kind == "card" else str(alice.made("/v1/loans", LOAN)["id"])
    agree(alice, account, repeats={"amount": 600_000, "count": 2, "first_due_on": "2026-12-20"})
    found = alice.get(f"/v1/{kind}s/{account}/cost-of-lateness").json
    for day in (found["days"][0], found["days"][40], found["days"][-1]):
        assert [day[name] for name in ("interest", "fees", "penalty", "total")] == [UNKNOWN] * 4
    charged = {
        each["name"]: each for each in found["parts"] if each["name"] in ("interest", "fees", "penalty")
    }
    assert {name: each["state"] for name, each in charged.items()} == dict.fromkeys(charged, "unknown")
    assert {each["needs"][0]["code"] for each in charged.values()} == {"agreement"}
    assert not {"fee", "penalty_rate"} & {step["kind"] for step in found["steps"]}
    assert (found["due_on"], found["bears"]) == ("2026-12-20", UNKNOWN)


def test_once_the_plan_is_broken_the_contract_says_what_lateness_costs(alice: Borrower) -> None:
    card = a_late_card(alice)
    before = alice.get(f"/v1/cards/{card}/cost-of-lateness").json
    found = agree(alice, card)
    alice.post(f"/v1/negotiations/{found['id']}/agreement/end", {"how": "withdrawn"})
    after = alice.get(f"/v1/cards/{card}/cost-of-lateness").json
    assert after["days"][0]["interest"] == before["days"][0]["interest"]
    assert after["days"][0]["interest"]["low"] > 0
