"""How a borrower says that money paid on a loan was meant, and what is asked where nothing was said."""

from typing import NamedTuple

from backend.domain.credit.loan_contract import Effect
from backend.domain.credit.loan_payments import MeantAs
from backend.errors import Invalid
from backend.store.credit.credit_accounts import Account
from backend.store.credit.loan_contracts import schedule_of
from backend.store.credit.payments import Payment


class Meaning(NamedTuple):
    """`effect` and `extra_amount` (minor units: so much is extra, the rest pays what is due) are of extra principal."""

    meant_as: MeantAs | None = None
    effect: Effect | None = None
    extra_amount: int | None = None


NOT_SAID = Meaning()


class MeaningQuestion(NamedTuple):
    """`amount` (minor units) came above what was due; `choices`, each as it can be sent, of which `assumed` counts
    until something is said."""

    amount: int
    choices: tuple[Meaning, ...]
    assumed: Meaning


def check_meaning(account: Account, amount: int, meaning: Meaning) -> None:
    """Invalid where a meaning does not fit the account or the amount."""
    if meaning == NOT_SAID:
        return
    if account.kind != "loan":
        raise Invalid("payment-meaning-of-loan", field="meant_as")
    if meaning.meant_as != "extra_principal":
        if meaning.effect is not None:
            raise Invalid("payment-effect-of-extra", field="effect")
        if meaning.extra_amount is not None:
            raise Invalid("payment-effect-of-extra", field="extra_amount")
    if meaning.extra_amount is not None and meaning.extra_amount > amount:
        raise Invalid("payment-extra-above-amount", field="extra_amount")


def meaning_of(payment: Payment) -> Meaning:
    return Meaning(payment.meant_as, payment.effect, payment.extra_amount)


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
    if _repays_all(payment):
        choices.append(Meaning("pay_off"))
    return MeaningQuestion(payment.extra_principal, tuple(choices), shorter)


def _repays_all(payment: Payment) -> bool:
    rest = [part for part in schedule_of(payment.account) if part.index >= (payment.extra_from or 1)]
    return not any(part.principal for part in rest)
