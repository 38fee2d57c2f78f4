"""Detects a table's decimal mark, its currency, and whether it is of a bank account, a card or a wallet."""

import re
from collections.abc import Iterable, Sequence

from backend.domain.money.amount import minor_digits, valid_currency
from backend.domain.spending.reading.amounts import mark_votes
from backend.domain.spending.reading.column_profile import ColumnProfile
from backend.domain.spending.reading.header_words import (
    CARD_PAYMENT,
    CARD_WORDS,
    WALLET_WORDS,
    currency_named,
    normal,
)

_COMMA_LANGUAGES = """betrag umsatz saldo buchungstag wertstellung datum wahrung montant libelle solde
    dateoperation importe fecha concepto verwendungszweck valuta devise"""
_COMMA_WORDS = frozenset(_COMMA_LANGUAGES.split())
# In the countries of these languages a day is never written behind its month.
_DAY_FIRST_LANGUAGES = """kaufdatum umsatzdatum belegdatum transactiedatum valutadatum boekdatum
    fechamovimiento data descripcion"""
_DAY_FIRST = frozenset([*_COMMA_LANGUAGES.split(), *_DAY_FIRST_LANGUAGES.split()])
_BRACKETED = re.compile(r"[(（\[]([^)）\]]{1,6})[)）\]]")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_BANK = re.compile(r"借记卡|储蓄|活期|checking|savings|girokonto|compte de ch|current account", re.IGNORECASE)
_BANK_NAME = re.compile(r"debit", re.IGNORECASE)
_CHINESE = re.compile(r"交易|金额|余额|支出|收入")
_YUAN = re.compile(r"人民币|人民幣|(?<![美港日欧澳加韩台])元")


def decimal_mark(columns: Sequence[ColumnProfile], currency: str, header: Sequence[str]) -> tuple[str, str]:
    """The mark that the numbers prove, and what was guessed ("" if nothing was)."""
    point = comma = hinted = 0
    for column in columns:
        for written in column.amounts(currency):
            votes = mark_votes(written.number)
            point += votes[0] == 2
            comma += votes[1] == 2
            hinted += max(votes) == 1
    if point != comma:
        return (".", "") if point > comma else (",", "")
    foreign = any(normal(cell) in _COMMA_WORDS for cell in header)
    mark = "," if foreign else "."
    if not hinted or minor_digits(currency) != 3:
        # "1.234" in a currency of cents cannot be decimals: it groups, and the mark is the other one.
        mark = _by_threes(columns, currency) or mark
        return mark, ""
    return mark, f"{mark}; numbers such as 1,234 may be read both ways"


def _by_threes(columns: Sequence[ColumnProfile], currency: str) -> str:
    for column in columns:
        for written in column.amounts(currency):
            votes = mark_votes(written.number)
            if max(votes) == 1:
                return "," if votes[1] else "."
    return ""


def currency_in(names: Sequence[str], columns: Sequence[ColumnProfile], said: str, default: str) -> str:
    """The currency that the header, the amounts or the lines above name; "" if none does."""
    for name in names:
        for word in [*_BRACKETED.findall(name), *_CODE.findall(name)]:
            if code := currency_named(word, default):
                return code
        if "人民币" in name:
            return "CNY"
    for column in columns:
        for written in column.amounts(default):
            if written.currency:
                return written.currency
    if _YUAN.search(said):
        return "CNY"
    return next((code for code in _CODE.findall(said) if valid_currency(code)), "")


def likely_currency(header: Sequence[str], default: str) -> str:
    """The currency of a file that names none: the borrower's, unless its words are of another country."""
    foreign = _CHINESE.search(" ".join(header)) and default not in ("CNY", "HKD", "TWD", "MOP", "SGD")
    return "CNY" if foreign else default


def account_kind_of(name: str, said: str, texts: Iterable[str]) -> str:
    """ "wallet", "card", "bank" or "unknown": by the lines above, the file's name, and what only cards are told."""
    if WALLET_WORDS.search(f"{name} {said}"):
        return "wallet"
    if CARD_WORDS.search(f"{name} {said}"):
        return "card"
    if any(CARD_PAYMENT.search(text) for text in texts):
        return "card"
    return "bank" if _BANK.search(f"{name} {said}") or _BANK_NAME.search(name) else "unknown"


def names_no_english(header: Sequence[str]) -> bool:
    """Whether the header speaks a language of which the countries write the day before the month."""
    return any(normal(cell) in _DAY_FIRST for cell in header)
