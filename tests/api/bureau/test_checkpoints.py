"""When to look at a report: planned from accounts and applications, said, moved and withdrawn with the facts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from backend import countries
from backend.actions.bureau import checkpoints
from backend.store.bureau import bureau_plans
from backend.store.bureau.bureau_plans import BureauPlan
from tests.api.bureau.household import US_CARD, a_checkpoint
from tests.api.conftest import CARD, Borrower
from tests.moved_clock import MovedClock


def planned(borrower: Borrower, query: str = "") -> list[dict[str, Any]]:
    answer = borrower.post("/v1/checkpoints/plan")
    assert answer.status_code == 200, answer.text
    return list(borrower.get(f"/v1/checkpoints{query}").json["items"])


def reasons(rows: list[dict[str, Any]]) -> set[str]:
    return {reason["code"] for row in rows for reason in row["reasons"]}


def test_without_credit_there_is_nothing_to_look_at(alice: Borrower) -> None:
    assert planned(alice) == []


def test_an_account_brings_looks_at_its_country_s_bureaus_and_at_no_other_s(alice: Borrower) -> None:
    alice.made("/v1/cards", CARD)
    assert {row["country"] for row in planned(alice)} == {"CN"}
    alice.made("/v1/cards", US_CARD)
    rows = planned(alice)
    assert {row["bureau"]["id"] for row in rows if row["country"] == "US"} == {
        "equifax",
        "experian",
        "transunion",
    }
    assert all(row["bureau"]["name"] and row["bureau"]["how"] and row["rules"] for row in rows)
    assert len({(row["bureau"]["id"], row["look_on"]) for row in rows}) == len(rows)


def test_each_look_is_a_deadline_of_its_own(alice: Borrower) -> None:
    row = a_checkpoint(alice)
    deadline = alice.get(f"/v1/deadlines/{row['deadline_id']}").json
    assert (deadline["kind"], deadline["due_on"], deadline["owed"]) == ("report_check", row["look_on"], False)


def test_planning_again_changes_nothing(alice: Borrower) -> None:
    alice.made("/v1/cards", US_CARD)
    assert planned(alice) == planned(alice)


def test_a_look_is_done_once(alice: Borrower) -> None:
    row = a_checkpoint(alice)
    path = f"/v1/checkpoints/{row['id']}"
    assert alice.post(f"{path}/looked", {"looked_on": "2026-12-24"}).status_code == 422
    done = alice.post(f"{path}/looked")
    assert (done.json["state"], done.json["looked_on"]) == ("looked", "2026-11-24")
    assert alice.get(f"/v1/deadlines/{row['deadline_id']}").json["state"] == "met"
    assert alice.post(f"{path}/looked").status_code == 409
    assert row["id"] not in {each["id"] for each in planned(alice)}


def test_a_look_that_is_missed_stays_where_it_was(alice: Borrower, clock: MovedClock) -> None:
    row = a_checkpoint(alice)
    clock.move(by=timedelta(days=9))
    alice.sign_in()
    [still] = [each for each in planned(alice) if each["id"] == row["id"]]
    assert still["look_on"] == row["look_on"]
    deadline = alice.get(f"/v1/deadlines/{row['deadline_id']}").json
    assert (deadline["state"], deadline["due_on"]) == ("missed", row["look_on"])


def test_a_look_that_came_too_early_is_planned_again(alice: Borrower) -> None:
    alice.made("/v1/applications", {"title": "Mortgage", "apply_on": "2027-09-01", "country": "US"})
    [row] = [
        each
        for each in planned(alice, "?limit=200")
        if "before_application" in reasons([each]) and each["bureau"]["id"] == "experian"
    ]
    alice.post(f"/v1/checkpoints/{row['id']}/looked")
    [again] = [
        each
        for each in planned(alice, "?limit=200")
        if "before_application" in reasons([each]) and each["bureau"]["id"] == "experian"
    ]
    assert again["id"] != row["id"] and again["look_on"] > "2027-01-01"
    assert planned(alice, "?limit=200") == planned(alice, "?limit=200")


def test_acknowledging_its_deadline_is_a_look_too(alice: Borrower) -> None:
    row = a_checkpoint(alice)
    assert alice.post(f"/v1/deadlines/{row['deadline_id']}/acknowledge").status_code == 200
    assert row["id"] not in {each["id"] for each in planned(alice)}
    assert alice.get(f"/v1/checkpoints/{row['id']}").json["state"] == "looked"


def test_a_look_that_was_cancelled_does_not_come_back(alice: Borrower) -> None:
    row = a_checkpoint(alice)
    assert alice.post(f"/v1/deadlines/{row['deadline_id']}/cancel").status_code == 200
    assert row["id"] not in {each["id"] for each in planned(alice)}
    assert alice.get(f"/v1/checkpoints/{row['id']}").json["state"] == "declined"


def test_an_application_is_looked_at_in_good_time_and_moves_its_look(alice: Borrower) -> None:
    made = alice.made("/v1/applications", {"title": "Mortgage", "apply_on": "2027-09-01", "country": "US"})
    rows = [row for row in planned(alice) if "before_application" in reasons([row])]
    assert {row["bureau"]["id"] for row in rows} == {"equifax", "experian", "transunion"}
    ahead = countries.every()["US"].number("apply.look_before_days", date(2026, 11, 24))
    assert max(row["look_on"] for row in rows) <= (date(2027, 9, 1) - timedelta(days=ahead - 14)).isoformat()
    alice.patch(f"/v1/applications/{made['id']}", {"apply_on": "2027-12-01"})
    moved = [row for row in planned(alice) if "before_application" in reasons([row])]
    assert min(row["look_on"] for row in moved) > max(row["look_on"] for row in rows)
    alice.patch(f"/v1/applications/{made['id']}", {"state": "dropped"})
    assert "before_application" not in reasons(planned(alice))


def test_an_application_cannot_lie_behind(alice: Borrower) -> None:
    body = {"title": "Mortgage", "apply_on": "2026-11-01"}
    assert alice.post("/v1/applications", body).status_code == 422


def test_a_charge_off_is_looked_at(alice: Borrower) -> None:
    card = alice.made("/v1/cards", US_CARD)
    alice.patch(f"/v1/cards/{card['id']}", {"status": "charged_off", "ended_on": "2026-11-01"})
    assert "charged_off" in reasons(planned(alice))
    alice.patch(f"/v1/cards/{card['id']}", {"status": "open"})
    assert "charged_off" not in reasons(planned(alice))
    assert alice.get(f"/v1/cards/{card['id']}").json["ended_on"] is None


@pytest.fixture
def stricter() -> checkpoints.CountryLaws:
    """The places, those of the US advising to look twice as often."""
    known = countries.every()
    rules = tuple(
        replace(rule, value=60) if rule.key == "report.look_every_days" else rule
        for rule in known["US"].rules
    )
    return {**known, "US": replace(known["US"], rules=rules, digest="another")}


def test_a_new_rule_plans_again_only_where_it_holds(
    alice: Borrower, bob: Borrower, clock: MovedClock, stricter: checkpoints.CountryLaws
) -> None:
    alice.made("/v1/cards", US_CARD)
    bob.made("/v1/cards", CARD)
    known = countries.every()
    assert checkpoints.plan_due(known, now=clock.now) == 2
    before = len(planned(alice, "?limit=200")), planned(bob)
    assert checkpoints.wake_outdated(known, now=clock.now) == 0
    assert checkpoints.wake_outdated(stricter, now=clock.now, batch=1) == 1
    # A worker that dies here has lost nothing: the next one finds what was woken.
    assert bureau_plans.due(clock.now, 10) == [(alice.id, "US")]
    assert checkpoints.plan_due(stricter, now=clock.now) == 1
    assert checkpoints.wake_outdated(stricter, now=clock.now) == 0
    after = alice.get("/v1/checkpoints?limit=200").json["items"]
    assert len(after) > before[0]
    assert bob.get("/v1/checkpoints").json["items"] == before[1]


def test_one_borrower_that_cannot_be_planned_holds_nobody_up(
    alice: Borrower, bob: Borrower, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice.made("/v1/cards", US_CARD)
    bob.made("/v1/cards", US_CARD)
    real = checkpoints.history_of

    def failing(borrower_id: str, *args: Any, **kwargs: Any) -> Any:
        if borrower_id == alice.id:
            raise RuntimeError("broken")
        return real(borrower_id, *args, **kwargs)

    monkeypatch.setattr(checkpoints, "history_of", failing)
    assert checkpoints.plan_due(countries.every(), now=clock.now) == 2
    assert bob.get("/v1/checkpoints").json["items"]
    assert not alice.get("/v1/checkpoints").json["items"]
    assert BureauPlan.get(BureauPlan.borrower_id == alice.id).plan_at > clock.now
