"""A complaint about contacts has states; this says what may happen in each, and what the borrower does next.

The firm is asked first, then a body that takes complaints. A body may be turned to once the firm has answered or its
time is over; where no time is known, at once, and the borrower judges.
"""

from datetime import date
from types import MappingProxyType
from typing import Literal

State = Literal["drafted", "sent", "answered", "escalated", "decided", "withdrawn"]
Event = Literal["send", "answer", "escalate", "withdraw"]
NextStep = Literal["send", "wait", "escalate", "judge_answer", "wait_for_body", "none"]

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
NEXT_STEPS: tuple[NextStep, ...] = ("send", "wait", "escalate", "judge_answer", "wait_for_body", "none")
# What is sent to somebody is a letter; where the log says of no contact any more that a rule was broken, there is none.
NEED_LETTER: frozenset[str] = frozenset({"send", "escalate"})


def possible(state: str, *, empty: bool = False) -> tuple[str, ...]:
    """The events that fit a state; `empty`: there is no letter to take a step with."""
    return tuple(each for each in _MOVES[state] if not (empty and each in NEED_LETTER))


def after(state: str, event: str) -> str | None:
    """The state after an event; None where it does not fit."""
    return _MOVES[state].get(event)


def next_step(state: str, answer_by: date | None, today: date, *, empty: bool = False) -> NextStep:
    """What the borrower does next; `empty`: there is no letter to take a step with."""
    step = _step(state, answer_by, today)
    return "none" if empty and step in NEED_LETTER else step


def _step(state: str, answer_by: date | None, today: date) -> NextStep:
    if state == "drafted":
        return "send"
    if state == "sent":
        return "wait" if answer_by is not None and today <= answer_by else "escalate"
    if state == "answered":
        return "judge_answer"
    return "wait_for_body" if state == "escalated" else "none"
