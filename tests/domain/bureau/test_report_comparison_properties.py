"""Any ledger, told truthfully by the bureau, has no findings; one planted error has exactly its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.bureau.finding import CERTAINTIES
from backend.domain.bureau.history import OwnAccount
from backend.domain.bureau.own_months import level_of, own_month
from backend.domain.bureau.report import STATUSES, ReportEntry
from backend.domain.bureau.report_comparison import compare, findings
from tests.domain.bureau.bureau_samples import PULLED, US, account, monthly, report, truthful

LATE_DAYS = st.one_of(st.integers(1, 29), st.integers(31, 200), st.none())


@st.composite
def ledgers(draw: st.DrawFn) -> OwnAccount:
    """An account of any due day and any lateness, opened in the month before its first due."""
    first = date(2024, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    count = (PULLED.year - first.year) * 12 + PULLED.month - first.month + 1
    late = draw(st.dictionaries(st.integers(0, count - 1), LATE_DAYS, max_size=4))
    dues = [due for due in monthly(first, count, late) if due.due_on < PULLED]
    met = [replace(due, met_on=None) if due.met_on and due.met_on > PULLED else due for due in dues]
    excused = draw(st.sets(st.integers(0, len(met) - 1), max_size=2))
    kept = tuple(replace(due, excused=number in excused) for number, due in enumerate(met))
    return account(dues=kept, opened_on=first - timedelta(days=25), balance=draw(st.integers(0, 10**6)))


@given(ledgers())
def test_a_truthful_report_gives_no_findings(own: OwnAccount) -> None:
    line = truthful(own)
    assert findings(report(line), (own,), US, today=PULLED, balances={own.id: own.balance or 0}) == ()


@given(ledgers(), st.data())
def test_a_truthful_report_that_lags_gives_no_findings(own: OwnAccount, data: st.DataObject) -> None:
    line = truthful(own)
    shown = sorted(line.months)[: data.draw(st.integers(0, len(line.months)))]
    lagging = replace(line, months={month: line.months[month] for month in shown})
    # What is not yet visible may also still be called "ok".
    recent = {month: "ok" for month in shown if month >= "2026-10"}
    lagging = replace(lagging, months={**lagging.months, **recent})
    assert findings(report(lagging), (own,), US, today=PULLED) == ()


@given(ledgers(), st.data())
def test_one_month_made_worse_is_the_one_finding(own: OwnAccount, data: st.DataObject) -> None:
    line = truthful(own)
    month = data.draw(st.sampled_from(sorted(line.months)))
    true = STATUSES.index(line.months[month])
    # On the day of payment itself either of two statuses is right; two steps worse is wrong by any reading.
    worse = STATUSES[true + 2 :]
    if worse:
        planted = replace(line, months={**line.months, month: data.draw(st.sampled_from(worse))})
        (found,) = findings(report(planted), (own,), US, today=PULLED)
        assert found.code in ("reported_late_paid_on_time", "wrong_severity")
        assert (found.code == "wrong_severity") == (found.ours["days"] != 0)
        assert found.months == (month,)


def paid_but_open(own: OwnAccount, line: ReportEntry) -> tuple[OwnAccount, ReportEntry]:
    ended = own.dues[-1].due_on if own.dues[-1].due_on < date(2026, 9, 1) else date(2026, 9, 1)
    return replace(own, ended="closed", ended_on=ended), replace(line, months={})


def balance_off(own: OwnAccount, line: ReportEntry) -> tuple[OwnAccount, ReportEntry]:
    return own, replace(line, balance=(line.balance or 0) + 100)


def too_old(own: OwnAccount, line: ReportEntry) -> tuple[OwnAccount, ReportEntry]:
    return own, replace(line, months={"2019-08": "30", **line.months})


def account_unknown(own: OwnAccount, line: ReportEntry) -> tuple[OwnAccount, ReportEntry]:
    return own, replace(line, furnisher="ACME LENDING", last4="0001")


def inquiry_unknown(own: OwnAccount, line: ReportEntry) -> tuple[OwnAccount, ReportEntry]:
    return own, ReportEntry("inquiry", "ACME LENDING", inquired_on=date(2026, 8, 8))


def balance_after_sale(own: OwnAccount, line: ReportEntry) -> tuple[OwnAccount, ReportEntry]:
    sold = replace(own, ended="sold", ended_on=date(2026, 9, 1))
    return sold, replace(line, months={}, balance=100 + (line.balance or 0))


def re_aged(own: OwnAccount, line: ReportEntry) -> tuple[OwnAccount, ReportEntry]:
    """The last three dues were never paid, and the debt written off; its first late day is made younger."""
    line = replace(line, months={}, balance=None, first_late_on=date(2027, 6, 1))
    return gone_on(own, "charged_off"), line


PLANTED = [
    paid_but_open,
    balance_off,
    too_old,
    account_unknown,
    inquiry_unknown,
    balance_after_sale,
    re_aged,
]


@given(ledgers(), st.sampled_from(PLANTED))
def test_each_planted_error_is_the_one_finding(
    own: OwnAccount, plant: Callable[[OwnAccount, ReportEntry], tuple[OwnAccount, ReportEntry]]
) -> None:
    balances = {own.id: own.balance or 0}
    planted_own, line = plant(own, truthful(own))
    if plant is too_old:  # else the books would hold that month too, and call it on time
        planted_own = replace(planted_own, opened_on=None)
    (found,) = findings(report(line), (planted_own,), US, today=PULLED, balances=balances)
    assert found.code == plant.__name__


def gone_on(own: OwnAccount, ended: str) -> OwnAccount:
    """The account, its last three dues never paid, sold or written off on a day after them."""
    missed = tuple(replace(due, met_on=None, excused=False) for due in own.dues[-3:])
    return replace(own, dues=(*own.dues[:-3], *missed), ended=ended, ended_on=date(2026, 9, 20))


def delinquent_since(own: OwnAccount) -> date:
    """The day since which something was past due on every day, found by walking back through the days."""
    late = [due for due in own.dues if due.days_late(PULLED)]
    day = PULLED
    while any(
        due.due_on < day and (due.met_on is None or due.met_on >= day - timedelta(days=1)) for due in late
    ):
        day -= timedelta(days=1)
    return day


@given(ledgers(), st.sampled_from(["sold", "charged_off"]), st.integers(1, 10**7), st.data())
def test_a_debt_that_went_on_and_is_truly_reported_gives_no_findings(
    own: OwnAccount, ended: str, owed: int, data: st.DataObject
) -> None:
    debt = gone_on(own, ended)
    began = delinquent_since(debt)
    late_on = data.draw(st.dates(began, began + timedelta(days=30)))
    line = truthful(debt, balance=0, state="charged_off", months={}, first_late_on=late_on)
    collector = collection("MIDLAND CREDIT", owed, first_late_on=late_on)
    assert findings(report(line, collector), (debt,), US, today=PULLED, balances={own.id: owed}) == ()


def collection(name: str, owed: int, **more: object) -> ReportEntry:
    return replace(
        ReportEntry("account", name, last4="0002", state="collection", balance=owed, currency="USD"),
        **more,  # type: ignore[arg-type]
    )


@given(ledgers(), st.sampled_from(["sold", "charged_off"]), st.integers(100, 10**7), st.integers(2, 4))
def test_a_debt_that_is_collected_more_than_once_is_the_one_finding(
    own: OwnAccount, ended: str, owed: int, times: int
) -> None:
    debt = gone_on(own, ended)
    lines = [collection(f"COLLECTOR {number}", owed) for number in range(times)]
    (found,) = findings(report(*lines), (debt,), US, today=PULLED)
    assert (found.code, found.entry) == ("same_debt_twice", times - 1)


@given(ledgers(), st.data())
def test_every_late_month_is_compared_or_said_not_to_be(own: OwnAccount, data: st.DataObject) -> None:
    """Of a card whose books are partly lost: each late month has a finding, or was so, or is named with a reason."""
    line = truthful(own)
    worse = {month: data.draw(st.sampled_from(STATUSES)) for month in line.months}
    kept = tuple(due for due in own.dues if data.draw(st.booleans()))
    books = replace(own, dues=kept)
    made = compare(report(replace(line, months=worse)), (books,), US, today=PULLED)
    said = {month for each in made.findings for month in each.months}
    unknown = {each.month for each in made.not_compared}
    assert not said & unknown
    bounds = [30, 60, 90, 120, 150, 180]
    for month, status in worse.items():
        reported = level_of(status, bounds)
        if reported > own_month(books, month, bounds, PULLED).level:
            assert month in said | unknown


FIELDS = ["furnisher", "last4", "opened_on", "state", "balance", "currency", "months", "first_late_on"]


@given(ledgers(), st.sampled_from(STATUSES), st.sets(st.sampled_from(FIELDS), min_size=1), st.booleans())
def test_what_was_not_read_for_certain_is_never_certain(
    own: OwnAccount, status: str, unsure: set[str], in_months: bool
) -> None:
    line = truthful(own)
    months = {**line.months, "2019-08": "30", sorted(line.months)[5]: status}
    planted = replace(line, months=months, balance=10**7, unsure=frozenset(unsure))
    for found in findings(report(planted), (own,), US, today=PULLED, balances={own.id: 5}):
        assert found.certainty in CERTAINTIES[1:]
        if "months" in unsure and found.months:
            assert found.certainty == "unsure"
