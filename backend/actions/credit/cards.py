"""Cards: adding one opens its deadlines; changing its terms moves them; the rest follows by itself."""

from datetime import datetime
from typing import NotRequired, Unpack

from backend.actions.credit.account_lifecycle import (
    AccountChanges,
    NewAccount,
    create_account,
    create_series,
    follow_status,
    refresh_autopay,
    reopen_cancelled,
    save_changes,
)
from backend.actions.credit.account_opening import check_opened_on
from backend.actions.credit.card_cycles import open_card_cycles
from backend.actions.credit.card_endings import reopen_settled, silence_elsewhere
from backend.actions.credit.card_sides import join_sides
from backend.actions.credit.card_terms import reschedule
from backend.actions.credit.credit_accounts import today_of
from backend.actions.credit.estimates import resettle
from backend.actions.credit.joint_bills import hand_over, take_back
from backend.actions.credit.promotions import follow_promotions
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.card_and_loan_terms import CardTerms
from backend.domain.credit.statement_cycle import first_payable_cycle
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.reminders.series import Series


class NewCard(NewAccount):
    credit_limit: NotRequired[int | None]
    billed_with: NotRequired[str | None]


class CardChanges(AccountChanges, total=False):
    credit_limit: int | None
    billed_with: str | None


def add_card(
    borrower_id: str,
    *,
    terms: CardTerms,
    now: datetime,
    side_of: str | None = None,
    **fields: Unpack[NewCard],
) -> Account:
    """Add a card and open every cycle up to the horizon, the first being the earliest still payable; one that is billed
    with another card has none of its own. `side_of`: the same card in another currency.

    Nothing is paid or stated yet, so there is nothing to settle.
    """
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        account = create_account("card", terms, fields, scheduler)
        join_sides(account, side_of, now=now)
        first_index = first_payable_cycle(
            terms, today_of(account, now), country=account.country, zone=account.zone
        )
        series = create_series(account, "card_minimum", first_index, scheduler)
        if account.billed_with:
            hand_over(account, scheduler)
        else:
            open_card_cycles(series, account, scheduler)
        return account


def change_card(
    account: Account, *, terms: CardTerms | None = None, now: datetime, **changes: Unpack[CardChanges]
) -> Account:
    """Change a card. New terms move the dates of what is still estimated; typed dates stay as typed."""
    with transaction():
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        before = account.billed_with
        save_changes(account, changes, terms, now=now)
        if "opened_on" in changes:
            check_opened_on(account)
        join_sides(account, None, now=now)
        resumed = follow_status(account, scheduler)
        silence_elsewhere(account, scheduler)
        if account.billed_with:
            hand_over(account, scheduler)
            resumed = None
        if before and before != account.billed_with:
            take_back(account, before, scheduler)
        if resumed is not None:
            _resume(account, resumed, scheduler)
        if terms is not None or resumed is not None:
            reschedule(account, account.card_terms, scheduler)
        if terms is not None or "status" in changes:
            resettle(account, scheduler)
        refresh_autopay(account, scheduler)
        follow_promotions(account, scheduler)
        return account


def _resume(account: Account, series: Series, scheduler: ReminderScheduler) -> None:
    """Let a card's series run again. Cycles of the time in between told nobody anything, and stay shut."""
    today = today_of(account, scheduler.now)
    reopen_cancelled(account, scheduler, payable_on=today)
    reopen_settled(account, scheduler)
    first_index = first_payable_cycle(account.card_terms, today, country=account.country, zone=account.zone)
    series.next_index = max(series.next_index, first_index)
    open_card_cycles(series, account, scheduler)
