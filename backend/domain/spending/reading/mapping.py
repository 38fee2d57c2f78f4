"""A mapping says which column of a bank's table is what, and how its dates, amounts and signs are written.

It is plain data on demand (`to_data`), so that a borrower may correct it and it be remembered under its
`signature`: a hash of the header's words, or of the columns' shape where there is no header. Facts of one file
alone (its year, its last line) are not in it. `from_data` says in words, with a path, what is wrong.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from backend.domain.money.amount import valid_currency
from backend.domain.spending.reading.dates import ORDERS
from backend.domain.spending.reading.header_words import normal

MOST_COLUMNS = 200
_MOST_PROBLEMS = 20
_LONGEST_TEXT = 2000
ACCOUNTS = ("card", "bank", "wallet", "unknown")
SIGNS = ("as-written", "reversed")
MARKS = (".", ",")


class MappingError(ValueError):
    """Data is no mapping; `path` names the faulty part, such as "columns.amount".

    `reason` says what is wrong with it, as a code, and `values` what belongs to that.
    """

    def __init__(self, reason: str, path: str, **values: int | str | tuple[str, ...]) -> None:
        super().__init__(f"{path}: {reason}")
        self.reason, self.path, self.values = reason, path, values


class Unrecognised(ValueError):
    """A table that looks like no export; `code` says what is missing ("no-dates", "no-amounts", "no-rows")."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Columns:
    """Indices from 0. Where a role has several columns, the first that says something is taken; texts join."""

    date: tuple[int, ...] = ()
    counterparty: tuple[int, ...] = ()
    text: tuple[int, ...] = ()
    time: int | None = None
    amount: int | None = None
    debit: int | None = None
    credit: int | None = None
    fee: int | None = None
    direction: int | None = None
    currency: int | None = None
    balance: int | None = None
    kind: int | None = None
    status: int | None = None
    funding: int | None = None
    reference: int | None = None
    mcc: int | None = None


_SEVERAL = ("date", "counterparty", "text")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that had to be guessed: a stable code, and what was taken."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How one bank's table is read. `header` is the row of words above the entries, None where there is none.

    `sign`: "as-written", or "reversed" where what is spent is positive, as on many cards. With two columns, a
    `debit` leaves and a `credit` comes in; `signed_columns` says that they carry their minus themselves.
    `signed_direction` says the same of an amount beside a direction column.
    """

    columns: Columns
    header: tuple[str, ...] | None
    date_order: str
    decimal_mark: str
    sign: str
    currency: str
    account: str
    signed_columns: bool = False
    signed_direction: bool = False
    shape: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def signature(self) -> str:
        """A stable identity of the layout: of the header's words, or of the columns' shape."""
        said = "|".join(normal(cell) for cell in self.header) if self.header else self.shape
        digest = hashlib.sha256(said.encode()).hexdigest()[:24]
        return f"{'header' if self.header else 'shape'}:{digest}"

    def to_data(self) -> dict[str, object]:
        """The mapping as plain JSON."""
        columns = {
            role: list(value) if isinstance(value, tuple) else value
            for role, value in asdict(self.columns).items()
            if value is not None
        }
        return {
            "signature": self.signature,
            "columns": columns,
            "header": list(self.header) if self.header else None,
            "date_order": self.date_order,
            "decimal_mark": self.decimal_mark,
            "sign": self.sign,
            "currency": self.currency,
            "account": self.account,
            "signed_columns": self.signed_columns,
            "signed_direction": self.signed_direction,
            "shape": self.shape,
            "problems": [asdict(problem) for problem in self.problems],
        }

    @classmethod
    def from_data(cls, data: object) -> "TableMapping":
        """The mapping of such data, perhaps corrected; `signature` is worked out anew. Raises MappingError."""
        if not isinstance(data, Mapping):
            raise MappingError("no-object", "mapping")
        known = {each.name for each in fields(cls)} | {"signature"}
        for name in data:
            if name not in known:
                raise MappingError("unknown", str(name))
        return cls(
            columns=_columns(data.get("columns")),
            header=_header(data.get("header")),
            date_order=_choice(data, "date_order", ORDERS),
            decimal_mark=_choice(data, "decimal_mark", MARKS),
            sign=_choice(data, "sign", SIGNS),
            currency=_currency(data.get("currency")),
            account=_choice(data, "account", ACCOUNTS, "unknown"),
            signed_columns=_flag(data, "signed_columns"),
            signed_direction=_flag(data, "signed_direction"),
            shape=_words(data.get("shape", ""), "shape"),
            problems=_problems(data.get("problems", [])),
        )


def _choice(data: Mapping[str, object], name: str, allowed: Sequence[str], default: str | None = None) -> str:
    value = data.get(name, default)
    if value not in allowed:
        raise MappingError("no-choice", name, known=tuple(allowed))
    return str(value)


def _flag(data: Mapping[str, object], name: str) -> bool:
    value = data.get(name, False)
    if not isinstance(value, bool):
        raise MappingError("no-flag", name)
    return value


def _words(value: object, path: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise MappingError("no-text", path, most=_LONGEST_TEXT)
    return value


def _currency(value: object) -> str:
    if not isinstance(value, str) or not valid_currency(value):
        raise MappingError("no-currency", "currency")
    return value


def _header(value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple) or not 0 < len(value) <= MOST_COLUMNS:
        raise MappingError("no-header", "header", most=MOST_COLUMNS)
    return tuple(_words(cell, f"header.{place}") for place, cell in enumerate(value))


def _problems(value: object) -> tuple[Problem, ...]:
    if not isinstance(value, list | tuple) or len(value) > _MOST_PROBLEMS:
        raise MappingError("no-problems", "problems", most=_MOST_PROBLEMS)
    made = []
    for place, item in enumerate(value):
        if not isinstance(item, Mapping) or set(item) != {"code", "detail"}:
            raise MappingError("no-problem", f"problems.{place}")
        made.append(Problem(*(_words(item[name], f"problems.{place}.{name}") for name in ("code", "detail"))))
    return tuple(made)


def _index(value: object, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MOST_COLUMNS:
        raise MappingError("no-column", path, most=MOST_COLUMNS - 1)
    return value


def _built(several: Mapping[str, tuple[int, ...]], single: Mapping[str, int]) -> Columns:
    return Columns(
        date=several.get("date", ()),
        counterparty=several.get("counterparty", ()),
        text=several.get("text", ()),
        time=single.get("time"),
        amount=single.get("amount"),
        debit=single.get("debit"),
        credit=single.get("credit"),
        fee=single.get("fee"),
        direction=single.get("direction"),
        currency=single.get("currency"),
        balance=single.get("balance"),
        kind=single.get("kind"),
        status=single.get("status"),
        funding=single.get("funding"),
        reference=single.get("reference"),
        mcc=single.get("mcc"),
    )


def _columns(data: object) -> Columns:
    if not isinstance(data, Mapping):
        raise MappingError("no-object", "columns")
    roles = {each.name for each in fields(Columns)}
    several: dict[str, tuple[int, ...]] = {}
    single: dict[str, int] = {}
    for role, value in data.items():
        path = f"columns.{role}"
        if role not in roles:
            raise MappingError("no-role", path)
        if role in _SEVERAL:
            values = value if isinstance(value, list | tuple) else [value]
            several[role] = tuple(_index(each, f"{path}.{place}") for place, each in enumerate(values))
        elif value is not None:
            single[role] = _index(value, path)
    columns = _built(several, single)
    if not columns.date:
        raise MappingError("date-missing", "columns.date")
    if columns.amount is None and columns.debit is None and columns.credit is None:
        raise MappingError("amount-missing", "columns.amount")
    if columns.amount is not None and (columns.debit is not None or columns.credit is not None):
        raise MappingError("amount-twice", "columns.amount")
    return columns
