"""What other programs were reported to do wrong with the bills of cards; here with the right values."""

from tests.actions.conftest import Known, card_of, due, dues, pay, state
from tests.moved_clock import MovedClock


def test_a_due_day_before_the_statement_day_lies_in_the_next_month(alice: Known) -> None:
    """ananthakumaran/paisa#223: due on the 3rd, closing on the 13th; and one that closed late, due on the 8th."""
    card = card_of(alice, statement_day=13, due={"fixed_day": 3})
    assert dues(alice)[0]["due_on"] == "2026-12-03"
    state(alice, card, "2026-11-20", 50_000, due_on="2026-12-08")
    assert [row["due_on"] for row in dues(alice)][:2] == ["2026-12-08", "2027-01-03"]


def test_a_bill_that_was_skipped_is_not_cleared_by_the_next_one_paid_in_time(alice: Known) -> None:
    """4242labs/ff3e#17: closings of the 10th and the 13th, a late payment still counts, a skipped cycle stays open."""
    card = card_of(alice, statement_day=10, due={"fixed_day": 28})
    state(alice, card, "2026-09-10", 50_000, due_on="2026-09-28")
    state(alice, card, "2026-10-13", 100_000, balance=500_000, due_on="2026-10-31", past_due_included=50_000)
    pay(alice, card, 50_000, "2026-10-30T04:00:00Z")
    assert [(row["due_on"], row["state"], row["late"]) for row in dues(alice)][:2] == [
        ("2026-09-28", "met", True),
        ("2026-10-31", "missed", None),
    ]


def test_a_bill_marked_as_paid_by_mistake_is_opened_again_and_the_next_was_never_paid(alice: Known) -> None:
    """otherworld-dev/Budget#399: marked as paid, and the next month's was shown as paid."""
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    bill = due(alice, "2026-11-23")
    assert alice.post(f"/v1/deadlines/{bill['id']}/acknowledge").json["state"] == "met"
    assert alice.post(f"/v1/deadlines/{bill['id']}/acknowledge").status_code == 409, "tapped twice"
    assert [row["state"] for row in dues(alice)] == ["met", *["open"] * (len(dues(alice)) - 1)]
    [payment] = alice.get("/v1/payments").json["items"]
    assert alice.post(f"/v1/payments/{payment['id']}/reverse").status_code == 200
    again = due(alice, "2026-11-23")
    assert (again["state"], again["allocated"], bool(again["next_reminder_at"])) == ("open", 0, True)


def test_a_payment_of_nothing_settles_nothing(alice: Known) -> None:
    """nadineproject/nadine#340: a payment of 0 left a paid bill outstanding."""
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    assert alice.post("/v1/payments", {"account_id": card, "amount": 0}).status_code == 422


def test_purchases_of_the_new_cycle_do_not_raise_the_bill_that_is_due(
    alice: Known, clock: MovedClock
) -> None:
    """MattFaz/actuali#466: the bill is the closing balance less what was paid since, and a credit asks for nothing."""
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    pay(alice, card, 50_000)
    assert alice.get("/v1/standing").json["accounts"][0]["remaining"] == 450_000
    assert due(alice, "2026-11-23")["state"] == "met"
    clock.move(to=clock.now.replace(month=12, day=6))
    alice.sign_in(clock.now)
    state(alice, card, "2026-12-05", 0, balance=-12_345)
    assert dues(alice, "&state=open,missed") == []


def test_a_payment_just_before_a_closing_that_the_bank_moved_can_be_put_to_its_bill(alice: Known) -> None:
    """securo-finance/securo#92: the bank's closing day drifts, and only the borrower knows which bill it was."""
    card = card_of(alice)
    paid = pay(alice, card, 50_000, "2026-11-07T04:00:00Z")
    state(alice, card, "2026-11-09", 50_000, due_on="2026-11-27")
    bill = due(alice, "2026-11-27")["id"]
    said = alice.post(f"/v1/payments/{paid['id']}/meaning", {"deadline_id": bill}).json
    assert said["allocations"] == [{"deadline_id": bill, "amount": 50_000}]
    assert due(alice, "2026-11-27")["state"] == "met"
