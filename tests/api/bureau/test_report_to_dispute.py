"""From a card paid 35 days late to a corrected report, as its borrower goes through it: by HTTP and pushes only."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from backend import places
from backend.actions import checkpoints, reminders
from push.gateways.protocol import Outcome, Receipt
from push.sender import Sender
from tests.api.bureau.household import US_CARD, an_attachment, report
from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock


class Phone:
    """Remembers what it was shown."""

    name = "console"

    def __init__(self) -> None:
        self.shown: list[tuple[datetime, str]] = []

    def send(self, messages: Any, *, now: datetime) -> list[Receipt]:
        self.shown += [(now, f"{each.title}\n{each.body}") for each in messages]
        return [Receipt(each.delivery_id, Outcome.ACCEPTED) for each in messages]

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def days(alice: Borrower, clock: MovedClock, phone: Phone) -> Callable[[date], None]:
    """Let the worker run until the end of a day, half a day at a time."""

    def run(until: date) -> None:
        end = datetime(until.year, until.month, until.day, 23, tzinfo=UTC)
        while clock.now < end:
            clock.move(by=timedelta(hours=12))
            checkpoints.plan_due(places.every(), now=clock.now)
            reminders.tick(now=clock.now)
            Sender({"console": phone}, clock).send_all()
        alice.sign_in()

    return run


def told(phone: Phone, words: str) -> list[datetime]:
    return [at for at, text in phone.shown if words in text]


def inbox(alice: Borrower) -> list[str]:
    """The titles of everything she was told, the latest first."""
    items = alice.get("/v1/inbox?limit=50").json["items"]
    return [line["title"] for item in items for line in item["lines"]]


def test_a_late_card_is_looked_at_disputed_and_put_right(
    alice: Borrower, clock: MovedClock, phone: Phone, days: Callable[[date], None]
) -> None:
    alice.patch("/v1/me", {"discreet": False, "zone": "America/New_York", "country": "US"})
    alice.made("/v1/devices", {"provider": "console", "token": "t", "platform": "console"})
    card = alice.made("/v1/cards", US_CARD)["id"]
    [due] = alice.get(f"/v1/deadlines?account_id={card}&due_to=2026-11-28").json["items"]
    assert due["due_on"] == "2026-11-28"
    body = {"card_id": card, "closes_on": "2026-11-05", "balance": 90_000, "minimum_due": 4_000}
    alice.made("/v1/statements", body)

    # It is paid on 2 January, 35 days late; the bureaus report from 30 days on.
    days(date(2027, 1, 1))
    clock.move(to=datetime(2027, 1, 2, 20, 0, tzinfo=UTC))
    alice.sign_in()
    paid = alice.made("/v1/payments", {"account_id": card, "amount": 90_000})
    days(date(2027, 1, 3))

    # A look at each bureau once the mark can be seen, and nothing of it before.
    planned = alice.get("/v1/checkpoints").json["items"]
    late = [each for each in planned if "late_reported" in {reason["code"] for reason in each["reasons"]}]
    assert {each["bureau"]["id"] for each in late} == {"equifax", "experian", "transunion"}
    first = min(each["look_on"] for each in late)
    assert first > "2026-12-28"

    # Were the payment only reversed and the due waived, the looks would be withdrawn.
    assert all(each["deadline_id"] for each in late)

    days(date.fromisoformat(first))
    assert told(phone, "look at your report")

    # Experian reports 60 days, and an account that is not hers.
    wrong = {
        "furnisher": "CHASE BANK USA",
        "last4": "4471",
        "state": "open",
        "currency": "USD",
        "months": {"2026-11": "ok", "2026-12": "60"},
    }
    pulled = first
    made = alice.made("/v1/credit-reports", report([wrong], pulled_on=pulled))
    found = alice.get(f"/v1/findings?report_id={made['id']}").json["items"]
    assert [each["code"] for each in found] == ["wrong_severity"]
    assert found[0]["account_id"] == card and found[0]["law"]
    experian = [each for each in late if each["bureau"]["id"] == "experian"][0]
    assert alice.get(f"/v1/checkpoints/{experian['id']}").json["state"] == "looked"

    # A dispute with the bureau, its letter, an enclosure, and the legal clock as a deadline.
    dispute = alice.made("/v1/disputes", {"finding_id": found[0]["id"], "target": "bureau"})
    assert dispute["recipient"] == "Experian" and dispute["next_step"] == "send"
    path = f"/v1/disputes/{dispute['id']}"
    proof = an_attachment(alice)
    assert alice.post(f"{path}/enclosures", {"attachment_id": proof["id"]}).status_code == 200
    letter = alice.get(f"{path}/letter.txt").get_data(as_text=True)
    assert "Experian" in letter and "1681i" in letter and "receipt.png" in letter and "4471" in letter
    assert "征信" in alice.get(f"{path}/letter.txt?locale=zh-CN").get_data(as_text=True)
    assert alice.get(f"{path}/letter.pdf").data.startswith(b"%PDF-")
    assert alice.get(f"{path}/letter.html").content_type.startswith("text/html")
    sent = alice.post(f"{path}/send", {"how": "online"}).json
    assert sent["state"] == "sent" and sent["next_step"] == "wait"
    received = date.fromisoformat(sent["received_on"])
    limit = received + timedelta(days=45)  # it followed a free report: 45 days after receipt
    assert sent["answer_by"] == limit.isoformat()
    assert sent["clock"]["rules"][0]["law"]

    # Nobody answers. She hears that their time is over, and whom to turn to.
    days(limit + timedelta(days=1))
    assert any("the time to answer is over" in line for line in inbox(alice))
    assert told(phone, "Experian")[-1].date() == limit + timedelta(days=1)
    over = alice.get(path).json
    assert over["next_step"] == "escalate" and "cfpb" in {each["id"] for each in over["complaints"]}
    complaint = alice.get(f"{path}/letter.txt?to=cfpb").get_data(as_text=True)
    assert "Experian" in complaint
    assert alice.post(f"{path}/escalate", {"to": "cfpb"}).json["state"] == "escalated"

    # They correct it; a later look is planned, to see that it stayed so.
    days(limit + timedelta(days=9))
    answered = alice.post(f"{path}/answer", {"outcome": "corrected"}).json
    assert answered["next_step"] == "look_at_report"
    again = [
        each
        for each in alice.get("/v1/checkpoints").json["items"]
        if "dispute_closed" in {reason["code"] for reason in each["reasons"]}
    ]
    assert [each["bureau"]["id"] for each in again] == ["experian"]
    assert alice.get(f"/v1/findings/{found[0]['id']}").json["state"] == "gone"
    assert paid["id"]


def test_a_reversed_lateness_withdraws_its_looks(
    alice: Borrower, clock: MovedClock, days: Callable[[date], None]
) -> None:
    card = alice.made("/v1/cards", US_CARD)["id"]
    body = {"card_id": card, "closes_on": "2026-11-05", "balance": 90_000, "minimum_due": 4_000}
    alice.made("/v1/statements", body)
    days(date(2027, 1, 3))

    def looks() -> list[dict[str, Any]]:
        items = alice.get("/v1/checkpoints").json["items"]
        return [each for each in items if "late_reported" in {r["code"] for r in each["reasons"]}]

    assert looks()
    before = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # it had been paid in time, and was typed in late
    alice.made("/v1/payments", {"account_id": card, "amount": 90_000, "paid_at": before.isoformat()})
    days(date(2027, 1, 4))
    assert not looks()
