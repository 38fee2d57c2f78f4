"""A new country's file is read: its bureaus' reports are looked at, and the reminders warn of its own days."""

from datetime import timedelta

from backend import countries
from backend.countries.lateness import late_law, reportable_days
from backend.domain.calendar.local_time import local_date
from tests.api.bureau.household import US_CARD
from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock

CARD = US_CARD | {"currency": "EUR", "zone": "Europe/Paris", "country": "FR"}


def test_its_bureaus_are_looked_at(alice: Borrower) -> None:
    alice.made("/v1/cards", CARD)
    assert alice.post("/v1/checkpoints/plan").status_code == 200
    rows = alice.get("/v1/checkpoints").json["items"]
    assert {row["country"] for row in rows} == {"FR"}
    assert {row["bureau"]["id"] for row in rows} == {"banque", "caisse", "mutuelle"}


def test_its_reportable_days_are_warned_of(alice: Borrower, clock: MovedClock) -> None:
    alice.made("/v1/cards", CARD)
    due = alice.get("/v1/deadlines?limit=1").json["items"][0]["due_on"]
    planned = [item for push in alice.get("/v1/preview?days=90").json["digests"] for item in push["items"]]
    assert any(item["moment"] == f"{due}:reportable31-1" for item in planned)
    on = local_date(clock() + timedelta(days=1), "Europe/Paris")
    assert reportable_days("FR", on) == (31, 60, 90, 120, 150, 180)
    assert late_law("FR", "card", on).penalty_after_days == 60
    assert "FR" in countries.countries()
