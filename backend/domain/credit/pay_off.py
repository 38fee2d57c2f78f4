"""What it takes to pay a loan off on a day: an estimate, since only the lender knows its own figure.

Principal and what is past due are known as the schedule has them; interest runs to the day; what the lender takes for
early repayment is unknown unless the contract says it.
"""

from dataclasses import dataclass
from datetime import date

from backend.domain.credit.loan_contract import ExtraPrincipal, LoanContract
from backend.domain.credit.loan_schedule import contract_schedule
from backend.domain.money.amount import percent_of


@dataclass(frozen=True, slots=True)
class PayOff:
    """Minor units. `penalty` None: not known, and not in `amount`."""

    on: date
    past_due: int
    principal: int
    interest: int
    penalty: int | None

    @property
    def amount(self) -> int:
        return self.past_due + self.principal + self.interest + (self.penalty or 0)


def pay_off(
    contract: LoanContract, on: date, *, next_number: int, past_due: int, paid_towards: int = 0
) -> PayOff:
    """What pays the loan off at the end of a day.

    `next_number` is the first instalment that neither fell due by then nor was paid; `past_due` is what is open of
    those that did; `paid_towards` is what was paid of instalments ahead that are not paid whole. Interest is what the
    instalment ahead would ask for if all principal were repaid that day.
    """
    ahead = next((row for row in contract_schedule(contract) if row.index == next_number), None)
    if ahead is None:
        return PayOff(on, past_due, 0, 0, 0)
    left = ahead.balance_after + ahead.principal
    principal = max(0, left - paid_towards)
    repaid = LoanContract(
        contract.terms,
        contract.changes,
        (*contract.extras, ExtraPrincipal(on, left, from_number=next_number)),
        tuple(row for row in contract.stated if row.number < next_number),
    )
    interest = sum(row.interest for row in contract_schedule(repaid) if row.index >= next_number)
    terms = [contract.terms, *(change.terms for change in contract.changes if change.terms)][-1]
    fee = terms.prepayment_fee_bp
    return PayOff(on, past_due, principal, interest, None if fee is None else percent_of(principal, fee))
