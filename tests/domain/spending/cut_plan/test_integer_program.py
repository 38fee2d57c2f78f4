"""A least choice is the one that counting finds, for any program of whole numbers; bounds hold in integers."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.spending.cut_plan.integer_program import Impossible, lower_bound, minimise
from backend.domain.spending.cut_plan.program import Program

AMOUNTS = st.one_of(
    st.integers(-5, 40),
    st.integers(-1_000, 3_000_000),
    st.integers(-(10**9), 10**15),
    # A unit in fifteen digits decides: no solver's floating point sees it.
    st.integers(-3, 3).map(lambda n: 10**15 // 3 + n),
)
COSTS = st.one_of(st.integers(0, 30), st.integers(-2, 2).map(lambda n: 10**13 + n), st.integers(0, 10**14))


@st.composite
def programs(draw: st.DrawFn) -> tuple[Program, list[int]]:
    rows, width = draw(st.integers(1, 3)), draw(st.integers(1, 8))
    columns = [tuple((row, draw(AMOUNTS)) for row in range(rows)) for _ in range(width)]
    low = [
        draw(st.integers(0, max(1, sum(max(0, column[row][1]) for column in columns)))) for row in range(rows)
    ]
    costs = draw(st.lists(COSTS, min_size=width, max_size=width))
    return Program(tuple(columns), tuple(low)), costs


def counted(program: Program, costs: list[int]) -> int | None:
    width = len(costs)
    found = [
        sum(costs[index] for index in chosen)
        for size in range(width + 1)
        for chosen in combinations(range(width), size)
        if all(
            sum(dict(program.columns[index]).get(row, 0) for index in chosen) >= low
            for row, low in enumerate(program.low)
        )
    ]
    return min(found, default=None)


@given(programs())
def test_a_least_choice_costs_what_counting_finds(drawn: tuple[Program, list[int]]) -> None:
    program, costs = drawn
    least = counted(program, costs)
    if least is None:
        with pytest.raises(Impossible):
            minimise(program, costs)
    else:
        assert sum(costs[index] for index in minimise(program, costs).columns) == least
    everything = frozenset(range(len(costs)))
    if program.reached(everything):
        assert sum(costs[index] for index in minimise(program, costs, everything).columns) == least


@given(programs(), st.lists(st.floats(-5, 5, width=32), min_size=3, max_size=3))
def test_any_prices_at_all_give_a_true_bound(drawn: tuple[Program, list[int]], prices: list[float]) -> None:
    program, costs = drawn
    least = counted(program, costs)
    bound = lower_bound(program, costs, prices[: len(program.low)])
    assert least is None or bound.least <= least


def test_a_known_choice_is_kept_when_it_is_the_least() -> None:
    program = Program((((0, 5),), ((0, 5),), ((0, 9),)), (5,))
    assert minimise(program, [1, 1, 2], frozenset([1])).columns == {1}


def test_a_known_choice_a_unit_above_the_least_is_improved() -> None:
    sizes = (6, 10, 15, 20)  # the bound for 17 is 17, the least choice 20, the known one 21
    program = Program(tuple(((0, size),) for size in sizes), (17,))
    assert minimise(program, sizes, frozenset([0, 2])).columns == {3}
