"""A mark is what lateness or a bad end leaves in a report; this module computes each and the day it drops off.

A mark is one unbroken delinquency, not one due: while an account is never current in between, the bureaus count its
age from the first due that was missed. Below the country's first boundary nothing is reported, so it leaves no mark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backend.domain.bureau.country_law import CountryLaw, LegalRule, NoSuchRule
from backend.domain.bureau.history import OwnAccount, PastDue
from backend.domain.bureau.retention import Kind, drops_off

_BAD_ENDS: tuple[Kind, ...] = ("charged_off", "settled")


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
class _Run:
    """Dues missed one after another; `cured_on` None while one of them is open."""

    first: PastDue
    worst: int
    cured_on: date | None


def named(rule: LegalRule) -> str:
    """How a rule is written down beside what was computed under it."""
    return f"{rule.key}@{rule.from_on.isoformat()}"


def marks_of(account: OwnAccount, country_law: CountryLaw, today: date) -> Iterator[Mark]:
    """The account's marks, oldest first, those that should be gone by today included."""
    runs = _runs(account, today)
    for run in runs:
        boundaries = country_law.late_from(run.first.due_on)
        if boundaries and run.worst >= int(boundaries[0].value):
            yield _mark(account, country_law, "late", run.first.deadline_id, run, run.first.due_on)
    # Of a bad end the last delinquency is the cause; an account without one ended badly all the same.
    last = runs[-1] if runs else None
    for kind in _BAD_ENDS:
        if account.ended == kind and account.ended_on:
            yield _mark(account, country_law, kind, account.id, last, account.ended_on)


def _mark(
    account: OwnAccount,
    country_law: CountryLaw,
    kind: Kind,
    subject_id: str,
    run: _Run | None,
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


def _runs(account: OwnAccount, today: date) -> list[_Run]:
    """Each unbroken delinquency: a due missed after all before it were met begins the next."""
    found: list[_Run] = []
    for due in account.dues:
        days = due.days_late(today)
        if not days:
            continue
        if found and (found[-1].cured_on is None or found[-1].cured_on >= due.due_on):
            run = found[-1]
            run.worst = max(run.worst, days)
            # A due within the run can be met before an older one of it: the run ends with the last.
            run.cured_on = max(run.cured_on, due.met_on) if run.cured_on and due.met_on else None
        else:
            found.append(_Run(due, days, due.met_on))
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
    keys = (f"keep.{kind}.months", f"keep.{kind}.from", f"keep.{kind}.start_days")
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
    return drop.on if drop else None, tuple(
        country_law.rule(key, happened_on) for key in keys if country_law.has(key, happened_on)
    )
