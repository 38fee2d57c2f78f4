"""The comparison holds a credit report against the borrower's books and lists what is likely to be wrong in it.

The report lags behind and the books may have holes. So nothing is ever found missing, only what is reported and was
not so; and where the books do not reach, nothing is found, and that is said.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.domain.bureau.country_law import CountryLaw, LegalRule
from backend.domain.bureau.finding import Finding, NotCompared, Plain, ReportLine, resting_on
from backend.domain.bureau.history import OwnAccount, PlannedApplication
from backend.domain.bureau.late_findings import late_findings, not_compared
from backend.domain.bureau.report import Report, ReportEntry
from backend.domain.bureau.report_matching import alike, likeness, match
from backend.domain.bureau.sold_debts import balance_after_sale, end_of, of_debts_gone_on, seen_since
from backend.domain.bureau.too_old import too_old
from backend.domain.money.amount import minor_digits

Balances = Mapping[str, int | Sequence[int]]

# An application leaves its inquiry within days; the account it led to is opened within weeks.
_ASKED_BEFORE, _OPENED_AFTER = timedelta(days=7), timedelta(days=90)
_AROUND_APPLICATION = timedelta(days=45)


class Comparison(NamedTuple):
    """What a report seems to have wrong, in its order, and the late months that could not be compared."""

    findings: tuple[Finding, ...]
    not_compared: tuple[NotCompared, ...]


def findings(
    report: Report,
    accounts: Sequence[OwnAccount],
    country_law: CountryLaw,
    *,
    today: date,
    applications: Sequence[PlannedApplication] = (),
    balances: Balances | None = None,
) -> tuple[Finding, ...]:
    """What the report seems to have wrong, in its order; one finding a key."""
    return compare(
        report, accounts, country_law, today=today, applications=applications, balances=balances
    ).findings


def compare(
    report: Report,
    accounts: Sequence[OwnAccount],
    country_law: CountryLaw,
    *,
    today: date,
    applications: Sequence[PlannedApplication] = (),
    balances: Balances | None = None,
) -> Comparison:
    """The report beside the books; one finding a key.

    `balances`: {account id: one or all of the balances known of the 45 days before the report was pulled}, in minor
    units. A balance is found off only where it is none of them. Each rule is that in force on the day of its event.
    """
    own = [account for account in accounts if account.country == report.country]
    by_id = {account.id: account for account in own}
    matched = match(report.entries, own)
    taken = frozenset(matched.values())
    as_of = min(report.pulled_on, today)
    planned = [each for each in applications if each.country == report.country]
    lines = [
        _line(index, entry, by_id.get(matched.get(index, ""))) for index, entry in enumerate(report.entries)
    ]
    found: dict[str, Finding] = {}
    unknown: list[NotCompared] = []
    for line in lines:
        account = by_id.get(line.account_id or "")
        for finding in _of_line(
            line, account, own, taken, country_law, as_of, planned, balances or {}, report.bureau
        ):
            found.setdefault(finding.key, finding)
        unknown += not_compared(line, account, country_law, as_of)
    for finding in of_debts_gone_on(lines, own, country_law, as_of):
        found.setdefault(finding.key, finding)
    ordered = sorted(found.values(), key=lambda finding: finding.entry)
    return Comparison(tuple(ordered), tuple(_left_unsaid(unknown, ordered)))


def _line(index: int, entry: ReportEntry, account: OwnAccount | None) -> ReportLine:
    strong = account is None or likeness(entry, account).strong
    return ReportLine(index, entry, account.id if account else None, strong)


def _left_unsaid(unknown: Iterable[NotCompared], found: Iterable[Finding]) -> Iterator[NotCompared]:
    """What no finding speaks of: neither of the month, nor of the whole line."""
    said = {(each.entry, month) for each in found for month in each.months}
    strangers = {each.entry for each in found if each.code == "account_unknown"}
    return (each for each in unknown if each.entry not in strangers and (each.entry, each.month) not in said)


def _of_line(
    line: ReportLine,
    account: OwnAccount | None,
    own: Sequence[OwnAccount],
    taken: Collection[str],
    country_law: CountryLaw,
    as_of: date,
    applications: Sequence[PlannedApplication],
    balances: Balances,
    bureau: str,
) -> Iterator[Finding]:
    if line.entry.kind == "inquiry":
        yield from _inquiry(line, own, applications)
    elif account is None:
        yield from _unknown(line, own, taken)
    else:
        yield from late_findings(line, account, country_law, as_of)
        ended = list(_ended_otherwise(line, account, country_law, as_of))
        yield from ended or _balance_off(line, account, country_law, as_of, balances)
    yield from too_old(line, account, country_law, as_of, bureau)


def _ended_otherwise(
    line: ReportLine, account: OwnAccount, country_law: CountryLaw, as_of: date
) -> Iterator[Finding]:
    """A line that does not show how the account ended, where it has had its time to."""
    shown = seen_since(account, country_law, as_of)
    if shown is None:
        return
    if account.ended == "sold":
        yield from balance_after_sale(line, account, shown)
    elif account.ended in ("paid_off", "closed", "settled"):
        yield from _paid_but_open(line, account, shown)


def _paid_but_open(line: ReportLine, account: OwnAccount, shown: LegalRule) -> Iterator[Finding]:
    entry = line.entry
    owes = (entry.balance or 0) > 0 or (entry.past_due or 0) > 0
    # A card that is paid off may rightly stay open with nothing on it; a loan cannot.
    still_open = entry.state == "open" and (owes or account.ended == "closed" or account.kind != "card")
    if still_open or entry.state == "collection":
        theirs: dict[str, Plain] = {
            "state": entry.state,
            "balance": entry.balance,
            "past_due": entry.past_due,
        }
        fields = ("state", "balance", "past_due") if owes else ("state",)
        sure = line.certainty(*fields, at_most=resting_on([shown]))
        yield line.finding("paid_but_open", theirs, end_of(account), certainty=sure)


def _balance_off(
    line: ReportLine, account: OwnAccount, country_law: CountryLaw, as_of: date, balances: Balances
) -> Iterator[Finding]:
    entry = line.entry
    given = balances.get(account.id, ())
    known = [given] if isinstance(given, int) else list(given)
    shown = seen_since(account, country_law, as_of) if account.ended in ("paid_off", "settled") else None
    if shown:
        known.append(0)
    # Whoever sold a debt is owed nothing, and what was written off may have gone on to somebody else.
    gone_on = account.ended in ("sold", "charged_off") and entry.balance == 0
    if entry.balance is None or not known or gone_on:
        return
    # Reports leave out cents; and what the account stands at now is no reason to call it wrong.
    unit = 10 ** minor_digits(account.currency)
    allowed = known if account.balance is None else [*known, account.balance]
    if any(abs(entry.balance - balance) < unit for balance in allowed):
        return
    # Between two statements a balance may have been anything in between, for a day.
    between = min(known) < entry.balance < max(known)
    most = resting_on([shown]) if shown else "unsure" if between else "likely"
    if not entry.currency:
        most = "unsure"  # an amount of money that nobody said
    theirs: dict[str, Plain] = {"balance": entry.balance, "currency": entry.currency or account.currency}
    ours: dict[str, Plain] = {"lowest": min(known), "highest": max(known), "currency": account.currency}
    sure = line.certainty("balance", "currency", at_most=most)
    yield line.finding("balance_off", theirs, ours | (end_of(account) if shown else {}), certainty=sure)


def _unknown(line: ReportLine, own: Sequence[OwnAccount], taken: Collection[str]) -> Iterator[Finding]:
    entry = line.entry
    if entry.kind != "account":
        return
    for account in own:
        shared = likeness(entry, account)
        # An account that has its line already can have another (a second currency), but under no other number.
        if shared.resembles and not (account.id in taken and shared.last4 is False):
            return
    # A debt that was sold comes back under the buyer's name and number.
    if entry.state == "collection" and any(account.ended in ("sold", "charged_off") for account in own):
        return
    # The borrower need not have entered an account that is long closed, or all the cards of one bank.
    doubtful = entry.state in ("closed", "paid") or any(alike(entry.furnisher, account) for account in own)
    theirs: dict[str, Plain] = {
        "furnisher": entry.furnisher,
        "last4": entry.last4,
        "opened_on": entry.opened_on.isoformat() if entry.opened_on else None,
        "state": entry.state,
        "balance": entry.balance,
    }
    sure = line.certainty("opened_on", at_most="unsure" if doubtful else "likely")
    yield line.finding("account_unknown", theirs, {"accounts": len(own)}, certainty=sure)


def _inquiry(
    line: ReportLine, own: Sequence[OwnAccount], applications: Sequence[PlannedApplication]
) -> Iterator[Finding]:
    asked = line.entry.inquired_on
    if asked is None:
        return
    same = [account for account in own if alike(line.entry.furnisher, account)]
    led_to = any(
        account.opened_on and asked - _ASKED_BEFORE <= account.opened_on <= asked + _OPENED_AFTER
        for account in same
    )
    if led_to or any(abs(each.on - asked) <= _AROUND_APPLICATION for each in applications):
        return
    theirs: dict[str, Plain] = {"furnisher": line.entry.furnisher, "inquired_on": asked.isoformat()}
    ours: dict[str, Plain] = {"accounts_of_furnisher": len(same), "applications": len(applications)}
    sure = line.certainty("inquired_on", at_most="unsure" if same else "likely")
    months = (asked.isoformat()[:7],)
    yield line.finding("inquiry_unknown", theirs, ours, certainty=sure, months=months)
