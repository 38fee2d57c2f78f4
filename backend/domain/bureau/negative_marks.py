"""A mark is what lateness or a bad end leaves in a report; this module computes each and the day it drops off.

A mark is one unbroken delinquency, not one due: while an account is never current in between, the bureaus count its
age from the first due that was missed. Below the country's first boundary nothing is reported, so it leaves no mark.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from backend.domain.bureau.country_law import CountryLaw, LegalRule, NoSuchRule
from backend.domain.bureau.history import OwnAccount, PastDue
from backend.domain.bureau.repair import run_hidden_early
from backend.domain.bureau.retention import Kind, drops_off

# What an end leaves. A debt that was sold was written off by whoever sold it.
_BAD_ENDS: Mapping[str, Kind] = MappingProxyType(
    {"charged_off": "charged_off", "settled": "settled", "sold": "charged_off"}
)


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind`: "late", "charged_off" or "settled"; `subject_id`: the first due missed, or the account.

    `drops_on` None: its time has not begun to run, or the country has no rule of that day. `rule` is "key@from_on" of
    the rule that says how long it stays ("" without one), `rules` all that were used; `confirmed`: all of them are.
    """

    account_id: str
    kind: str
    subject_id: str
    since: date
    worst_days: int
    drops_on: date | None
    rule: str
    rules: tuple[str, ...]
    confirmed: bool


@dataclass(slots=True)
class Run:
    """An unbroken delinquency: dues missed one after another; `cured_on` None while one of them is open."""

    dues: list[PastDue]
    worst: int
    cured_on: date | None

    @property
    def first(self) -> PastDue:
        return self.dues[0]


def named(rule: LegalRule) -> str:
    """How a rule is written down beside what was computed under it."""
    return f"{rule.key}@{rule.from_on.isoformat()}"


def marks_of(account: OwnAccount, country_law: CountryLaw, today: date) -> Iterator[Mark]:
    """The account's marks, oldest first, those that should be gone by today included."""
    runs = runs_of(account, today)
    for run in runs:
        boundaries = country_law.late_from(run.first.due_on)
        if boundaries and run.worst >= int(boundaries[0].value):
            yield _mark(account, country_law, "late", run.first.deadline_id, run, run.first.due_on)
    # Of a bad end the last delinquency is the cause; an account without one ended badly all the same.
    last = runs[-1] if runs else None
    kind = _BAD_ENDS.get(account.ended)
    if kind and account.ended_on and not _sold_in_good_order(account, last):
        yield _mark(account, country_law, kind, account.id, last, account.ended_on)


def _sold_in_good_order(account: OwnAccount, last: Run | None) -> bool:
    """Lenders also sell what is paid as agreed; where the books show no lateness at all, nothing was written off."""
    return account.ended == "sold" and bool(account.dues) and last is None


def _mark(
    account: OwnAccount,
    country_law: CountryLaw,
    kind: Kind,
    subject_id: str,
    run: Run | None,
    happened_on: date,
) -> Mark:
    cured_on = run.cured_on if run else None
    if cured_on is None and account.ended in ("paid_off", "settled"):
        cured_on = account.ended_on
    drops_on, rules = _drops_off(
        country_law,
        kind,
        first_late_on=run.first.due_on if run else None,
        cured_on=cured_on,
        happened_on=happened_on,
    )
    if kind == "late" and run and drops_on:
        hidden = run_hidden_early(country_law, run.dues, currency=account.currency, cured_on=cured_on)
        if hidden and hidden.on < drops_on:
            drops_on, rules = hidden.on, hidden.rules
    return Mark(
        account_id=account.id,
        kind=kind,
        subject_id=subject_id,
        since=happened_on,
        worst_days=run.worst if run else 0,
        drops_on=drops_on,
        rule=named(rules[0]) if rules else "",
        rules=tuple(named(rule) for rule in rules),
        confirmed=bool(rules) and all(rule.confirmed for rule in rules),
    )


def runs_of(account: OwnAccount, today: date) -> list[Run]:
    """Each unbroken delinquency: a due missed after all before it were met begins the next."""
    found: list[Run] = []
    for due in account.dues:
        days = due.days_late(today)
        if not days:
            continue
        if found and (found[-1].cured_on is None or found[-1].cured_on >= due.due_on):
            run = found[-1]
            run.dues.append(due)
            run.worst = max(run.worst, days)
            # A due within the run can be met before an older one of it: the run ends with the last.
            run.cured_on = max(run.cured_on, due.met_on) if run.cured_on and due.met_on else None
        else:
            found.append(Run([due], days, due.met_on))
    return found


def _drops_off(
    country_law: CountryLaw,
    kind: Kind,
    *,
    first_late_on: date | None,
    cured_on: date | None,
    happened_on: date,
) -> tuple[date | None, tuple[LegalRule, ...]]:
    """The day from which a mark may no longer stand in a report, and every rule behind it."""
    try:
        drop = drops_off(
            country_law,
            kind,
            on=happened_on,
            first_late_on=first_late_on,
            cured_on=cured_on,
            happened_on=happened_on,
        )
    except NoSuchRule:
        return None, ()
    if drop:
        return drop.on, drop.rules
    keys = (f"keep.{kind}.months", f"keep.{kind}.from", f"keep.{kind}.start_days")
    return None, tuple(rule for key in keys if (rule := country_law.of_event(key, happened_on)))
