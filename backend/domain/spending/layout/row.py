"""One row of a table into its entry or its fault: a mapping put to work.

Written to be run a hundred thousand times: rows are padded, so that a role without a column reads the empty
cell at their end; and what repeats from row to row (days, words, sides) is understood once and remembered.
"""

from dataclasses import fields
from datetime import date, time
from functools import lru_cache
from operator import itemgetter

from backend.domain.spending.entry import Entry, Fault
from backend.domain.spending.layout.amounts import AmountError, read_amount
from backend.domain.spending.layout.cells import says_nothing, shown, strip_cell, words_of
from backend.domain.spending.layout.dates import DateError, read_date, read_time
from backend.domain.spending.layout.mapping import Columns, Mapping
from backend.domain.spending.layout.period import Period
from backend.domain.spending.layout.profile import kind_of
from backend.domain.spending.layout.words import currency_of, inward, is_dead, is_trailer, normal, side_of

_REMEMBERED = 20_000
_AMOUNTS = 16_384
# The roles that every row is asked for, in the order in which _entry unpacks them.
_PICKED = (
    *("date", "text", "time", "kind", "status", "funding"),
    *("reference", "mcc", "balance", "direction", "currency"),
)
_LONGEST_REFERENCE = 200
Row = list[str]


class RowFault(Exception):
    """A row is no entry; `reason` is the fault's code."""

    def __init__(self, field: str, reason: str, value: str) -> None:
        super().__init__(reason)
        self.field, self.reason, self.value = field, reason, value


def normal_row(cells: Row) -> Row:
    """A header's row to compare by."""
    words = [normal(cell) for cell in cells]
    while words and not words[-1]:
        words.pop()
    return words


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
    single |= {"date": columns.date[0], "text": columns.text[0] if columns.text else None}
    return width, [width if single[role] is None else single[role] for role in _PICKED]


class RowReader:
    """Reads rows of one table, in order."""

    def __init__(self, mapping: Mapping, period: tuple[int, int] | None) -> None:
        self.period = Period(period)
        self._mapping = mapping
        self._columns = mapping.columns
        self._header = normal_row(list(mapping.header)) if mapping.header else None
        self._width, places = _places(mapping.columns)
        self._empty = [""] * (self._width + 1)
        self._pick = itemgetter(*places)
        self._timed = mapping.columns.time is not None
        self._flip = -1 if mapping.sign == "reversed" else 1
        self._days: dict[str, tuple[date, time | None]] = {}
        self._money = lru_cache(maxsize=_AMOUNTS)(self._new_money)

    def read(self, line: int, cells: Row) -> Entry | Fault | None:
        """The row's entry, its fault, or None where it is no row of the table."""
        row = cells[: self._width]
        row += self._empty[len(row) :]
        try:
            return self._entry(line, row)
        except RowFault as fault:
            if self._is_note(cells, fault):
                return None
            return Fault(line, fault.field, fault.reason, shown(fault.value))

    def _entry(self, line: int, row: Row) -> Entry:
        when, text, clock, kind, status, funding, reference, mcc, balance, direction, currency = self._pick(
            row
        )
        day, at = self._days.get(when) or self._new_day(row, when)
        if self._timed and at is None:
            at = read_time(strip_cell(clock))
        kind, status = words_of(kind), words_of(status)
        text = words_of(text) if len(self._columns.text) < 2 else self._texts(row)
        currency = self._currency_of(currency) if currency else self._mapping.currency
        neutral = False
        if self._columns.direction is not None:
            amount, currency, neutral = self._directed(row, direction, currency, f"{kind} {text} {status}")
        else:
            amount, currency = self._amount(row, currency)
        if reference and says_nothing(reference := strip_cell(reference)):
            reference = ""
        return Entry(
            line,
            day,
            at,
            amount,
            currency,
            self._counterparty(row),
            text,
            kind,
            words_of(funding),
            # An identity is kept whole: it is no text, and two references must not become one.
            reference[:_LONGEST_REFERENCE],
            self._left(balance, currency) if balance else None,
            _mcc(mcc) if mcc else None,
            neutral,
            status != "" and is_dead(status),
        )

    def _counterparty(self, row: Row) -> str:
        for place in self._columns.counterparty:
            if said := words_of(row[place]):
                return said
        return ""

    def _texts(self, row: Row) -> str:
        return " ".join(
            dict.fromkeys([said for place in self._columns.text if (said := words_of(row[place]))])
        )

    def _new_day(self, row: Row, first: str) -> tuple[date, time | None]:
        cell = next((said for place in self._columns.date if (said := strip_cell(row[place]))), "")
        if says_nothing(cell):
            raise RowFault("date", "date-missing", cell)
        try:
            found = read_date(cell, self._mapping.date_order, self.period.known)
        except DateError as error:
            raise RowFault("date", error.code, cell) from None
        # Moments hardly come twice; days do.
        if found[1] is None and first.strip() and len(self._days) < _REMEMBERED:
            self._days[first] = found
        return found

    def _currency_of(self, cell: str) -> str:
        if code := currency_of(strip_cell(cell), self._mapping.currency):
            return code
        if says_nothing(strip_cell(cell)):
            return self._mapping.currency
        raise RowFault("currency", "currency-unknown", cell)

    def _amount(self, row: Row, currency: str) -> tuple[int, str]:
        if self._columns.amount is None:
            return self._two_columns(row, currency)
        minor, currency, mark = self._money(row[self._columns.amount], "amount", currency)
        amount = mark * abs(minor) if mark else self._flip * minor
        if self._columns.fee is not None:
            amount -= self._paid(row[self._columns.fee], currency)
        return amount, currency

    def _directed(self, row: Row, direction: str, currency: str, words: str) -> tuple[int, str, bool]:
        """By the direction's word: the amount, its currency, and whether it is neither income nor spending."""
        assert self._columns.amount is not None
        minor, currency, _ = self._money(row[self._columns.amount], "amount", currency)
        word = strip_cell(direction)
        side = side_of(word) if word else 0
        if side is None:
            raise RowFault("direction", "direction-unknown", word)
        if self._mapping.signed_direction:
            return minor, currency, side == 0
        if side == 0:
            # What is neither still went one way, so that it can be matched with the account it went to.
            return (minor if inward(words) else -minor), currency, True
        return side * minor, currency, False

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
            minor, currency, _ = self._money(row[place], field, currency)
            total += minor if self._mapping.signed_columns else sign * minor
            found = True
        if not found:
            raise RowFault("amount", "amount-missing", "")
        return total, currency

    def _paid(self, cell: str, currency: str) -> int:
        return 0 if says_nothing(strip_cell(cell)) else abs(self._money(cell, "fee", currency)[0])

    def _left(self, cell: str, currency: str) -> int | None:
        if says_nothing(strip_cell(cell)):
            return None
        try:
            minor, _, side = self._money(cell, "balance", currency)
        except RowFault as fault:
            raise RowFault("balance", fault.reason.replace("amount", "balance"), fault.value) from None
        return side * abs(minor) if side else minor

    def _is_note(self, cells: Row, fault: RowFault) -> bool:
        """Whether a row that is no entry is none of the table's either: a sum, a note, the header again."""
        said = [stripped for cell in cells if (stripped := strip_cell(cell))]
        if not said or any(is_trailer(cell) for cell in said[:3]):
            return True
        if self._header is not None and normal_row(cells) == self._header:
            return True
        if fault.field == "date" and not any(kind_of(cell) == "amount" for cell in said):
            return len(said) < max(3, len(self._header or ()) // 2)
        return False


def _mcc(cell: str) -> str | None:
    code = cell.strip()
    return code.zfill(4) if code.isascii() and code.isdigit() and len(code) in (3, 4) else None
