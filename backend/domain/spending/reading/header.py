"""This module finds the header's row and gives each column its role, by its word first and its cells second."""

from collections.abc import Sequence

from backend.domain.spending.reading.column_profile import ColumnProfile, is_entry, kind_of
from backend.domain.spending.reading.column_roles import LIKENESS, roles_of
from backend.domain.spending.reading.mapping import Columns

_DAYS = {"date"}
_MONEY = {"amount", "debit", "credit"}
# A role is refused to a column whose cells say something else; roles that are not here take any cell.
_FITS = {
    "date": ("date",),
    "time": ("time", "amount"),
    "amount": ("amount",),
    "debit": ("amount", "side"),
    "credit": ("amount", "side"),
    "balance": ("amount",),
    "fee": ("amount", "side"),
    "direction": ("side",),
    "currency": ("currency",),
    "mcc": ("amount",),
}
_NAMED, _LIKE = 0.3, 0.8
_SEVERAL = ("date", "counterparty", "text")
_ORDER = (
    "direction",
    "time",
    "date",
    "amount",
    "debit",
    "credit",
    "balance",
    "currency",
    "fee",
    "status",
    "mcc",
    "funding",
    "counterparty",
    "kind",
    "reference",
    "text",
)


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """The index of the header among rows of stripped cells: most roles named, and no entry before it."""
    best, most = None, 0
    for place, row in enumerate(rows):
        named = {roles_of(cell)[0][0] for cell in row if roles_of(cell)} - {"other"}
        wordy = all(kind_of(cell) not in ("date", "time", "amount") for cell in row)
        if wordy and named & _DAYS and (named & _MONEY or len(named) >= 3) and len(named) > most:
            best, most = place, len(named)
        if is_entry(row) and best is not None:
            break
    return best


def opaque_header(rows: Sequence[Sequence[str]], first: int) -> int | None:
    """The row just above the first entry, if it is as wide and all words: a header in an unknown language."""
    for place in range(first - 1, -1, -1):
        row = rows[place]
        if not row:
            continue
        wordy = all(kind_of(cell) in ("text", "side", "currency", "") for cell in row)
        whole = sum(bool(cell) for cell in row) >= max(3, len(rows[first]) - 2)
        return place if wordy and whole and len(set(row)) == len(row) else None
    return None


def assign(header: Sequence[str], columns: Sequence[ColumnProfile]) -> Columns:
    """The roles that the header's words and the cells below agree on."""
    claims: dict[str, list[tuple[int, int]]] = {}
    for place, cell in enumerate(header[: len(columns)]):
        for role, rank in roles_of(cell):
            if role != "other" and _fits(role, cell, columns[place]):
                claims.setdefault(role, []).append((rank, place))
    taken: set[int] = set()
    made: dict[str, int | tuple[int, ...]] = {}
    if "amount" in claims and _two_sides(claims, columns):
        del claims["amount"]
    for role in _ORDER:
        free = [place for _, place in sorted(claims.get(role, [])) if place not in taken]
        if role in ("debit", "credit") and "amount" in made:
            continue
        if not free:
            continue
        chosen = free if role in _SEVERAL else [_nearest(role, free, made)]
        if role == "text":
            chosen = [place for place in free if not _code(columns[place])] or free
        made[role] = tuple(chosen) if role in _SEVERAL else chosen[0]
        taken.update(chosen)
    if "kind" in made and "text" not in made and "counterparty" not in made:
        made["text"] = (made.pop("kind"),)  # type: ignore[assignment]
    return Columns(**made)  # type: ignore[arg-type]  # several-valued roles got tuples, the others an index


def _fits(role: str, name: str, column: ColumnProfile) -> bool:
    kinds = _FITS.get(role)
    if role == "reference" and roles_of(name)[0][0] == "text" and column.said:
        # "Reference" is an identity in some files and the payer's words in others.
        alike = sum(any(letter.isdigit() for letter in cell) and " " not in cell for cell in column.cells)
        return alike >= 0.8 * column.said
    if role == "kind" and column.mostly("date", "amount"):
        return False
    if kinds is None:
        return True
    if not column.said:
        return role in ("debit", "credit", "balance", "fee", "currency", "mcc")
    if role == "time":
        return column.mostly("time") or (column.mostly("amount") and all(map(_clockwork, column.cells)))
    if role == "date" and column.mostly("time"):
        return False
    share = _LIKE
    if role in _MONEY | {"balance", "currency"}:
        kinds = kinds if role == "currency" else ("amount", "date", "side")
        # A header that names the role outright is believed though some cells are broken; a likeness is not.
        share = _NAMED if roles_of(name)[0][1] < LIKENESS else _LIKE
    return sum(column.kinds.get(kind, 0) for kind in kinds) >= share * column.said


def _code(column: ColumnProfile) -> bool:
    """Whether a column holds short code words (DEBIT, DSLIP) and nothing that a person would read."""
    return all(cell.isascii() and cell.isupper() and len(cell) < 8 for cell in column.cells if cell)


def _clockwork(cell: str) -> bool:
    return not cell or (cell.isdigit() and len(cell) in (5, 6) and int(cell[-4:-2]) < 60)


def _two_sides(claims: dict[str, list[tuple[int, int]]], columns: Sequence[ColumnProfile]) -> bool:
    """Whether debit and credit columns are better than the one called amount: they are filled by turns."""
    if "debit" not in claims or "credit" not in claims:
        return False
    debit, credit = (columns[min(claims[role])[1]] for role in ("debit", "credit"))
    both = sum(bool(a) and bool(b) for a, b in zip(debit.cells, credit.cells, strict=True))
    return debit.said + credit.said > 0 and both <= debit.said + credit.said


def _nearest(role: str, free: Sequence[int], made: dict[str, int | tuple[int, ...]]) -> int:
    """The best column; for a currency the one behind the amount it belongs to."""
    money = made.get("amount", made.get("debit"))
    if role != "currency" or not isinstance(money, int):
        return free[0]
    anchor = max(place for place in (money, made.get("credit", money)) if isinstance(place, int))
    return min(free, key=lambda place: (abs(place - anchor), place < anchor))
