"""Retention rules say when a mark must be gone: how long its kind is kept, and from which event on.

Countries count from different events. The United States count from the first missed payment, a charge-off from 180
days after it (15 USC 1681c(c)(1)); China from the end of the bad conduct, so an unpaid debt's clock has not begun
(征信业管理条例 Art. 16); Britain counts a default from its own date. Which it is, is a word in the country's data.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend.domain.bureau.country_law import CountryLaw, LegalRule, NoSuchRule
from backend.domain.calendar.month_day import month_day, month_index

Kind = Literal["late", "charged_off", "settled", "inquiry", "bankruptcy"]


@dataclass(frozen=True, slots=True)
class Drop:
    """`on` is the first day on which the mark may no longer be shown; `rule` says how long it is kept.

    `began`: the day that it is counted from; `rules`: all that the day rests on.
    """

    on: date
    rule: LegalRule
    began: date
    rules: tuple[LegalRule, ...]


@dataclass(frozen=True, slots=True)
class _Events:
    """The days that a clock may begin on, as far as they are known."""

    first_late: date | None
    cure: date | None
    happened: date | None

    def begin(self, kind: Kind, word: str) -> date | None:
        if word == "cure":
            return self.cure
        if word != "first_late":
            return self.happened
        # Settled without ever having been late: counted from the settlement (Experian, "How Long Do Settled
        # Accounts Stay on a Credit Report?").
        return self.first_late or (self.happened if kind == "settled" else None)


def drops_off(
    country_law: CountryLaw,
    kind: Kind,
    *,
    on: date,
    first_late_on: date | None = None,
    cured_on: date | None = None,
    happened_on: date | None = None,
    bureau: str = "",
) -> Drop | None:
    """When a mark of that kind drops off, under the rule in force `on`, the day of the event.

    `first_late_on`: the missed payment after which the account was never again current; `cured_on`: all that was
    overdue was paid; `happened_on`: the charge-off or default, the settlement, the inquiry, the order for relief.
    `bureau` (its id) matters where one bureau keeps a kind for another time. The date is the anniversary, as bureaus
    count it ("deleted on this date seven years from now", Experian), clamped to a shorter month. None: the clock has
    not begun, or its first day is not known.
    """
    own = f"keep.{kind}.months.{bureau}"
    months = _in_force(country_law, own if bureau and country_law.has(own, on) else f"keep.{kind}.months", on)
    rules = [months]
    start = happened_on
    if kind not in ("inquiry", "bankruptcy"):
        word = _in_force(country_law, f"keep.{kind}.from", on)
        rules.append(word)
        start = _Events(first_late_on, cured_on, happened_on).begin(kind, str(word.value))
    if start is None:
        return None
    if later := country_law.find(f"keep.{kind}.start_days", on):
        rules.append(later)
        start += timedelta(days=int(later.value))
    last = month_day(month_index(start) + int(months.value), start.day)
    return Drop(last, months, start, tuple(rules))


def _in_force(country_law: CountryLaw, key: str, on: date) -> LegalRule:
    """The rule of that event's day. Raises NoSuchRule."""
    found = country_law.of_event(key, on)
    if found is None:
        raise NoSuchRule(f"{country_law.country}: {key} on {on}")
    return found
