"""A dispute has states; this module says what may happen in each and what the borrower does next.

The order of means is the same everywhere: look again after a correction; after a refusal to correct, once more with
better evidence, then the complaint body, and last one's own statement beside the entry.
"""

from collections.abc import Collection
from datetime import date
from types import MappingProxyType

# state -> event -> the next state. Only what is withdrawn is over for good: an answer can still be taken further.
_MOVES = MappingProxyType(
    {
        "drafted": {"send": "sent", "withdraw": "withdrawn"},
        "sent": {
            "acknowledge": "acknowledged",
            "extend": "extended",
            "answer": "answered",
            "escalate": "escalated",
            "withdraw": "withdrawn",
        },
        "acknowledged": {
            "extend": "extended",
            "answer": "answered",
            "escalate": "escalated",
            "withdraw": "withdrawn",
        },
        "extended": {"answer": "answered", "escalate": "escalated", "withdraw": "withdrawn"},
        "answered": {"reopen": "reopened", "escalate": "escalated"},
        "reopened": {"send": "sent", "escalate": "escalated", "withdraw": "withdrawn"},
        "escalated": {"answer": "answered", "withdraw": "withdrawn"},
        "withdrawn": {},
    }
)
STATES = tuple(_MOVES)
EVENTS = tuple(dict.fromkeys(event for moves in _MOVES.values() for event in moves))
# Where the clock runs: with the bureau or the furnisher.
WAITING = ("sent", "acknowledged", "extended")
OUTCOMES = ("corrected", "deleted", "verified", "refused")
PUT_RIGHT = ("corrected", "deleted")


class NotNow(Exception):
    """The event does not fit the state; `possible` are the events that do."""

    def __init__(self, state: str, event: str) -> None:
        self.state, self.event, self.possible = state, event, possible(state)
        super().__init__(f"{event} does not fit {state}; possible: {', '.join(self.possible) or 'nothing'}")


def possible(state: str) -> tuple[str, ...]:
    """The events that fit a state. Raises ValueError for no state of STATES."""
    if state not in _MOVES:
        raise ValueError(f"a dispute is never {state!r}")
    return tuple(_MOVES[state])


def after(state: str, event: str) -> str:
    """The state after an event. Raises NotNow; ValueError for no state of STATES."""
    if event not in possible(state):
        raise NotNow(state, event)
    return _MOVES[state][event]


def next_step(
    state: str,
    outcome: str,
    heard_by: date | None,
    today: date,
    *,
    been: Collection[str] = (),
    complaint_from: date | None = None,
) -> str:
    """What the borrower does next, as a code.

    send, wait, look_at_report (it was put right: see that it stays so), send_more_evidence, add_statement, escalate,
    none. `outcome` is one of OUTCOMES, or "" before there is an answer; `heard_by` the last day on which one is heard
    of in time; `complaint_from` the first day on which a body takes a complaint (None: whenever); `been` the states
    that the dispute has gone through, so that no means is advised twice. Raises ValueError for an unknown state, or
    an answer without an outcome.
    """
    possible(state)
    if state == "answered":
        return _after_answer(outcome, been)
    if state in WAITING:
        over = heard_by is not None and today > heard_by
        return "escalate" if over and (complaint_from is None or today >= complaint_from) else "wait"
    if state == "escalated":
        # Turned down before, it may stand in the file for long: the own side beside it meanwhile.
        return "add_statement" if outcome in ("verified", "refused") else "wait"
    return {"drafted": "send", "reopened": "send_more_evidence", "withdrawn": "none"}[state]


def _after_answer(outcome: str, been: Collection[str]) -> str:
    if outcome not in OUTCOMES:
        raise ValueError(f"an answer is one of {', '.join(OUTCOMES)}, not {outcome!r}")
    if outcome in PUT_RIGHT:
        return "look_at_report"
    if outcome == "verified" and "reopened" not in been and "escalated" not in been:
        return "send_more_evidence"
    return "add_statement" if "escalated" in been else "escalate"
