"""How a borrower says that money was meant, and what is asked of a loan's where nothing was said."""

from typing import NamedTuple

from backend.actions.credit.early_pay_off import quote_before
from backend.domain.credit.loan_contract import Effect
from backend.domain.credit.loan_dues import MeantAs
from backend.domain.money.amount import percent_of
from backend.errors import Invalid
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.credit.loan_contracts import schedule_of
from backend.store.credit.payments import Payment
from backend.store.reminders import deadlines


class Meaning(NamedTuple):
    """`effect` and `extra_amount` (minor units: so much is extra, the rest pays what is due) are of extra principal;
    `deadline_id` names the card's bill that the money was meant for."""

    meant_as: MeantAs | None = None
    effect: Effect | None = None
    extra_amount: int | None = None
    deadline_id: str | None = None


NOT_SAID = Meaning()
PAID_OFF = Meaning("pay_off")


class MeaningQuestion(NamedTuple):
    """`amount` (minor units) came above what was due; `choices`, each as it can be sent, of which `assumed` counts
    until something is said. `left_open`: so much still looks open, of interest and a known penalty, where the whole
    loan may be paid off."""

    amount: int
    choices: tuple[Meaning, ...]
    assumed: Meaning
    left_open: int = 0


def check_meaning(account: Account, amount: int, meaning: Meaning) -> None:
    """Invalid where a meaning does not fit the account or the amount."""
    if meaning == NOT_SAID:
        return
    if account.kind != "loan":
        _check_meaning_of_card(account, meaning)
        return
    if meaning.deadline_id is not None:
        raise Invalid("payment-bill-of-card", field="deadline_id")
    if meaning.meant_as != "extra_principal":
        if meaning.effect is not None:
            raise Invalid("payment-effect-of-extra", field="effect")
        if meaning.extra_amount is not None:
            raise Invalid("payment-effect-of-extra", field="extra_amount")
    if meaning.extra_amount is not None and meaning.extra_amount > amount:
        raise Invalid("payment-extra-above-amount", field="extra_amount")


def _check_meaning_of_card(account: Account, meaning: Meaning) -> None:
    if meaning._replace(deadline_id=None) not in (NOT_SAID, Meaning("due")):
        raise Invalid("payment-meaning-of-loan", field="meant_as")
    if meaning.deadline_id is None:
        return
    bill = deadlines.find(account.borrower_id, meaning.deadline_id)
    if bill is None or bill.account_id != account.id:
        raise Invalid("payment-bill-unknown", field="deadline_id")


def account_meant(payment: Payment, meaning: Meaning) -> Account:
    """The account that a payment belongs to: where it was meant for another card's bill, that card."""
    account: Account = payment.account
    bill = deadlines.find(payment.borrower_id, meaning.deadline_id) if meaning.deadline_id else None
    if bill is None or bill.account_id in (None, account.id):
        return account
    other = credit_accounts.by_id(bill.account_id)
    if (other.kind, other.currency) != (account.kind, account.currency):
        raise Invalid("payment-other-currency", currency=account.currency, field="deadline_id")
    return other


def question_about(payment: Payment) -> MeaningQuestion | None:
    """What to ask of a payment of which more came than was due and nobody said what for; None where all is clear."""
    guessed = payment.meant_as in (None, "due") or (
        payment.meant_as == "extra_principal" and payment.effect is None
    )
    if not payment.extra_principal or not guessed or payment.reversed_at is not None:
        return None
    shorter, smaller = (
        Meaning("extra_principal", effect, payment.extra_principal) for effect in ("shorter", "smaller")
    )
    choices = [shorter, smaller]
    if payment.meant_as != "extra_principal":
        choices.append(Meaning("paid_ahead"))
    left_open = _left_open(payment)
    if left_open is not None:
        choices.append(PAID_OFF)
    return MeaningQuestion(payment.extra_principal, tuple(choices), shorter, left_open or 0)


def asks_whether_paid_off(payment: Payment) -> bool:
    """Whether the borrower is asked if a payment paid the whole loan off, and so told what looks open."""
    asked = question_about(payment)
    return asked is not None and PAID_OFF in asked.choices


def _left_open(payment: Payment) -> int | None:
    """What a payment that repaid all principal lacks of what would have paid the loan off on its day, in minor units;
    None where it leaves principal that is no fee."""
    rest = [part for part in schedule_of(payment.account) if part.index >= (payment.extra_from or 1)]
    left = sum(part.principal for part in rest)
    if left > percent_of(payment.extra_principal + left, payment.account.loan_terms.prepayment_fee_bp or 0):
        return None
    quoted = quote_before(payment)
    return None if quoted is None else max(0, quoted.amount - payment.amount)
