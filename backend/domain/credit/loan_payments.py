"""How money paid on a loan was meant: which instalments it pays, and what of it repays principal beyond them.

What has fallen due is paid first, oldest first. Money that comes before its next instalment pays that one, where a
payment is just what the instalment asks for, or comes nearer to its date than to the one before (unless it repays all
that is left). Money above what is due leaves the next instalment due and repays principal, unless the borrower says
that it was paid ahead. That is the safe side: an instalment that the lender still expects is never silent by a guess.

An instalment that was taken as paid, because the loan was told to us later, takes the money that was paid for it:
what is dated up to its last chance, or nearer to it than to the next.

Computed afresh from the facts, payment by payment in the order in which the money came. Each part of principal repaid
gives a new schedule for what is still to come.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from backend.domain.credit.loan_contract import Effect, ExtraPrincipal

MeantAs = Literal["due", "paid_ahead", "extra_principal", "pay_off"]


@dataclass(frozen=True, slots=True)
class LoanDue:
    """One instalment as it asks for money. `opening` is the principal owed before it.

    `is_told`: it has a deadline, or will have one; the others were taken as paid, or the borrower said they are met.
    `is_open` is False for what was waived or cancelled: it takes nothing. `by_word`: the borrower's word met it, and it
    keeps what was paid on it, `amount`. Money that comes then is for the instalment behind.
    """

    number: int
    due_on: date
    last_chance_on: date
    amount: int
    opening: int
    tolerance: int = 0
    is_told: bool = True
    is_open: bool = True
    by_word: bool = False


@dataclass(frozen=True, slots=True)
class LoanInflow:
    """One payment that stands. `meant_as` None: nothing was said. `extra_amount` of an extra principal: so much of it
    is extra, the rest is for what is due; None: all that is not due by its day. `number`: the instalment it was meant
    for, before all others."""

    payment_id: str
    paid_at: datetime
    paid_on: date
    amount: int
    meant_as: MeantAs | None = None
    effect: Effect | None = None
    extra_amount: int | None = None
    number: int | None = None


@dataclass(slots=True)
class LoanSettlement:
    """`shares` {(payment, instalment): minor units}; `settled_at` by instalment. By payment: `extras`, and `earlier`,
    what belongs to instalments that were taken as paid, and `left_after`, the principal and what was past due that it
    left unpaid."""

    shares: dict[tuple[str, int], int] = field(default_factory=dict)
    settled_at: dict[int, datetime] = field(default_factory=dict)
    extras: dict[str, ExtraPrincipal] = field(default_factory=dict)
    earlier: dict[str, int] = field(default_factory=dict)
    left_after: dict[str, int] = field(default_factory=dict)


DuesWith = Callable[[Sequence[ExtraPrincipal]], Sequence[LoanDue]]


def settle_loan(dues_with: DuesWith, inflows: Iterable[LoanInflow]) -> LoanSettlement:
    """Settle a loan's payments. `dues_with` gives the instalments that follow from what was repaid beyond them."""
    run = _Run(dues_with)
    for inflow in sorted(inflows, key=lambda each: (each.paid_at, each.payment_id)):
        run.take(inflow)
    return run.result


class _Run:
    def __init__(self, dues_with: DuesWith) -> None:
        self._dues_with = dues_with
        self._dues = sorted(dues_with(()), key=lambda due: (due.due_on, due.number))
        self._got: dict[int, int] = {}
        self.result = LoanSettlement()

    def take(self, inflow: LoanInflow) -> None:
        self._take(inflow)
        past = [due for due in self._dues if due.due_on <= inflow.paid_on and due.is_told]
        open_of = sum(self._asks(due) for due in past if due.number not in self.result.settled_at)
        self.result.left_after[inflow.payment_id] = open_of + self._principal_left(inflow.paid_on)

    def _take(self, inflow: LoanInflow) -> None:
        said_extra = inflow.extra_amount if inflow.meant_as == "extra_principal" else None
        extra = min(said_extra or 0, inflow.amount)
        left = self._pay(inflow, inflow.amount - extra, said_extra)
        if inflow.meant_as == "paid_ahead":
            return
        left = self._repay(inflow, left + extra)
        if left and not self._principal_left(inflow.paid_on):
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
        if not due.is_open or due.number in self.result.settled_at:
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
                key = (inflow.payment_id, due.number)
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

    def _repay(self, inflow: LoanInflow, left: int) -> int:
        rest = self._rest(inflow.paid_on)
        amount = min(left, self._principal_left(inflow.paid_on))
        if amount <= 0:
            return left
        effect = inflow.effect or "shorter"
        untouched = [due.number for due in rest if not self._got.get(due.number)]
        extra = ExtraPrincipal(inflow.paid_on, amount, effect, [*untouched, rest[-1].number][0])
        self.result.extras[inflow.payment_id] = extra
        dues = self._dues_with(tuple(self.result.extras.values()))
        self._dues = sorted(dues, key=lambda due: (due.due_on, due.number))
        back = self._take_back(inflow.payment_id)
        for due in self._dues:
            if self._got.get(due.number) and due.amount <= self._got[due.number] + due.tolerance:
                self.result.settled_at.setdefault(due.number, inflow.paid_at)
        return left - amount + back

    def _take_back(self, payment_id: str) -> int:
        """What paid instalments ask less for, now that nearly all is repaid, is money again; returns this payment's."""
        asked, back = {due.number: due.amount for due in self._dues}, 0
        for key in reversed(list(self.result.shares)):
            over = min(self.result.shares[key], self._got[key[1]] - asked.get(key[1], 0))
            if over <= 0:
                continue
            self.result.shares[key] -= over
            self._got[key[1]] -= over
            back += over if key[0] == payment_id else 0
            if not self.result.shares[key]:
                del self.result.shares[key]
        for number in [number for number in self.result.settled_at if number not in asked]:
            del self.result.settled_at[number]
        return back
