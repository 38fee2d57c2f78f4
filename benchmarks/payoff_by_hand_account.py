"""One debt of the plain way (`payoff_by_hand`): in decimals, each day by itself."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from backend.domain.calendar.recurrence import Recurrence
from backend.domain.relief.payoff.debts import Debt

ONE = timedelta(days=1)


def whole(value: Decimal) -> int:
    return int(value.quantize(Decimal("1e-30")).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def falls_on(comes: Recurrence, day: date) -> bool:
    if day < comes.starts_on or (comes.ends_on and day > comes.ends_on):
        return False
    if comes.unit == "month":
        months = (day.year - comes.starts_on.year) * 12 + day.month - comes.starts_on.month
        anchor = min(comes.anchor_day or comes.starts_on.day, monthrange(day.year, day.month)[1])
        steps, falls = divmod(months, comes.count)
        return falls == 0 and day.day == anchor and (comes.times is None or steps < comes.times)
    length = comes.count * (7 if comes.unit == "week" else 1)
    steps, falls = divmod((day - comes.starts_on).days, length)
    return falls == 0 and (comes.times is None or steps < comes.times)


def day_share(debt: Debt, day: date) -> Decimal:
    """The share of a year of one day."""
    if debt.day_count == "nominal":
        anchor = min(debt.anchor_day, monthrange(day.year, day.month)[1])
        first = date(day.year, day.month, anchor)
        if first > day:
            before = first.replace(day=1) - ONE
            first = before.replace(day=min(debt.anchor_day, before.day))
        behind = first.replace(day=1) + timedelta(days=32)
        end = behind.replace(day=min(debt.anchor_day, monthrange(behind.year, behind.month)[1]))
        return Decimal(1) / 12 / (end - first).days
    if debt.day_count == "30/360":
        after = day + ONE
        thirty = 360 * (after.year - day.year) + 30 * (after.month - day.month)
        return Decimal(thirty + min(after.day, 30) - min(day.day, 30)) / 360
    return Decimal(1) / (360 if debt.day_count == "actual/360" else 365)


def rate_on(debt: Debt, part: int, day: date) -> Decimal:
    rates = sorted(debt.parts[part].rates)
    found = rates[0]
    for rate in rates:
        if rate.from_on <= day:
            found = rate
    return Decimal(found.ppm) / 1_000_000


@dataclass
class Account:
    debt: Debt
    parts: list[Decimal]
    interest: list[Decimal]
    begun: bool
    asks: list[list[object]]
    closed: int = 0  # closings so far, also those before today
    past_due: int = 0
    fees_lately: int = 0
    charged: int = 0
    fees: int = 0
    paid: int = 0
    ended_on: date | None = None

    @property
    def balance(self) -> int:
        return int(sum(self.parts))

    def bear_a_day(self, day: date) -> None:
        share = day_share(self.debt, day)
        for k, part in enumerate(self.parts):
            if part:
                self.interest[k] += part * rate_on(self.debt, k, day) * share

    def charge(self) -> int:
        total = 0
        for k, exact in enumerate(self.interest):
            self.parts[k] += whole(exact)
            total += whole(exact)
            self.interest[k] = Decimal(0)
        self.charged += total
        return total

    def dearest(self, day: date) -> int:
        return max(range(len(self.parts)), key=lambda k: (rate_on(self.debt, k, day), -k))

    def fee(self, day: date, amount: int) -> None:
        self.parts[self.dearest(day)] += amount
        self.fees += amount
        self.fees_lately += amount

    def due_day(self, closes: date, index: int) -> date:
        cycles = self.debt.cycles
        on = cycles.due.date_of(index) if cycles.due else closes + timedelta(days=cycles.days_after)
        assert on is not None
        return on

    def asked(self, due: date, balance: int, interest: int, fees: int) -> int:
        debt = self.debt
        if debt.ends_on and due >= debt.ends_on:
            return balance
        if rule := debt.rule:
            base = balance if rule.base == "balance" else max(0, balance - interest - fees)
            percent = Decimal(base) * rule.percent_bp / 10_000
            asked = int(percent.quantize(Decimal(1), rounding=ROUND_HALF_UP))
            asked += interest + fees if rule.plus_interest_and_fees else 0
            asked = max(asked, rule.floor)
            if rule.plus_over_limit and debt.credit_limit is not None:
                asked += max(0, balance - debt.credit_limit)
            return min(asked, balance)
        ask = debt.asks[0]
        for each in debt.asks:
            if each.from_on <= due:
                ask = each
        return min(balance, ask.amount + (interest if ask.plus_interest else 0))

    def pay(self, day: date, amount: int, above: bool) -> int:
        if amount >= self.balance:
            self.charge()
        amount = left = min(amount, self.balance)
        order = sorted(range(len(self.parts)), key=lambda k: rate_on(self.debt, k, day), reverse=above)
        for k in order:
            part = min(left, int(self.parts[k]))
            self.parts[k] -= part
            left -= part
        self.paid += amount
        late = min(amount, self.past_due)
        self.past_due -= late
        left = amount - late
        for ask in self.asks:
            part = min(left, ask[1])
            ask[1] -= part
            left -= part
        self.asks = [ask for ask in self.asks if ask[1]]
        if self.balance == 0:
            self.ended_on, self.asks, self.past_due = day, [], 0
        return amount
