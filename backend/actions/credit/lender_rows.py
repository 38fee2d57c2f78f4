"""What a row of the lender's own schedule may say: principal that is left, and a day between its neighbours'."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from backend.actions.credit.loan_days import first_day_of
from backend.domain.credit.loan_schedule import Instalment, contract_schedule
from backend.errors import Invalid
from backend.store.credit.credit_accounts import Account
from backend.store.credit.loan_contracts import agreed_contract

_DAY = timedelta(days=1)


def check_rows(account: Account, positions: Mapping[int, int]) -> None:
    """Invalid where the rows just typed, by number and place in the request, make no schedule of this loan.

    It is judged without what was repaid beyond the schedule, by which a row can only become smaller.
    """
    try:
        schedule = contract_schedule(agreed_contract(account, ()))
    except ValueError as impossible:
        raise Invalid("loan-terms-impossible", field="instalments") from impossible
    _check_principal(schedule, positions)
    _check_order(first_day_of(account), schedule, positions)


def check_principal(account: Account) -> None:
    """Invalid where rows that the lender stated, or that were paid, repay more than the terms lend."""
    for part in contract_schedule(agreed_contract(account, ())):
        if part.balance_after < 0:
            left = part.balance_after + part.principal
            raise Invalid("loan-rows-above-principal", number=part.index, left=left, field="terms")


def _check_principal(schedule: Sequence[Instalment], positions: Mapping[int, int]) -> None:
    for part in schedule:
        if part.balance_after < 0:
            place = positions.get(part.index)
            field = "instalments" if place is None else f"instalments.{place}.principal"
            left = part.balance_after + part.principal
            raise Invalid("instalment-above-left", number=part.index, left=left, field=field)


def _check_order(first_day: date, schedule: Sequence[Instalment], positions: Mapping[int, int]) -> None:
    days = {part.index: part.nominal_due_on for part in schedule}
    for number, place in sorted(positions.items()):
        field, due_on = f"instalments.{place}.due_on", days.get(number)
        if due_on is None:
            continue
        after, before = days.get(number - 1, first_day), days.get(number + 1)
        if due_on <= after:
            raise Invalid("instalment-too-early", number=number, earliest=str(after + _DAY), field=field)
        if before is not None and due_on >= before:
            raise Invalid("instalment-too-late", number=number, latest=str(before - _DAY), field=field)
