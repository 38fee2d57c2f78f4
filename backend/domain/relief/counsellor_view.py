"""What a counsellor is shown of a borrower: shapes without a place for a name, an issuer, a number or own words.

An account is a letter, in the order in which accounts were added, and a debt that was only typed is a number. Money
in minor units of the currency beside it; days and instants as ISO text, so that a view is kept as it is sent. None is
not known, and never nothing.
"""

from typing import Literal, TypedDict

DebtKind = Literal["card", "loan", "mortgage", "other"]
Course = Literal["avalanche", "snowball", "cash_flow_relief", "custom", "least_cost"]


class NextDue(TypedDict):
    """What is asked for next. `sure`: false where the amount is an estimate."""

    on: str
    amount: int | None
    sure: bool


class DebtView(TypedDict):
    """An account as it stands. `billed_with` is the key of the card whose bill asks for this one too."""

    key: str
    kind: DebtKind
    status: str
    currency: str
    stage: str
    days_past_due: int
    past_due: int | None
    past_due_estimated: int
    sure: bool
    balance: int | None
    next_due: NextDue | None
    billed_with: str | None


class Between(TypedDict):
    """An amount in the low case, as expected, and in the high case."""

    low: int
    expected: int
    high: int


class Habit(TypedDict):
    """What a category usually takes in 30 days."""

    category: str
    low: int
    expected: int
    high: int


class RoomView(TypedDict):
    """The coming `days`: what debts ask for (`need`), and what the cash flow carries for all of them each month
    (`room`). `reasons`: why no room is told; `need_at_least`: something falls due whose amount nobody has said."""

    currency: str | None
    days: int
    balance: int | None
    reserve: int | None
    holds: str | None
    income: Between | None
    fixed: Between | None
    habits: list[Habit]
    need: int | None
    need_at_least: bool
    room: int | None
    room_expected: int | None
    margin_percent: int
    tightest_on: str | None
    reasons: list[str]


class PayOffDebtView(TypedDict):
    """A debt as it went into the plans. `own`: an account, whose key is a letter; else it was typed."""

    key: str
    kind: DebtKind
    own: bool
    balance: int
    rate_bp: int
    notes: list[str]


class LeftOutView(TypedDict):
    key: str
    reason: str


class MoneyView(TypedDict):
    """Money for all debts that comes again and again."""

    amount: int
    unit: str
    count: int
    from_on: str
    until_on: str | None


class ExtraView(TypedDict):
    on: str
    amount: int


class EndView(TypedDict):
    """When a debt ends; None: not within the months looked at."""

    key: str
    ends_on: str | None


class OwedView(TypedDict):
    on: str
    owed: int


class PlanView(TypedDict):
    """One plan played through. `more_a_month` is what would end a plan that does not end."""

    strategy: Course
    paid_off: bool
    months: int | None
    ends_on: str | None
    interest: int
    fees: int
    owed: int
    missed_count: int
    hardest_month: str | None
    hardest_amount: int | None
    more_a_month: int | None
    debts: list[EndView]
    balances: list[OwedView]


class PayOffView(TypedDict):
    """Every plan side by side. `typed_on`: the day of what was typed for it; `not_renewed`: why it is still that of
    `as_of`, None where it is anew."""

    as_of: str
    typed_on: str | None
    not_renewed: str | None
    currency: str
    certainty: str
    complete: bool
    debts: list[PayOffDebtView]
    left_out: list[LeftOutView]
    money: list[MoneyView]
    extras: list[ExtraView]
    best: str
    proof: str
    gap: int | None
    plans: list[PlanView]


class InstalmentView(TypedDict):
    number: int
    due_on: str
    amount: int
    paid: int
    state: str


class AgreedPlanView(TypedDict):
    """A plan that was agreed with whom the debt is owed to."""

    state: str
    currency: str
    total: int
    paid: int
    starts_on: str
    contract_resumes_on: str | None
    ended_on: str | None
    review_on: str
    instalments: list[InstalmentView]


class AgreementView(TypedDict):
    """Talks about a debt, and the plan that came of them."""

    key: str
    debt_kind: DebtKind
    kind: str
    state: str
    opened_on: str
    closed_on: str | None
    plan: AgreedPlanView | None


class CounsellorView(TypedDict):
    """All that a link shows, as of an instant; a part that was not chosen is None."""

    as_of: str
    debts: list[DebtView] | None
    room: RoomView | None
    pay_off: PayOffView | None
    agreements: list[AgreementView] | None


def letter_of(position: int) -> str:
    """A, B ... Z, AA, AB ...: the key of the account at a position from 0 on."""
    found, rest = "", position + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        found = chr(ord("A") + last) + found
    return found
