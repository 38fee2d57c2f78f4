"""Who owns and who collects a debt: held against a slow walk through every day and every order that is possible."""

from datetime import date, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.relief.ownership import Change, Debt, collector, owner, standing

DEBT = Debt("Issuer")
START = date(2026, 1, 1)
FIRMS = ("Alpha", "Beta", "Gamma")


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Up to five changes of three firms within ten days, some without a day or a name, some with proof."""
    kinds = st.sampled_from(("sold", "assigned", "placed", "recalled", "servicer_changed"))
    days = st.none() | st.integers(0, 9).map(lambda number: START + timedelta(days=number))
    return [
        Change(
            f"own_{number}",
            draw(kinds),
            draw(st.sampled_from(("", *FIRMS))),
            draw(days),
            draw(st.sampled_from(("none", "agreement"))),
        )
        for number in range(draw(st.integers(0, 5)))
    ]


def possible_owners(history: list[Change], on: date) -> set[str]:
    """The firm after the last transfer in each order that the days allow; the issuer where there is none."""
    transfers = [
        each for each in history if each.kind in ("sold", "assigned") and (each.on is None or each.on <= on)
    ]
    found = set()
    for order in permutations(transfers):
        dated = [each.on for each in order if each.on]
        if dated == sorted(dated):
            found.add(order[-1].firm if order else DEBT.issuer)
    return found


@settings(max_examples=150)
@given(histories(), st.integers(0, 9))
def test_an_owner_is_named_only_where_every_possible_order_gives_the_same(
    history: list[Change], number: int
) -> None:
    on = START + timedelta(days=number)
    found, possible = owner(DEBT, history, on), possible_owners(history, on)
    if found.certainty == "unknown":
        assert found.firm == ""
        assert len(possible) > 1 or possible == {""}
    else:
        assert possible == {found.firm}
        proved = any(each.firm == found.firm and each.proof == "agreement" for each in history)
        assert found.certainty == "estimated" or proved


@settings(max_examples=100)
@given(histories(), st.integers(0, 9), st.sampled_from((*FIRMS, "Issuer", "Stranger")))
def test_a_firm_that_the_history_does_not_name_is_never_more_than_not_verified(
    history: list[Change], number: int, firm: str
) -> None:
    on = START + timedelta(days=number)
    place, _ = standing(firm, DEBT, history, on)
    named = {each.firm for each in history if each.on is None or each.on <= on} | {DEBT.issuer}
    assert firm in named or place == "not_verified"
    assert (place == "owner") is (owner(DEBT, history, on).firm == firm)


@settings(max_examples=100)
@given(histories(), st.integers(0, 9))
def test_the_order_of_typing_tells_nothing(history: list[Change], number: int) -> None:
    on = START + timedelta(days=number)
    back = list(reversed(history))
    assert owner(DEBT, history, on)[:2] == owner(DEBT, back, on)[:2]
    assert collector(DEBT, history, on)[:2] == collector(DEBT, back, on)[:2]


def test_a_firm_taken_back_collects_no_more_and_a_later_placement_counts_again() -> None:
    day = START + timedelta(days=5)
    placed, back = (
        Change("a", "placed", "Alpha", START),
        Change("b", "recalled", "", START + timedelta(days=2)),
    )
    again = Change("c", "placed", "alpha", START + timedelta(days=3))
    assert collector(DEBT, [placed], day).firm == "Alpha"
    assert collector(DEBT, [placed, back], day)[:3] == ("Issuer", "estimated", "nobody_placed")
    assert collector(DEBT, [placed, back, again], day).firm == "alpha"
    assert standing("ALPHA", DEBT, [placed, back, again], day)[0] == "agent"


def test_what_an_account_says_of_its_sale_counts_from_its_day() -> None:
    sold = Debt("Issuer", True, START)
    assert owner(sold, [], START - timedelta(days=1)).firm == "Issuer"
    assert owner(sold, [], START)[:3] == ("", "unknown", "account_sold")
