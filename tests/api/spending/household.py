"""A household of Shanghai with 90 days of history before 24 November 2026, each number of it changeable.

Salary ¥5,000 on the 6th, rent ¥2,000 on the 1st, a film subscription of ¥25 on the 15th, four meals out a week of
¥60 on no fixed day, and ¥150 of groceries a week.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from backend.ids import new_id
from backend.store.spending.recurring import Recurring
from backend.store.spending.transactions import LedgerTransaction
from tests.api.conftest import Borrower

TODAY = date(2026, 11, 24)
_PLACES = ("老成都", "兰州拉面", "一风堂", "南翔馒头", "西贝", "外婆家", "绿茶", "鼎泰丰", "小杨生煎", "和府")
_MARKETS = ("永辉超市", "盒马鲜生", "大润发", "联华超市", "物美")


@dataclass(slots=True)
class Household:
    """A borrower with a cash account and a card whose minimum is due on 5 December."""

    borrower: Borrower
    account_id: str
    deadline_id: str

    def line(
        self, on: date, amount: int, category: str, payee: str, *, role: str | None = None, text: str = ""
    ) -> str:
        """One transaction of the ledger: negative was spent."""
        now = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        row = LedgerTransaction.create(
            id=new_id("txn", now),
            borrower_id=self.borrower.id,
            account_id=self.account_id,
            fingerprint=new_id("fp", now),
            booked_on=on,
            amount=amount,
            currency="CNY",
            counterparty=payee,
            text=text,
            kind="",
            funding="",
            role=role or ("income" if amount > 0 else "spending"),
            from_cash=True,
            category=category,
            created_at=now,
            updated_at=now,
        )
        return str(row.id)

    def meal(self, on: date, amount: int = 6_000, place: str = "饭馆") -> str:
        return self.line(on, -amount, "food.eating_out", place)

    def plan(self, **body: Any) -> dict[str, Any]:
        return self.borrower.made("/v1/cut-plans", body)


def household(
    borrower: Borrower, *, balance: int = 350_000, minimum: int = 100_000, reserve: int = 0
) -> Household:
    """The household, its balance said as of yesterday's end."""
    account = borrower.made(
        "/v1/cash-accounts",
        {
            "name": "工商银行",
            "currency": "CNY",
            "balance": balance,
            "balance_on": "2026-11-23",
            "reserve": reserve,
        },
    )
    home = Household(borrower, account["id"], owed(borrower, minimum=minimum))
    _history(home)
    return home


def owed(
    borrower: Borrower, *, minimum: int, due_on: str = "2026-12-05", issuer: str = "Bank A", **terms: Any
) -> str:
    """A card with a statement whose minimum falls due on that day; returns the deadline."""
    card = borrower.made(
        "/v1/cards",
        {
            "issuer": issuer,
            "currency": "CNY",
            "zone": "Asia/Shanghai",
            "country": "CN",
            "apr_bp": 1825,
            "terms": {
                "statement_day": 15,
                "due": {"days_after": 20},
                "minimum": {"percent_bp": 1000, "floor": 1000},
                "late_fee": {"percent_bp": 500, "minimum": 1000},
                **terms,
            },
        },
    )
    statement = {
        "card_id": card["id"],
        "closes_on": "2026-11-15",
        "due_on": due_on,
        "balance": minimum,
        "minimum_due": minimum,
    }
    borrower.made("/v1/statements", statement)
    rows = borrower.get(f"/v1/deadlines?account_id={card['id']}&due_to={due_on}").json["items"]
    return str(next(row["id"] for row in rows if row["due_on"] == due_on))


def a_plan(borrower: Borrower) -> str:
    """A plan of a borrower who has nothing but a balance."""
    borrower.made("/v1/cash-accounts", {"name": "Bank", "currency": "CNY", "balance": 1})
    return str(borrower.made("/v1/cut-plans", {"currency": "CNY"})["id"])


def a_series(borrower: Borrower) -> str:
    """A subscription that the ledger has never seen."""
    now = datetime(2026, 11, 24, tzinfo=UTC)
    row = Recurring.create(
        id=new_id("rec", now),
        borrower_id=borrower.id,
        signature=new_id("of", now),
        label="爱奇艺",
        kind="subscription",
        cadence="month",
        direction="out",
        anchor_day=15,
        expected=2_500,
        low=2_500,
        high=2_500,
        currency="CNY",
        category="leisure.streaming",
        next_on=date(2026, 12, 15),
        last_on=date(2026, 11, 15),
        seen=3,
        confidence=75,
        created_at=now,
        updated_at=now,
    )
    return str(row.id)


def _history(home: Household) -> None:
    chance = Random(7)
    for month in (9, 10, 11):
        home.line(date(2026, month, 6), 500_000, "income.salary", "上海某某有限公司", text="工资")
        home.line(date(2026, month, 1), -200_000, "housing.rent", "房东王先生", text="房租")
        home.line(date(2026, month, 15), -2_500, "leisure.streaming", "爱奇艺", text="自动续费 会员")
    for week in range(13):
        monday = TODAY - timedelta(days=91 - 7 * week)
        for offset in chance.sample(range(7), 4):
            home.meal(max(monday + timedelta(days=offset), date(2026, 8, 26)), place=chance.choice(_PLACES))
        day = max(monday + timedelta(days=chance.randrange(7)), date(2026, 8, 26))
        home.line(day, -15_000, "food.groceries", chance.choice(_MARKETS))
