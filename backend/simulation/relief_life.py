"""What a played borrower does about being late: logs a call by night, complains, promises, and agrees on a plan.

While the one minimum is missed: the call is logged the evening after, and the complaint sent; the firm answers two days
before its time is over. The minimum is promised for the day on which it is paid. After that the loan's lender agrees to
half the instalment for twice as long; what falls due then is the plan's, and is paid as everything else is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from backend.actions.credit.agreed_plans import AgreedInstalment, PlanFacts
from backend.actions.relief import complaints, contacts, negotiations, promises
from backend.actions.relief.complaint_evidence import check_evidence
from backend.domain.calendar import local_time
from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.relief.conduct.contact import Contact
from backend.simulation.household import CURED_AT_DAYS_PAST_DUE, ZONE, SimulatedHousehold
from backend.simulation.relief_words import said
from backend.store.credit import credit_accounts
from backend.store.credit.loan_contracts import schedule_of
from backend.store.relief.complaints import Complaint
from backend.store.relief.promises import Promise
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline

_CALLED_AT_DAYS, _PROMISES_AT_DAYS = 12, 20
_CALL = time(23, 10)
_ANSWERED_BEFORE = timedelta(days=2)
_AGREES_AFTER = timedelta(days=3)
_LONGER = 2


@dataclass(slots=True)
class Relief:
    """`tell` hears what the borrower does, in their language; it names nobody and no sum."""

    household: SimulatedHousehold
    locale: str
    tell: Callable[[str, datetime], None]
    complaint: Complaint | None = None
    promise: Promise | None = None
    agrees_on: date | None = None

    def evening(self, now: datetime) -> None:
        """Go on with what was begun; called before the borrower pays what falls due."""
        today = local_time.local_date(now, ZONE)
        late = self._missed()
        past_due = (today - late.due_on).days if late else 0
        if late and past_due > _CALLED_AT_DAYS and self.complaint is None:
            self._complain(late, today, now)
        if late and past_due >= _PROMISES_AT_DAYS and self.promise is None:
            self._promise(late, now)
        self._answered(today, now)
        if self.agrees_on is not None and today >= self.agrees_on:
            self._agree(today, now)

    def paid(self, now: datetime) -> None:
        """What was promised is paid, once the borrower has paid all that was missed."""
        if self.household.cured and self.promise is not None and self.promise.state == "open":
            self.promise = promises.close(self.promise, "kept", now=now)
            self.agrees_on = local_time.local_date(now, ZONE) + _AGREES_AFTER

    def _missed(self) -> Deadline | None:
        """The minimum that is missed, once it is past due."""
        if not self.household.forgot or self.household.cured:
            return None
        rows = deadlines.open_of_borrower(self.household.borrower_id)
        return next((row for row in rows if row.account_id == self.household.missed_card and row.sure), None)

    def _complain(self, late: Deadline, today: date, now: datetime) -> None:
        at = local_time.at(today - timedelta(days=1), _CALL, ZONE)
        call = Contact(
            "", at, ZONE, late.country, party="issuer", debt=self.household.missed_card, outcome="talked"
        )
        logged = contacts.log_contact(self.household.borrower_id, call, now=now)
        chosen = complaints.choose(self.household.borrower_id, firm=None, contact_ids=[logged.id])
        drafted = complaints.draft(self.household.borrower_id, chosen, note=None, now=now)
        self.complaint = complaints.send(drafted, on=today, head=check_evidence(drafted, "send"), now=now)
        self.tell(said(self.locale, "called", day=self.complaint.answer_by), now)

    def _promise(self, late: Deadline, now: datetime) -> None:
        due_on = late.due_on + timedelta(days=CURED_AT_DAYS_PAST_DUE)
        issuer = credit_accounts.by_id(self.household.missed_card).issuer
        promised = promises.Promised(
            late.outstanding or 0, late.currency or "CNY", due_on, issuer, self.household.missed_card
        )
        self.promise = promises.make(self.household.borrower_id, promised, now=now)
        self.tell(said(self.locale, "promises", day=due_on), now)

    def _answered(self, today: date, now: datetime) -> None:
        row = self.complaint
        if (
            row is not None
            and row.state == "sent"
            and row.answer_by
            and today >= row.answer_by - _ANSWERED_BEFORE
        ):
            self.complaint = complaints.answer(row, on=today, now=now)
            self.tell(said(self.locale, "answered"), now)

    def _agree(self, today: date, now: datetime) -> None:
        self.agrees_on = None
        loan = credit_accounts.by_id(self.household.loan)
        talks = negotiations.open_negotiation(loan, kind="lower_instalment", reason=None, now=now)
        parts = self._half_for_twice_as_long()
        facts = PlanFacts(parts, today + timedelta(days=1), None, None, "written", {}, None)
        negotiations.agree(talks, facts, now=now)
        self.tell(said(self.locale, "agrees", count=len(parts), day=parts[0].due_on), now)

    def _half_for_twice_as_long(self) -> list[AgreedInstalment]:
        """From the next instalment on, on the loan's own days; the last takes what does not divide."""
        loan = credit_accounts.by_id(self.household.loan)
        ahead = [row for row in deadlines.of_account(loan.id) if row.state == "open"]
        first_on = min(row.due_on for row in ahead)
        left = [part for part in schedule_of(loan) if part.nominal_due_on >= first_on]
        total, count = sum(part.principal + part.interest for part in left), _LONGER * len(left)
        amounts = [total // count] * (count - 1)
        return [
            AgreedInstalment(month_day(month_index(first_on) + number, first_on.day), amount)
            for number, amount in enumerate([*amounts, total - sum(amounts)])
        ]
