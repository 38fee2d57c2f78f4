"""What is remembered of one bank's files: how they are read, where they go, and what was answered of them."""

from datetime import datetime

from backend.store.spending.imports import BankMapping


def banks_of(borrower_id: str) -> dict[str, BankMapping]:
    """What a borrower has of banks, by signature, the newest first."""
    query = BankMapping.select().where(BankMapping.borrower_id == borrower_id)
    return {
        row.signature: row for row in query.order_by(BankMapping.updated_at.desc(), BankMapping.signature)
    }


def forget_empty_banks(borrower_id: str) -> None:
    """Forget the layouts of which nothing is remembered."""
    bank = BankMapping
    bank.delete().where(
        (bank.borrower_id == borrower_id)
        & bank.mapping.is_null()
        & bank.account_id.is_null()
        & bank.answers.is_null()
    ).execute()


def remember_bank(borrower_id: str, signature: str, now: datetime, **values: object) -> None:
    """Keep the mapping, or the account, of one bank's files; what is not said stays as it was."""
    values["updated_at"] = now
    BankMapping.insert(borrower_id=borrower_id, signature=signature, **values).on_conflict(
        conflict_target=[BankMapping.borrower_id, BankMapping.signature], update=values
    ).execute()
