"""When a card's next minimums jump it is said at once, once for each cause; and taken back where it is not so any more.

Silent where the statement, the rule or what a promotion is worth is unknown: also where the card's rule asks for more
on the statement known last than that statement does, because then it is not this card's rule.
"""

from backend.actions.credit.estimates import facts_of, known_bill, minimum_of
from backend.actions.credit.minimum_forecast import MinimumForecast, minimum_forecast
from backend.actions.reminders import alerts
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.countries.lateness import minimum_jump_bp
from backend.domain.credit.card_bill import bill_of
from backend.domain.credit.minimum_jump import LOOK_AHEAD, Jump, first_jump
from backend.store.credit import card_promotions, statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.reminders import deadlines, said_before
from backend.store.reminders.deadlines import Deadline

KIND = "minimum_jump"


def follow_minimum(account: Account, scheduler: ReminderScheduler) -> None:
    """Say that the card's next minimums jump, correct what was said, or take it back."""
    found = minimum_forecast(account, pays="minimum", spending=0, now=scheduler.now, months=LOOK_AHEAD)
    jump = _jump_of(account, found)
    subject = _cause_of(account, found, jump) if jump else None
    for row in _open_of(account):
        if row.subject_id != subject:
            _take_back(scheduler, row)
        elif jump:
            alerts.correct(scheduler, row, amount=jump.at_least, allocated=jump.before)
    if jump and subject and said_before.about(account.borrower_id, KIND, subject) is None:
        alerts.speak(
            scheduler,
            KIND,
            subject,
            title=account.name,
            on=jump.closes_on,
            amount=jump.at_least,
            allocated=jump.before,
            currency=account.currency,
        )


def _take_back(scheduler: ReminderScheduler, row: Deadline) -> None:
    """What was not told yet is as if it had never been, and may be told later."""
    if row.next_reminder_at is None:
        alerts.close(scheduler, row)
    else:
        row.delete_instance()


def take_back_if_over(account: Account, scheduler: ReminderScheduler) -> None:
    """Bring what was said of the card's next minimums up to its payments; nothing new is said."""
    if account.kind == "card" and _open_of(account):
        follow_minimum(account, scheduler)


def _jump_of(account: Account, found: MinimumForecast) -> Jump | None:
    known = found.known
    if known is None or known.minimum_due is None or account.status != "open":
        return None
    if _asked_by_rule(account, known) > known.minimum_due:
        return None
    coming = [month for month in found.months if month.cycle.closes_on > known.closes_on]
    share = minimum_jump_bp(account.country, known.closes_on)
    return None if share is None else first_jump(known.minimum_due, coming, share)


def _asked_by_rule(account: Account, known: Statement) -> int:
    """The least that the card's rule asks of a statement."""
    bill = bill_of(known_bill(known), facts_of(account).plans)
    return minimum_of(account, bill, known.interest_and_fees or 0)


def _cause_of(account: Account, found: MinimumForecast, jump: Jump) -> str:
    """A promotion that ends in between is the cause; else whatever the statement known last does not ask for yet."""
    known = found.known
    for row in card_promotions.open_of(account.id):
        if known is not None and known.closes_on <= row.ends_on < jump.closes_on:
            return row.id
    return known.id if known is not None else ""


def _open_of(account: Account) -> list[Deadline]:
    about = {row.id for row in statements.of_account(account.id)}
    about |= {row.id for row in card_promotions.of_account(account.id)}
    rows = deadlines.open_of_borrower(account.borrower_id)
    return [row for row in rows if row.kind == KIND and row.subject_id in about]
