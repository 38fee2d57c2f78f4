"""What a country's law and its bureaus' practice say about credit reports, as data: no country is named in code.

A number has a time in force; asking for it always gives the day that it is asked for, so that what was computed under
an older rule stays what it was. The data files and their reader are in `backend/countries`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from backend.domain.bureau.in_force import InForce, in_language

ACCOUNT_KINDS = ("card", "loan")
EVERY_KIND = frozenset(ACCOUNT_KINDS)
NO_WORDS: Mapping[str, str] = MappingProxyType({})
TOPICS = ("limitation", "prison", "wages", "set_off", "complaint", "lenders", "tax")
# A period of limitation that is over: the debtor may plead it; no suit may be brought; the debt is gone.
EFFECTS = ("defence", "claim_barred", "extinguished")


def lies_in(region: str, wider: str) -> bool:
    """Whether a region (ISO 3166-2, a city behind it: "US-NY-NYC") is another or a part of it; "" is everywhere."""
    return not wider or region == wider or region.startswith(f"{wider}-")


class NoSuchRule(Exception):
    """The country has no rule of that key in force on that day."""


@dataclass(frozen=True, slots=True)
class RightCard:
    """What makes a right a card to show: its topic, and the days past due from which it is of use.

    `region`: the part of the country where alone it holds ("US-NY", as `lies_in` reads it); "" for all of it. `up_to`:
    the far end where the law is contested or has two answers; None: the rule's value alone. `effect`: what a period
    does when it is over, of `EFFECTS`; "" for what is no period of limitation.
    """

    topic: str
    region: str = ""
    up_to: int | None = None
    from_days: int = 0
    effect: str = ""


@dataclass(frozen=True, slots=True)
class LegalRule(InForce):
    """One number, or one word where the law chooses between ways, in one version.

    `law` is the article, `source` where it was read, `checked_on` when. Without `confirmed` it is remembered only,
    and shown as such. `until_on` is its last day in force; None: still. A right that the borrower may cite, and a cap,
    has a `unit` and `says` by locale what it is, with "{value}" where the number stands ("{up_to}" for the far end of
    its card). `card`: when and where to show it; None for a right that is only cited. `high` is the upper reading of a
    contested number. `kinds`: the kinds of account that it binds; of another kind it says nothing.
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
    card: RightCard | None = None
    high: int | None = None
    kinds: frozenset[str] = EVERY_KIND

    def binds(self, kind: str | None) -> bool:
        """Whether it says anything of a kind of account; None asks of no kind."""
        return kind is None or kind in self.kinds

    @property
    def certain(self) -> bool:
        """Whether something may be called certain that rests on it: read in print, and law rather than practice."""
        return self.confirmed and bool(self.law)

    def words(self, locale: str) -> str:
        """What a right says in a language, with its number; in English where it has no words of its own there."""
        text = in_language(self.says, locale)
        up_to = self.card.up_to if self.card and self.card.up_to is not None else self.value
        numbers = {"{value}": self.value, "{up_to}": up_to, "{high}": self.high}
        for place, number in numbers.items():
            text = text.replace(place, str(number))
        return text


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
        return in_language(self.names, locale)

    def advice(self, locale: str) -> str:
        """How to get a report, or to complain, likewise."""
        return in_language(self.how, locale)


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

    def find(self, key: str, on: date, *, kind: str | None = None) -> LegalRule | None:
        """The rule in force on a day, or None; of a `kind` of account None too where the rule does not bind it."""
        held = (rule for rule in self.rules if rule.key == key and rule.holds_on(on) and rule.binds(kind))
        return next(held, None)

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

    def caps(self, kind: str, on: date) -> tuple[LegalRule, ...]:
        """The rates above which a "card" or a "loan" may not cost, by whom they bind, in the order of the file."""
        prefix = f"cost.cap.{kind}."
        return tuple(rule for rule in self.rules if rule.key.startswith(prefix) and rule.holds_on(on))

    def cards(
        self,
        on: date,
        *,
        topic: str | None = None,
        region: str | None = None,
        days: int | None = None,
        kind: str | None = None,
    ) -> tuple[LegalRule, ...]:
        """The rights that are cards on a day: of a topic, of the whole country or a region, at so many days past due.

        None leaves a question out: every topic, every region, any lateness, every kind of account.
        """
        return tuple(
            rule
            for rule in self.rights(on)
            if (card := rule.card) is not None
            and rule.binds(kind)
            and topic in (None, card.topic)
            and (region is None or lies_in(region, card.region))
            and (days is None or days >= card.from_days)
        )

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
