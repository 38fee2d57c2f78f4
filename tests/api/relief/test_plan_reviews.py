"""The day on which a plan is looked at again, once nothing of the plan is left."""

from tests.api.conftest import Borrower
from tests.api.relief.test_agreements import REPEATS, a_late_card, agree, pay


def test_the_review_is_over_once_the_plan_is_kept_and_back_where_a_payment_bounced(alice: Borrower) -> None:
    card = a_late_card(alice)
    found = agree(alice, card, repeats={**REPEATS, "amount": 600_000, "count": 2})
    path = f"/v1/deadlines/{found['agreement']['review_deadline_id']}"
    pay(alice, card, 600_000, "2026-11-24T02:00:00Z")
    assert alice.get(path).json["state"] == "open"
    last = pay(alice, card, 600_000, "2026-11-24T03:00:00Z")
    assert [alice.get(path).json[name] for name in ("state", "reason")] == ["met", "plan-kept"]
    alice.post(f"/v1/payments/{last}/reverse")
    assert [alice.get(path).json[name] for name in ("state", "reason")] == ["open", None]
