"""A new category is in the tree in both languages, and a merchant's name leads to it."""

import pytest

from tests.api.conftest import Borrower
from tests.api.spending.files import BANK, read, transactions
from tests.moved_clock import MovedClock


@pytest.mark.parametrize(("locale", "name"), [("en", "Tea tasting"), ("zh-CN", "品茶")])
def test_it_is_listed_and_found(alice: Borrower, clock: MovedClock, locale: str, name: str) -> None:
    alice.patch("/v1/me", {"locale": locale})
    listed = {each["key"]: each for each in alice.get("/v1/categories").json["items"]}
    assert (listed["leisure.tea"]["name"], listed["leisure.tea"]["need"]) == (name, "discretionary")
    read(alice, clock, BANK.replace("NETFLIX.COM", "TEATASTERY 12"))
    assert "leisure.tea" in {line["category"] for line in transactions(alice)}
