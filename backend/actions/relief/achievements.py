"""What a borrower has achieved: told beside what is hard."""

from collections.abc import Sequence
from datetime import date, datetime

from backend.actions.bureau import credit_record
from backend.actions.bureau.checkpoints import CountryLaws
from backend.domain.relief.achievements import Achievement, achievements


def achieved(borrower_id: str, laws: CountryLaws, *, today: date, now: datetime) -> Sequence[Achievement]:
    """Accounts that are current again, and months on time in a row; of the countries whose law is known."""
    streak = credit_record.record(borrower_id, laws, today=today, now=now).streak
    accounts = credit_record.accounts_of(borrower_id, laws, now=now)
    return achievements(accounts, streak=streak, today=today)
