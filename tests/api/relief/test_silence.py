"""May I not answer? By place, cited, with what must be answered after all; a place without data says nothing."""

import pytest

from backend.domain.relief.conduct.rule import SILENCE_KINDS
from tests.api.conftest import Borrower


@pytest.mark.parametrize("country", ["CN", "US", "GB"])
def test_each_place_says_what_silence_does_and_does_not_do(alice: Borrower, country: str) -> None:
    found = alice.get(f"/v1/relief/silence?country={country}").json
    assert found["known"] is True
    assert {point["kind"] for point in found["points"]} == set(SILENCE_KINDS)
    for point in found["points"]:
        assert point["text"]
        assert point["source"]
        assert point["law"] or not point["confirmed"]


def test_it_speaks_the_borrowers_language_and_place(alice: Borrower) -> None:
    found = alice.get("/v1/relief/silence?locale=zh-CN").json
    assert found["country"] == "CN"
    assert "诉讼时效重新计算" in next(each["text"] for each in found["points"] if each["id"] == "cn.no_end")


def test_a_court_is_never_left_unanswered_and_nothing_is_promised(alice: Borrower) -> None:
    for country in ("CN", "US", "GB"):
        points = alice.get(f"/v1/relief/silence?country={country}&locale=en").json["points"]
        assert any("court" in each["text"] for each in points if each["kind"] == "must_answer")
        assert not any(word in each["text"] for each in points for word in ("will win", "guarantee", "safe"))


def test_a_country_without_data_says_nothing(alice: Borrower) -> None:
    assert alice.get("/v1/relief/silence?country=JP").json == {"country": "JP", "known": False, "points": []}
