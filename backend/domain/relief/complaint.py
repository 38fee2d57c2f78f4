"""A complaint about contacts has states; this says what may happen in each, and what the borrower does next.

The firm is asked first, then a body that takes complaints: once the firm has answered, or its time is over. Where no
time is known, to wait some weeks is usual; the borrower judges, and may set a day to look again.
"""

from datetime import date
from types import MappingProxyType
from typing import Literal

State = Literal["drafted", "sent", "answered", "escalated", "decided", "withdrawn"]
Event = Literal["send", "answer", "escalate", "withdraw"]
NextStep = Literal["send", "wait", "wait_or_escalate", "escalate", "judge_answer", "wait_for_body", "none"]

_MOVES = MappingProxyType(
    {
        "drafted": {"send": "sent", "withdraw": "withdrawn"},
        "sent": {"answer": "answered", "escalate": "escalated", "withdraw": "withdrawn"},
        "answered": {"escalate": "escalated", "withdraw": "withdrawn"},
        "escalated": {"answer": "decided", "withdraw": "withdrawn"},
        "decided": {},
        "withdrawn": {},
    }
)
STATES: tuple[State, ...] = ("drafted", "sent", "answered", "escalated", "decided", "withdrawn")
EVENTS: tuple[Event, ...] = ("send", "answer", "escalate", "withdraw")
NEXT_STEPS: tuple[NextStep, ...] = (
    "send",
    "wait",
    "wait_or_escalate",
    "escalate",
    "judge_answer",
    "wait_for_body",
    "none",
)
# What is sent to somebody is a letter; where the log says of no contact any more that a rule was broken, there is none.
NEED_LETTER: frozenset[str] = frozenset({"send", "escalate"})


def possible(state: str, *, answer_by: date | None, on: date, empty: bool = False) -> tuple[str, ...]:
    """The events that fit a state on a day; no body is turned to while the firm's time runs.

    `empty`: there is no letter to take a step with.
    """
    barred = (NEED_LETTER if empty else frozenset()) | (
        {"escalate"} if time_runs(state, answer_by, on) else set()
    )
    return tuple(event for event in _MOVES[state] if event not in barred)


def is_over(state: str) -> bool:
    """Whether nothing can happen any more."""
    return not _MOVES[state]


def time_runs(state: str, answer_by: date | None, on: date) -> bool:
    """Whether the firm was asked and still has time to answer on a day."""
    return state == "sent" and answer_by is not None and on <= answer_by


def after(state: str, event: str) -> str | None:
    """The state after an event; None where it does not fit."""
    return _MOVES[state].get(event)


def next_step(state: str, until: date | None, today: date, *, empty: bool = False) -> NextStep:
    """What the borrower does next. `until`: the firm's last day to answer, or the borrower's own day to look again.

    `empty`: there is no letter to take a step with.
    """
    step = _step(state, until, today)
    return "none" if empty and (step in NEED_LETTER or step == "wait_or_escalate") else step


def _step(state: str, until: date | None, today: date) -> NextStep:
    if state == "drafted":
        return "send"
    if state == "sent":
        if until is None:
            return "wait_or_escalate"
        return "wait" if today <= until else "escalate"
    if state == "answered":
        return "judge_answer"
    return "wait_for_body" if state == "escalated" else "none"
