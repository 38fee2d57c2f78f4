"""These checks look at debts that went on to somebody else: sold, or written off and handed to a collector.

Whoever sold a debt is owed nothing any more. The debt itself is one, whoever holds it, and it is as old as it was: its
age counts from the first payment that was missed, not from the sale (15 USC 1681c(c)(1), 1681s-2(a)(5)).
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from backend.domain.bureau.country_law import CountryLaw, LegalRule
from backend.domain.bureau.finding import ACCURACY, Finding, Plain, ReportLine, resting_on, weaker
from backend.domain.bureau.history import OwnAccount
from backend.domain.bureau.negative_marks import runs_of
from backend.domain.bureau.report_matching import alike
from backend.domain.money.amount import minor_digits

_WENT_ON = ("sold", "charged_off")
_AGE = "keep.charged_off.from"


def seen_since(account: OwnAccount, country_law: CountryLaw, as_of: date) -> LegalRule | None:
    """The rule by which a report has to show by now that the account ended; None while it need not."""
    if account.ended_on is None:
        return None
    rule = country_law.of_event("change.visible_days", account.ended_on) or country_law.of_event(
        "late.visible_days", account.ended_on
    )
    visible = rule is not None and account.ended_on + timedelta(days=int(rule.value)) <= as_of
    return rule if visible else None


def end_of(account: OwnAccount) -> dict[str, Plain]:
    return {"ended": account.ended, "ended_on": account.ended_on.isoformat() if account.ended_on else None}


def balance_after_sale(line: ReportLine, account: OwnAccount, shown: LegalRule) -> Iterator[Finding]:
    """Who sold the debt still reports that it is owed to them."""
    entry = line.entry
    if (entry.balance or 0) <= 0 and (entry.past_due or 0) <= 0:
        return
    theirs: dict[str, Plain] = {
        "state": entry.state,
        "balance": entry.balance,
        "past_due": entry.past_due,
        "currency": entry.currency or account.currency,
    }
    sure = line.certainty("balance", "past_due", at_most=resting_on([shown]) if entry.currency else "unsure")
    yield line.finding("balance_after_sale", theirs, end_of(account), certainty=sure)


def of_debts_gone_on(
    lines: Sequence[ReportLine], own: Sequence[OwnAccount], country_law: CountryLaw, as_of: date
) -> Iterator[Finding]:
    """One finding for each debt that is collected twice, and one for each that is made younger than it is."""
    gone_on = [account for account in own if account.ended in _WENT_ON]
    held = [line for line in lines if _is_held_by_another(line, gone_on)]
    for same in _of_one_amount(held):
        debts = [account for account in gone_on if _may_be(same[0], account)]
        if debts and len(same) > len(debts):
            yield _twice(same, debts[0])
    for account in gone_on:
        others = [line for line in held if _may_be(line, account) and len(gone_on) == 1]
        issuers = [line for line in lines if line.account_id == account.id]
        if finding := _re_aged([*issuers, *others], account, country_law, as_of):
            yield finding


def _is_held_by_another(line: ReportLine, gone_on: Sequence[OwnAccount]) -> bool:
    """A collector's line: of no account of the borrower's, or of one that went on, under another name than its own."""
    if line.entry.kind != "account" or line.entry.state != "collection":
        return False
    own = next((account for account in gone_on if account.id == line.account_id), None)
    return line.account_id is None or (own is not None and not alike(line.entry.furnisher, own))


def _may_be(line: ReportLine, account: OwnAccount) -> bool:
    """Whether a collector's line may be about that account: nothing it says speaks against it."""
    entry = line.entry
    if entry.currency and entry.currency != account.currency:
        return False
    # A collector opens its own account after the debt has gone on.
    return not (entry.closed_on and account.ended_on and entry.closed_on < account.ended_on)


def _of_one_amount(held: Sequence[ReportLine]) -> Iterator[list[ReportLine]]:
    """Lines that claim one amount: a sum that two collectors both want is one debt. Cents are left out by some."""
    left = [line for line in held if (line.entry.balance or 0) > 0]
    while left:
        first = left.pop(0)
        same = [first, *(line for line in left if _same_amount(first, line))]
        left = [line for line in left if line not in same]
        if len(same) > 1:
            yield same


def _same_amount(one: ReportLine, other: ReportLine) -> bool:
    a, b = one.entry, other.entry
    if a.currency != b.currency:
        return False
    unit = 10 ** minor_digits(a.currency) if a.currency else 1
    return abs((a.balance or 0) - (b.balance or 0)) < unit


def _twice(same: Sequence[ReportLine], account: OwnAccount) -> Finding:
    line, others = same[-1], same[:-1]
    theirs: dict[str, Plain] = {
        "furnisher": line.entry.furnisher,
        "also": ", ".join(other.entry.furnisher for other in others),
        "balance": line.entry.balance,
        "currency": line.entry.currency or account.currency,
    }
    sure = weaker(*(each.certainty("balance", "currency", "state", at_most="likely") for each in same))
    if not line.entry.currency:
        sure = "unsure"
    return line.finding("same_debt_twice", theirs, end_of(account), certainty=sure)


def _re_aged(
    lines: Sequence[ReportLine], account: OwnAccount, country_law: CountryLaw, as_of: date
) -> Finding | None:
    """The first line that has the debt begin later than it did; the evidence names the others.

    Only a delinquency that was never cured before the end is what the debt's age counts from. Where the books begin in
    the midst of it, it is older still.
    """
    runs = [run for run in runs_of(account, as_of) if _lasted_to_the_end(run.cured_on, account)]
    if not runs:
        return None
    began = runs[-1].first.due_on
    latest = _latest_reading(began, country_law)
    late = [line for line in lines if line.entry.first_late_on and line.entry.first_late_on > latest]
    if not late:
        return None
    line = late[0]
    theirs: dict[str, Plain] = {
        "furnisher": line.entry.furnisher,
        "first_late_on": str(line.entry.first_late_on),
        "also": ", ".join(other.entry.furnisher for other in late[1:]) or None,
    }
    ours: dict[str, Plain] = {"due_on": began.isoformat(), **end_of(account)}
    rule = country_law.of_event(_AGE, began)
    own = "likely" if line.account_id is None else resting_on([rule])
    counts = rule is not None and rule.value == "first_late" and bool(rule.law)
    return line.finding(
        "re_aged",
        theirs,
        ours,
        certainty=line.certainty("first_late_on", at_most=own),
        ground=_AGE if counts else ACCURACY,
        law=rule.law if rule and counts else None,
    )


def _lasted_to_the_end(cured_on: date | None, account: OwnAccount) -> bool:
    return cured_on is None or (account.ended_on is not None and cured_on >= account.ended_on)


def _latest_reading(began: date, country_law: CountryLaw) -> date:
    """Some count from the missed payment, some from where it was first reported, at the end of that month."""
    steps = country_law.late_at(began)
    reported = began + timedelta(days=int(steps[0].value) if steps else 0)
    return reported.replace(day=monthrange(reported.year, reported.month)[1])
