"""What a country's law and its bureaus' practice say about credit reports, as data: no country is named in code.

A number has a time in force; asking for it always gives the day that it is asked for, so that what was computed under
an older rule stays what it was. The data files and their reader are in `backend/countries`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

NO_WORDS: Mapping[str, str] = MappingProxyType({})


class NoSuchRule(Exception):
    """The country has no rule of that key in force on that day."""


@dataclass(frozen=True, slots=True)
class LegalRule:
    """One number, or one word where the law chooses between ways, in one version.

    `law` is the article, `source` where it was read, `checked_on` when. Without `confirmed` it is remembered only,
    and shown as such. `until_on` is its last day in force; None: still. A right that the borrower may cite has a
    `unit` and `says` by locale what it is, with "{value}" where the number stands.
    """

    key: str
    value: int | str
    from_on: date
    until_on: date | None
    law: str
    source: str
    checked_on: date
    confirmed: bool
    unit: str = ""
    says: Mapping[str, str] = field(default_factory=lambda: NO_WORDS, hash=False)

    @property
    def certain(self) -> bool:
        """Whether something may be called certain that rests on it: read in print, and law rather than practice."""
        return self.confirmed and bool(self.law)

    def words(self, locale: str) -> str:
        """What a right says in a language, with its number; in English where it has no words of its own there."""
        text = self.says.get(locale) or self.says.get("en", "")
        return text.replace("{value}", str(self.value))

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class Bureau:
    """A credit bureau, or a body to complain to. `names` and `how` (to get a report, or to complain) by locale.

    `law`: the article under which a body takes complaints; "" for a bureau, and where there is none.
    """

    id: str
    names: Mapping[str, str]
    how: Mapping[str, str]
    url: str = ""
    law: str = ""

    def name(self, locale: str) -> str:
        """What it is called in a language; in English where it has no name of its own there."""
        return self.names.get(locale) or self.names["en"]

    def advice(self, locale: str) -> str:
        """How to get a report, or to complain, likewise."""
        return self.how.get(locale) or self.how["en"]


@dataclass(frozen=True, slots=True)
class CountryLaw:
    """One country (ISO 3166). `digest` changes with the content of its data file, and with nothing else.

    `report_formats` are the names of the formats in which its bureaus print reports, as far as they can be read.
    """

    country: str
    digest: str
    bureaus: tuple[Bureau, ...]
    complaints: tuple[Bureau, ...]
    rules: tuple[LegalRule, ...]
    report_formats: tuple[str, ...] = ()

    def bureau(self, bureau_id: str) -> Bureau | None:
        return next((bureau for bureau in self.bureaus if bureau.id == bureau_id), None)

    def rule(self, key: str, on: date) -> LegalRule:
        """The rule in force on a day. Raises NoSuchRule."""
        for rule in self.rules:
            if rule.key == key and rule.holds_on(on):
                return rule
        raise NoSuchRule(f"{self.country}: {key} on {on}")

    def find(self, key: str, on: date) -> LegalRule | None:
        """The rule in force on a day, or None."""
        return next((rule for rule in self.rules if rule.key == key and rule.holds_on(on)), None)

    def of_event(self, key: str, on: date) -> LegalRule | None:
        """The rule of an event's day; before the first version the first: a law binds what was on file when it came."""
        found = self.find(key, on)
        if found is not None:
            return found
        first = min(
            (rule for rule in self.rules if rule.key == key), key=lambda rule: rule.from_on, default=None
        )
        return first if first is not None and first.from_on > on else None

    def rights(self, on: date) -> tuple[LegalRule, ...]:
        """What the borrower may cite on a day, in the order of the file."""
        return tuple(rule for rule in self.rules if rule.key.startswith("right.") and rule.holds_on(on))

    def has(self, key: str, on: date) -> bool:
        return any(rule.key == key and rule.holds_on(on) for rule in self.rules)

    def number(self, key: str, on: date) -> int:
        """The number of the rule in force on a day."""
        value = self.rule(key, on).value
        if not isinstance(value, int):
            raise NoSuchRule(f"{self.country}: {key} is no number")
        return value

    def word(self, key: str, on: date) -> str:
        """The word of the rule in force on a day."""
        return str(self.rule(key, on).value)

    def late_from(self, on: date) -> tuple[LegalRule, ...]:
        """Days past due from which lateness is reported, or reported as worse, mildest first."""
        held = [rule for rule in self.rules if rule.key.startswith("late.from.") and rule.holds_on(on)]
        return tuple(sorted(held, key=lambda rule: int(rule.value)))

    def late_at(self, on: date) -> tuple[LegalRule, ...]:
        """The same of an event's day: before the first version the first."""
        found = self.late_from(on)
        if found:
            return found
        first = min((rule.from_on for rule in self.rules if rule.key == "late.from.1"), default=None)
        return self.late_from(first) if first is not None and first > on else ()
