"""From a card paid 35 days late to a corrected report, as its borrower goes through it: by HTTP and pushes only."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from backend import countries
from backend.actions.bureau import checkpoints
from backend.actions.reminders import tick
from push.gateways.protocol import ProviderReceipt, SendOutcome
from push.sender import Sender
from tests.api.bureau.household import US_CARD, an_attachment, report
from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock


class Phone:
    """Remembers what it was shown."""

    name = "console"

    def __init__(self) -> None:
        self.shown: list[tuple[datetime, str]] = []

    def send(self, messages: Any, *, now: datetime) -> list[ProviderReceipt]:
        self.shown += [(now, f"{each.title}\n{each.body}") for each in messages]
        return [ProviderReceipt(each.delivery_id, SendOutcome.ACCEPTED) for each in messages]

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
            checkpoints.plan_due(countries.every(), now=clock.now)
            tick.tick(now=clock.now)
            Sender({"console": phone}, clock).send_all()
        alice.sign_in()

    return run


def told(phone: Phone, words: str) -> list[datetime]:
    return [at for at, text in phone.shown if words in text]


def inbox(alice: Borrower) -> list[str]:
    """The titles of everything she was told, the latest first."""
    items = alice.get("/v1/inbox?limit=50").json["items"]
    return [line["title"] for item in items for line in item["lines"]]


Days = Callable[[date], None]


def test_a_late_card_is_looked_at_disputed_and_put_right(
    alice: Borrower, clock: MovedClock, phone: Phone, days: Days
) -> None:
    card = _a_card_paid_35_days_late(alice, clock, days)
    first = _the_looks_that_follow(alice)
    days(date.fromisoformat(first["look_on"]))
    assert told(phone, "look at your report")
    finding = _an_error_is_found(alice, card, first["look_on"])
    path = _a_dispute_with_its_letters(alice, finding)
    limit = _it_is_sent(alice, path)
    days(limit + timedelta(days=1))
    result_by = _the_result_may_be_on_its_way(alice, phone, path, limit)
    days(result_by + timedelta(days=1))
    _nobody_has_answered(alice, path)
    days(result_by + timedelta(days=3))
    _it_is_corrected_and_looked_at_again(alice, path, finding)


def _a_card_paid_35_days_late(alice: Borrower, clock: MovedClock, days: Days) -> str:
    """Due on 28 November, paid on 2 January: the bureaus report from 30 days on."""
    alice.patch("/v1/me", {"discreet": False, "zone": "America/New_York", "country": "US"})
    alice.made("/v1/devices", {"provider": "console", "token": "t", "platform": "console"})
    card = str(alice.made("/v1/cards", US_CARD)["id"])
    [due] = alice.get(f"/v1/deadlines?account_id={card}&due_to=2026-11-28").json["items"]
    assert due["due_on"] == "2026-11-28"
    body = {"card_id": card, "closes_on": "2026-11-05", "balance": 90_000, "minimum_due": 4_000}
    alice.made("/v1/statements", body)
    days(date(2027, 1, 1))
    clock.move(to=datetime(2027, 1, 2, 20, 0, tzinfo=UTC))
    alice.sign_in()
    alice.made("/v1/payments", {"account_id": card, "amount": 90_000})
    days(date(2027, 1, 3))
    return card


def _the_looks_that_follow(alice: Borrower) -> dict[str, Any]:
    """One at each bureau once the mark can be seen; Experian's."""
    planned = alice.get("/v1/checkpoints").json["items"]
    late = {each["bureau"]["id"]: each for each in planned if "late_reported" in _codes(each)}
    assert set(late) == {"equifax", "experian", "transunion"}
    assert min(each["look_on"] for each in late.values()) > "2026-12-28"
    return dict(late["experian"])


def _codes(checkpoint: dict[str, Any]) -> set[str]:
    return {reason["code"] for reason in checkpoint["reasons"]}


def _an_error_is_found(alice: Borrower, card: str, pulled_on: str) -> dict[str, Any]:
    """Experian reports 60 days where it was 35; typing the report in is the look."""
    wrong = {
        "furnisher": "CHASE BANK USA",
        "last4": "4471",
        "state": "open",
        "currency": "USD",
        "months": {"2026-11": "ok", "2026-12": "60"},
    }
    made = alice.made("/v1/credit-reports", report([wrong], pulled_on=pulled_on, free=True))
    [found] = alice.get(f"/v1/findings?report_id={made['id']}").json["items"]
    assert (found["code"], found["account_id"]) == ("wrong_severity", card)
    assert found["law"] and found["theirs"] and found["ours"]
    looked = alice.get("/v1/checkpoints?state=looked").json["items"]
    assert ("experian", pulled_on) in {(each["bureau"]["id"], each["looked_on"]) for each in looked}
    return dict(found)


def _a_dispute_with_its_letters(alice: Borrower, finding: dict[str, Any]) -> str:
    """Drafted, with an enclosure, as text, page and PDF, in both languages."""
    dispute = alice.made("/v1/disputes", {"finding_id": finding["id"], "target": "bureau"})
    assert (dispute["recipient"], dispute["next_step"]) == ("Experian", "send")
    path = f"/v1/disputes/{dispute['id']}"
    proof = an_attachment(alice)
    assert alice.post(f"{path}/enclosures", {"attachment_id": proof["id"]}).status_code == 200
    letter = alice.get(f"{path}/letter.txt").get_data(as_text=True)
    assert all(word in letter for word in ("Experian", "1681i", "receipt.png", "4471"))
    assert "征信" in alice.get(f"{path}/letter.txt?locale=zh-CN").get_data(as_text=True)
    assert alice.get(f"{path}/letter.pdf?locale=zh-CN").data.startswith(b"%PDF-")
    assert alice.get(f"{path}/letter.html").content_type.startswith("text/html")
    return path


def _it_is_sent(alice: Borrower, path: str) -> date:
    sent = alice.post(f"{path}/send", {"how": "online"}).json
    assert (sent["state"], sent["next_step"]) == ("sent", "wait")
    limit = date.fromisoformat(sent["received_on"]) + timedelta(days=45)  # it followed a free report
    assert sent["answer_by"] == limit.isoformat()
    assert sent["clock"]["rules"][0]["law"]
    return limit


def _the_result_may_be_on_its_way(alice: Borrower, phone: Phone, path: str, limit: date) -> date:
    """She hears that their time is over; for five business days more their result may come."""
    assert any("the time to answer is over" in line for line in inbox(alice))
    assert told(phone, "Experian")[-1].date() == limit + timedelta(days=1)
    over = alice.get(path).json
    assert over["next_step"] == "wait"
    result_by = date.fromisoformat(over["result_by"])
    assert result_by >= limit + timedelta(days=5)
    return result_by


def _nobody_has_answered(alice: Borrower, path: str) -> None:
    """Now she is told whom to turn to."""
    over = alice.get(path).json
    assert over["next_step"] == "escalate" and "cfpb" in {each["id"] for each in over["complaints"]}
    assert "Experian" in alice.get(f"{path}/letter.txt?to=cfpb").get_data(as_text=True)
    assert alice.post(f"{path}/escalate", {"to": "cfpb"}).json["state"] == "escalated"


def _it_is_corrected_and_looked_at_again(alice: Borrower, path: str, finding: dict[str, Any]) -> None:
    answered = alice.post(f"{path}/answer", {"outcome": "corrected"}).json
    assert answered["next_step"] == "look_at_report"
    planned = alice.get("/v1/checkpoints").json["items"]
    again = [each for each in planned if "dispute_closed" in _codes(each)]
    assert [each["bureau"]["id"] for each in again] == ["experian"]
    assert alice.get(f"/v1/findings/{finding['id']}").json["state"] == "gone"


def test_a_reversed_lateness_withdraws_its_looks(alice: Borrower, clock: MovedClock, days: Days) -> None:
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
