"""A new reason to look at a report brings a visit that names it."""

from tests.api.bureau.household import US_CARD
from tests.api.conftest import Borrower


def test_a_visit_names_it(alice: Borrower) -> None:
    alice.made("/v1/cards", US_CARD)
    assert alice.post("/v1/checkpoints/plan").status_code == 200
    rows = alice.get("/v1/checkpoints").json["items"]
    assert "tea_time" in {reason["code"] for row in rows for reason in row["reasons"]}
