"""What a borrower has achieved, from the books alone: an account that is current again, and months on time in a row.

An account is current again from the day on which its last late due was met, while no due of it is late or open past its
last chance; it is told for 30 days. Months are whole months in a row in which every due was met in time.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from backend.domain.bureau.history import OwnAccount

_TOLD_FOR = timedelta(days=30)


class Achievement(NamedTuple):
    """`current_again`: the account and since which day; `months_on_time`: how many in a row."""

    code: Literal["current_again", "months_on_time"]
    account_id: str | None = None
    on: date | None = None
    months: int | None = None


def achievements(accounts: Sequence[OwnAccount], *, streak: int, today: date) -> list[Achievement]:
    """The newest first, then the months in a row, where there is one at least."""
    again = [
        Achievement("current_again", account_id=account.id, on=day)
        for account in accounts
        if not account.ended and (day := current_again_on(account, today)) and today - day <= _TOLD_FOR
    ]
    again.sort(key=lambda each: each.on or date.min, reverse=True)
    return again + ([Achievement("months_on_time", months=streak)] if streak else [])


def current_again_on(account: OwnAccount, today: date) -> date | None:
    """The day on which the last late due was met; None while one is late still, and where none ever was."""
    late = [due for due in account.dues if due.days_late(today)]
    met = [due.met_on for due in late if due.met_on is not None]
    return max(met) if met and len(met) == len(late) else None
