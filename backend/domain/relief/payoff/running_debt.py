"""One debt as it goes on from day to day: interest is summed by the day, charged at each closing, and paid."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from backend.domain.credit.late_fee import late_fee
from backend.domain.credit.minimum_payment import minimum_payment
from backend.domain.relief.payoff.day_weights import rounded
from backend.domain.relief.payoff.debts import Debt
from backend.domain.relief.payoff.timetable import Cycle, DatedFee


class RunningDebt:
    """`balance` is what is owed without the interest not charged yet. Day numbers count from today."""

    __slots__ = (
        "asked",
        "balance",
        "begun",
        "cycles",
        "dated_fees",
        "debt",
        "ended",
        "fees",
        "interest",
        "next_cycle",
        "number",
        "paid",
        "parts",
        "past_due",
        "since",
        "since_closing",
        "tables",
        "today",
        "turns",
        "uncharged",
    )

    def __init__(
        self,
        number: int,
        debt: Debt,
        cycles: Sequence[Cycle],
        tables: Sequence[Sequence[int]],
        dated_fees: Sequence[DatedFee],
        today: date,
    ) -> None:
        self.number, self.debt, self.cycles, self.tables, self.today = number, debt, cycles, tables, today
        self.dated_fees = dated_fees
        self.begun = debt.begins_on is None or debt.begins_on < today
        self.parts = [part.balance if self.begun else 0 for part in debt.parts]
        self.balance = sum(self.parts)
        self.uncharged = [0] * len(self.parts)
        self.since = self.next_cycle = self.interest = self.fees = self.paid = self.past_due = 0
        self.since_closing = 0  # fees charged since the last closing
        self.ended: int | None = 0 if self.begun and not self.balance else None
        self.asked = sorted((max(0, (due.on - today).days), due.amount) for due in debt.open_dues)
        self.turns = [
            [(max(0, (rate.from_on - today).days), rate.ppm) for rate in sorted(part.rates)]
            for part in debt.parts
        ]

    @property
    def owes(self) -> bool:
        return self.balance > 0

    @property
    def is_over(self) -> bool:
        return self.begun and self.balance == 0

    def begin(self, day: int) -> None:
        """The money of a loan comes."""
        self.begun, self.since = True, day
        self.parts = [part.balance for part in self.debt.parts]
        self.balance = sum(self.parts)

    def rate_on(self, day: int) -> int:
        """The highest rate that anything owed bears on a day, to which money above the minimum goes first."""
        return max((self._rate(k, day) for k, part in enumerate(self.parts) if part > 0), default=0)

    def _rate(self, k: int, day: int) -> int:
        turns = self.turns[k]
        return turns[max(0, bisect_right(turns, (day, 1 << 62)) - 1)][1]

    def _dearest(self, day: int) -> int:
        return max(range(len(self.parts)), key=lambda k: self._rate(k, day))

    def _fees_between(self, after: int, until: int) -> list[DatedFee]:
        return [fee for fee in self.dated_fees if after < fee.day <= until]

    def charge_fee(self, day: int, amount: int) -> None:
        """A fee bears interest as the dearest part does."""
        self._bear(day)
        self.parts[self._dearest(day)] += amount
        self.balance += amount
        self.fees += amount
        self.since_closing += amount

    def close(self, day: int) -> int:
        """Charge the interest of the cycle and tell its minimum, which is returned."""
        cycle = self.cycles[self.next_cycle]
        self.next_cycle += 1
        if self.balance <= 0:
            return 0
        interest = self._charge(day)
        asked = self._asked(cycle, self.balance, interest, self.since_closing)
        asked = min(self.balance, asked + self.past_due)
        self.past_due = self.since_closing = 0
        if asked:
            self.asked.append((cycle.due, asked))
            self.asked.sort()
        return asked

    def pay(self, day: int, amount: int, *, above_minimum: bool) -> int:
        """Pay so much, or less where less is owed; returns what was taken. Who pays all pays the day's interest too."""
        self._bear(day)
        if amount >= self.balance:
            self._charge(day)
        taken = min(amount, self.balance)
        self._spread(day, taken, above_minimum)
        self.balance -= taken
        self.paid += taken
        if self.balance == 0:
            self.ended, self.asked, self.past_due = day, [], 0
            return taken
        self._settle(taken)
        return taken

    def due_on(self, day: int) -> int:
        """What is to be paid on a day, or was to be before."""
        return sum(amount for due, amount in self.asked if due <= day)

    def miss(self, day: int) -> int:
        """What was due and was not paid stays due with the next minimum, and may cost a fee; returns it."""
        missed = self.due_on(day)
        self.asked = [each for each in self.asked if each[0] > day]
        self.past_due += missed
        if self.debt.late_fee is not None and (fee := late_fee(self.debt.late_fee, missed)):
            self.charge_fee(day, fee)
        return missed

    def coming(self, day: int, until: int, at_most: int = 10_000) -> list[tuple[int, int]]:
        """What will be asked for behind a day and up to another, each a due day and a sum; never too little."""
        found = [(due, amount) for due, amount in self.asked if day < due <= until]
        parts, exact, since = list(self.parts), list(self.uncharged), self.since
        told, fees, begins = sum(amount for _, amount in self.asked), self.since_closing, 0
        if not self.begun and self.debt.begins_on is not None:
            parts = [part.balance for part in self.debt.parts]
            since = begins = (self.debt.begins_on - self.today).days
        for at in range(self.next_cycle, len(self.cycles)):
            cycle = self.cycles[at]
            if cycle.due > until or len(found) >= at_most:
                break
            if cycle.closes < begins:
                continue
            charged = self._fees_between(since, cycle.closes) if self.dated_fees else ()
            for fee in charged:
                k = self._dearest(fee.day)
                exact[k] += fee.amount * (self.tables[k][cycle.closes] - self.tables[k][fee.day])
            interest = 0
            for k, table in enumerate(self.tables):
                more = rounded(exact[k] + parts[k] * (table[cycle.closes] - table[since]))
                parts[k], exact[k], interest = parts[k] + more, 0, interest + more
            for fee in charged:
                parts[self._dearest(fee.day)] += fee.amount
                fees += fee.amount
            since, balance = cycle.closes, sum(parts)
            if balance <= told:
                break
            asked = min(balance - told, self._asked(cycle, balance, interest, fees) + self.past_due)
            told, fees = told + asked, 0
            found.append((cycle.due, asked))
        return found

    def _asked(self, cycle: Cycle, balance: int, interest: int, fees: int) -> int:
        if cycle.final:
            return balance
        if self.debt.rule is not None:
            limit = self.debt.credit_limit
            over = 0 if limit is None else max(0, balance - limit)
            return minimum_payment(
                self.debt.rule, balance=balance, interest_and_fees=interest + fees, over_limit=over
            )
        asks = self.debt.asks
        ask = asks[0]
        for each in asks[1:]:
            if (each.from_on - self.today).days <= cycle.due:
                ask = each
        return min(balance, ask.amount + (interest if ask.plus_interest else 0))

    def _bear(self, day: int) -> None:
        since = self.since
        if day > since:
            for k, table in enumerate(self.tables):
                self.uncharged[k] += self.parts[k] * (table[day] - table[since])
            self.since = day

    def _charge(self, day: int) -> int:
        self._bear(day)
        charged = 0
        for k, exact in enumerate(self.uncharged):
            interest = rounded(exact)
            self.parts[k] += interest
            self.uncharged[k] = 0
            charged += interest
        self.balance += charged
        self.interest += charged
        return charged

    def _spread(self, day: int, taken: int, above_minimum: bool) -> None:
        """A minimum pays the part with the lowest rate first, what is above it the dearest (12 CFR 1026.53)."""
        parts = self.parts
        if len(parts) == 1:
            parts[0] -= taken
            return
        for k in sorted(range(len(parts)), key=lambda k: self._rate(k, day), reverse=above_minimum):
            part = min(taken, parts[k])
            parts[k] -= part
            taken -= part

    def _settle(self, taken: int) -> None:
        """A payment lowers what was missed, then what is asked for already, the earliest due first."""
        late = min(taken, self.past_due)
        self.past_due, taken = self.past_due - late, taken - late
        left = list[tuple[int, int]]()
        for due, amount in self.asked:
            part = min(amount, taken)
            taken -= part
            if amount > part:
                left.append((due, amount - part))
        self.asked = left
