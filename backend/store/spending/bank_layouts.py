"""What is remembered of one bank's files: how they are read, where they go, and what was answered of them."""

from datetime import datetime

from backend.store.spending.imports import BankMapping, ImportJob


def banks_of(borrower_id: str) -> dict[str, BankMapping]:
    """What a borrower has of banks, by signature, the newest first."""
    query = BankMapping.select().where(BankMapping.borrower_id == borrower_id)
    return {
        row.signature: row for row in query.order_by(BankMapping.updated_at.desc(), BankMapping.signature)
    }


def forget(job: ImportJob, signature: str, account_id: str | None) -> None:
    """Forget what was said of a layout in an import that is taken back; its files go where the last one went that
    stands. Of what nothing is left, nothing is kept."""
    bank = BankMapping
    mine = (bank.borrower_id == job.borrower_id) & (bank.signature == signature)
    bank.update(account_id=account_id).where(mine).execute()
    said = mine & (bank.answered_in == job.id)
    bank.update(answers=None, mapping=None, answered_in=None).where(said).execute()
    empty = bank.mapping.is_null() & bank.account_id.is_null() & bank.answers.is_null()
    bank.delete().where(mine & empty).execute()


def remember_bank(borrower_id: str, signature: str, now: datetime, **values: object) -> None:
    """Keep the mapping, or the account, of one bank's files; what is not said stays as it was."""
    values["updated_at"] = now
    BankMapping.insert(borrower_id=borrower_id, signature=signature, **values).on_conflict(
        conflict_target=[BankMapping.borrower_id, BankMapping.signature], update=values
    ).execute()
