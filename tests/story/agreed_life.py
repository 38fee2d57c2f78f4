"""A life whose loan is late and then paid by a plan, whose instalments the lender keeps in place of the
old ones while it lasts."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.story.household_life import Life
from tests.story.lender import Bill

AGREED_ON = date(2027, 1, 5)
INSTALMENT = 20_000
PLAN = [date(2027, 1, 20), date(2027, 2, 10), date(2027, 2, 25)]


@dataclass
class AgreedLife(Life):
    """`paid_on`: of each instalment of the plan the day on which it is paid; None: it never is."""

    paid_on: list[date | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.plans.setdefault(AGREED_ON, []).append(("agree", None))
        for day in self.paid_on:
            if day is not None:
                self.plans.setdefault(day, []).append(("instalment", None))

    def _agree(self, day: date, told: None) -> None:
        talks = self.api.made("/v1/negotiations", {"account_id": self.loan, "kind": "lower_instalment"})
        parts = [{"due_on": str(due_on), "amount": INSTALMENT} for due_on in PLAN]
        body = {"instalments": parts, "agreed_how": "written"}
        self.api.made(f"/v1/negotiations/{talks['id']}/agreement", body)
        kept = [bill for bill in self.loan_lender.bills if bill.due_on in self.loan_lender.met]
        new = [Bill(day - timedelta(days=1), due_on, due_on, INSTALMENT, 0) for due_on in PLAN]
        # The plan comes to less than the loan: what falls due after it is asked for as before.
        later = [bill for bill in self.loan_lender.bills if bill.due_on > PLAN[-1]]
        self.loan_lender.bills = kept + new + later

    def _instalment(self, day: date, told: None) -> None:
        """The oldest that is open."""
        lender = self.loan_lender
        first = next(bill for bill in lender.bills if bill.due_on not in lender.met)
        lender.met[first.due_on] = day
        self.money -= INSTALMENT
        self._tell_bank(day, INSTALMENT, "Loan instalment")
        self._record(day, (self.loan, day, INSTALMENT))

    def open_on(self, day: date) -> list[date]:
        """The due dates, of the plan and after it, whose instalment had not come by a day's end."""
        met = self.loan_lender.met
        asked = [bill.due_on for bill in self.loan_lender.bills if bill.due_on >= PLAN[0]]
        return [due_on for due_on in asked if met.get(due_on, date.max) > day]
