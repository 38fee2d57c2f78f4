"""The states of a dispute: every state within reach, no dead end but the last, and a next step for each."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.bureau.dispute import (
    EVENTS,
    OUTCOMES,
    STATES,
    WAITING,
    NotNow,
    after,
    next_step,
    possible,
)

DAY = timedelta(days=1)
BY = date(2026, 3, 31)
STEPS = {"send", "wait", "look_at_report", "send_more_evidence", "add_statement", "escalate", "none"}

# Written out a second time: from, event, to. What is not here is not possible.
TABLE = """
drafted send sent
drafted withdraw withdrawn
sent acknowledge acknowledged
sent extend extended
sent answer answered
sent escalate escalated
sent withdraw withdrawn
acknowledged extend extended
acknowledged answer answered
acknowledged escalate escalated
acknowledged withdraw withdrawn
extended answer answered
extended escalate escalated
extended withdraw withdrawn
answered reopen reopened
answered escalate escalated
reopened send sent
reopened escalate escalated
reopened withdraw withdrawn
escalated answer answered
escalated withdraw withdrawn
"""
MOVES = {(state, event): to for state, event, to in map(str.split, TABLE.strip().splitlines())}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("event", EVENTS)
def test_an_event_leads_where_the_table_says_or_is_refused(state: str, event: str) -> None:
    if (state, event) in MOVES:
        assert after(state, event) == MOVES[state, event]
        return
    with pytest.raises(NotNow) as caught:
        after(state, event)
    assert (caught.value.state, caught.value.event) == (state, event)
    assert caught.value.possible == possible(state)
    assert set(possible(state)) == {possible_event for held, possible_event in MOVES if held == state}


def reachable(start: str) -> set[str]:
    seen, edge = {start}, [start]
    while edge:
        state = edge.pop()
        new = {after(state, event) for event in possible(state)} - seen
        seen |= new
        edge += new
    return seen


def test_every_state_is_within_reach_of_a_draft() -> None:
    assert reachable("drafted") == set(STATES)


@pytest.mark.parametrize("state", STATES)
def test_there_is_no_dead_end_but_the_last(state: str) -> None:
    final = {each for each in STATES if not possible(each)}
    assert final == {"withdrawn"}
    assert bool(possible(state)) == (state not in final)
    assert reachable(state) & final


def test_a_refusal_says_what_is_possible_instead() -> None:
    with pytest.raises(NotNow, match="answer does not fit drafted; possible: send, withdraw"):
        after("drafted", "answer")
    with pytest.raises(NotNow, match="send does not fit withdrawn; possible: nothing"):
        after("withdrawn", "send")


@pytest.mark.parametrize("state", ["", "closed", "Sent"])
def test_there_is_no_other_state(state: str) -> None:
    with pytest.raises(ValueError, match="never"):
        possible(state)
    with pytest.raises(ValueError, match="never"):
        after(state, "send")
    with pytest.raises(ValueError, match="never"):
        next_step(state, "", BY, BY)


@given(st.data())
def test_a_walk_never_leaves_the_states_and_always_has_a_next_step(data: st.DataObject) -> None:
    state, outcome, been = "drafted", "", ["drafted"]
    for _ in range(data.draw(st.integers(0, 12))):
        if not possible(state):
            break
        event = data.draw(st.sampled_from(possible(state)))
        state = after(state, event)
        outcome = data.draw(st.sampled_from(OUTCOMES)) if event == "answer" else outcome
        been.append(state)
    today = data.draw(st.dates(BY - 60 * DAY, BY + 60 * DAY))
    step = next_step(state, outcome, data.draw(st.sampled_from([BY, None])), today, been=been)
    assert step in STEPS
    assert (step == "none") == (state == "withdrawn")
    # What is advised can be done in that state; more evidence is sent by way of reopening.
    means = {"send": {"send"}, "escalate": {"escalate"}, "send_more_evidence": {"reopen", "send"}}
    assert step not in means or means[step] & set(possible(state))


# --- Next steps


@pytest.mark.parametrize("state", WAITING)
@pytest.mark.parametrize(
    ("answer_by", "today", "step"),
    [
        (BY, BY - DAY, "wait"),
        (BY, BY, "wait"),
        (BY, BY + DAY, "escalate"),
        (None, BY + 999 * DAY, "wait"),
    ],
)
def test_while_the_clock_runs_one_waits(state: str, answer_by: date | None, today: date, step: str) -> None:
    assert next_step(state, "", answer_by, today) == step


def test_an_old_outcome_does_not_stop_the_new_clock() -> None:
    assert next_step("sent", "verified", BY, BY + DAY, been=["answered", "reopened"]) == "escalate"


@pytest.mark.parametrize(
    ("state", "outcome", "been", "step"),
    [
        ("drafted", "", [], "send"),
        ("answered", "corrected", [], "look_at_report"),
        ("answered", "deleted", [], "look_at_report"),
        ("answered", "deleted", ["reopened", "escalated"], "look_at_report"),
        ("answered", "verified", [], "send_more_evidence"),
        ("answered", "verified", ["reopened"], "escalate"),
        ("answered", "verified", ["reopened", "escalated"], "add_statement"),
        ("answered", "verified", ["escalated"], "add_statement"),
        ("answered", "refused", [], "escalate"),
        ("answered", "refused", ["reopened"], "escalate"),
        ("answered", "refused", ["escalated"], "add_statement"),
        ("reopened", "verified", [], "send_more_evidence"),
        ("escalated", "", [], "wait"),
        ("escalated", "verified", [], "add_statement"),
        ("escalated", "refused", [], "add_statement"),
        ("withdrawn", "", [], "none"),
    ],
)
def test_the_next_step(state: str, outcome: str, been: list[str], step: str) -> None:
    assert next_step(state, outcome, BY, BY + DAY, been=[*been, state]) == step


@pytest.mark.parametrize("outcome", ["", "ignored"])
def test_an_answer_has_an_outcome(outcome: str) -> None:
    with pytest.raises(ValueError, match="an answer is one of"):
        next_step("answered", outcome, BY, BY)
