"""How money paid on a loan was meant: which instalments it pays, and what of it repays principal beyond them.

What has fallen due is paid first, oldest first. Money that comes before its next instalment pays that one, where a
payment is just what the instalment asks for, or comes nearer to its date than to the one before (unless it repays all
that is left). Money above what is due leaves the next instalment due and repays principal, unless the borrower says
that it was paid ahead. That is the safe side: an instalment that the lender still expects is never silent by a guess.
Where it repays all principal and nobody said that it pays the loan off, what it lacks of the fee for that is left as
principal: the lender takes the fee of the money first.

An instalment that was taken as paid, because the loan was told to us later, takes the money that was paid for it:
what is dated up to its last chance, or nearer to it than to the next.

Computed afresh from the facts, payment by payment in the order in which the money came. Each part of principal repaid
gives a new schedule for what is still to come.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from backend.domain.credit.loan_contract import ExtraPrincipal
from backend.domain.credit.loan_dues import DuesWith, LoanDue, LoanInflow, LoanSettlement, Owed, Share


def settle_loan(
    dues_with: DuesWith, inflows: Iterable[LoanInflow], fee_bp: int | None = None
) -> LoanSettlement:
    """Settle a loan's payments. `dues_with` gives the instalments that follow from what was repaid beyond them;
    `fee_bp` of the principal is taken where all of it is repaid early, None: nobody said how much."""
    return _settled(dues_with, inflows, fee_bp).result


def owed_on(dues_with: DuesWith, inflows: Iterable[LoanInflow], day: date, fee_bp: int | None) -> Owed:
    """What is owed in all at the end of a day, once these payments are settled."""
    return _settled(dues_with, inflows, fee_bp).owed_on(day)


def _settled(dues_with: DuesWith, inflows: Iterable[LoanInflow], fee_bp: int | None) -> "_Run":
    run = _Run(dues_with, fee_bp)
    for inflow in sorted(inflows, key=lambda each: (each.paid_at, each.payment_id)):
        run.take(inflow)
    return run


class _Run:
    def __init__(self, dues_with: DuesWith, fee_bp: int | None) -> None:
        self._dues_with, self._fee_bp, self._fee_left = dues_with, fee_bp, 0
        self._dues = self._dues_after(())
        self._got: dict[int, int] = {}
        self.result = LoanSettlement()

    def _dues_after(self, extras: Sequence[ExtraPrincipal]) -> list[LoanDue]:
        return sorted(self._dues_with(extras), key=lambda due: (due.due_on, due.number))

    def take(self, inflow: LoanInflow) -> None:
        principal = self._principal_left(inflow.paid_on)
        if inflow.meant_as == "pay_off" or 0 < principal <= inflow.amount:
            self.result.owed[inflow.payment_id] = self.owed_on(inflow.paid_on)
        self._take(inflow, self._lacks_of_fee(inflow))

    def _lacks_of_fee(self, inflow: LoanInflow) -> int:
        """What money that can repay all principal lacks of the fee for it; nothing where it was said to pay all off."""
        owed = self.result.owed.get(inflow.payment_id)
        if owed is None or inflow.meant_as in ("pay_off", "paid_ahead"):
            return 0
        fee = owed.fee(self._fee_bp) or 0
        return min(fee, max(0, owed.amount + fee - inflow.amount))

    def owed_on(self, day: date) -> Owed:
        """What fell due and is open, the principal, and interest to the day; what was paid ahead is taken off."""
        owed = [due for due in self._dues if due.is_told and not due.is_forgiven]
        past_due = sum(self._left(due) for due in owed if due.due_on <= day)
        ahead = [due for due in owed if due.due_on > day and not due.by_word]
        if not ahead:
            return Owed(past_due, 0, 0)
        paid = sum(self._got.get(due.number, 0) for due in ahead)
        interest = self._interest_if_repaid(day, ahead[0].number)
        of_day = max(0, interest - self._interest_if_repaid(day - timedelta(days=1), ahead[0].number))
        principal = max(0, ahead[0].opening - paid)
        beyond = max(0, paid - ahead[0].opening)
        return Owed(past_due, principal, max(0, interest - beyond), of_day, min(self._fee_left, principal))

    def _interest_if_repaid(self, day: date, number: int) -> int:
        """The interest that instalments from `number` on would ask for, if all principal were repaid on a day."""
        standing = next((due for due in self._dues if due.bears_until > day), None)
        extras = list(self.result.extras.values())
        if standing is not None:
            extras.append(ExtraPrincipal(day, standing.opening, from_number=standing.number))
        return sum(due.interest for due in self._dues_with(extras) if due.number >= number)

    def _take(self, inflow: LoanInflow, fee_left: int) -> None:
        said_extra = inflow.extra_amount if inflow.meant_as == "extra_principal" else None
        extra = min(said_extra or 0, inflow.amount)
        left = self._pay(inflow, inflow.amount - extra, said_extra)
        if inflow.meant_as == "paid_ahead":
            return
        left = self._repay(inflow, left + extra, fee_left)
        if fee_left and self._principal_left(inflow.paid_on) <= fee_left:
            self._fee_left, owed = fee_left, self.result.owed[inflow.payment_id]
            interest = min(owed.interest, left - (owed.fee(self._fee_bp) or 0))
            self._give(inflow, interest, self._rest(inflow.paid_on)[:1])
        elif left and not self._principal_left(inflow.paid_on):
            self._give(inflow, left, self._dues)  # what is left of interest, once the principal is repaid

    def _pay(self, inflow: LoanInflow, left: int, said_extra: int | None) -> int:
        """Pay instalments with money that is for them; returns what is left of it."""
        named = [due for due in self._dues if due.number == inflow.number]
        left = self._give(inflow, left, named)
        past = [due for due in self._dues if due.due_on <= inflow.paid_on]
        ahead = [due for due in self._dues if due.due_on > inflow.paid_on]
        # What is said to be principal is of now: an instalment that was taken as paid has been paid by other money.
        of_now = inflow.meant_as in ("pay_off", "extra_principal")
        reached = [due for due in past if due.is_told or not of_now]
        left = self._give(inflow, left, [due for due in reached if self._reaches(due, inflow.paid_on)])
        is_whole = left == inflow.amount
        if inflow.meant_as == "paid_ahead":
            return self._give(inflow, left, ahead)
        if inflow.meant_as == "pay_off" or (inflow.meant_as == "extra_principal" and said_extra is None):
            return left
        closed = [due for due in ahead if (due.by_word or not due.is_open) and not self._asks(due)]
        coming = [due for due in ahead if due not in closed][:1]
        is_said = inflow.meant_as is not None
        if coming and (is_said or self._is_for(coming[0], past, ahead, inflow.paid_on, left, is_whole)):
            left = self._give(inflow, left, coming)
        return left

    def _reaches(self, due: LoanDue, day: date) -> bool:
        """Whether money of a day after its date can still be this instalment's."""
        if due.is_told or day <= due.last_chance_on:
            return True
        coming = next((each for each in self._dues if each.due_on > day), None)
        return coming is None or day - due.due_on < coming.due_on - day

    def _is_for(
        self,
        coming: LoanDue,
        past: Sequence[LoanDue],
        ahead: Sequence[LoanDue],
        day: date,
        left: int,
        is_whole: bool,
    ) -> bool:
        """Whether money is the coming instalment's by its date, or by being just what that asks and nothing else.

        What came near the date of one that was waived or called done moves on to the coming one.
        """
        if is_whole and left == self._asks(coming):
            return True
        if len(self._rest(day)) > 1 and left >= self._principal_left(day):
            return False  # it repays all that is left
        if past:
            return day - past[-1].due_on >= ahead[0].due_on - day
        # Before the first instalment: a period is as long as the next one.
        period = ahead[1].due_on - ahead[0].due_on if len(ahead) > 1 else None
        return left <= self._asks(coming) or period is None or 2 * (ahead[0].due_on - day) <= period

    def _asks(self, due: LoanDue) -> int:
        return self._left(due) if due.is_open else 0

    def _left(self, due: LoanDue) -> int:
        """What nobody has paid of an instalment, whether or not it asks for it."""
        if due.number in self.result.settled_at:
            return 0
        return max(0, due.amount - self._got.get(due.number, 0))

    def _give(self, inflow: LoanInflow, left: int, dues: Sequence[LoanDue]) -> int:
        for due in dues:
            share = min(left, self._asks(due))
            if share <= 0:
                continue
            left -= share
            self._got[due.number] = self._got.get(due.number, 0) + share
            if due.is_told:
                key = Share(inflow.payment_id, due.number)
                self.result.shares[key] = self.result.shares.get(key, 0) + share
            else:
                earlier = self.result.earlier
                earlier[inflow.payment_id] = earlier.get(inflow.payment_id, 0) + share
            if self._got[due.number] >= due.amount - due.tolerance:
                self.result.settled_at[due.number] = inflow.paid_at
        return left

    def _rest(self, day: date) -> list[LoanDue]:
        """The instalments that money of a day can still spare: neither due by then nor paid."""
        settled = self.result.settled_at
        return [due for due in self._dues if due.due_on > day and due.number not in settled and due.is_open]

    def _principal_left(self, day: date) -> int:
        """The principal that is still to be repaid, without what was paid towards it."""
        rest = self._rest(day)
        paid = sum(self._got.get(due.number, 0) for due in rest)
        return max(0, rest[0].opening - paid) if rest else 0

    def _repay(self, inflow: LoanInflow, left: int, but: int) -> int:
        """Repay principal, `but` so much of it, with what is left of a payment; returns what is left of it then."""
        rest = self._rest(inflow.paid_on)
        amount = min(left, self._principal_left(inflow.paid_on) - but)
        if amount <= 0:
            return left
        first_untouched = next((due.number for due in rest if not self._got.get(due.number)), rest[-1].number)
        before = self.result.extras.get(inflow.payment_id)
        self.result.extras[inflow.payment_id] = ExtraPrincipal(
            inflow.paid_on,
            amount + (before.amount if before else 0),
            inflow.effect or "shorter",
            before.from_number if before else first_untouched,
        )
        self._dues = self._dues_after(tuple(self.result.extras.values()))
        back = self._take_back(inflow.payment_id)
        for due in self._dues:
            if self._got.get(due.number) and due.amount <= self._got[due.number] + due.tolerance:
                self.result.settled_at.setdefault(due.number, inflow.paid_at)
        # An instalment paid with it asks for less interest now: that much more is principal.
        return self._repay(inflow, left - amount + back, but)

    def _take_back(self, payment_id: str) -> int:
        """What paid instalments ask less for, now that principal is repaid, is money again; returns this payment's."""
        asked, back = {due.number: due.amount for due in self._dues}, 0
        for key in reversed(list(self.result.shares)):
            over = min(self.result.shares[key], self._got[key.number] - asked.get(key.number, 0))
            if over <= 0:
                continue
            self.result.shares[key] -= over
            self._got[key.number] -= over
            back += over if key.payment_id == payment_id else 0
            if not self.result.shares[key]:
                del self.result.shares[key]
        for number in [number for number in self.result.settled_at if number not in asked]:
            del self.result.settled_at[number]
        return back
