"""A collector's notice of a debt, and the days within which it can be disputed, counted by hand."""

from datetime import timedelta
from typing import Any

import pytest

from backend.actions.reminders import tick
from tests.api.conftest import Borrower
from tests.api.relief.debts import NOTICE, american_card, noticed
from tests.moved_clock import MovedClock


def test_the_window_is_counted_from_the_day_on_which_it_is_taken_to_have_come(alice: Borrower) -> None:
    """Sent on Monday 2 November; 11 November (Veterans Day) lies behind the fifth working day, the 9th."""
    made = noticed(alice)
    assert made["window"]["assumed_received_on"] == "2026-11-09"
    assert (made["window"]["ends_on"], made["window"]["latest_on"]) == ("2026-12-09", "2026-12-09")
    assert (made["window"]["state"], made["window"]["rule"]["confirmed"]) == ("open", True)
    assert made["window"]["rule"]["law"] == "12 CFR 1006.34(b)(5); 15 USC 1692g(b)"
    deadline = alice.get(f"/v1/deadlines/{made['deadline_id']}").json
    assert (deadline["kind"], deadline["due_on"], deadline["owed"]) == (
        "validation_window",
        "2026-12-09",
        False,
    )


def test_a_holiday_between_and_one_kept_on_a_monday(alice: Borrower) -> None:
    """Sent on Friday 6 November: 9, 10, 12, 13 and 16, since the 11th does not count."""
    made = noticed(alice, provided_on="2026-11-06")
    assert (made["window"]["assumed_received_on"], made["window"]["ends_on"]) == ("2026-11-16", "2026-12-16")
    # New Year's Day of 2023 was a Sunday; Monday the 2nd, on which it was kept, is none of the statute's days.
    made = noticed(alice, provided_on="2022-12-30", itemized_on="2022-01-01")
    assert (made["window"]["assumed_received_on"], made["window"]["state"]) == ("2023-01-06", "over")
    assert made["deadline_id"] is None


def test_of_several_readings_the_earliest_is_kept_to_and_the_latest_told(alice: Borrower) -> None:
    made = noticed(alice, received_on="2026-11-16", printed_on="2026-12-11")
    assert (made["window"]["ends_on"], made["window"]["latest_on"]) == ("2026-12-09", "2026-12-16")
    assert made["window"]["printed_too_early"] is False
    early = noticed(alice, printed_on="2026-12-04")
    assert (early["window"]["ends_on"], early["window"]["printed_too_early"]) == ("2026-12-04", True)


@pytest.mark.parametrize(
    ("more", "keep_to", "latest"),
    [
        ({"printed_on": "2026-11-20"}, "2026-12-09", "2026-12-09"),
        (
            {"provided_on": None, "received_on": "2026-11-05", "printed_on": "2026-11-20"},
            "2026-12-05",
            "2026-12-05",
        ),
        ({"provided_on": "2026-10-19", "received_on": "2026-10-20"}, "2026-11-25", "2026-11-25"),
    ],
)
def test_a_day_that_is_behind_does_not_end_what_another_reading_leaves_open(
    alice: Borrower, more: dict[str, Any], keep_to: str, latest: str
) -> None:
    """By now it is 24 November; of the first readings (20 November printed, 19 November by the coming) none is left."""
    made = noticed(alice, **more)
    found = made["window"]
    assert (found["state"], found["latest_on"]) == ("open", latest)
    assert found["ends_on"] < "2026-11-24"
    assert found["printed_too_early"] is (True if "printed_on" in more else None)
    assert alice.get(f"/v1/deadlines/{made['deadline_id']}").json["due_on"] == keep_to
    dispute = alice.made("/v1/debt-disputes", {"kind": "not_mine", "notice_id": made["id"]})
    told = " ".join(alice.get(f"/v1/debt-disputes/{dispute['id']}/letter.txt?locale=en").text.split())
    assert "Please stop collecting what I dispute until you have sent me proof" in told
    assert "by another the time to dispute lasts until" in told and "is over" not in told
    assert ("prints an earlier day than the law gives" in told) is ("printed_on" in more)


@pytest.mark.parametrize(
    ("country", "more", "state", "ends_on"),
    [
        ("US", {"provided_on": None}, "unknown", None),
        ("US", {"provided_on": None, "received_on": "2026-11-20"}, "open", "2026-12-20"),
        ("CN", {}, "unknown", None),
        ("GB", {}, "unknown", None),
        ("FR", {"printed_on": "2026-12-01"}, "open", "2026-12-01"),
    ],
)
def test_what_gives_no_day_is_unknown(
    alice: Borrower, country: str, more: dict[str, Any], state: str, ends_on: str | None
) -> None:
    made = noticed(alice, country=country, **more)
    assert (made["window"]["state"], made["window"]["ends_on"]) == (state, ends_on)
    assert (made["deadline_id"] is None) is (ends_on is None)


def test_its_own_sums_are_added_up(alice: Borrower) -> None:
    made = noticed(alice)
    assert (made["sums"], made["difference"]) == ("adds_up", 0)
    more = noticed(alice, claimed=112_345)
    assert (more["sums"], more["difference"]) == ("differs", 12_345)
    assert noticed(alice, interest=None)["sums"] == "unknown"


def test_its_last_day_is_reminded_of_before_it_comes(alice: Borrower, clock: MovedClock) -> None:
    alice.made("/v1/devices", {"provider": "console", "token": "t", "platform": "console"})
    made = noticed(alice)
    tick.tick(now=clock.now + timedelta(days=12))
    told = alice.get("/v1/inbox").text
    assert "left to dispute in writing" in told and "has to be there by" in told
    withdrawn = alice.post(f"/v1/validation-notices/{made['id']}/withdraw").json
    assert withdrawn["state"] == "withdrawn"
    assert alice.get(f"/v1/deadlines/{made['deadline_id']}").json["state"] == "cancelled"
    again = alice.post(f"/v1/validation-notices/{made['id']}/withdraw")
    assert (again.status_code, again.json["reason"]) == (409, "notice-not-open")


def test_what_cannot_be_is_refused_with_its_field(alice: Borrower, bob: Borrower) -> None:
    for more, field, reason in (
        ({"received_on": "2026-12-01"}, "received_on", "day-in-future"),
        ({"received_on": "2026-11-01"}, "received_on", "notice-before-it-was-sent"),
        ({"printed_on": "2026-11-01"}, "printed_on", "notice-before-it-was-sent"),
        ({"currency": None}, "currency", "currency-of-sums"),
    ):
        answer = alice.post("/v1/validation-notices", NOTICE | more)
        assert (answer.status_code, answer.json["reason"]) == (422, reason)
        assert field in answer.text
    card = american_card(alice)
    wrong = alice.post("/v1/validation-notices", NOTICE | {"account_id": card, "currency": "CNY"})
    assert wrong.json["reason"] == "promise-currency"
    assert bob.post("/v1/validation-notices", NOTICE | {"account_id": card}).status_code == 404
    assert alice.get("/v1/validation-notices").json["items"] == []
