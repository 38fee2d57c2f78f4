"""The plain way to play debts forward: day by day, in decimals, nothing kept for later; what the plans are held to.

It is written apart from `backend/domain/relief/payoff` and shares the facts' types alone. Each day bears its own
interest, each date is asked whether it is one of a series, and what is held back is found by living the days ahead.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from backend.domain.calendar.recurrence import Recurrence
from backend.domain.relief.payoff.debts import Debt, Household
from benchmarks.payoff_by_hand_account import Account, falls_on, rate_on

PRECISE = Context(prec=60)
ONE = timedelta(days=1)


class Life:
    """A household's debts in one order of `first`: avalanche, snowball, cash_flow_relief, or a list of ids."""

    def __init__(self, household: Household, first: str | list[str], ahead: int) -> None:
        self.household, self.first, self.ahead = household, first, ahead
        self.accounts = []
        today = household.today
        for debt in household.debts:
            begun = debt.begins_on is None or debt.begins_on < today
            parts = [Decimal(part.balance if begun else 0) for part in debt.parts]
            asks = [[max(today, due.on), due.amount] for due in debt.open_dues]
            self.accounts.append(Account(debt, parts, [Decimal(0) for _ in parts], begun, asks))
        self.pot = self.money_in = self.left_over = 0
        self.missed: list[tuple[str, date, int]] = []
        self.over_on: date | None = None

    def live(self) -> None:
        month = self.household.today.month - 1 + self.household.months
        year, month = self.household.today.year + month // 12, month % 12 + 1
        end = date(year, month, min(self.household.today.day, monthrange(year, month)[1]))
        day = self.household.today
        while day <= end:
            if self.a_day(day):
                self.over_on = day
                return
            for account in self.accounts:
                account.bear_a_day(day)
            day += ONE

    def income(self, day: date) -> int:
        budget = self.household.budget
        return sum(s.amount for s in budget.streams if falls_on(s.comes, day)) + sum(
            e.amount for e in budget.extras if e.on == day
        )

    def a_day(self, day: date) -> bool:
        income = self.income(day)
        self.pot += income
        self.money_in += income
        happened = self.begin_and_close(day) or income > 0
        ended = False
        for account in self.accounts:
            if income and account.past_due and self.pot:
                self.pot -= account.pay(day, min(account.past_due, self.pot), False)
                ended |= account.balance == 0
        for account in self.accounts:
            due = sum(amount for on, amount in account.asks if on <= day)
            happened |= any(on <= day for on, _ in account.asks)
            if account.balance and due:
                if self.pot:
                    self.pot -= account.pay(day, min(due, self.pot), False)
                ended |= account.balance == 0
                self.miss(account, day)
            account.asks = [ask for ask in account.asks if ask[0] > day]
        if self.pot and (ended or income):
            self.give(day)
        return happened and all(account.begun and not account.balance for account in self.accounts)

    def miss(self, account: Account, day: date) -> None:
        due = sum(amount for on, amount in account.asks if on <= day)
        if not due or not account.balance:
            return
        self.missed.append((account.debt.id, day, due))
        account.past_due += due
        rule = account.debt.late_fee
        if rule:
            percent = (Decimal(due) * rule.percent_bp / 10_000).quantize(Decimal(1), ROUND_HALF_UP)
            fee = max(rule.flat, int(percent))
            fee = max(fee, rule.minimum) if fee or rule.minimum else 0
            fee = min(fee, rule.cap) if rule.cap is not None else fee
            if fee:
                account.fee(day, fee)

    def begin_and_close(self, day: date) -> bool:
        happened = False
        for account in self.accounts:
            debt = account.debt
            if debt.begins_on == day and not account.begun:
                account.begun, happened = True, True
                account.parts = [Decimal(part.balance) for part in debt.parts]
        for account in self.accounts:
            for fee in account.debt.fees:
                comes = Recurrence(
                    "month", fee.every_months or 1, fee.on, times=None if fee.every_months else 1
                )
                if falls_on(comes, day):
                    happened = True
                    if account.balance:
                        account.fee(day, fee.amount)
        for account in self.accounts:
            if falls_on(account.debt.cycles.closes, day) and not self.is_behind(account, day):
                happened = True
                if account.balance:
                    interest = account.charge()
                    due = account.due_day(day, self.index_of(account.debt, day))
                    asked = account.asked(due, account.balance, interest, account.fees_lately)
                    account.asks.append([due, min(account.balance, asked + account.past_due)])
                    account.asks.sort()
                    account.past_due = account.fees_lately = 0
        return happened

    def index_of(self, debt: Debt, day: date) -> int:
        closes = debt.cycles.closes
        if closes.unit == "month":
            months = (day.year - closes.starts_on.year) * 12 + day.month - closes.starts_on.month
            return months // closes.count
        return (day - closes.starts_on).days // (closes.count * (7 if closes.unit == "week" else 1))

    def is_behind(self, account: Account, day: date) -> bool:
        """Whether the closing lies behind the one that asked for all."""
        debt, index = account.debt, self.index_of(account.debt, day)
        if debt.ends_on is None or index == 0:
            return False
        before = debt.cycles.closes.date_of(index - 1)
        assert before is not None
        return account.due_day(before, index - 1) >= debt.ends_on

    def give(self, day: date) -> None:
        while self.pot:
            free = self.pot - self.held_back(day)
            if free <= 0:
                return
            owing = [account for account in self.accounts if account.balance]
            if not owing:
                self.left_over += free
                self.pot -= free
                return
            changed = False
            for account in self.ordered(owing, day):
                changed |= any(amount for _, amount in account.asks)
                paid = account.pay(day, free, True)
                self.pot -= paid
                free -= paid
                changed |= not account.balance
                if not free:
                    break
            if not changed:
                return

    def ordered(self, owing: list[Account], day: date) -> list[Account]:
        def rate(account: Account) -> Decimal:
            return max(rate_on(account.debt, k, day) for k, part in enumerate(account.parts) if part)

        def by_rate(account: Account) -> tuple[Decimal, int]:
            return -rate(account), account.balance

        if self.first == "snowball":
            return sorted(owing, key=lambda account: account.balance)
        if self.first == "avalanche":
            return sorted(owing, key=by_rate)
        if self.first == "cash_flow_relief":
            asks = {id(a): self.coming(a, day, 400, one=True) for a in owing}
            return sorted(owing, key=lambda a: -(sum(x[1] for x in asks[id(a)][:1]) * 1_000_000 // a.balance))
        named = [a for name in self.first for a in owing if a.debt.id == name]
        return named + sorted((a for a in owing if a not in named), key=by_rate)

    def held_back(self, day: date) -> int:
        claims = []
        for account in self.accounts:
            if account.balance or not account.begun:
                claims += self.coming(account, day, self.ahead)
        most = needed = came = 0
        for step in range(1, self.ahead + 1):
            ahead = day + timedelta(days=step)
            came += self.income(ahead)
            for on, amount in claims:
                if on == ahead:
                    needed += amount
            most = max(most, needed - came)
        return most

    def coming(self, account: Account, day: date, ahead: int, one: bool = False) -> list[tuple[date, int]]:
        until = day + timedelta(days=ahead)
        debt, found = account.debt, [(on, amount) for on, amount in account.asks if day < on <= until]
        ghost = Account(debt, list(account.parts), list(account.interest), account.begun, [])
        ghost.fees_lately = account.fees_lately
        told = sum(amount for _, amount in account.asks)
        fees = [
            (Recurrence("month", f.every_months or 1, f.on, times=None if f.every_months else 1), f.amount)
            for f in debt.fees
        ]
        ahead_of = day
        while ahead_of < until and not (one and found):
            if ghost.begun:
                ghost.bear_a_day(ahead_of)
            ahead_of += ONE
            if not ghost.begun and debt.begins_on == ahead_of:
                ghost.begun, ghost.parts = True, [Decimal(part.balance) for part in debt.parts]
            for comes, amount in fees:
                if ghost.begun and falls_on(comes, ahead_of):
                    ghost.fee(ahead_of, amount)
            if not falls_on(debt.cycles.closes, ahead_of) or self.is_behind(account, ahead_of):
                continue
            due = account.due_day(ahead_of, self.index_of(debt, ahead_of))
            if due > until:
                break
            if not ghost.begun:
                continue
            interest = ghost.charge()
            if ghost.balance <= told:
                break
            asked = ghost.asked(due, ghost.balance, interest, ghost.fees_lately) + account.past_due
            asked = min(ghost.balance - told, asked)
            told, ghost.fees_lately = told + asked, 0
            found.append((due, asked))
        return found


def live(household: Household, first: str | list[str]) -> Life:
    """One plan, looking ahead as far as it takes to miss nothing, or a year and a month."""
    with localcontext(PRECISE):
        for ahead in (35, 100, 400):
            life = Life(household, first, ahead)
            life.live()
            if not life.missed:
                break
    return life
