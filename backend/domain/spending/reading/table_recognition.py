"""A bank's table is recognised from its first rows: where it begins, what its columns are, how they are written.

The steps: rows that hold a day and an amount are entries; the row of words above them is the header, and gives
roles where the cells below agree; what it does not name is found by shape. Then the order of dates is the one
that makes every sampled day possible, keeps them in sequence and close together; the decimal mark is the one
that the numbers prove; the signs are those that the balance, the rows' words and the kind of account say.
Whatever was guessed is in `problems`, and a borrower may correct all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from backend.domain.spending.reading.cells import words_of
from backend.domain.spending.reading.column_profile import ColumnProfile, is_entry, profile, strip_row
from backend.domain.spending.reading.date_order import date_order
from backend.domain.spending.reading.header import assign, find_header, opaque_header
from backend.domain.spending.reading.header_words import side_of
from backend.domain.spending.reading.headerless_columns import infer
from backend.domain.spending.reading.mapping import Columns, Problem, TableMapping, Unrecognised
from backend.domain.spending.reading.signs import AmountSeries, one_column, two_columns
from backend.domain.spending.reading.table_conventions import (
    account_kind_of,
    currency_in,
    decimal_mark,
    likely_currency,
    names_no_english,
)

SAMPLE_ROWS = 1000

Rows = Sequence[Sequence[str]]


def recognise(
    rows: Sequence[tuple[int, list[str]]],
    *,
    currency: str,
    name: str = "",
    account: str = "",
    today: date | None = None,
) -> TableMapping:
    """The mapping of a table whose first rows these are (SAMPLE_ROWS will do). Raises Unrecognised.

    `currency` is the borrower's, for a file that names none; `name` is the file's, which may say "credit card", and
    `account` is the kind of the account that it is said to be of. Nothing was booked after `today`.
    """
    stripped = [strip_row(cells) for _, cells in rows[:SAMPLE_ROWS]]
    place = find_header(stripped)
    begin = 0 if place is None else place + 1
    entries = [row for row in stripped[begin:] if is_entry(row)]
    if not entries:
        raise Unrecognised("no-rows", "no row holds a day and an amount")
    if place is None:
        place = opaque_header(stripped, next(i for i, row in enumerate(stripped) if is_entry(row)))
    header = tuple(stripped[place]) if place is not None else None
    preamble = stripped[:place] if place is not None else []
    known = _Known(currency, name, account, today)
    return _Recognition(entries, header, preamble, known).mapping()


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a table without reading it."""

    currency: str
    name: str
    account: str
    today: date | None


class _Recognition:
    """One table being recognised: each step fills in what the next needs."""

    def __init__(self, entries: Rows, header: tuple[str, ...] | None, preamble: Rows, known: _Known) -> None:
        self.entries = entries
        self.header = header
        self.columns = profile(entries)
        self.problems: list[Problem] = []
        said = " ".join(cell for row in preamble for cell in row if cell)
        self.today = known.today
        self.account = known.account or self._account_kind(known.name, said)
        roles = assign(header, self.columns) if header else Columns()
        self.currency = self._currency(roles, said, known.currency)
        self.mark = self._mark(roles)
        self.series = AmountSeries(entries, self.mark, self.currency)
        self.roles = infer(self.columns, roles, self.series)
        if not self.roles.date:
            raise Unrecognised("no-dates", "no column holds days")
        if self.roles.amount is None and self.roles.debit is None and self.roles.credit is None:
            raise Unrecognised("no-amounts", "no column holds amounts")

    def mapping(self) -> TableMapping:
        order = self._order()
        sign, signed_columns, signed_direction = "as-written", False, False
        if self.roles.direction is not None:
            signed_direction = self._signed_direction()
        elif self.roles.amount is not None:
            sign = self._sign()
        else:
            signed_columns = self._two_columns()
        return TableMapping(
            columns=self.roles,
            header=self.header,
            date_order=order,
            decimal_mark=self.mark,
            sign=sign,
            currency=self.currency,
            account=self.account,
            signed_columns=signed_columns,
            signed_direction=signed_direction,
            shape="" if self.header else self._shape(),
            problems=tuple(self.problems),
        )

    def _guess(self, code: str, detail: str) -> None:
        if detail:
            self.problems.append(Problem(code, detail))

    def _account_kind(self, name: str, said: str) -> str:
        """What kind of account it is; a card that only the file's name speaks of is a guess."""
        cells = [cell for row in self.entries for cell in row]
        words = " ".join([said, *(self.header or ())])
        kind = account_kind_of(name, words, cells)
        if kind == "card" and account_kind_of("", words, cells) != "card":
            self._guess("account-guessed", "card, by the file's name alone")
        return kind

    def _currency(self, roles: Columns, said: str, default: str) -> str:
        known = (roles.amount, roles.debit, roles.credit, roles.balance)
        money = [place for place in known if place is not None]
        names = [self.header[place] for place in money] if self.header else []
        if found := currency_in(names, [self.columns[place] for place in money], said, default):
            return found
        likely = likely_currency(self.header or (), default)
        if self.account != "wallet" and (roles.currency is None or not self.columns[roles.currency].said):
            self._guess("currency-assumed", likely)
        return likely

    def _mark(self, roles: Columns) -> str:
        known = [roles.amount, roles.debit, roles.credit, roles.balance]
        money = [self.columns[place] for place in known if place is not None]
        money = money or [column for column in self.columns if column.mostly("amount")]
        mark, guess = decimal_mark(money, self.currency, self.header or ())
        self._guess("decimal-mark-guessed", guess)
        return mark

    def _order(self) -> str:
        columns = [self.columns[place] for place in self.roles.date]
        found = date_order(
            columns,
            american=self.currency == "USD",
            texts=self._texts(),
            day_first=names_no_english(self.header or ()),
            today=self.today,
        )
        self._guess("date-order-guessed", found.guess)
        return found.order

    def _texts(self) -> list[str]:
        shown = [*self.roles.counterparty, *self.roles.text]
        shown += [self.roles.kind] if self.roles.kind is not None else []
        return [" ".join(words_of(row[place]) for place in shown if place < len(row)) for row in self.entries]

    def _sign(self) -> str:
        place = self.roles.amount
        assert place is not None
        written = self.columns[place].amounts(self.currency)
        found = one_column(
            self._texts(),
            self.series.of(place),
            self.series.of(self.roles.balance),
            written,
            "unknown" if any(each.code == "account-guessed" for each in self.problems) else self.account,
        )
        self._guess("sign-guessed", found.guess)
        return found.sign

    def _signed_direction(self) -> bool:
        """Whether what is called spending already carries a minus: then the column is not needed for it."""
        place, amounts = self.roles.direction, self.series.of(self.roles.amount)
        assert place is not None
        spent = [
            amount
            for row, amount in zip(self.entries, amounts, strict=True)
            if amount and place < len(row) and side_of(row[place]) == -1
        ]
        return 2 * sum(amount < 0 for amount in spent) > len(spent)

    def _two_columns(self) -> bool:
        debits, credits = self.series.of(self.roles.debit), self.series.of(self.roles.credit)
        if not self.header or self.problems_with_sides():
            swap, vouched = two_columns(debits, credits, self.series.of(self.roles.balance))
            if swap:
                self.roles = replace(self.roles, debit=self.roles.credit, credit=self.roles.debit)
                debits, credits = credits, debits
            if not vouched:
                self._guess("sign-guessed", "the first of two columns of amounts is taken as spending")
        spent = [amount for amount in debits if amount]
        return 2 * sum(amount < 0 for amount in spent) > len(spent)

    def problems_with_sides(self) -> bool:
        """Whether the header did not name debit and credit, so that only shape told them apart."""
        named = assign(self.header, self.columns) if self.header else Columns()
        return named.debit is None and named.credit is None

    def _shape(self) -> str:
        return ",".join(_kind(column) for column in self.columns)


def _kind(column: ColumnProfile) -> str:
    # A column that is not always filled looks different from file to file of the same bank.
    if column.said < 0.95 * len(column.cells):
        return "any"
    kinds = ("date", "time", "amount", "currency", "side", "text")
    return next((kind for kind in kinds if column.mostly(kind)), "text")
