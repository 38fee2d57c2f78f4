"""The rooms by HTTP: what an app developer does in the first ten minutes, and what a borrower relies on."""

from datetime import timedelta

import icalendar
import pytest

from backend.actions.credit import series_rolling
from backend.actions.reminders import tick
from backend.store.reminders.deadlines import Deadline
from tests.api.conftest import CARD, LOAN, Borrower
from tests.moved_clock import MovedClock


def _statement(alice: Borrower, card: str, **fields: object) -> dict[str, object]:
    body = {"card_id": card, "closes_on": "2026-11-05", "balance": 500_000, "minimum_due": 50_000, **fields}
    return alice.made("/v1/statements", body)


def test_a_card_opens_its_deadlines_by_itself(alice: Borrower) -> None:
    alice.made("/v1/cards", CARD)
    found = alice.get("/v1/deadlines?state=open").json["items"]
    assert [item["due_on"] for item in found[:3]] == ["2026-11-23", "2026-12-23", "2027-01-23"]
    first = found[0]
    assert (first["last_chance_on"], first["sure"], first["amount"]) == ("2026-11-26", False, None)


def test_a_payment_settles_the_oldest_minimum_and_its_reversal_opens_it_again(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    _statement(alice, card)
    paid = alice.made("/v1/payments", {"account_id": card, "amount": 60_000})
    assert [share["amount"] for share in paid["allocations"]] == [50_000]
    assert paid["unallocated"] == 10_000
    deadline = paid["allocations"][0]["deadline_id"]
    met = alice.get(f"/v1/deadlines/{deadline}").json
    assert (met["state"], met["late"], met["next_reminder_at"]) == ("met", False, None)
    assert alice.post(f"/v1/payments/{paid['id']}/reverse", {"reason": "bounced"}).status_code == 200
    again = alice.get(f"/v1/deadlines/{deadline}").json
    assert (again["state"], again["allocated"]) == ("open", 0)
    assert again["next_reminder_at"]
    assert alice.post(f"/v1/payments/{paid['id']}/reverse").status_code == 409


def test_a_shortfall_within_the_tolerance_counts_as_paid(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    _statement(alice, card)
    near = alice.made("/v1/payments", {"account_id": card, "amount": 48_999})
    deadline = near["allocations"][0]["deadline_id"]
    assert alice.get(f"/v1/deadlines/{deadline}").json["state"] == "open"
    alice.made("/v1/payments", {"account_id": card, "amount": 1})
    assert alice.get(f"/v1/deadlines/{deadline}").json["state"] == "met"


def test_i_have_paid_records_a_payment_and_stops_the_rest(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    _statement(alice, card)
    deadline = alice.get("/v1/deadlines?state=open&kind=card_minimum").json["items"][0]
    done = alice.post(f"/v1/deadlines/{deadline['id']}/acknowledge").json
    assert (done["state"], done["next_reminder_at"]) == ("met", None)
    assert alice.get("/v1/payments").json["items"][0]["amount"] == 50_000


def test_a_loan_schedule_sums_exactly_and_can_be_overridden(alice: Borrower) -> None:
    loan = alice.made("/v1/loans", LOAN)
    path = f"/v1/loans/{loan['id']}/schedule"
    schedule = alice.get(path).json
    assert schedule["total_principal"] == 1_200_000
    body = {"instalments": [{"number": 1, "due_on": "2026-12-12", "principal": 90_000, "interest": 9_999}]}
    assert alice.patch(path, body).status_code == 200
    first = alice.get("/v1/deadlines?kind=loan_instalment").json["items"][0]
    assert (first["due_on"], first["amount"]) == ("2026-12-12", 99_999)
    beyond = {"instalments": [{**body["instalments"][0], "number": 13}]}
    assert alice.patch(path, beyond).status_code == 422


def test_a_series_clamps_to_the_month_and_rolls_without_a_request(alice: Borrower, clock: MovedClock) -> None:
    body = {"title": "Rent", "repeats": {"unit": "month", "starts_on": "2026-12-31"}}
    row = alice.made("/v1/series", body)
    due = [item["due_on"] for item in alice.get("/v1/deadlines").json["items"]]
    assert due == ["2026-12-31", "2027-01-31", "2027-02-28"]
    series_rolling.roll(now=clock.now + timedelta(days=40))
    assert Deadline.select().count() > 3
    assert alice.post(f"/v1/series/{row['id']}/end").json["ended"] is True
    assert alice.get("/v1/deadlines?state=open").json["items"] == []


def test_preview_is_what_will_be_sent_with_and_without_an_edit(alice: Borrower) -> None:
    alice.made("/v1/deadlines", {"title": "Rent", "due_on": "2026-12-10"})
    now = alice.get("/v1/preview?days=30").json["digests"]
    assert [digest["at"] for digest in now] == [
        "2026-12-07T01:00:00Z",
        "2026-12-10T01:00:00Z",
        "2026-12-11T01:00:00Z",
    ]
    rules = [{"anchor": "due", "offset_days": -2, "at": "18:30"}]
    edit = {"days": 30, "policy": {"scope": "borrower", "rules": rules}}
    assert [digest["at"] for digest in alice.post("/v1/preview", edit).json["digests"]] == [
        "2026-12-08T10:30:00Z"
    ]
    assert alice.get("/v1/preview?days=30").json["digests"] == now, "a preview saves nothing"
    zone = {"days": 30, "settings": {"zone": "America/New_York"}}
    assert alice.post("/v1/preview", zone).json["digests"][0]["at"] == "2026-12-07T14:00:00Z"
    assert alice.get("/v1/me").json["zone"] == "Asia/Shanghai"


def test_a_policy_moves_the_reminders_to_come_and_going_back_restores_them(alice: Borrower) -> None:
    alice.made("/v1/deadlines", {"title": "Rent", "due_on": "2026-12-10"})
    before = alice.get("/v1/preview").json
    policy = alice.made(
        "/v1/reminder-policies",
        {
            "scope": "kind",
            "scope_key": "custom",
            "rules": [{"anchor": "due", "offset_days": 0, "at": "12:00"}],
        },
    )
    assert [d["at"] for d in alice.get("/v1/preview").json["digests"]] == ["2026-12-10T04:00:00Z"]
    assert alice.delete(f"/v1/reminder-policies/{policy['id']}").status_code == 204
    assert alice.get("/v1/preview").json["digests"] == before["digests"]
    bad = {"scope": "borrower", "rules": [{"anchor": "noon", "offset_days": 0, "at": "12:00"}]}
    problem = alice.post("/v1/reminder-policies", bad).get_json(force=True)
    assert problem["errors"][0]["field"] == "rules.0.anchor"


def test_a_pause_holds_and_resumes_by_itself(alice: Borrower) -> None:
    alice.made("/v1/deadlines", {"title": "Rent", "due_on": "2026-12-10"})
    until = "2026-12-09T02:00:00Z"
    assert alice.post("/v1/me/pause", {"until": until}).json["paused_until"] == until
    held = alice.get("/v1/preview").json["digests"]
    assert [digest["at"] for digest in held][:2] == [until, "2026-12-10T01:00:00Z"]
    assert alice.delete("/v1/me/pause").json["paused_until"] is None
    assert alice.get("/v1/preview").json["digests"][0]["at"] == "2026-12-07T01:00:00Z"
    assert alice.post("/v1/me/pause", {"until": "2020-01-01T00:00:00Z"}).status_code == 422


def test_the_inbox_keeps_what_was_told_and_takes_receipts(alice: Borrower, clock: MovedClock) -> None:
    alice.made("/v1/devices", {"provider": "console", "token": "phone", "platform": "console"})
    card = alice.made("/v1/cards", CARD)["id"]
    _statement(alice, card, closes_on="2026-12-05", due_on="2026-12-23")
    tick.tick(now=clock.now + timedelta(days=23))
    item = alice.get("/v1/inbox").json["items"][0]
    whole = alice.get(f"/v1/inbox/{item['id']}").json
    ladders = [line["ladder"] for line in whole["lines"] if line["ladder"]]
    assert ladders[0][0]["amount"] == 50_000
    delivery = whole["deliveries"][0]
    assert (delivery["state"], delivery["opened_at"]) == ("queued", None)
    assert alice.get("/v1/me").json["unread"] == 1
    answer = alice.post(f"/v1/deliveries/{delivery['id']}/receipts", {"event": "opened"})
    assert answer.json["shown_at"] == answer.json["opened_at"]
    assert alice.get("/v1/me").json["unread"] == 0


def test_a_calendar_reads_the_feed_until_it_is_revoked(alice: Borrower) -> None:
    alice.made("/v1/deadlines", {"title": "Rent", "due_on": "2026-12-10", "amount": 5, "currency": "CNY"})
    discreet, detailed = (
        alice.made("/v1/calendar-feeds", {}),
        alice.made("/v1/calendar-feeds", {"detailed": True}),
    )
    for feed, summary in ((discreet, "Reminder"), (detailed, "Rent")):
        path = "/calendar/" + feed["url"].rsplit("/", 1)[1]
        answer = alice.client.get(path)
        assert answer.content_type.startswith("text/calendar")
        event = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")[0]
        assert event["DTSTART"].dt.isoformat() == "2026-12-10"
        assert event["SUMMARY"].startswith(summary)
        assert alice.delete(f"/v1/calendar-feeds/{feed['id']}").status_code == 204
        assert alice.client.get(path).status_code == 404
    assert alice.client.get("/calendar/guess.ics").status_code == 404


def test_a_device_moves_to_its_new_owner(alice: Borrower, bob: Borrower) -> None:
    body = {"provider": "console", "token": "same-phone", "platform": "android"}
    alice.made("/v1/devices", body)
    assert alice.get("/v1/me").json["reachability"]["push"] == "working"
    bob.made("/v1/devices", body)
    assert alice.get("/v1/devices").json["items"] == []
    assert alice.get("/v1/me").json["reachability"]["push"] == "none"
    assert bob.get("/v1/me").json["reachability"]["push"] == "working"
    assert "same-phone" not in bob.get("/v1/devices").text


def test_standing_names_the_stage_and_the_next_step(alice: Borrower, clock: MovedClock) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    _statement(alice, card, closes_on="2026-10-05", due_on="2026-10-20")
    found = alice.get("/v1/standing").json
    assert (found["stage"], found["days_past_due"]) == ("dpd_30_59", 35)
    # October's minimum, and November's, which fell due yesterday and is estimated from what is left
    assert found["at_risk"] == {"CNY": 100_000}
    assert found["accounts"][0]["strategy"]["next_action"]


def test_settings_change_under_their_etag_and_move_reminders(alice: Borrower) -> None:
    alice.made("/v1/deadlines", {"title": "Rent", "due_on": "2026-12-10"})
    assert alice.patch("/v1/me", {"quiet_start": "21:00", "quiet_end": "09:30"}).status_code == 200
    assert alice.get("/v1/preview").json["digests"][0]["at"] == "2026-12-07T01:30:00Z"
    assert alice.patch("/v1/me", {"quiet_start": None}).status_code == 422
    assert alice.patch("/v1/me", {"zone": "Mars/Base"}).status_code == 422


def test_export_holds_everything_and_erasure_leaves_nothing(alice: Borrower, bob: Borrower) -> None:
    alice.made("/v1/cards", CARD)
    export = alice.get("/v1/me/export").json
    assert len(export["account"]) == 1
    assert len(export["deadline"]) >= 4
    assert "argon2" not in alice.get("/v1/me/export").text
    assert alice.delete("/v1/me", {"password": "wrong"}).status_code == 422
    assert alice.delete("/v1/me", {"password": "correct horse battery"}).status_code == 204
    assert alice.get("/v1/me").status_code == 401
    assert Deadline.select().where(Deadline.borrower_id == alice.id).count() == 0


@pytest.mark.parametrize("country", ["CN", "US"])
def test_a_weekend_moves_a_due_date_only_by_the_issuers_rule(alice: Borrower, country: str) -> None:
    terms = {**CARD["terms"], "due": {"fixed_day": 12}, "weekend_rule": "next"}
    alice.made("/v1/cards", {**CARD, "country": country, "terms": terms})
    found = alice.get("/v1/deadlines").json["items"][0]
    assert (found["nominal_due_on"], found["due_on"]) == ("2026-12-12", "2026-12-14")
