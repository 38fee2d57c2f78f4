"""Days past due, stages and what each calls for.

The stages are the union of the trade's buckets: United States credit reports show 30, 60, 90, 120, 150 and 180
days past due and nothing below 30 (the bureaus' own codes, Experian, "When Do Late Payments Get Reported?");
China's trade counts M1 (1-30) to M6 (151-180), a usage with variants and therefore marked unconfirmed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeVar


class Stage(StrEnum):
    """From best to worst."""

    CURRENT = "current"
    IN_GRACE = "in_grace"
    DPD_1_29 = "dpd_1_29"
    DPD_30_59 = "dpd_30_59"
    DPD_60_89 = "dpd_60_89"
    DPD_90_119 = "dpd_90_119"
    DPD_120_179 = "dpd_120_179"
    DPD_180_PLUS = "dpd_180_plus"

    @property
    def trade_name(self) -> str:
        """China's trade term (unconfirmed: variants exist)."""
        return _TRADE_NAMES[self]


_TRADE_NAMES = {
    Stage.CURRENT: "M0",
    Stage.IN_GRACE: "M0",
    Stage.DPD_1_29: "M1",
    Stage.DPD_30_59: "M2",
    Stage.DPD_60_89: "M3",
    Stage.DPD_90_119: "M4",
    Stage.DPD_120_179: "M5",
    Stage.DPD_180_PLUS: "M6+",
}
_FROM_DAYS = (
    (180, Stage.DPD_180_PLUS),
    (120, Stage.DPD_120_179),
    (90, Stage.DPD_90_119),
    (60, Stage.DPD_60_89),
    (30, Stage.DPD_30_59),
    (1, Stage.DPD_1_29),
)


def days_past_due(due_on: date, today: date) -> int:
    """Whole days since the due date, `today` being the date in the debt's zone; 0 on or before it."""
    return max(0, (today - due_on).days)


def stage(due_on: date, last_chance_on: date, today: date) -> Stage:
    """The stage of the oldest open due; within the issuer's grace days it is not yet late."""
    days = days_past_due(due_on, today)
    if days == 0:
        return Stage.CURRENT
    if today <= last_chance_on:
        return Stage.IN_GRACE
    return next(found for limit, found in _FROM_DAYS if days >= limit)


class OpenDue(Protocol):
    """What is open of an account; `outstanding` None while its amount is not known."""

    @property
    def pay_by_at(self) -> datetime: ...
    @property
    def sure(self) -> bool: ...
    @property
    def outstanding(self) -> int | None: ...


D = TypeVar("D", bound=OpenDue)


def past_cut_off(dues: Iterable[D], now: datetime) -> list[D]:
    """Those of an account's open dues that were to be paid before `now`."""
    return [due for due in dues if due.pay_by_at < now and due.outstanding != 0]


def judged_by(late: Sequence[D]) -> D | None:
    """The due that says how late an account is: of those past their cut-off the first that is sure, or the first."""
    return next((due for due in late if due.sure), late[0] if late else None)


@dataclass(frozen=True, slots=True)
class Boundary:
    """Days past due from which lateness is reported, or reported as worse; `source` says who says so."""

    days: int
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Strategy:
    """What to do next (a code), how closely to remind (a preset's name), and in what tone."""

    next_action: str
    cadence: str
    tone: str


_BY_STAGE = {
    Stage.IN_GRACE: Strategy("pay_before_last_chance", "close", "grace"),
    Stage.DPD_1_29: Strategy("pay_past_due", "close", "late"),
    Stage.DPD_30_59: Strategy("call_issuer", "standard", "urgent"),
    Stage.DPD_60_89: Strategy("ask_hardship", "standard", "urgent"),
    Stage.DPD_90_119: Strategy("ask_hardship", "standard", "steady"),
    Stage.DPD_120_179: Strategy("seek_advice", "light", "steady"),
    Stage.DPD_180_PLUS: Strategy("check_report", "light", "steady"),
}

# Nothing is open at all.
NOTHING_DUE = Strategy("nothing", "light", "steady")
# A due that is only estimated looks late: nobody knows yet whether it is.
CHECK_THE_GUESS = Strategy("check_statement", "standard", "soon")
# An agreed plan asks, and nothing of it is late.
KEEP_THE_PLAN = Strategy("pay_plan_instalment", "standard", "soon")
# The debt was charged off or sold: what was asked here is not paid here any more.
GONE_ELSEWHERE = Strategy("check_report", "light", "steady")


def strategy(now_stage: Stage, *, amount_at_risk: int, autopay: str) -> Strategy:
    """Stage and amount choose; nothing past due asks for nothing, or for a glance where autopay is on."""
    if now_stage is Stage.CURRENT:
        return Strategy("nothing" if autopay != "off" else "pay_minimum", "standard", "soon")
    if amount_at_risk == 0:
        return Strategy("nothing", "light", "steady")
    return _BY_STAGE[now_stage]
