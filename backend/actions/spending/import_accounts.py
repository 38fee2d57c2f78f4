"""Where an import's transactions go: the account that was said, the one of the bank's last file, or a new one.

A file that names an account's last digits goes to the account that has them. Where several fit, where only the file's
name says that it is a card's, or where what it holds is in another account already, the borrower is asked.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import PurePath
from typing import NamedTuple

from backend.actions.spending.transactions import find_account
from backend.domain.spending.reading.entry import Entry
from backend.ids import new_id
from backend.readers import Reading
from backend.readers.identity import digits_in_name
from backend.store.credit import credit_accounts
from backend.store.spending import cash_accounts, transaction_matching
from backend.store.spending.cash_accounts import CashAccount
from backend.store.spending.imports import BankMapping, ImportJob

NEW = "new"
_KINDS = {"wallet": "wallet", "card": "card"}  # anything else is a bank account
_SAMPLE, _ENOUGH = 200, 3


class AccountChoice(NamedTuple):
    """The account of a file, None where it needs a new one; `asked` are the accounts that it may be as well."""

    account_id: str | None
    asked: tuple[str, ...] = ()


class _Held(NamedTuple):
    """An account of the borrower's, as far as a file can be of it."""

    id: str
    kind: str
    currency: str
    last4: str


def account_for(
    job: ImportJob, reading: Reading, bank: BankMapping | None, answer: str | None
) -> AccountChoice:
    """The account that a file belongs to, or the accounts among which only the borrower can tell."""
    if job.account_id is not None:
        return AccountChoice(str(job.account_id))
    if answer is not None:
        return AccountChoice(None if answer == NEW else answer)
    if bank is not None and bank.account_id and find_account(job.borrower_id, bank.account_id):
        return AccountChoice(str(bank.account_id))
    held = _held(job.borrower_id)
    if not held:
        return AccountChoice(None)
    kind, currency = _KINDS.get(reading.account, "bank"), job.currency or reading.own_currency()
    able = [
        each for each in held if each.currency == currency and _one_kind(kind, reading.account, each.kind)
    ]
    named = _by_digits(job, reading, able)
    if named:
        return AccountChoice(named[0].id) if len(named) == 1 else _ask(named)
    able = [each for each in able if not (reading.digits and each.last4)]
    if kind == "card":
        return _card_of(reading, [each for each in able if each.id.startswith("card_")])
    return _ask(_overlapping(job.borrower_id, reading, able))


def _held(borrower_id: str) -> list[_Held]:
    cards = credit_accounts.of_borrower(borrower_id, "card")
    return [
        *(_Held(str(row.id), "card", row.currency, row.last4 or "") for row in cards),
        *(
            _Held(row.id, row.kind, row.currency, row.last4 or "")
            for row in cash_accounts.of_borrower(borrower_id)
        ),
    ]


def _one_kind(kind: str, said: str, other: str) -> bool:
    """Whether a file can be of such an account: one that does not say what it is may be of a bank or of a card."""
    if said == "unknown":
        return other != "wallet"
    return kind == other or (kind == "bank" and other == "cash")


def _by_digits(job: ImportJob, reading: Reading, able: Sequence[_Held]) -> list[_Held]:
    """The accounts whose last digits the file has: its own word first, then its name's."""
    digits = {reading.digits} if reading.digits else digits_in_name(job.file_name)
    return [each for each in able if each.last4 and each.last4 in digits]


def _ask(accounts: Sequence[_Held]) -> AccountChoice:
    return AccountChoice(None, tuple(each.id for each in accounts))


def _card_of(reading: Reading, cards: Sequence[_Held]) -> AccountChoice:
    """The only card is the file's where the file itself says that it is of a card."""
    problems = reading.mapping.problems if reading.mapping is not None else ()
    told = all(problem.code != "account-guessed" for problem in problems)
    return AccountChoice(cards[0].id) if len(cards) == 1 and told else _ask(cards)


def _overlapping(borrower_id: str, reading: Reading, able: Sequence[_Held]) -> list[_Held]:
    """The accounts that hold most of the file's first rows already: another export of the same account, it seems."""
    entries = [each for each in islice(reading.entries(), _SAMPLE) if isinstance(each, Entry)]
    if len(entries) < _ENOUGH:
        return []
    rows = Counter((each.booked_on, each.amount) for each in entries)
    days = [each.booked_on for each in entries]
    found = []
    for account in able:
        held = transaction_matching.booked_in(borrower_id, account.id, min(days), max(days))
        booked = Counter((each.booked_on, each.amount) for each in held)
        same = sum((rows & booked).values())
        if same >= _ENOUGH and 2 * same >= len(entries):
            found.append(account)
    return found


def new_account(job: ImportJob, reading: Reading, now: datetime) -> str:
    """An account of its own, named like the file; of a balance that nobody has said."""
    row = CashAccount.create(
        id=new_id("cash", now),
        borrower_id=job.borrower_id,
        name=PurePath(job.file_name).stem[:80] or "Account",
        kind=_KINDS.get(reading.account, "bank"),
        currency=job.currency or reading.own_currency(),
        last4=reading.digits or None,
        created_at=now,
        updated_at=now,
    )
    return str(row.id)
