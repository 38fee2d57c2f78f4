"""The row reader turns one row of a table into an entry or a refusal, by the table's mapping.

Written to be run a hundred thousand times: rows are padded, so that a role without a column reads the empty
cell at their end; and what repeats from row to row (days, words, sides) is understood once and remembered.
"""

from dataclasses import fields
from datetime import date, time
from functools import lru_cache
from operator import itemgetter

from backend.domain.spending.reading.amounts import AmountError, plain_amount, read_amount
from backend.domain.spending.reading.cells import says_nothing, shown, strip_cell, words_of
from backend.domain.spending.reading.dates import DateError, read_date, read_iso, read_time
from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.domain.spending.reading.header_words import currency_named, inward, is_pending, opens_pending
from backend.domain.spending.reading.mapping import Columns, TableMapping
from backend.domain.spending.reading.row_fields import (
    LONGEST_REFERENCE,
    RowFault,
    is_note,
    normal_row,
    read_identity,
    read_mcc,
    read_side,
    read_state,
)
from backend.domain.spending.reading.statement_month import Period

_REMEMBERED = 20_000
_AMOUNTS = 16_384
_TEXTS = 4096
_WORDS = 256
# What every row is asked for, in the order in which _entry unpacks it. Of several columns this is the first.
_PICKED = (
    *("date", "text", "time", "kind", "status", "funding", "reference"),
    *("mcc", "balance", "direction", "currency", "counterparty", "amount"),
)
_PENDING_LETTERS = frozenset("pPvV预待未")
Row = list[str]


def _waits(status: str, kind: str, text: str) -> bool:
    """Whether a row is still to be booked."""
    if (status and is_pending(status)) or (kind and is_pending(kind)):
        return True
    return text[:1] in _PENDING_LETTERS and opens_pending(text)


def _places(columns: Columns) -> tuple[int, list[int]]:
    """How wide a row must be, and where each role of _PICKED stands; an absent role gets the empty cell."""
    single = {each.name: getattr(columns, each.name) for each in fields(Columns)}
    single = {role: place for role, place in single.items() if not isinstance(place, tuple)}
    used = [
        *columns.date,
        *columns.counterparty,
        *columns.text,
        *(p for p in single.values() if p is not None),
    ]
    width = max(used) + 1
    for role in ("date", "text", "counterparty"):
        single[role] = next(iter(getattr(columns, role)), None)
    return width, [width if single[role] is None else single[role] for role in _PICKED]


class RowReader:
    """Reads rows of one table, in order."""

    def __init__(self, mapping: TableMapping, period: tuple[int, int] | None) -> None:
        self.period = Period(period)
        self._mapping = mapping
        self._columns = mapping.columns
        self._header = normal_row(list(mapping.header)) if mapping.header else None
        self._width, places = _places(mapping.columns)
        self._empty = [""] * (self._width + 1)
        self._pick = itemgetter(*places)
        self._timed = mapping.columns.time is not None
        self._texts_join = len(mapping.columns.text) > 1
        self._parties = mapping.columns.counterparty[1:]
        self._flip = -1 if mapping.sign == "reversed" else 1
        self._days: dict[str, tuple[date, time | None]] = {}
        self._plain = plain_amount(mapping.decimal_mark, mapping.currency)
        # Texts hardly repeat in some files: they must not push out what does.
        self._said = lru_cache(maxsize=_TEXTS)(words_of)
        self._money = lru_cache(maxsize=_AMOUNTS)(self._new_money)
        self._side = lru_cache(maxsize=_WORDS)(read_side)
        self._state = lru_cache(maxsize=_WORDS)(read_state)

    def read(self, line: int, cells: Row) -> Entry | RefusedRow | None:
        """The row's entry, its fault, or None where it is no row of the table."""
        row = cells[: self._width]
        row += self._empty[len(row) :]
        try:
            return self._entry(line, row)
        except RowFault as fault:
            if is_note(cells, fault, self._header):
                return None
            return RefusedRow(line, fault.field, fault.reason, shown(fault.value))

    def _entry(self, line: int, row: Row) -> Entry:
        when, text, clock, kind, status, funding, reference, mcc, balance, side, code, party, money = (
            self._pick(row)
        )
        day, at = self._days.get(when) or self._new_day(row, when)
        if self._timed and at is None:
            at = read_time(strip_cell(clock))
        kind = words_of(kind) if kind else ""
        text = self._texts(row) if self._texts_join else self._said(text)
        currency = self._currency_of(code) if code else self._mapping.currency
        neutral = False
        if self._columns.direction is not None:
            amount, currency, neutral = self._directed(money, side, currency, kind, text)
        else:
            amount, currency = self._amount(row, money, currency)
        if reference and not reference.isalnum():
            reference = read_identity(reference)
        return Entry(
            line,
            day,
            at,
            amount,
            currency,
            words_of(party) or self._other_party(row),
            text,
            kind,
            words_of(funding) if funding else "",
            reference[:LONGEST_REFERENCE],
            self._left(balance, currency) if balance else None,
            read_mcc(mcc) if mcc else None,
            neutral,
            self._state(status) if status else False,
            # Most rows say nothing of it: hardly one is looked at.
            bool(status or kind or text[:1] in _PENDING_LETTERS) and _waits(status, kind, text),
        )

    def _other_party(self, row: Row) -> str:
        return next((said for place in self._parties if (said := words_of(row[place]))), "")

    def _texts(self, row: Row) -> str:
        return " ".join(
            dict.fromkeys([said for place in self._columns.text if (said := words_of(row[place]))])
        )

    def _new_day(self, row: Row, first: str) -> tuple[date, time | None]:
        if found := read_iso(first.strip()):
            # Moments hardly come twice; days do.
            if found[1] is None and len(self._days) < _REMEMBERED:
                self._days[first] = found
            return found
        cell = next((said for place in self._columns.date if (said := strip_cell(row[place]))), "")
        if says_nothing(cell):
            raise RowFault("date", "date-missing", cell)
        try:
            found = read_date(cell, self._mapping.date_order, self.period.known)
        except DateError as error:
            raise RowFault("date", error.code, cell) from None
        if found[1] is None and first.strip() and len(self._days) < _REMEMBERED:
            self._days[first] = found
        return found

    def _currency_of(self, cell: str) -> str:
        if code := currency_named(strip_cell(cell), self._mapping.currency):
            return code
        if says_nothing(strip_cell(cell)):
            return self._mapping.currency
        raise RowFault("currency", "currency-unknown", cell)

    def _amount(self, row: Row, cell: str, currency: str) -> tuple[int, str]:
        if self._columns.amount is None:
            return self._two_columns(row, currency)
        minor, currency, mark = self._read(cell, "amount", currency)
        amount = mark * abs(minor) if mark else self._flip * minor
        if self._columns.fee is not None:
            amount -= self._paid(row[self._columns.fee], currency)
        return amount, currency

    def _directed(
        self, cell: str, direction: str, currency: str, kind: str, text: str
    ) -> tuple[int, str, bool]:
        """By the direction's word: the amount, its currency, and whether it is neither income nor spending."""
        minor, currency, _ = self._read(cell, "amount", currency)
        side = self._side(direction)
        if self._mapping.signed_direction:
            return minor, currency, side == 0
        if side == 0:
            # What is neither still went one way, so that it can be matched with the account it went to.
            return (minor if inward(f"{kind} {text}") else -minor), currency, True
        return side * minor, currency, False

    def _read(self, cell: str, field: str, currency: str) -> tuple[int, str, int]:
        """The written amount, its currency, and +1 or -1 where CR or DR stands behind it."""
        if currency == self._mapping.currency and self._plain(cell):
            return int(cell.replace(self._mapping.decimal_mark, "")), currency, 0
        return self._money(cell, field, currency)

    def _new_money(self, cell: str, field: str, currency: str) -> tuple[int, str, int]:
        text = strip_cell(cell)
        try:
            found = read_amount("" if says_nothing(text) else text, self._mapping.decimal_mark, currency)
        except AmountError as error:
            raise RowFault(field, error.code, text) from None
        return found.minor, found.currency or currency, found.side

    def _two_columns(self, row: Row, currency: str) -> tuple[int, str]:
        total, found = 0, False
        for place, field, sign in ((self._columns.debit, "debit", -1), (self._columns.credit, "credit", 1)):
            if place is None or says_nothing(strip_cell(row[place])):
                continue
            minor, currency, _ = self._read(row[place], field, currency)
            total += minor if self._mapping.signed_columns else sign * minor
            found = True
        if not found:
            raise RowFault("amount", "amount-missing", "")
        return total, currency

    def _paid(self, cell: str, currency: str) -> int:
        return 0 if says_nothing(strip_cell(cell)) else abs(self._read(cell, "fee", currency)[0])

    def _left(self, cell: str, currency: str) -> int | None:
        if currency == self._mapping.currency and self._plain(cell):
            return int(cell.replace(self._mapping.decimal_mark, ""))
        if says_nothing(strip_cell(cell)):
            return None
        try:
            minor, _, side = self._read(cell, "balance", currency)
        except RowFault as fault:
            raise RowFault("balance", fault.reason.replace("amount", "balance"), fault.value) from None
        return side * abs(minor) if side else minor
