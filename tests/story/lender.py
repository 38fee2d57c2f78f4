"""What is so: a card and a loan as their lender keeps them, day by day, whatever the borrower tells anybody.

Written from the contracts in docs/glossary.md and not from the product. A payment counts for its day; a statement
closes at the end of its day, so what is paid on that day is in its balance. All money in minor units, without interest.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class Bill:
    """A statement, or a loan's instalment: what must have come after `since` and until `last_on` to be in time."""

    since: date
    due_on: date
    last_on: date
    minimum: int
    balance: int
    past_due: int = 0


@dataclass
class CardLender:
    """Closes on the 5th; due on the 23rd, three days of grace. The minimum: a tenth, and what is past due."""

    balance: int = 0
    bills: list[Bill] = field(default_factory=list)
    paid: list[tuple[date, int]] = field(default_factory=list)

    closes_day, due_day, grace, floor = 5, 23, 3, 10_000

    def buy(self, amount: int) -> None:
        self.balance += amount

    def take(self, day: date, amount: int) -> None:
        self.balance -= amount
        self.paid.append((day, amount))

    def end_day(self, day: date) -> Bill | None:
        """The statement that closes at this day's end."""
        if day.day != self.closes_day:
            return None
        past_due = self.missing(self.bills[-1], day) if self.bills else 0
        balance = max(0, self.balance)
        own = min(balance - past_due, max(self.floor, balance // 10)) if balance > past_due else 0
        due_on = day.replace(day=self.due_day)
        last_on = due_on + timedelta(days=self.grace)
        self.bills.append(Bill(day, due_on, last_on, own + past_due, balance, past_due))
        return self.bills[-1]

    def paid_after(self, since: date, until: date) -> int:
        return sum(amount for day, amount in self.paid if since < day <= until)

    def missing(self, bill: Bill, until: date) -> int:
        """What of a bill's minimum had not come by a day's end."""
        return max(0, bill.minimum - self.paid_after(bill.since, until))

    def met_on(self, bill: Bill) -> date | None:
        """The day on which all of a bill's minimum had come."""
        came = 0
        for day, amount in sorted(self.paid):
            came += amount if day > bill.since else 0
            if came >= bill.minimum:
                return max(day, bill.since)
        return None


@dataclass
class LoanLender:
    """Equal parts of a loan without interest, due on the 10th; money beyond what is due is extra principal.

    Extra principal makes the loan shorter: it is taken off at the end, and the next instalment is due as before.
    """

    part: int
    bills: list[Bill]
    met: dict[date, date] = field(default_factory=dict)

    def take(self, day: date, amount: int) -> None:
        for bill in self.bills:
            if bill.due_on not in self.met and bill.due_on <= day + timedelta(days=9) and amount >= self.part:
                self.met[bill.due_on] = day
                amount -= self.part
        while amount >= self.part and self.bills[-1].due_on > day + timedelta(days=9):
            self.bills.pop()
            amount -= self.part


def loan_of(part: int, count: int, first: date) -> LoanLender:
    dues = []
    for number in range(count):
        month = first.month - 1 + number
        dues.append(date(first.year + month // 12, month % 12 + 1, first.day))
    return LoanLender(part, [Bill(due - timedelta(days=31), due, due, part, 0) for due in dues])
