"""One table of a file of relief, whose fields are taken one by one and checked; what is left over is a fault."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from backend.countries.reading import LOCALES


class GuidanceFault(Exception):
    """What is wrong with a row, before it is known in which file."""

    def __init__(self, row: str, fault: str) -> None:
        super().__init__(fault)
        self.row, self.fault = row, fault


class TableRow:
    """One table of the file, whose fields are taken one by one; what is left over is a fault."""

    def __init__(self, kind: str, table: object) -> None:
        if not isinstance(table, dict):
            raise GuidanceFault(kind, "is no table")
        self._left = dict(table)
        self.name = f"{kind} {table.get('id') or table.get('kind') or ''}".strip()

    def fail(self, fault: str) -> GuidanceFault:
        return GuidanceFault(self.name, fault)

    def done(self) -> None:
        if self._left:
            raise self.fail(f"does not know {', '.join(sorted(self._left))}")

    def has(self, field: str) -> bool:
        return field in self._left

    def take(self, field: str) -> object:
        if field not in self._left:
            raise self.fail(f"lacks {field}")
        return self._left.pop(field)

    def text(self, field: str, *, empty: bool = False) -> str:
        value = self.take(field)
        if not isinstance(value, str) or value != value.strip() or not (value or empty):
            raise self.fail(f"{field} is no text")
        return value

    def one_of(self, field: str, allowed: tuple[str, ...]) -> str:
        value = self.text(field)
        if value not in allowed:
            raise self.fail(f"{field} is none of {', '.join(allowed)}")
        return value

    def flag(self, field: str) -> bool:
        value = self.take(field)
        if not isinstance(value, bool):
            raise self.fail(f"{field} is neither true nor false")
        return value

    def day(self, field: str) -> date:
        value = self.take(field)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fail(f"{field} is no date")
        return value

    def number(self, field: str) -> int | None:
        value = self._left.pop(field, None)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self.fail(f"{field} is no number of at least 0")
        return value

    def some_of(self, field: str, allowed: tuple[str, ...]) -> frozenset[str]:
        """Several words; left out: all of them."""
        value = self._left.pop(field, list(allowed))
        if not isinstance(value, list) or not value or not set(value) <= set(allowed):
            raise self.fail(f"{field} is no list of {', '.join(allowed)}")
        return frozenset(value)

    def each_of(self, field: str, allowed: tuple[str, ...]) -> frozenset[str]:
        """Several words, which must be there."""
        if not self.has(field):
            raise self.fail(f"lacks {field}")
        return self.some_of(field, allowed)

    def words(self, field: str) -> Mapping[str, str]:
        value = self.take(field)
        if not isinstance(value, dict) or value.keys() != set(LOCALES):
            raise self.fail(f"{field} is not in {' and '.join(LOCALES)}")
        if not all(isinstance(text, str) and text and text == text.strip() for text in value.values()):
            raise self.fail(f"{field} is no text")
        return MappingProxyType(value)

    def lines(self, field: str) -> Mapping[str, tuple[str, ...]]:
        value = self.take(field)
        if not isinstance(value, dict) or value.keys() != set(LOCALES):
            raise self.fail(f"{field} is not in {' and '.join(LOCALES)}")
        if not all(isinstance(each, list) and each and all(map(_is_text, each)) for each in value.values()):
            raise self.fail(f"{field} is no list of sentences")
        return MappingProxyType({locale: tuple(each) for locale, each in value.items()})


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
