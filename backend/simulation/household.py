"""A household to play: two Chinese cards, a US card and an online loan, and how its borrower behaves.

Everything goes through the same actions as the API. The borrower enters each statement the morning after it
closes and pays what is due two evenings before, except for one minimum that is forgotten until it is 35 days
past due, and then paid.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from backend.actions.credit import cards, loans, payments, statements
from backend.domain.calendar import local_time
from backend.domain.credit.card_and_loan_terms import CardTerms, DueRule, LateFeeRule, LoanTerms, MinimumRule
from backend.ids import new_id
from backend.store.credit import credit_accounts
from backend.store.credit import statements as statement_store
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.people.borrowers import Borrower
from backend.store.reminders import deadlines
from backend.store.reminders.devices import Device

ZONE = "Asia/Shanghai"
PAYS_DAYS_BEFORE = 2
CURED_AT_DAYS_PAST_DUE = 35

_NEW_CARD = timedelta(days=40)  # so new that its first bill is in the books, as everything else is

CHINA_MINIMUM = MinimumRule(percent_bp=1000, floor=10_000)
US_MINIMUM = MinimumRule(percent_bp=100, floor=2_500, plus_over_limit=False)


@dataclass(slots=True)
class SimulatedHousehold:
    """The rows to play with. The first minimum of `missed_card` due on or after `missed_after` is forgotten.

    `tell` hears of the two evenings that matter, with the days past due: 0 or less as the minimum slips the
    borrower's mind, CURED_AT_DAYS_PAST_DUE as it is paid.
    """

    borrower_id: str
    missed_card: str
    missed_after: date
    tell: Callable[[int, datetime], None]
    loan: str = ""
    forgot: bool = False
    cured: bool = False
    balances: dict[str, int] = field(default_factory=dict)

    def before(self, now: datetime) -> None:
        """Enter the statements that came before Graceday, and what was paid on them in time."""
        self.morning(now)
        for row in deadlines.open_of_borrower(self.borrower_id):
            if row.account_id and row.sure and row.outstanding and _days_ahead(row, now) <= PAYS_DAYS_BEFORE:
                paid_at = min(now, row.pay_by_at - timedelta(days=PAYS_DAYS_BEFORE))
                payments.record_payment(
                    credit_accounts.by_id(row.account_id), amount=row.outstanding, paid_at=paid_at, now=now
                )

    def morning(self, now: datetime) -> None:
        """Enter every statement that has closed and is still only estimated."""
        here = local_time.local_date(now, ZONE)
        closed = statement_store.Statement.select().where(
            statement_store.Statement.borrower_id == self.borrower_id,
            statement_store.Statement.source == "estimated",
            statement_store.Statement.closes_on <= here,
        )
        for row in list(closed):
            if row.closes_on < local_time.local_date(now, row.account.zone):
                self._enter(row.account, row.closes_on, now)

    def _enter(self, account: Account, closes_on: date, now: datetime) -> None:
        balance = self.balances[account.id] + closes_on.month * 1_111
        rule = account.card_terms.minimum
        minimum = max(rule.floor, balance * rule.percent_bp // 10_000)
        owed_before = sum(
            row.outstanding or 0
            for row in deadlines.of_account(account.id)
            if row.state == "open" and row.due_on <= closes_on
        )
        statements.enter_statement(
            account,
            closes_on=closes_on,
            balance=balance,
            minimum_due=min(balance, minimum + owed_before),
            source="confirmed",
            now=now,
        )

    def evening(self, now: datetime) -> None:
        """Pay what falls due in two days; leave the forgotten card alone until it is 35 days past due."""
        for row in deadlines.open_of_borrower(self.borrower_id):
            if row.account_id is None or not row.sure or self._forgotten(row, now):
                continue
            if row.outstanding and _days_ahead(row, now) <= PAYS_DAYS_BEFORE:
                payments.record_payment(
                    credit_accounts.by_id(row.account_id), amount=row.outstanding, paid_at=now, now=now
                )

    def _forgotten(self, row: deadlines.Deadline, now: datetime) -> bool:
        """Whether this minimum slips the borrower's mind tonight; once cured, none does any more."""
        past_due = -_days_ahead(row, now)
        if self.cured or row.account_id != self.missed_card or row.due_on < self.missed_after:
            return False
        if not self.forgot and past_due >= -PAYS_DAYS_BEFORE:
            self.forgot = True
            self.tell(past_due, now)
        if past_due >= CURED_AT_DAYS_PAST_DUE:
            self.cured = True
            self.tell(past_due, now)
        return not self.cured


def _days_ahead(row: deadlines.Deadline, now: datetime) -> int:
    return (row.due_on - local_time.local_date(now, row.zone)).days


def found_household(
    *,
    now: datetime,
    locale: str,
    email: str | None = None,
    password_hash: str | None = None,
    discreet: bool = False,
    missed_after: date,
    tell: Callable[[int, datetime], None] = lambda past_due, now: None,
) -> SimulatedHousehold:
    """Create the household at `now`, with one phone on the console provider, and nothing left unpaid.

    `email` and `password_hash` let its borrower sign in.
    """
    with transaction():
        borrower = Borrower.create(
            id=new_id("bor", now),
            email=email,
            password_hash=password_hash,
            zone=ZONE,
            locale=locale,
            country="CN",
            quiet_start="22:00",
            quiet_end="08:00",
            discreet=discreet,
            paydays="[10]",
            created_at=now,
            updated_at=now,
        )
        _phone(borrower.id, now)
    household = _open_accounts(SimulatedHousehold(borrower.id, "", missed_after, tell), locale, now)
    household.before(now)
    return household


def _phone(borrower_id: str, now: datetime) -> None:
    Device.create(
        id=new_id("dev", now),
        borrower_id=borrower_id,
        provider="console",
        token=f"console-{borrower_id}",
        platform="console",
        state="active",
        last_seen_at=now,
        created_at=now,
    )


def _open_accounts(household: SimulatedHousehold, locale: str, now: datetime) -> SimulatedHousehold:
    chinese = locale.startswith("zh")
    borrower_id = household.borrower_id
    here: dict[str, Any] = {"currency": "CNY", "zone": ZONE, "country": "CN", "now": now}
    merchants = cards.add_card(
        borrower_id,
        terms=_china_card(5, DueRule(fixed_day=23)),
        issuer="招商银行" if chinese else "China Merchants Bank",
        last4="8812",
        apr_bp=1825,
        credit_limit=5_000_000,
        **here,
    )
    builders = cards.add_card(
        borrower_id,
        terms=_china_card(18, DueRule(days_after=20)),
        issuer="建设银行" if chinese else "China Construction Bank",
        last4="0421",
        opened_on=local_time.local_date(now, ZONE) - _NEW_CARD,
        apr_bp=1825,
        credit_limit=3_000_000,
        **here,
    )
    travel = _us_card(borrower_id, now)
    today = local_time.local_date(now, ZONE)
    name = "借呗" if chinese else "Jiebei (online loan)"
    household.loan = loans.add_loan(borrower_id, terms=_loan(today), issuer=name, apr_bp=1460, **here).id
    household.missed_card = builders.id
    household.balances = {merchants.id: 1_268_045, builders.id: 843_210, travel.id: 214_350}
    return household


def _us_card(borrower_id: str, now: datetime) -> Account:
    return cards.add_card(
        borrower_id,
        terms=CardTerms(statement_day=31, due=DueRule(fixed_day=25), minimum=US_MINIMUM, cut_off=time(17, 0)),
        now=now,
        issuer="Chase",
        nickname="Chase Freedom",
        last4="7703",
        currency="USD",
        zone="America/New_York",
        country="US",
        apr_bp=2499,
        credit_limit=800_000,
    )


def _china_card(statement_day: int, due: DueRule) -> CardTerms:
    return CardTerms(
        statement_day=statement_day,
        due=due,
        minimum=CHINA_MINIMUM,
        grace_days=3,
        tolerance=1_000,
        late_fee=LateFeeRule(percent_bp=500, minimum=1_000),
        daily_rate_ppm=500,
    )


def _loan(today: date) -> LoanTerms:
    first = today + timedelta(days=12)
    return LoanTerms(principal=2_000_000, rate_bp=1_460, instalments=12, first_due_on=first)
