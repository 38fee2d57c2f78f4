"""A card's cycles up to the horizon: each is a statement, still estimated, and the deadline of its minimum."""

from backend.actions.credit.credit_accounts import due_dates_of, new_deadline
from backend.actions.reminders.deadline_changes import enters_horizon_at, horizon
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.card_and_loan_terms import CardTerms
from backend.domain.credit.statement_cycle import Cycle, cycle
from backend.ids import new_id
from backend.store.credit import statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.reminders.series import Series


def open_card_cycles(series: Series, account: Account, scheduler: ReminderScheduler) -> bool:
    """Open every cycle within the horizon and note when the next one enters it; returns whether any was opened.

    The caller settles the account afterwards where money may have been paid already.
    """
    terms, limit, opened = account.card_terms, horizon(account.zone, scheduler.now), False
    while (predicted := cycle(terms, series.next_index)).nominal_due_on <= limit:
        if statements.of_period(account.id, predicted.period_key) is None:
            _open_cycle(series, account, terms, predicted, scheduler)
            opened = True
        series.next_index += 1
    series.roll_at = enters_horizon_at(predicted.nominal_due_on, account.zone)
    series.updated_at = scheduler.now
    series.save()
    return opened


def _open_cycle(
    series: Series, account: Account, terms: CardTerms, predicted: Cycle, scheduler: ReminderScheduler
) -> None:
    statement = Statement.create(
        id=new_id("stm", scheduler.now),
        borrower_id=account.borrower_id,
        account=account.id,
        period_key=predicted.period_key,
        closes_on=predicted.closes_on,
        nominal_due_on=predicted.nominal_due_on,
        created_at=scheduler.now,
        updated_at=scheduler.now,
    )
    new_deadline(
        account,
        "card_minimum",
        due_dates_of(account, terms, predicted.nominal_due_on),
        scheduler,
        series_id=series.id,
        subject_id=statement.id,
        source="estimated",
        sure=False,
    ).save(force_insert=True)
