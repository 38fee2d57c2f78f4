"""The solver's proof is taken for whole costs: its last digit in floating point is no gap."""

from backend.domain.spending.cut_plan.solver import Small, solve

# A household's cuts over six weeks, in which HiGHS finds 11.000000000000007 and proves 11.
_MEAL, _COFFEE, _DELIVERY, _RIDE, _FILM = (3_950, -5), (1_940, -2), (3_560, -5), (3_310, -5), (1_500, -2)
_WEEK = (_COFFEE, (1_940, -4), _DELIVERY, _MEAL, _RIDE)
CUTS = (_COFFEE, (1_940, -4), _MEAL, _RIDE, (3_000, -2), _FILM, *_WEEK, *_WEEK, *_WEEK, *_WEEK, (831, -2))
COSTS = (*[0] * 6, *[1] * 5, *[2] * 5, *[3] * 5, *[4] * 5, 5)


def household() -> Small:
    columns = tuple(
        ((0, saves), (1, pain)) if pain == -4 else ((0, saves), (1, pain), (2, -1)) for saves, pain in CUTS
    )
    return Small(COSTS, columns, (25_028, -29, -10))


def test_a_cost_that_is_proven_but_for_rounding_is_proven() -> None:
    chosen = solve(household(), at_most=16).columns
    assert chosen is not None
    assert sum(COSTS[index] for index in chosen) == 11


def test_no_choice_costs_less_than_what_is_proven() -> None:
    chosen = solve(household(), at_most=10).columns
    assert chosen is None or sum(COSTS[index] for index in chosen) == 11
