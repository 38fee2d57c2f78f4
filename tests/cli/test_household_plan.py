"""Whatever day it is: the household's minimums are short by what the demo says, and a few small cuts fund them."""

from datetime import UTC, date, datetime, timedelta

import peewee
import pytest

from backend import demo
from backend.actions.reminders import deadlines
from backend.actions.spending import cash_accounts, cash_flow, cut_plans, import_reading, imports
from backend.simulation.export_file import CARD_LAST4, alipay_file, bank_file
from backend.simulation.plan_story import BILL, BILL_IN_DAYS, HORIZON, RESERVE, SHORT
from backend.simulation.purchases import history
from backend.simulation.show import play_household
from backend.store.people.borrowers import Borrower
from backend.store.spending.cut_plans import lines_of
from backend.store.spending.imports import ImportJob

# A due in two days and a short month; pay day is tomorrow; the month's end; an ordinary day.
TODAYS = [date(2027, 2, 5), date(2026, 12, 9), date(2027, 8, 31), date(2026, 11, 24)]


def import_history(borrower: Borrower, today: date, now: datetime) -> str:
    """Both files, as the demo sends them; returns the account that everything is paid from."""
    lines = history(today, demo._repayments(), chinese=False)
    account = cash_accounts.add_cash_account(
        borrower.id,
        name="Salary account",
        kind="bank",
        currency="CNY",
        last4=CARD_LAST4,
        balance=None,
        balance_on=None,
        reserve=RESERVE,
        today=today,
        now=now,
    )
    files = ((account.id, bank_file(lines, today)), (None, alipay_file(lines, today)))
    for second, (account_id, content) in enumerate(files):
        imports.take_file(
            borrower.id,
            content=[content],
            file_name="file.csv",
            most_bytes=10**7,
            account_id=account_id,
            now=now + timedelta(seconds=second),
        )
    import_reading.read_due(clock=lambda: now + timedelta(seconds=5))
    assert [job.state for job in ImportJob.select()] == ["done", "done"]
    return str(account.id)


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_a_few_small_cuts_fund_what_is_short_on_any_day(database: peewee.DatabaseProxy, today: date) -> None:
    play_household(
        today - timedelta(days=demo.DAYS),
        days=demo.DAYS,
        locale="en",
        discreet=False,
        missed_after_days=demo.MISSED_AFTER_DAYS,
    )
    borrower, now = Borrower.get(), datetime(today.year, today.month, today.day, 4, tzinfo=UTC)
    account_id = import_history(borrower, today, now)
    deadlines.add_deadline(
        borrower.id,
        due_on=today + timedelta(days=BILL_IN_DAYS),
        title="Dentist's bill",
        zone="Asia/Shanghai",
        country="CN",
        amount=BILL,
        currency="CNY",
        owed=True,
        now=now,
    )

    def shortfall(balance: int) -> int:
        row = cash_accounts.get(borrower.id, account_id)
        cash_accounts.change_cash_account(row, balance=balance, balance_on=today, today=today, now=now)
        return cash_flow.gather(borrower, "CNY", days=HORIZON, now=now).forecast().shortfall

    balance = shortfall(0) - SHORT
    assert balance > 0
    assert shortfall(balance) == SHORT

    plan = cut_plans.make_plan(borrower.id, currency="CNY", days=HORIZON, now=now)
    lines = lines_of([plan.id])[plan.id]
    assert plan.feasible
    assert 2 <= len(lines) <= 15
    assert SHORT <= sum(line.saves for line in lines) < 2 * SHORT
    assert min(line.from_on for line in lines) == today, "something to leave out this week"
