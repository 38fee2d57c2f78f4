"""A household that lives month by month, tells Graceday some of it, and remembers all that Graceday said meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from flask import Flask

from backend.actions.credit import series_rolling
from backend.actions.reminders import tick
from push.sender import Sender
from tests.actions.conftest import Known
from tests.api.conftest import CARD, LOAN
from tests.moved_clock import MovedClock
from tests.story.claims import Said, claims_of
from tests.story.lender import Bill, CardLender, loan_of
from tests.story.test_truth import Recorder

FIRST = date(2026, 12, 1)
PART, PARTS = 50_000, 12
PAY, RENT, PAY_DAY, RENT_DAY = 900_000, 300_000, 15, 1
HISTORY = 120


@dataclass(frozen=True)
class CardMonth:
    """What is done about one statement. `days` from its closing to the payment; None pays nothing."""

    typed_after: int | None  # days from its closing until the statement is typed; None: never
    pays: str  # minimum | full | part
    days: int | None
    recorded_after: int | None  # days from the payment until it is recorded; None: never
    says_past_due: bool


@dataclass(frozen=True)
class LoanMonth:
    """What is done about one instalment: `late` days after it is due (negative: before); None pays nothing."""

    late: int | None
    parts: int
    recorded: bool


@dataclass
class Life:
    """One household on one clock."""

    app: Flask
    clock: MovedClock
    card_months: list[CardMonth]
    loan_months: list[LoanMonth]
    seed: int
    pay: int = PAY
    said: list[Said] = field(default_factory=list)
    cash: dict[date, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.clock.move(to=_at(FIRST, 0))
        self.api = Known(self.app, f"life-{self.seed}")
        self.api.sign_in(self.clock.now)
        self.sender = Sender({"console": Recorder()}, self.clock)
        self.api.made("/v1/devices", {"provider": "console", "token": f"t{self.seed}", "platform": "console"})
        self.card = str(self.api.made("/v1/cards", {**CARD, "apr_bp": None, "opened_on": str(FIRST)})["id"])
        terms = {"principal": PART * PARTS, "rate_bp": 0, "instalments": PARTS, "first_due_on": "2026-12-10"}
        self.loan = str(self.api.made("/v1/loans", {**LOAN, "terms": terms})["id"])
        self.lender, self.loan_lender = CardLender(), loan_of(PART, PARTS, date(2026, 12, 10))
        self.untyped: set[date] = set()  # bills of the card, by when they are due
        self.unrecorded = 0  # payments to the card
        self.heard: set[str] = set()
        self.plans: dict[date, list[tuple[str, Any]]] = {}
        self._plan_loan()
        self._past()

    def _past(self) -> None:
        """Months of a bank account's lines, so that there is something to forecast from."""
        self.bank = str(
            self.api.made(
                "/v1/cash-accounts",
                {
                    "name": "Wages",
                    "currency": "CNY",
                    "balance": 600_000,
                    "balance_on": str(FIRST - timedelta(days=1)),
                },
            )["id"]
        )
        self.money = 600_000
        for back in range(HISTORY, 0, -1):
            self._book(FIRST - timedelta(days=back))

    def _book(self, day: date) -> int:
        """What comes and goes in the bank account on a day, told as it happens; its sum."""
        lines = []
        if day.day == PAY_DAY:
            lines.append((self.pay, "ACME Salary", "salary"))
        if day.day == RENT_DAY:
            lines.append((-RENT, "Landlord", "rent"))
        if day.weekday() in (2, 5):
            lines.append((-self.random.randint(15_000, 35_000), "Supermarket", "groceries"))
        for amount, who, text in lines:
            body = {"account_id": self.bank, "booked_on": str(day), "amount": amount}
            self.api.made("/v1/transactions", {**body, "counterparty": who, "text": text})
        return sum(amount for amount, _, _ in lines)

    def _plan_loan(self) -> None:
        for bill, month in zip(list(self.loan_lender.bills), self.loan_months, strict=False):
            if month.late is not None:
                day = bill.due_on + timedelta(days=month.late)
                self.plans.setdefault(day, []).append(("loan", month))

    def live(self) -> None:
        for day in self._days():
            self._live_a_day(day)

    def _days(self) -> Iterator[date]:
        day = FIRST
        while day < FIRST + timedelta(days=31 * len(self.card_months)):
            yield day
            day += timedelta(days=1)

    def _live_a_day(self, day: date) -> None:
        self._worker(_at(day, 1))
        self.clock.move(to=_at(day, 4))
        self.api.sign_in(self.clock.now)
        if self.random.random() < 0.3:
            self.lender.buy(self.random.randint(20_000, 90_000))
        for verb, told in self.plans.pop(day, []):
            getattr(self, f"_{verb}")(day, told)
        self.money += self._book(day)
        self.cash[day] = self.money
        self._worker(_at(day, 13))
        self.api.sign_in(self.clock.now)
        self._listen(day)
        self._read_inbox(day)
        if bill := self.lender.end_day(day):
            self._plan_card(bill)

    def _worker(self, at: datetime) -> None:
        self.clock.move(to=at)
        series_rolling.roll(now=at)
        tick.tick(now=at)
        self.sender.send_all()

    def _plan_card(self, bill: Bill) -> None:
        month = self.card_months[(len(self.lender.bills) - 1) % len(self.card_months)]
        self.untyped.add(bill.due_on)
        if month.typed_after is not None:
            later = bill.since + timedelta(days=month.typed_after)
            self.plans.setdefault(later, []).append(("type", (bill, month)))
        if month.days is not None:
            self.plans.setdefault(bill.since + timedelta(days=month.days), []).append(("pay", (bill, month)))

    def _type(self, day: date, told: tuple[Bill, CardMonth]) -> None:
        bill, month = told
        self.untyped.discard(bill.due_on)
        body = {"card_id": self.card, "closes_on": str(bill.since), "due_on": str(bill.due_on)}
        if month.says_past_due:
            body["past_due_included"] = bill.past_due  # type: ignore[assignment]
        self.api.made("/v1/statements", {**body, "balance": bill.balance, "minimum_due": bill.minimum})

    def _pay(self, day: date, told: tuple[Bill, CardMonth]) -> None:
        bill, month = told
        amount = {"minimum": bill.minimum, "full": bill.balance, "part": bill.minimum // 2}[month.pays]
        if amount <= 0:
            return
        self.lender.take(day, amount)
        self.money -= amount
        self._tell_bank(day, amount, "Card repayment")
        self.unrecorded += 1
        if month.recorded_after is not None:
            later = day + timedelta(days=month.recorded_after)
            if later == day:
                self._record(day, (self.card, day, amount))
            else:
                self.plans.setdefault(later, []).append(("record", (self.card, day, amount)))

    def _loan(self, day: date, month: LoanMonth) -> None:
        self.loan_lender.take(day, PART * month.parts)
        self.money -= PART * month.parts
        self._tell_bank(day, PART * month.parts, "Loan instalment")
        if month.recorded:
            self._record(day, (self.loan, day, PART * month.parts))

    def _tell_bank(self, day: date, amount: int, text: str) -> None:
        body = {"account_id": self.bank, "booked_on": str(day), "amount": -amount}
        self.api.made("/v1/transactions", {**body, "counterparty": text, "text": text})

    def _record(self, day: date, told: tuple[str, date, int]) -> None:
        account, paid_on, amount = told
        self.unrecorded -= account == self.card
        at = _at(paid_on, 3).isoformat()
        self.api.made("/v1/payments", {"account_id": account, "amount": amount, "paid_at": at})

    def _listen(self, day: date) -> None:
        """Remember what is called met; once a week also what is called funded."""
        for item in self.api.get("/v1/deadlines?limit=200&state=met").json["items"]:
            if item["closed_by"] != "terms":
                unsure = item["source"] == "estimated" or not item["sure"]
                self.said.append(
                    Said(day, "met", item["account_id"], date.fromisoformat(item["due_on"]), unsure)
                )
        if day.weekday() == 4:
            self._listen_to_the_forecast(day)

    def _listen_to_the_forecast(self, day: date) -> None:
        flow = self.api.get("/v1/cash-flow?days=30").json
        self.said.append(Said(day, f"holds: {flow['holds']}", self.bank, day + timedelta(days=29), False))
        for each in flow["fundings"]:
            if each["funded"] != "at_risk":
                due_on = date.fromisoformat(each["on"])
                self.said.append(Said(day, each["funded"], each["due_id"], due_on, not each["sure"]))

    def _read_inbox(self, day: date) -> None:
        """What came since it was read the day before, as it is worded on its own day."""
        page = self.api.get("/v1/inbox?limit=50").json["items"]
        told = [each for each in page if each["id"] not in self.heard]
        self.heard |= {each["id"] for each in told}
        dues = {item["id"]: item for item in self.api.get("/v1/deadlines?limit=200").json["items"] if told}
        for line in [line for each in told for line in each["lines"] if line["deadline_id"] in dues]:
            for what, days in claims_of(line):
                self.said.append(self._heard(day, what, days, dues[line["deadline_id"]]))

    def _heard(self, day: date, what: str, days: int, due: dict[str, Any]) -> Said:
        told_all = not self.untyped and not self.unrecorded
        due_on = date.fromisoformat(due["due_on"])
        return Said(day, what, due["account_id"], due_on, not due["sure"], told_all, days)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 30), UTC)
