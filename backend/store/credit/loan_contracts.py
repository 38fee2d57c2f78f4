"""A loan's contract with everything agreed, stated and repaid since, and the schedule that follows."""

from collections.abc import Sequence
from dataclasses import replace

from backend.domain.calendar import local_time
from backend.domain.credit.loan_contract import ExtraPrincipal, LoanContract
from backend.domain.credit.loan_schedule import Instalment, contract_schedule
from backend.store.credit import instalments, loan_terms, payments
from backend.store.credit.credit_accounts import Account, load_loan_terms


def contract_of(account: Account) -> LoanContract:
    """The contract as its facts stand."""
    return agreed_contract(account, _extras(account))


def agreed_contract(account: Account, extras: Sequence[ExtraPrincipal]) -> LoanContract:
    """The contract, if this and nothing else had been repaid beyond the schedule."""
    rows = loan_terms.of_account(account.id)
    first = next((row.terms for row in rows if row.kind == "first"), None)
    return LoanContract(
        load_loan_terms(first) if first else account.loan_terms,
        tuple(row.change for row in rows if row.kind != "first"),
        tuple(extras),
        instalments.stated_of(account.id),
    )


def with_extras(contract: LoanContract, extras: Sequence[ExtraPrincipal]) -> LoanContract:
    """The same contract with these repayments beyond the schedule in place of its own."""
    return replace(contract, extras=tuple(extras))


def schedule_of(account: Account) -> tuple[Instalment, ...]:
    """The loan's schedule as it stands; what the lender stated wins over what the terms give."""
    return contract_schedule(contract_of(account))


def _extras(account: Account) -> list[ExtraPrincipal]:
    return [
        ExtraPrincipal(
            local_time.local_date(row.paid_at, account.zone),
            row.extra_principal,
            row.effect or "shorter",
            row.extra_from or 1,
        )
        for row in payments.unreversed_of_account(account.id)
        if row.extra_principal
    ]
