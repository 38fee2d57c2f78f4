"""A dispute goes to a body of its own country that takes it already, and the bureau's own time runs on beside that."""

from typing import Any

import pytest

from tests.api.conftest import Borrower

OWN_WORDS = {"target": "bureau", "furnisher": "A Lender", "code": "other", "last4": "4471"}


def sent(borrower: Borrower, country: str, bureau: str, **more: Any) -> dict[str, Any]:
    made = borrower.made("/v1/disputes", OWN_WORDS | {"country": country, "bureau": bureau} | more)
    return dict(borrower.post(f"/v1/disputes/{made['id']}/send", {"how": "online"}).json)


def on_day(borrower: Borrower, clock: Any, **day: int) -> None:
    clock.move(to=clock.now.replace(**day))
    borrower.sign_in()


@pytest.mark.parametrize("to", ["cfpb", "fos", "pboc", "anybody"])
def test_only_a_body_that_the_dispute_names_is_complained_to(alice: Borrower, to: str) -> None:
    dispute = sent(alice, "CN", "pboc")
    answer = alice.post(f"/v1/disputes/{dispute['id']}/escalate", {"to": to})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "to")
    assert all(body["id"] in answer.json["detail"] for body in dispute["complaints"])


def test_before_a_body_takes_it_nothing_happens_and_the_day_is_told(alice: Borrower, clock: Any) -> None:
    dispute = sent(alice, "CN", "pboc")
    path = f"/v1/disputes/{dispute['id']}"
    first = {body["id"]: body["from_on"] for body in dispute["complaints"]}["pboc_12363"]
    assert first == "2026-12-15" and "escalate" not in dispute["possible"]
    answer = alice.post(f"{path}/escalate", {"to": "pboc_12363"})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "on")
    assert first in answer.json["detail"]
    assert alice.get(path).json["state"] == "sent"
    assert alice.get(f"/v1/deadlines/{dispute['deadline_id']}").json["state"] == "open"
    on_day(alice, clock, month=12, day=14)
    assert alice.post(f"{path}/escalate", {"to": "pboc_12363"}).status_code == 422
    on_day(alice, clock, month=12, day=15)
    assert "escalate" in alice.get(path).json["possible"]
    assert alice.post(f"{path}/escalate", {"to": "pboc_12363", "on": "2026-12-14"}).status_code == 422
    assert alice.post(f"{path}/escalate", {"to": "pboc_12363"}).json["state"] == "escalated"


def test_a_time_to_answer_that_ran_out_unanswered_is_not_called_met(alice: Borrower, clock: Any) -> None:
    dispute = sent(alice, "CN", "pboc")
    on_day(alice, clock, month=12, day=15)
    alice.post(f"/v1/disputes/{dispute['id']}/escalate", {"to": "pboc_12363"})
    deadline = alice.get(f"/v1/deadlines/{dispute['deadline_id']}").json
    assert (deadline["state"], deadline["reason"]) == ("cancelled", "escalated")


def test_a_complaint_beside_a_longer_time_to_answer_leaves_that_running(alice: Borrower, clock: Any) -> None:
    dispute = sent(alice, "GB", "experian_uk", target="furnisher")
    path = f"/v1/disputes/{dispute['id']}"
    longer = alice.post(f"{path}/extend").json
    assert longer["answer_by"] == "2027-02-24"  # a month, and two further
    on_day(alice, clock, year=2027, month=1, day=20)
    escalated = alice.post(f"{path}/escalate", {"to": "fos"}).json  # eight weeks are over
    assert escalated["state"] == "escalated"
    deadline = alice.get(f"/v1/deadlines/{dispute['deadline_id']}").json
    assert (deadline["state"], deadline["due_on"]) == ("open", "2027-02-24")
    alice.post(f"{path}/answer", {"outcome": "refused"})
    assert alice.get(f"/v1/deadlines/{dispute['deadline_id']}").json["state"] == "met"
